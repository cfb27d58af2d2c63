"""The pages of people: Adams administers, Abbot does too, and Osei must see nothing of it."""

import re

import psycopg
import pytest
from cast import PASSWORD, Cast
from database import Database, database, server
from inside import Answer, Authenticator, Visitor, cast, signed_in_as
from pages import checked

from touchpoint.service.organisation.acting import acting_as
from touchpoint.service.organisation.models import Change, Staff, Token
from touchpoint.service.organisation.signing_in.actions import set_own_password

__all__ = ["cast", "database", "server"]
NEW = {
    "name": "Drew Hale",
    "email": "Drew.Hale@force.example",
    "role": "officer",
    "unit": "T02",
    "officer_id": "S0777",
    "provider": "",
}


@pytest.fixture
def adams(cast: Cast) -> Visitor:
    return signed_in_as(cast.adams)


def added(visitor: Visitor, number: int, **other: str) -> Staff:
    """Somebody whom an administrator adds, with an address and a number of their own."""
    email = f"new{number}@force.example"
    said = {**NEW, "email": email, "officer_id": f"S8{number:03}", **other}
    assert visitor.send("/people/add/", said).status_code == 302
    return Staff.objects.get(email=email)


def changes_of(staff: Staff, cast: Cast) -> list[Change]:
    """What was changed of somebody, as administrators read it, the latest last."""
    with acting_as(cast.adams):
        return list(Change.objects.filter(about=staff.pk).order_by("pk"))


def page_of(answer: Answer) -> str:
    return str(answer.content.decode())


