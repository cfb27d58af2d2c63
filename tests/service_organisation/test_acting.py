"""Who acts in the database: for one transaction, and never for the next on the same connection."""

from typing import Any

import psycopg
import pytest
from cast import Cast
from database import Database, database, server
from django.db import connection, connections
from inside import cast, signed_in_as
from pages import checked

from touchpoint.service.organisation.acting import acting_as
from touchpoint.service.organisation.break_glass import queries

__all__ = ["cast", "database", "server"]
ASKED = "SELECT acting_staff(), acting_role(), acting_units(), acting_officer(), acting_provider()"
NOBODY: tuple[Any, ...] = (None, None, [], None, None)


def acting() -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(ASKED)
        found: tuple[Any, ...] = cursor.fetchone() or ()
    return found


def test_each_acts_within_their_units_and_nobody_acts_before_or_after(cast: Cast) -> None:
    assert acting() == NOBODY
    with acting_as(cast.osei):
        assert acting() == (cast.osei.pk, "officer", ["T01"], "S0001", None)
    assert acting() == NOBODY
    with acting_as(cast.vine):
        staff, role, units, *_ = acting()
        assert (staff, role) == (cast.vine.pk, "victim_services")
        assert sorted(units) == ["A1", "T01", "T02"]
    with acting_as(cast.pike):
        assert acting() == (cast.pike.pk, "provider", [], None, "Harbour Support")


@pytest.mark.parametrize("name", ["cole", "adams", "vale"])
def test_who_has_nothing_to_do_with_journeys_has_no_units(cast: Cast, name: str) -> None:
    with acting_as(getattr(cast, name)):
        assert acting()[2:] == ([], None, None)


def test_somebody_acts_for_somebody_else_and_is_themselves_again(cast: Cast) -> None:
    with acting_as(cast.osei):
        with acting_as(None):
            assert acting() == NOBODY
        assert acting()[0] == cast.osei.pk


def test_a_fault_within_leaves_whoever_acted_before(cast: Cast) -> None:
    with acting_as(cast.osei):
        for within in (cast.osei, cast.vine, None):
            with pytest.raises(ZeroDivisionError), acting_as(within):
                raise ZeroDivisionError
            assert acting()[0] == cast.osei.pk
    assert acting() == NOBODY


def test_a_fault_leaves_nobody_acting(cast: Cast) -> None:
    with pytest.raises(ZeroDivisionError), acting_as(cast.osei):
        raise ZeroDivisionError
    assert acting() == NOBODY


def test_who_was_let_go_acts_no_more(cast: Cast, database: Database) -> None:
    with database.owner() as owner:
        owner.execute(
            "UPDATE organisation_staff SET is_active = false WHERE id = %s", [cast.moss.pk]
        )
    with acting_as(cast.moss):
        assert acting() == NOBODY


def test_a_request_leaves_nothing_to_the_next_on_the_same_connection(cast: Cast) -> None:
    """One pooled connection for all: what one request set, the next does not find."""
    connections.close_all()
    database = connections.settings["default"]
    before = database["OPTIONS"]
    database["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 1}}
    try:
        signed_in_as(cast.osei).get("/people/account/")
        first = connection.connection.info.backend_pid if connection.connection else None
        assert acting() == NOBODY
        signed_in_as(cast.wren).get("/people/999999/")
        assert acting() == NOBODY
        second = connection.connection.info.backend_pid
        assert first in {None, second}
    finally:
        connection.close_pool()  # type: ignore[attr-defined] # the Postgres backend has pools
        connections.close_all()
        database["OPTIONS"] = before


@pytest.mark.usefixtures("cast")
def test_the_web_role_reaches_nothing_that_it_does_not_need(database: Database) -> None:
    refused = (
        "DELETE FROM organisation_staff",
        "UPDATE organisation_change SET what = 'x'",
        "DELETE FROM organisation_break_glass",
        "UPDATE organisation_unit SET name = 'x'",
        "CREATE TABLE mine (i int)",
        "ALTER TABLE organisation_staff DISABLE TRIGGER ALL",
        "SET ROLE touchpoint_owner",
    )
    for statement in refused:
        with database.web() as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute(statement)


@pytest.mark.usefixtures("cast")
def test_the_tree_of_units_refuses_a_circle(database: Database) -> None:
    with database.owner() as owner, pytest.raises(psycopg.errors.CheckViolation):
        owner.execute("UPDATE organisation_unit SET parent_id = 'T01' WHERE unit_id = 'F'")


def test_what_a_view_broke_in_the_database_ends_in_a_page_of_ours(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The transaction is lost: the page of the fault must ask the database for nothing."""

    def broken(_staff: object) -> object:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        return cursor

    monkeypatch.setattr(queries, "notices_of", broken)
    browser = signed_in_as(cast.byrne)
    browser.raise_request_exception = False
    answer = browser.get("/people/break-glass/")
    assert answer.status_code == 500
    page = checked(answer.content.decode())
    assert page.one("h1").words == "Sorry, there is a problem with the service"
    assert "Byrne" not in page.words
    assert browser.get("/people/account/").status_code == 200
