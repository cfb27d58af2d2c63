"""The rows of people opened by hand as the web role: openings, notices, changes, tokens, staff."""

from collections.abc import Mapping
from typing import Any, Final

import psycopg
import pytest
from cast import NOW, Cast
from database import Database, database, server
from inside import as_owner, cast

from touchpoint.service.organisation.acting import acting_as
from touchpoint.service.organisation.break_glass.actions import acknowledge, open_journey
from touchpoint.service.organisation.changes import record
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.tokens.actions import make_token

__all__ = ["cast", "database", "server"]

OPEN_TO_NOBODY_ACTING: Final = {
    "people and units": {"organisation_staff", "organisation_unit", "organisation_unit_above"},
    "what stops guessing": {"organisation_failed_sign_in", "organisation_cache"},
    "sign-in": {
        "account_emailaddress",
        "account_emailconfirmation",
        "django_session",
        "mfa_authenticator",
        "socialaccount_socialaccount",
        "socialaccount_socialapp",
        "socialaccount_socialtoken",
    },
    "the queue": {
        "procrastinate_events",
        "procrastinate_jobs",
        "procrastinate_periodic_defers",
        "procrastinate_workers",
    },
    "the set-up": {"auth_permission", "config_remembered", "django_content_type"},
    "the Code": {
        "calendar",
        "duty_rules",
        "evidence_rules",
        "recurring_rules",
        "touchpoint_slots",
        "trigger_rules",
    },
}
"""What the page "Who may see what" names as there before anybody acts; nothing else is."""

ROWS: Final = {
    "organisation_break_glass": "SELECT id FROM organisation_break_glass",
    "organisation_notice": "SELECT id FROM organisation_notice",
    "organisation_change": "SELECT id FROM organisation_change",
    "organisation_token": "SELECT id FROM organisation_token",
}
SEEN: Final[Mapping[str, Mapping[str, int]]] = {
    # Osei opened, Byrne and Moss were told; Lowe opened, Moss was told.
    "nobody": {},
    "osei": {"organisation_break_glass": 1, "organisation_notice": 2, "organisation_token": 1},
    "lowe": {"organisation_break_glass": 1, "organisation_notice": 1},
    "byrne": {"organisation_break_glass": 1, "organisation_notice": 1},
    "moss": {"organisation_break_glass": 2, "organisation_notice": 2},
    "vine": {},
    "ames": {"organisation_token": 1},
    "cole": {},
    "pike": {},
    "adams": {"organisation_change": 4, "organisation_token": 2},
    # The auditor of the force reads all but tokens; of changes, those of their people.
    "ash": {"organisation_break_glass": 2, "organisation_notice": 3, "organisation_change": 4},
    # The auditor of Moor: what Lowe, who works there, opened and what was changed of her.
    "eve": {"organisation_break_glass": 1, "organisation_notice": 1, "organisation_change": 1},
}


@pytest.fixture(scope="module", autouse=True)
def done(cast: Cast, database: Database) -> None:
    """Two openings, four changes and two tokens, as their people made them."""
    with database.owner() as owner:
        owner.execute(
            "INSERT INTO organisation_staff (password, email, name, role, unit_id, is_active, "
            "sessions_key, added_at) VALUES ('!', 'eve@force.example', 'Eve', 'auditor', 'A2', "
            "true, 0, %s)",
            [NOW],
        )
    for by, holder in ((cast.osei, cast.moss), (cast.lowe, cast.moss)):
        with acting_as(by):
            open_journey(by=by, journey_id="J-1", reason="why", holders=[holder], now=NOW)
    for by in (cast.osei, cast.ames):
        with acting_as(by):
            make_token(by=by, name="t", permissions=[Permission.SEE_JOURNEY], days=9, now=NOW)
    with acting_as(cast.adams):
        record(by=cast.adams, about=cast.lowe, what="sessions_ended", now=NOW)
        record(by=cast.adams, about=cast.pike, what="sessions_ended", now=NOW)


def acting(database: Database, name: str) -> psycopg.Connection:
    if name == "nobody":
        return database.web()
    with database.owner() as owner:
        (staff,) = owner.execute(
            "SELECT id FROM organisation_staff WHERE email = %s", [f"{name}@force.example"]
        ).fetchone() or (None,)
    return database.web(staff)


def done_by(database: Database, name: str, statement: str, *values: Any) -> int:  # noqa: ANN401 - what SQL takes
    """How many rows a statement touches, which is taken back."""
    with acting(database, name) as web:
        touched = web.execute(statement.encode(), values).rowcount
        web.rollback()
    return touched


@pytest.mark.parametrize("name", list(SEEN))
def test_each_sees_their_own_rows_and_those_they_watch_over(database: Database, name: str) -> None:
    seen = {table: done_by(database, name, statement) for table, statement in ROWS.items()}
    assert seen == {table: SEEN[name].get(table, 0) for table in ROWS}


def test_every_table_that_the_web_role_reads_is_closed_or_named(database: Database) -> None:
    named = set().union(*OPEN_TO_NOBODY_ACTING.values())
    with database.owner() as owner:
        asked = owner.execute(
            "SELECT c.relname, c.relrowsecurity FROM pg_class AS c "
            "JOIN pg_namespace AS n ON n.oid = c.relnamespace "
            "WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', "
            "'information_schema') AND has_schema_privilege('touchpoint_web', n.oid, 'USAGE') "
            "AND has_any_column_privilege('touchpoint_web', c.oid, 'SELECT')"
        ).fetchall()
        always = owner.execute(
            "SELECT c.relname FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid "
            "WHERE p.polcmd IN ('r', '*') AND pg_get_expr(p.polqual, p.polrelid) = 'true'"
        ).fetchall()
    without = {table for table, closed in asked if not closed}
    assert without | {table for (table,) in always} == named