def without_token(answer: Answer) -> str:
    """A page without what differs from one showing to the next."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page_of(answer))


def test_somebody_is_added_and_it_is_written_down(adams: Visitor, cast: Cast) -> None:
    answer = adams.send("/people/add/", NEW)
    drew = Staff.objects.get(email="drew.hale@force.example")
    assert answer["Location"] == f"/people/{drew.pk}/"
    assert (drew.role, drew.unit_id, drew.officer_id) == ("officer", "T02", "S0777")
    assert not drew.has_usable_password()
    (change,) = changes_of(drew, cast)
    assert (change.by, change.what, change.after["role"]) == (cast.adams.pk, "added", "officer")
    assert "Drew Hale" in page_of(adams.send("/people/", {"q": "drew"}))


def test_who_has_set_no_password_yet_is_said_on_the_first_page(adams: Visitor) -> None:
    somebody = added(adams, 90)
    page = page_of(adams.get("/people/"))
    assert "set no password yet" in page
    page = page_of(adams.get("/people/?waiting=yes"))
    assert (somebody.email in page, "osei@force.example" in page) == (True, False)
    with acting_as(somebody):
        set_own_password(by=somebody, password=PASSWORD, now=somebody.added_at)
    assert somebody.email not in page_of(adams.get("/people/?waiting=yes"))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("email", "osei@force.example", "Somebody has this email address already"),
        ("officer_id", "S0001", "Somebody has this officer number already"),
        ("officer_id", "", "Enter the officer number, as crimes have it"),
        ("unit", "", "Select the unit of this officer"),
        ("provider", "Some Support", "for a support provider and nobody else"),
        ("role", "victim", "Select role from the list"),
        ("role", "superuser", "Select role from the list"),
        ("unit", "T99", "Select unit from the list"),
    ],
)
def test_what_is_wrong_of_a_person_is_said_at_its_field(
    adams: Visitor, field: str, value: str, sentence: str
) -> None:
    answer = adams.send("/people/add/", {**NEW, field: value})
    assert answer.status_code == 200
    assert sentence in page_of(answer)


def test_a_form_sets_what_it_shows_and_nothing_else(adams: Visitor) -> None:
    more = {"is_active": "", "password": "x", "sessions_key": "99", "id": "1", "is_superuser": "1"}
    made = added(adams, 1, **more)
    assert (made.is_active, made.sessions_key, made.has_usable_password()) == (True, 0, False)


def test_a_link_sets_a_password_once(adams: Visitor, cast: Cast) -> None:
    made = added(adams, 2)
    shown = page_of(adams.send(f"/people/{made.pk}/link/"))
    found = re.search(r"http://127\.0\.0\.1:8000(/sign-in/password/new/[^\s<]+)", shown)
    assert found
    assert "link_handed_over" in [change.what for change in changes_of(made, cast)]
    visitor = Visitor()
    form = visitor.get(found[1])["Location"]
    assert found[1] != form, "the token does not stay in the address"
    assert "too common" in page_of(visitor.send(form, {"password": "password1234"}))
    assert visitor.send(form, {"password": PASSWORD}).status_code == 302
    assert visitor.sign_in(made.email).status_code == 302
    late = Visitor()
    assert late.get(late.get(found[1])["Location"]).status_code == 410


def test_what_changes_what_somebody_sees_takes_their_tokens(adams: Visitor, cast: Cast) -> None:
    made = added(adams, 3)
    with acting_as(made):
        Token.objects.create(
            staff=made, name="t", hash=b"t3", permissions=[], made_at=made.added_at,
            expires_at=made.added_at,
        )  # fmt: skip
    said = {**NEW, "email": made.email, "officer_id": "S8003", "role": "supervisor"}
    assert adams.send(f"/people/{made.pk}/change/", said).status_code == 302
    assert Staff.objects.get(pk=made.pk).role == "supervisor"
    with acting_as(made):
        assert Token.objects.get(staff=made).revoked_at is not None
    *_, change = changes_of(made, cast)
    assert change.before["role"] == "officer"
    assert (change.after["role"], change.by) == ("supervisor", cast.adams.pk)


def test_who_lost_their_second_factor_gets_to_set_up_another(adams: Visitor) -> None:
    made = added(adams, 4)
    Authenticator.objects.create(user=made, type="totp", data={})
    adams.send(f"/people/{made.pk}/reset-second-factor/")
    assert not Authenticator.objects.filter(user=made).exists()


def test_nobody_changes_themselves_not_even_an_administrator(adams: Visitor, cast: Cast) -> None:
    own = f"/people/{cast.adams.pk}"
    said = {**NEW, "email": "adams@force.example"}
    assert adams.send(f"{own}/change/", said).status_code == 404
    for deed in ("deactivate", "reset-second-factor", "end-sessions"):
        assert adams.send(f"{own}/{deed}/").status_code == 404
    assert "This is you" in page_of(adams.get(f"{own}/"))
    assert Staff.objects.get(pk=cast.adams.pk).role == "administrator"


def test_another_administrator_may(cast: Cast) -> None:
    abbot = signed_in_as(cast.abbot)
    for deed, is_active in (("deactivate", False), ("reactivate", True)):
        abbot.send(f"/people/{cast.vale.pk}/{deed}/")
        assert Staff.objects.get(pk=cast.vale.pk).is_active is is_active


def test_an_officer_learns_nothing_of_people(cast: Cast) -> None:
    osei = signed_in_as(cast.osei)
    there, nowhere = osei.get(f"/people/{cast.lowe.pk}/"), osei.get("/people/999999/")
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert without_token(there) == without_token(nowhere)
    assert osei.send(f"/people/{cast.lowe.pk}/deactivate/").status_code == 404
    assert osei.send("/people/add/", {**NEW, "email": "o@force.example"}).status_code == 404


def test_an_auditor_reads_what_administrators_did(adams: Visitor, cast: Cast) -> None:
    added(adams, 5)
    shown = page_of(signed_in_as(cast.ash).get("/people/changes/"))
    assert "Drew Hale" in shown
    assert "Adams" in shown
    assert 'href="/people/changes/"' in page_of(signed_in_as(cast.ash).get("/people/account/"))
    for other in (cast.osei, cast.byrne, cast.moss, cast.vine, cast.cole):
        assert signed_in_as(other).get("/people/changes/").status_code == 404


def test_an_auditor_of_some_units_reads_of_the_people_of_these_alone(adams: Visitor) -> None:
    said = {"name": "Eve Marsh", "role": "auditor", "unit": "A2", "officer_id": ""}
    eve = added(adams, 20, **said)
    added(adams, 21, name="Ines Moor", unit="T03")
    added(adams, 22, name="Hal Harbour", unit="T02")
    added(adams, 23, name="Perry Vider", unit="", role="provider", provider="P", officer_id="")
    shown = page_of(signed_in_as(eve).get("/people/changes/"))
    listed = {name: name in shown for name in ("Ines Moor", "Hal Harbour", "Perry Vider")}
    assert listed == {"Ines Moor": True, "Hal Harbour": False, "Perry Vider": False}


def test_who_is_looked_for_stands_in_no_address(adams: Visitor) -> None:
    drew = added(adams, 7, name="Imogen Quill")
    found = checked(page_of(adams.send("/people/", {"q": drew.email.upper()})))
    (shown,) = [row.words for row in found.all("tr") if row.all("td")]
    assert shown.startswith(drew.name)
    assert [form["method"] for form in found.all("form")] == ["post"] * len(found.all("form"))
    addresses = [link["href"] for link in found.all("a")]
    assert not [one for one in addresses if "q=" in one or "new7" in one]
    asked = checked(page_of(adams.get(f"/people/?q={drew.email}&page=1")))
    assert len(asked.all("tr")) > 2, "what stands in an address looks for nobody"
    assert drew.email not in str([link["href"] for link in asked.all("a")])


def test_of_more_than_a_page_that_fit_the_first_are_shown_and_it_is_said(
    adams: Visitor, database: Database
) -> None:
    with database.owner() as owner:
        owner.execute(
            "INSERT INTO organisation_staff (password, email, name, role, is_active, "
            "sessions_key, added_at) SELECT '!', 'many' || n || '@force.example', 'Many ' || n, "
            "'commissioner', true, 0, now() FROM generate_series(1, 51) AS n"
        )
    found = checked(page_of(adams.send("/people/", {"q": "many"})))
    assert "51 people" in found.one("main").words
    assert "Only the first 50 by name are shown" in found.one("main").words
    assert not [link for link in found.all("a") if "page=" in link["href"]]


def test_a_deed_that_is_none_is_not_there(adams: Visitor, cast: Cast) -> None:
    assert adams.send(f"/people/{cast.osei.pk}/promote/").status_code == 404
    assert adams.get(f"/people/{cast.osei.pk}/deactivate/").status_code == 405


@pytest.mark.usefixtures("cast")
def test_the_audit_only_grows_whoever_asks(database: Database) -> None:
    for statement in (
        "UPDATE organisation_change SET what = 'x'",
        "DELETE FROM organisation_change",
        "TRUNCATE organisation_change",
        "DELETE FROM organisation_break_glass",
    ):
        with database.owner() as owner, pytest.raises(psycopg.errors.RestrictViolation):
            owner.execute(statement)
