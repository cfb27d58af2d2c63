"""Signing in and people in a real browser: passkeys with a real ceremony, and no barriers."""

import re
from collections.abc import Iterator

import pytest
from cast import PASSWORD, Cast
from inside import Authenticator, cast, code_for, database, server, signed_in_as
from web import served

from browser import SIZES, Visit, barriers, visit

__all__ = ["cast", "database", "server"]
CAN_DO_ALL = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def site(cast: Cast) -> Iterator[str]:
    # The first page of all takes long on a busy machine: templates are read, rooms are loaded.
    assert signed_in_as(cast.abbot).get("/people/").status_code == 200
    with served() as address:
        # Browsers know passkeys of a name, not of a number.
        yield address.replace("127.0.0.1", "localhost")


def type_password(at: Visit, email: str) -> None:
    at.go("/sign-in/")
    at.page.get_by_label("Email address").fill(email)
    at.page.get_by_label("Password", exact=True).fill(PASSWORD)
    at.press("Sign in")


def sign_out(at: Visit) -> None:
    at.go("/people/account/")
    at.press("Sign out")


def test_a_passkey_is_added_used_beside_a_password_and_then_alone(site: str, cast: Cast) -> None:
    staff = cast.adams
    with visit(site) as at:
        keys = at.page.context.new_cdp_session(at.page)
        keys.send("WebAuthn.enable")
        keys.send("WebAuthn.addVirtualAuthenticator", {"options": CAN_DO_ALL})
        type_password(at, staff.email)
        at.page.wait_for_url("**/second-factor/")
        at.look("sign-in-second-factor")
        at.press("Add a passkey")
        at.page.get_by_label("What to call it").fill("Work phone")
        at.page.get_by_label(re.compile("without a password")).check()
        at.look("sign-in-add-passkey")
        at.page.get_by_role("button", name="Add the passkey").click()
        at.page.wait_for_url("**/second-factor/codes/")
        at.look("sign-in-recovery-codes")
        assert Authenticator.objects.filter(user=staff, type="webauthn").count() == 1

        sign_out(at)
        type_password(at, staff.email)
        at.page.wait_for_url("**/sign-in/code/")
        at.look("sign-in-code")
        at.page.get_by_role("button", name="Use a passkey instead").click()
        at.page.wait_for_url("**/people/")

        sign_out(at)
        at.look("sign-in")
        at.page.get_by_role("button", name="Sign in with a passkey").click()
        at.page.wait_for_url("**/people/")
        at.look("people")


def test_without_scripts_an_app_is_set_up_and_a_password_changed(site: str, cast: Cast) -> None:
    with visit(site, scripts=False) as at:
        type_password(at, cast.osei.email)
        at.look("sign-in-second-factor")
        at.press("Set up an app")
        at.look("sign-in-add-app")
        secret = at.page.locator("strong").last.inner_text().replace(" ", "")
        at.page.get_by_label("Code").fill("12")
        at.press("Continue")
        at.look("sign-in-add-app-wrong")
        assert at.page.title().startswith("Error: ")
        at.page.get_by_label("Code").fill(code_for(secret))
        at.press("Continue")
        at.page.wait_for_url("**/second-factor/codes/")
        at.go("/people/account/")
        at.follow(re.compile("Change your password"))
        at.look("sign-in-change-password")
        at.page.get_by_label("Your password").fill(PASSWORD)
        at.page.get_by_label("New password").fill("three words that differ")
        at.press("Change the password")
        at.page.get_by_text("Your password is changed").wait_for()


def test_the_pages_of_people_have_no_barriers(site: str, cast: Cast) -> None:
    with visit(site, staff=cast.abbot) as at:
        for address in (
            "/people/?waiting=yes",
            f"/people/{cast.osei.pk}/",
            f"/people/{cast.osei.pk}/change/",
            "/people/changes/",
            "/people/account/",
        ):
            assert barriers(at.go(address)) == [], address
        for sought in ("zzz", "osei"):
            at.go("/people/").page.get_by_label("Find a person").fill(sought)
            at.press("Find")
            at.page.get_by_role("link", name="Show everybody").wait_for()
            assert barriers(at, sizes=SIZES) == []
            assert sought not in at.page.url
        at.go("/people/add/").press("Add the person")
        assert barriers(at) == []
    with visit(site, staff=cast.byrne) as at:
        for address in ("/people/break-glass/", "/people/account/tokens/", "/looks/break-glass/"):
            assert barriers(at.go(address)) == [], address
