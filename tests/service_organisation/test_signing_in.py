"""Signing in by password and second factor, as somebody at a browser without scripts does it."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from cast import PASSWORD, Cast
from django.test import RequestFactory
from django.utils import timezone
from inside import (
    Authenticator,
    Visitor,
    cast,
    code_for,
    database,
    server,
    signed_in_as,
    with_environment,
)

from touchpoint.service.organisation.acting import acting_as
from touchpoint.service.organisation.models import FailedSignIn, Staff
from touchpoint.service.organisation.people import actions
from touchpoint.service.organisation.people.person import Person
from touchpoint.service.organisation.roles import Role
from touchpoint.service.organisation.signing_in.failures import attempt, failed
from touchpoint.service.organisation.signing_in.forms import WAIT, WRONG

__all__ = ["cast", "database", "server"]
ACCOUNT = "/people/account/"
FACTORS = "/sign-in/second-factor/"
APP = "/sign-in/second-factor/app/"
OSEI, LOWE = "osei@force.example", "lowe@force.example"


@pytest.fixture(autouse=True)
def clean(cast: Cast) -> None:  # noqa: ARG001 - the force is there
    """Each test begins without failures and second factors."""
    FailedSignIn.objects.all().delete()
    Authenticator.objects.all().delete()


def add_app(visitor: Visitor) -> str:
    """Set an app up as the page says, and give the secret that is in it now."""
    page = visitor.get(APP).content.decode()
    found = re.search(r"<strong>([A-Z2-7 ]+)</strong>", page)
    assert found
    secret = found[1].replace(" ", "")
    assert visitor.send(APP, {"code": code_for(secret, -1)}).status_code == 302
    return secret


def is_signed_in(visitor: Visitor) -> bool:
    return visitor.get(FACTORS).status_code == 200


def test_a_password_alone_leads_to_setting_up_a_second_factor_and_nowhere_else() -> None:
    visitor = Visitor()
    assert visitor.sign_in(OSEI).status_code == 302
    assert visitor.get(ACCOUNT)["Location"] == FACTORS
    assert visitor.get("/looks/break-glass/")["Location"] == FACTORS
    assert visitor.get(FACTORS).status_code == 200


def test_with_an_app_set_up_all_is_open_and_a_code_is_asked_from_then_on() -> None:
    visitor = Visitor()
    visitor.sign_in(OSEI)
    secret = add_app(visitor)
    assert visitor.get(ACCOUNT).status_code == 200
    again = Visitor()
    assert again.sign_in(OSEI)["Location"] == "/sign-in/code/"
    assert again.get(ACCOUNT)["Location"].startswith("/sign-in/?")
    assert again.send("/sign-in/code/", {"code": code_for(secret)})["Location"] == "/"
    assert again.get(ACCOUNT).status_code == 200


def test_a_code_counts_once() -> None:
    visitor = Visitor()
    visitor.sign_in(OSEI)
    code = code_for(add_app(visitor))
    for expected in (302, 200):
        thief = Visitor()
        thief.sign_in(OSEI)
        assert thief.send("/sign-in/code/", {"code": code}).status_code == expected


def test_the_code_that_set_an_app_up_signs_nobody_in() -> None:
    visitor = Visitor()
    visitor.sign_in(OSEI)
    spent = code_for(add_app(visitor), -1)
    thief = Visitor()
    thief.sign_in(OSEI)
    assert thief.send("/sign-in/code/", {"code": spent}).status_code == 200
    assert not is_signed_in(thief)


def test_a_recovery_code_counts_once_and_is_shown_once() -> None:
    visitor = Visitor()
    visitor.sign_in(OSEI)
    add_app(visitor)
    page = visitor.get("/sign-in/second-factor/codes/").content.decode()
    codes = re.findall(r"<li>(\d{8})</li>", page)
    assert len(codes) == 10
    assert codes[0] not in visitor.get("/sign-in/second-factor/codes/").content.decode()
    for expected in (302, 200):
        other = Visitor()
        other.sign_in(OSEI)
        assert other.send("/sign-in/code/", {"code": codes[0]}).status_code == expected


def test_the_secret_of_an_app_is_sealed_in_the_database() -> None:
    visitor = Visitor()
    visitor.sign_in(OSEI)
    secret = add_app(visitor)
    held = str(Authenticator.objects.get(type="totp").data)
    assert secret not in held


def test_the_last_second_factor_cannot_be_taken_away_where_one_is_required() -> None:
    visitor = Visitor()
    visitor.sign_in(OSEI)
    add_app(visitor)
    visitor.send("/sign-in/second-factor/app/remove/")
    assert Authenticator.objects.filter(type="totp").exists()


def test_where_one_is_offered_a_password_is_enough() -> None:
    with with_environment(TOUCHPOINT_MADE_UP="true"):
        visitor = Visitor()
        visitor.sign_in(OSEI)
        assert visitor.get(ACCOUNT).status_code == 200


@pytest.mark.parametrize(
    ("email", "password"),
    [(OSEI, "wrong"), ("nobody@force.example", PASSWORD), ("nobody@force.example", "wrong")],
)
def test_what_is_said_of_a_failure_is_the_same_for_everybody(email: str, password: str) -> None:
    page = Visitor().sign_in(email, password).content.decode()
    assert page.count(WRONG) == 1
    assert "password" in page


def test_an_address_is_the_same_in_any_case_and_with_spaces_around_it() -> None:
    assert Visitor().sign_in("  OSEI@Force.Example ").status_code == 302


def test_guessing_is_stopped_for_an_account_that_is_there_and_for_one_that_is_not() -> None:
    for email in (OSEI, "nobody@force.example"):
        for _ in range(10):
            assert WRONG in Visitor().sign_in(email, "wrong").content.decode()
        assert WAIT in Visitor().sign_in(email, "wrong").content.decode()
    assert WAIT in Visitor().sign_in(OSEI).content.decode()
    assert Visitor().sign_in(LOWE).status_code == 302


def test_after_a_while_one_may_try_again() -> None:
    sent = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1")
    earlier = timezone.now() - timedelta(minutes=16)
    for _ in range(10):
        failed(attempt(sent, OSEI, earlier))
    assert Visitor().sign_in(OSEI).status_code == 302


def test_guessing_is_stopped_for_an_address_that_tries_many_accounts() -> None:
    sent = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1")
    for number in range(100):
        failed(attempt(sent, f"somebody{number}@force.example", timezone.now()))
    assert WAIT in Visitor().sign_in(OSEI).content.decode()
    assert Visitor(REMOTE_ADDR="192.0.2.7").sign_in(OSEI).status_code == 302


def test_codes_cannot_be_guessed_on_and_on() -> None:
    visitor = Visitor()
    visitor.sign_in(OSEI)
    secret = add_app(visitor)
    thief = Visitor()
    thief.sign_in(OSEI)
    wrong = "000000" if code_for(secret) != "000000" else "111111"
    for _ in range(10):
        thief.send("/sign-in/code/", {"code": wrong})
    assert WAIT in thief.send("/sign-in/code/", {"code": code_for(secret)}).content.decode()


def test_the_key_of_a_session_is_another_after_signing_in() -> None:
    visitor = Visitor()
    visitor.get("/sign-in/password/new/MQ/planted/")
    planted = visitor.cookies["session"].value
    visitor.sign_in(OSEI)
    assert visitor.cookies["session"].value != planted
    attacker = Visitor()
    attacker.cookies["session"] = planted
    assert not is_signed_in(attacker)


def test_a_key_that_somebody_made_up_is_not_taken() -> None:
    visitor = Visitor()
    visitor.cookies["session"] = "a" * 32
    visitor.sign_in(OSEI)
    assert visitor.cookies["session"].value != "a" * 32


@pytest.mark.parametrize(("mark", "back"), [("began", {"hours": 10}), ("seen", {"minutes": 30})])
def test_a_session_ends_after_a_shift_and_when_nobody_is_there(
    cast: Cast, mark: str, back: dict[str, int]
) -> None:
    visitor = signed_in_as(cast.osei)
    assert visitor.get(ACCOUNT).status_code == 200
    session = visitor.session
    session[mark] = (timezone.now() - timedelta(**back)).isoformat()
    session.save()
    assert visitor.get(ACCOUNT)["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("how", ["signed out elsewhere", "nobody was there"])
def test_a_form_that_comes_after_the_session_says_that_nothing_was_saved_and_leads_back_to_itself(
    cast: Cast, how: str
) -> None:
    visitor = signed_in_as(cast.osei)
    form = "/people/account/tokens/?from=worklist"
    visitor.get(form)
    if how == "signed out elsewhere":
        visitor.send("/people/sign-out/")
    else:
        session = visitor.session
        session["seen"] = (timezone.now() - timedelta(minutes=30)).isoformat()
        session.save()
    answer = visitor.send(
        "/people/account/tokens/7/revoke/", {"why": "x"}, HTTP_REFERER=f"http://localhost{form}#end"
    )
    assert answer["Location"] == f"/sign-in/?{urlencode({'next': form})}"
    said = "You were signed out. What you sent was not saved"
    assert said in visitor.get(answer["Location"]).content.decode()
    assert said not in visitor.get("/sign-in/").content.decode()
    # It leads to no other site, whatever a request claims.
    elsewhere = visitor.send(form, HTTP_REFERER="http://elsewhere.example/people/account/")
    assert elsewhere["Location"] == "/sign-in/"


def test_sessions_end_at_once_with_the_person_their_role_and_their_password(cast: Cast) -> None:
    now, by = timezone.now(), cast.adams
    with acting_as(by):
        one = actions.add_person(
            by=by,
            person=Person(name="Roe", email="roe@force.example", role=Role.ANALYST, unit_id="F"),
            now=now,
        )
    other = Person(name="Roe", email="roe@force.example", role=Role.AUDITOR, unit_id="F")
    for deed in (
        lambda: actions.change_person(by=by, staff_id=one.pk, person=other, now=now),
        lambda: actions.end_sessions(by=by, staff_id=one.pk, now=now),
        lambda: actions.reset_second_factor(by=by, staff_id=one.pk, now=now),
        lambda: actions.deactivate(by=by, staff_id=one.pk, now=now),
    ):
        visitor = signed_in_as(Staff.objects.get(pk=one.pk))
        assert visitor.get(ACCOUNT).status_code == 200
        with acting_as(by):
            deed()
        assert visitor.get(ACCOUNT)["Location"].startswith("/sign-in/")


def test_signing_out_everywhere_ends_every_session(cast: Cast) -> None:
    here, there = signed_in_as(cast.wren), signed_in_as(cast.wren)
    assert there.get(ACCOUNT).status_code == 200
    here.send("/people/account/leave-everywhere/")
    assert not is_signed_in(here)
    assert not is_signed_in(there)


def test_signing_out_is_a_form_and_no_link(cast: Cast) -> None:
    visitor = signed_in_as(cast.wren)
    assert visitor.get("/people/sign-out/").status_code == 405
    assert is_signed_in(visitor)
    visitor.send("/people/sign-out/")
    assert not is_signed_in(visitor)


def test_cookies_are_for_this_service_alone() -> None:
    visitor = Visitor()
    visitor.sign_in(OSEI)
    for name in ("session", "csrf"):
        assert visitor.cookies[name]["httponly"]
        assert visitor.cookies[name]["samesite"] == "Lax"
