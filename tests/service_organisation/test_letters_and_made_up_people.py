"""Letters that leave from the worker, and the sign-ins of a made-up force."""

import re

import pytest
from cast import NOW, Cast
from database import Database, database, server
from django.core import mail
from django.db import connection, connections
from django.test import override_settings
from inside import Visitor, cast, with_environment

from touchpoint.service.organisation.models import BreakGlass, Staff
from touchpoint.service.organisation.sign_ins import PLACE, MadeUpSignIn, make_made_up_sign_ins
from touchpoint.service.organisation.tasks import send_break_glass_notice, send_password_link

__all__ = ["cast", "database", "server"]
HELD = override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")


def waiting() -> list[dict[str, object]]:
    """What the queue holds for the worker."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


@HELD
def test_asking_for_a_link_puts_one_job_into_the_queue_whoever_asks(cast: Cast) -> None:
    assert cast.osei.pk
    before = len(waiting())
    for email in ("osei@force.example", "nobody@force.example"):
        Visitor().send("/sign-in/password/forgotten/", {"email": email})
    asked = waiting()[before:]
    assert len(asked) == 2
    assert "@" not in str(asked)


@HELD
def test_a_letter_brings_a_link_that_sets_a_password(cast: Cast) -> None:
    send_password_link(staff_id=cast.lowe.pk)
    (letter,) = mail.outbox
    assert letter.to == ["lowe@force.example"]
    found = re.search(r"http://127\.0\.0\.1:8000(/sign-in/password/new/\S+)", str(letter.body))
    assert found
    visitor = Visitor()
    form = visitor.get(found[1])["Location"]
    said = {"password": "three words that differ"}
    assert visitor.send(form, said).status_code == 302
    assert Visitor().sign_in("lowe@force.example", said["password"]).status_code == 302
    mail.outbox.clear()
    send_password_link(staff_id=None)
    assert mail.outbox == []


@HELD
def test_a_letter_about_a_break_glass_names_no_journey_and_nobody(cast: Cast) -> None:
    opened = BreakGlass.objects.create(
        staff=cast.osei,
        journey_id="J-2",
        reason="A reason that stays here",
        opened_at=NOW,
        ends_at=NOW.replace(hour=17),
    )
    send_break_glass_notice(break_glass_id=opened.pk, told_id=cast.moss.pk)
    (letter,) = mail.outbox
    for word in ("J-2", "Osei", "reason that stays", "osei@"):
        assert word not in f"{letter.subject} {letter.body}"
    assert "/people/break-glass/" in str(letter.body)
    mail.outbox.clear()


def test_without_a_mail_server_nothing_is_sent_and_the_page_says_whom_to_ask(cast: Cast) -> None:
    send_password_link(staff_id=cast.lowe.pk)
    assert getattr(mail, "outbox", []) == []
    assert b"Ask an administrator" in Visitor().get("/sign-in/password/forgotten/").content


def test_a_made_up_force_has_one_sign_in_of_each_role_that_works(
    cast: Cast, database: Database
) -> None:
    assert cast.osei.pk
    database.django("owner")
    made = make_made_up_sign_ins(
        officer_id="S0002", supervisor_id="S0020", unit_id="T02", provider="Some Support", now=NOW
    )
    again = make_made_up_sign_ins(
        officer_id="S0002", supervisor_id="S0020", unit_id="T02", provider="Some Support", now=NOW
    )
    connections.close_all()
    database.django("web")
    assert len({one.role for one in made}) == 9
    assert [one.email for one in again] == [one.email for one in made]
    assert Staff.objects.filter(email__endswith=PLACE).count() == 9
    with with_environment(TOUCHPOINT_MADE_UP="true"):
        for one in again:
            visitor = Visitor()
            assert visitor.sign_in(one.email, one.password).status_code == 302, one.role
            assert visitor.get("/people/account/").status_code == 200


@pytest.mark.usefixtures("cast")
def test_nobodys_password_is_printed_by_accident() -> None:
    one = MadeUpSignIn(role="Officer", name="x", email="x@y.example", password="hidden")  # noqa: S106 - nobody's
    assert "hidden" not in repr(one)
