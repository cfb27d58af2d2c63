"""The force's own sign-in, against a real OpenID Connect provider: only people who were added."""

from collections.abc import Iterator

import pytest
from cast import Cast
from database import Database
from inside import Visitor, as_owner, cast, database, server, with_environment
from op import Provider, running_provider

from touchpoint.service.organisation.models import Staff

__all__ = ["cast", "database", "server"]
REFUSED = "/sign-in/provider/refused/"
ACCOUNT = "/people/account/"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running_provider() as running, with_environment(**running.environment):
        yield running


def coming_back(provider: Provider, subject: str, after: str = ACCOUNT) -> tuple[Visitor, str]:
    """Somebody goes to the provider and signs in there; where that leads is opened next."""
    visitor = Visitor()
    away = visitor.get("/sign-in/provider/force/", {"next": after})
    assert away.status_code == 302
    return visitor, provider.sign_in(away["Location"], subject)


def come_by(provider: Provider, subject: str, after: str = ACCOUNT) -> tuple[Visitor, str]:
    visitor, back = coming_back(provider, subject, after)
    return visitor, visitor.get(back)["Location"]


def is_signed_in(visitor: Visitor) -> bool:
    return "_auth_user_id" in visitor.session


@pytest.mark.usefixtures("cast", "provider")
def test_the_page_of_signing_in_offers_the_provider_by_its_name() -> None:
    shown = Visitor().get("/sign-in/").content.decode()
    assert "Sign in with the force" in shown
    assert 'href="/sign-in/provider/force/"' in shown


@pytest.mark.usefixtures("cast")
def test_somebody_who_was_added_comes_in_by_their_verified_address(provider: Provider) -> None:
    visitor, after = come_by(provider, "o-1")
    assert (is_signed_in(visitor), after) == (True, ACCOUNT)


def test_who_came_once_is_known_by_their_subject_whatever_their_address_is_then(
    provider: Provider, cast: Cast, database: Database
) -> None:
    come_by(provider, "b-1")
    with as_owner(database):
        Staff.objects.filter(pk=cast.byrne.pk).update(email="sergeant.byrne@force.example")
    visitor, _ = come_by(provider, "b-1")
    assert visitor.session["_auth_user_id"] == str(cast.byrne.pk)


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("subject", ["l-1", "x-1"], ids=["unverified address", "never added"])
def test_nobody_else_comes_in_and_nobody_is_added(provider: Provider, subject: str) -> None:
    before = Staff.objects.count()
    visitor, after = come_by(provider, subject)
    assert (is_signed_in(visitor), after) == (False, REFUSED)
    assert Staff.objects.count() == before
    page = visitor.get(REFUSED)
    assert page.status_code == 401
    assert b"@force.example" not in page.content


def test_somebody_who_was_let_go_does_not_come_in(
    provider: Provider, cast: Cast, database: Database
) -> None:
    with as_owner(database):
        Staff.objects.filter(pk=cast.moss.pk).update(is_active=False)
    visitor, after = come_by(provider, "m-1")
    assert (is_signed_in(visitor), after) == (False, REFUSED)


@pytest.mark.usefixtures("cast")
def test_a_second_factor_is_asked_here_unless_the_settings_leave_it_to_the_provider(
    provider: Provider,
) -> None:
    visitor, _ = come_by(provider, "o-1")
    assert visitor.get(ACCOUNT)["Location"] == "/sign-in/second-factor/"
    left = {"TOUCHPOINT_OIDC_SECOND_FACTOR": "by_provider"}
    with with_environment(**provider.environment, **left):
        visitor, _ = come_by(provider, "o-1")
        assert visitor.get(ACCOUNT).status_code == 200


@pytest.mark.usefixtures("cast")
def test_what_the_provider_says_counts_in_the_browser_that_asked_and_nowhere_else(
    provider: Provider,
) -> None:
    _, back = coming_back(provider, "o-1")
    stranger = Visitor()
    assert stranger.get(back)["Location"] == REFUSED
    assert not is_signed_in(stranger)


@pytest.mark.usefixtures("cast")
def test_an_answer_counts_once(provider: Provider) -> None:
    visitor, back = coming_back(provider, "o-1")
    visitor.get(back)
    visitor.send("/people/sign-out/")
    assert visitor.get(back)["Location"] == REFUSED
    assert not is_signed_in(visitor)


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("after", ["https://evil.example/", "//evil.example/", r"/\evil.example"])
def test_nobody_is_sent_elsewhere_afterwards(provider: Provider, after: str) -> None:
    _, led = come_by(provider, "o-1", after)
    assert led.startswith("/")
    assert "evil" not in led


@pytest.mark.usefixtures("cast", "provider")
def test_other_providers_are_not_there() -> None:
    assert Visitor().get("/sign-in/provider/other/").status_code == 404
    assert Visitor().get("/sign-in/provider/other/back/").status_code == 404
