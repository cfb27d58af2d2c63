"""Every route against every role: each declares whom it is for, and is for nobody else."""

import pytest
from cast import Cast
from django.test import Client
from django.urls import NoReverseMatch, get_resolver
from inside import cast, database, server, signed_in_as
from routes import ANYONE, ENROLLING, NOBODY, ROUTES, SIGNED_IN, TOKEN
from walked import address, routes, walk

from touchpoint.service.organisation.opening import Opening, Who, opening_of
from touchpoint.service.organisation.permissions import PERMISSIONS, Permission
from touchpoint.service.organisation.roles import Role

__all__ = ["cast", "database", "server"]
NOT_FOUND = 404
WORDS = {
    Who.ANYONE: ANYONE,
    Who.ENROLLING: ENROLLING,
    Who.NOBODY: NOBODY,
    Who.TOKEN: TOKEN,
    Who.SIGNED_IN: SIGNED_IN,
}


def said(opening: Opening) -> str:
    """What a route declares, in the words of the table."""
    if opening.permissions:
        return " or ".join(sorted(one.value for one in opening.permissions))
    return WORDS[opening.who]


def for_roles(words: str) -> set[Role]:
    """The roles that the table lets in."""
    if words in {ANYONE, SIGNED_IN, ENROLLING}:
        return set(Role)
    if words in {NOBODY, TOKEN}:
        return set()
    wanted = {Permission(word) for word in words.split(" or ")}
    return {role for role in Role if PERMISSIONS[role] & wanted}


def test_every_route_is_in_the_table_and_the_table_names_no_other() -> None:
    assert set(routes()) == set(ROUTES)


def test_every_route_declares_whom_it_is_for_as_the_table_says() -> None:
    openings = {name: opening_of(pattern.callback) for name, pattern in routes().items()}
    assert [name for name, opening in openings.items() if opening is None] == []
    declared = {name: said(opening) for name, opening in openings.items() if opening}
    assert declared == ROUTES


def test_no_two_routes_answer_to_one_name() -> None:
    names = [name for name, _ in walk(get_resolver())]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_what_the_table_says_and_is_told_of_nothing_else(
    cast: Cast, role: Role
) -> None:
    """By GET, as the middleware sees it: what is refused is a 404, like what is not there."""
    wrong = {}
    client = signed_in_as(cast.of_role(role))
    before = client.cookies["session"].value
    for name, pattern in routes().items():
        words = ROUTES.get(name, ANYONE)
        if words in {ANYONE, TOKEN}:
            continue
        client.cookies["session"] = before
        status = client.get(address(name, pattern)).status_code
        let_in = role in for_roles(words)
        if let_in != (status != NOT_FOUND) and not (let_in and asks_for_what_is_not_there(name)):
            wrong[name] = status
    assert wrong == {}


def asks_for_what_is_not_there(name: str) -> bool:
    """Whether the address of a route names something, which for this test does not exist."""
    return bool(routes()[name].pattern.converters) or name in {
        # There is nothing to remove or to see before anything was set up.
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        # Referrals are a provider's: whoever else may see journeys has no such list.
        "worklists:referrals",
    }


@pytest.mark.usefixtures("cast")
def test_nobody_who_is_not_signed_in_gets_further_than_signing_in() -> None:
    client = Client(SERVER_NAME="localhost")
    wrong = {}
    for name, pattern in routes().items():
        words = ROUTES.get(name, ANYONE)
        if words in {ANYONE, TOKEN}:
            continue
        answer = client.get(address(name, pattern))
        if words == NOBODY:
            fine = answer.status_code == NOT_FOUND
        else:
            fine = answer.status_code == 302 and answer["Location"].startswith("/sign-in/")
        if not fine:
            wrong[name] = answer.status_code
    assert wrong == {}


def test_every_argument_of_an_address_has_something_to_stand_for_it() -> None:
    for name, pattern in routes().items():
        try:
            address(name, pattern)
        except (KeyError, NoReverseMatch) as fault:
            pytest.fail(f"{name}: add its argument to ARGUMENTS in routes.py ({fault!r})")