@pytest.mark.parametrize("name", ["cole", "osei", "byrne", "nobody", "adams"])
@pytest.mark.parametrize(
    "changed",
    [
        "role = 'administrator', unit_id = NULL, officer_id = NULL",
        "unit_id = 'F'",
        "is_active = false",
        "officer_id = 'S9999'",
        "email = 'other@force.example'",
    ],
)
def test_nobody_says_of_themselves_who_they_are(
    database: Database, cast: Cast, name: str, changed: str
) -> None:
    own = cast.cole.pk if name == "nobody" else cast.by_name[name].pk
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        done_by(
            database,
            name,
            f"UPDATE organisation_staff SET name = name || '.', {changed} WHERE id = %s",  # noqa: S608 - of this file
            own,
        )


def test_who_somebody_is_an_administrator_says_and_a_password_its_owner(
    database: Database, cast: Cast
) -> None:
    unit = "UPDATE organisation_staff SET unit_id = 'F', sessions_key = 1 WHERE id = %s"
    password = "UPDATE organisation_staff SET password = 'x' WHERE id = %s"  # noqa: S105 - of nobody
    sessions = "UPDATE organisation_staff SET sessions_key = 1 WHERE id = %s"
    came_in = "UPDATE organisation_staff SET last_login = now() WHERE id = %s"
    assert done_by(database, "adams", unit, cast.osei.pk) == 1
    assert done_by(database, "osei", password, cast.osei.pk) == 1
    assert done_by(database, "osei", sessions, cast.osei.pk) == 1
    assert done_by(database, "nobody", came_in, cast.osei.pk) == 1
    for name, statement in (
        ("byrne", unit),
        ("byrne", password),
        ("byrne", sessions),
        ("adams", password),
        ("nobody", password),
        ("nobody", sessions),
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            done_by(database, name, statement, cast.osei.pk)


def test_people_are_added_by_administrators(database: Database) -> None:
    added = (
        "INSERT INTO organisation_staff (password, email, name, role, is_active, sessions_key, "
        "added_at) VALUES ('!', 'n@force.example', 'N', 'commissioner', true, 0, now())"
    )
    assert done_by(database, "adams", added) == 1
    for name in ("osei", "ash", "nobody"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            done_by(database, name, added)


def test_nobody_opens_tells_or_writes_down_for_somebody_else(
    database: Database, cast: Cast
) -> None:
    opening = (
        "INSERT INTO organisation_break_glass (staff_id, journey_id, reason, opened_at, ends_at) "
        "VALUES (%s, 'J-1', 'why', now(), now() + interval '1 hour')"
    )
    change = (
        "INSERT INTO organisation_change (at, by, about, what, before, after) "
        "VALUES (now(), %s, %s, 'added', '{}', '{}')"
    )
    held = (
        "INSERT INTO organisation_token (staff_id, name, hash, permissions, made_at, expires_at) "
        "VALUES (%s, 't', 'x', '{}', now(), now())"
    )
    assert done_by(database, "osei", opening, cast.osei.pk) == 1
    assert done_by(database, "osei", change, cast.osei.pk, cast.osei.pk) == 1
    for name, statement, values in (
        ("osei", opening, [cast.lowe.pk]),
        ("cole", opening, [cast.cole.pk]),
        ("nobody", opening, [cast.osei.pk]),
        ("osei", change, [cast.osei.pk, cast.lowe.pk]),
        ("osei", change, [cast.adams.pk, cast.osei.pk]),
        ("osei", change, [None, cast.osei.pk]),
        ("nobody", change, [cast.osei.pk, cast.osei.pk]),
        ("osei", held, [cast.lowe.pk]),
        ("adams", held, [cast.lowe.pk]),
        ("nobody", held, [cast.osei.pk]),
        ("vine", _NOTICE, [cast.vine.pk]),
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            done_by(database, name, statement, *values)


_NOTICE: Final = (
    "INSERT INTO organisation_notice (break_glass_id, told_id) "
    "SELECT coalesce(min(id), 1), %s FROM organisation_break_glass"
)


def test_a_notice_is_acknowledged_by_whoever_was_told_and_a_token_ended_by_its_owner(
    database: Database, cast: Cast
) -> None:
    acknowledged = "UPDATE organisation_notice SET acknowledged_at = now()"
    ended = "UPDATE organisation_token SET revoked_at = now()"
    assert [done_by(database, name, acknowledged) for name in ("moss", "osei", "ash")] == [2, 0, 0]
    assert [done_by(database, name, ended) for name in ("osei", "cole", "adams")] == [1, 0, 2]
    for beyond in (
        "UPDATE organisation_token SET permissions = '{}'",
        "UPDATE organisation_token SET expires_at = now()",
        "UPDATE organisation_notice SET told_id = told_id",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            done_by(database, "osei", beyond)
    with acting_as(cast.byrne):
        assert not acknowledge(by=cast.byrne, notice_id=999_999, now=NOW)


def test_the_owner_as_whom_the_worker_works_is_held_up_by_none_of_it(
    database: Database, cast: Cast
) -> None:
    with as_owner(database):
        cast.vale.refresh_from_db()
        cast.vale.name = "Vale Two"
        cast.vale.save()
        cast.vale.refresh_from_db()
    assert cast.vale.name == "Vale Two"
