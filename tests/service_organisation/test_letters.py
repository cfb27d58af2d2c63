"""Letters that the worker sends by a real mail server: links to set a password, break-glass."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from cast import NOW, Cast
from database import Database, database, server
from django.db import connection
from inside import Visitor, as_owner, cast, signed_in_as, with_environment
from mail_caught import MailServer, certificate, mail_server
from worker import work

from touchpoint.service.organisation.models import BreakGlass
from touchpoint.service.organisation.tasks import send_break_glass_notice, send_password_link

__all__ = ["cast", "database", "server"]
NEW = "three words that differ"
SMTPLIB = "ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning"
"""Python's smtplib leaves a socket to be collected where TLS was refused; not ours to mend."""


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailServer]:
    """A mail server that the service is set to."""
    with mail_server(tmp_path_factory.mktemp("post")) as started:
        url = f"smtp://localhost:{started.port}"
        with with_environment(TOUCHPOINT_SMTP_URL=url, TOUCHPOINT_MAIL_FROM="t@force.example"):
            yield started


def waiting() -> list[dict[str, object]]:
    """What the queue holds for the worker."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def link_in(text: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/sign-in/password/new/\S+)", text)
    assert found
    return found[1]


def test_an_invitation_reaches_its_person_and_lets_them_in(
    cast: Cast, database: Database, post: MailServer
) -> None:
    before = len(post.letters)
    told = signed_in_as(cast.adams).send(f"/people/{cast.lowe.pk}/link/")
    assert told.status_code == 302
    work(database, "letters")
    (letter,) = post.letters[before:]
    assert (letter["To"], letter["From"]) == ("lowe@force.example", "t@force.example")
    assert letter["Subject"] == "Set your password for Touchpoint"
    visitor = Visitor()
    form = visitor.get(link_in(letter.get_content()))["Location"]
    assert visitor.send(form, {"password": NEW}).status_code == 302
    assert Visitor().sign_in("lowe@force.example", NEW).status_code == 302


def test_whoever_forgot_a_password_is_written_to_if_they_are_known_and_nobody_else_is(
    cast: Cast, database: Database, post: MailServer
) -> None:
    assert cast.osei.pk
    before, jobs = len(post.letters), len(waiting())
    for email in ("osei@force.example", "nobody@force.example"):
        Visitor().send("/sign-in/password/forgotten/", {"email": email})
    asked = waiting()[jobs:]
    assert len(asked) == 2
    assert "@" not in str(asked)
    work(database, "letters")
    (letter,) = post.letters[before:]
    assert letter["To"] == "osei@force.example"


def test_a_letter_about_a_break_glass_names_no_journey_and_nobody(
    cast: Cast, database: Database, post: MailServer
) -> None:
    before = len(post.letters)
    with as_owner(database):
        opened = BreakGlass.objects.create(
            staff=cast.osei,
            journey_id="J-2",
            reason="A reason that stays here",
            opened_at=NOW,
            ends_at=NOW.replace(hour=17),
        )
        send_break_glass_notice(break_glass_id=opened.pk, told_id=cast.moss.pk)
    (letter,) = post.letters[before:]
    said = f"{letter['Subject']} {letter.get_content()}"
    for word in ("J-2", "Osei", "reason that stays", "osei@"):
        assert word not in said
    assert "/people/break-glass/" in said


@pytest.mark.filterwarnings(SMTPLIB)
def test_no_letter_leaves_for_another_machine_unless_it_is_sealed_and_is_that_machine(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """0.0.0.0 is this machine too, and yet no loopback: TLS is insisted on."""

    def sent_to(port: int) -> None:
        with with_environment(TOUCHPOINT_SMTP_URL=f"smtp://0.0.0.0:{port}"):
            send_password_link(staff_id=cast.vine.pk)

    with mail_server(tmp_path / "open") as open_to_all:
        with pytest.raises(OSError, match="STARTTLS"):
            sent_to(open_to_all.port)
        assert open_to_all.letters == []
    believed, key = certificate(tmp_path)
    sealing = ("--tlscert", str(believed), "--tlskey", str(key))
    with mail_server(tmp_path / "sealed", *sealing) as sealed:
        with pytest.raises(OSError, match="certificate verify failed"):
            sent_to(sealed.port)
        assert sealed.letters == []
        monkeypatch.setenv("SSL_CERT_FILE", str(believed))
        sent_to(sealed.port)
        assert [letter["To"] for letter in sealed.letters] == ["vine@force.example"]


def test_without_a_mail_server_nothing_is_sent_and_the_page_says_whom_to_ask(cast: Cast) -> None:
    with with_environment(TOUCHPOINT_SMTP_URL=""):
        send_password_link(staff_id=cast.lowe.pk)
        assert b"Ask an administrator" in Visitor().get("/sign-in/password/forgotten/").content
