"""The verdicts of the library, compiled into functions of the database over the ledger's views.

`ledger.verdicts_of_journey` says what a duty says of a journey on the day asked about;
`ledger.obligations_of_journey` says the same with time taken out: what is known today, judged as at
a day so late that nothing waits but what has no due day.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import ibis
import ibis.expr.types as ir
import psycopg
import pyarrow as pa

from touchpoint.engines.postgres import (
    Compiled,
    compiled,
    hold,
    hold_calendar,
    make_compiled_view,
    make_functions,
)
from touchpoint.ledger.functions import day_asked_about
from touchpoint.rights.editions import in_force
from touchpoint.rights.judging.journey_rows import Keep
from touchpoint.rights.judging.rules import Rules, rules_of
from touchpoint.rights.judging.verdicts import verdicts
from touchpoint.service.journeys.compiled_text import held_text, read_text, written_text
from touchpoint.service.journeys.kinds_of_roles import KINDS_OF_ROLES

SCHEMA: Final = "ledger"
AFTER_EVERYTHING: Final = "9999-12-31"

Tables = Mapping[str, ir.Table]


def judged_rules() -> Rules:
    """The duties that journeys are judged by in the service: those of the editions in force."""
    return rules_of(in_force())


def without_time(tables: Tables, rules: Rules, today: ir.DateValue, keep: Keep) -> ir.Table:
    """What is owed by what is known today, as at a day after everything that is due."""
    crimes, touchpoints = tables["investigations"], tables["touchpoints"]
    known = {
        **tables,
        "investigations": crimes.filter(crimes.reported_on <= today).mutate(
            closed_on=ibis.ifelse(crimes.closed_on <= today, crimes.closed_on, ibis.null("date"))
        ),
        "touchpoints": touchpoints.filter(touchpoints.happened_on <= today),
    }
    judged = verdicts(known, rules, ibis.date(AFTER_EVERYTHING), keep)
    return judged.filter(judged.triggered_on <= today)


def make_ledger_functions(connection: psycopg.Connection) -> None:
    """Make the schema of the ledger and the small functions that expressions use."""
    connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    with _within(connection):
        make_functions(connection)


def stand(connection: psycopg.Connection) -> bool:
    """Write the compiled verdicts and the small tables they read; say whether anything changed.

    When it did, obligations are made of other rules than they should be: rebuild them.
    """
    rules = judged_rules()
    before = _standing(connection)
    with _within(connection):
        make_functions(connection)
        hold_calendar(connection)
        hold(connection, rules.tables)
        for name, made in (held_for(rules) or compiled_for(rules)).items():
            make_compiled_view(connection, name, made, within=SCHEMA)
    for name in ("calendar", *rules.tables):
        connection.execute(f"ANALYZE ledger.{name}")
    _grant(connection, rules)
    write_kinds(connection)
    digest = _digest(connection, rules)
    connection.execute("CREATE TABLE IF NOT EXISTS ledger.standing (digest bytea NOT NULL)")
    connection.execute("DELETE FROM ledger.standing")
    connection.execute("INSERT INTO ledger.standing (digest) VALUES (%s)", [digest])
    return before != digest


def write_kinds(connection: psycopg.Connection) -> None:
    """Write which role appends which kind, as kinds_of_roles.py has it."""
    pairs = sorted((role.value, kind) for role, kinds in KINDS_OF_ROLES.items() for kind in kinds)
    connection.execute("DELETE FROM journeys_kind_of_role")
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO journeys_kind_of_role (role, kind) VALUES (%s, %s)", pairs)


def compiled_for(rules: Rules) -> Mapping[str, Compiled]:
    """The verdicts, and what is owed, compiled for these rules."""
    return {
        "verdicts": compiled(
            lambda tables, keep: verdicts(tables, rules, day_asked_about(), keep), rules.tables
        ),
        "obligations": compiled(
            lambda tables, keep: without_time(tables, rules, day_asked_about(), keep), rules.tables
        ),
    }


def held_for(rules: Rules) -> Mapping[str, Compiled] | None:
    """The same as it comes with the package; nothing where that is of other rules."""
    of_rules, held = read_text(held_text())
    return held if of_rules == digest_of(rules) else None


def text_of_today() -> str:
    """What the file of the package should hold: everything compiled anew."""
    rules = judged_rules()
    return written_text(digest_of(rules), compiled_for(rules))


def digest_of(rules: Rules) -> str:
    """A digest of everything in rules that a compiled text is made of."""
    tables = {name: _plain(rows) for name, rows in rules.tables.items()}
    return hashlib.sha256(f"{tables} {rules.applies} {rules.wheres}".encode()).hexdigest()


@contextmanager
def _within(connection: psycopg.Connection) -> Iterator[None]:
    """Let new things be made in the ledger's schema, until the block ends."""
    earlier = connection.execute("SELECT current_setting('search_path')").fetchone()
    connection.execute("SELECT set_config('search_path', %s, false)", [f"{SCHEMA}, pg_catalog"])
    yield
    connection.execute("SELECT set_config('search_path', %s, false)", [earlier and earlier[0]])


def _grant(connection: psycopg.Connection, rules: Rules) -> None:
    """Let the web role read what verdicts are made of; obligations are made as the owner alone."""
    names = ", ".join(f"ledger.{name}" for name in ("calendar", "verdicts", *rules.tables))
    connection.execute(f"GRANT SELECT ON {names} TO touchpoint_web")
    connection.execute(
        "REVOKE ALL ON FUNCTION ledger.obligations_of_journey(text), "
        "ledger.verdicts_of_journey(text) FROM PUBLIC"
    )
    connection.execute(
        "GRANT EXECUTE ON FUNCTION ledger.verdicts_of_journey(text) TO touchpoint_web"
    )


def _standing(connection: psycopg.Connection) -> bytes | None:
    there = connection.execute("SELECT to_regclass('ledger.standing') IS NOT NULL").fetchone()
    if there is None or not there[0]:
        return None
    found = connection.execute("SELECT digest FROM ledger.standing").fetchone()
    return bytes(found[0]) if found else None


def _digest(connection: psycopg.Connection, rules: Rules) -> bytes:
    """A digest of the compiled text and of everything in the small tables."""
    hashed = hashlib.sha256()
    body = (
        "SELECT prosrc FROM pg_proc WHERE oid = 'ledger.obligations_of_journey(text)'::regprocedure"
    )
    found = connection.execute(body).fetchone()
    hashed.update(str(found and found[0]).encode())
    for name, rows in rules.tables.items():
        hashed.update(f"{name} {_plain(rows)}".encode())
    return hashed.digest()


def _plain(rows: pa.Table) -> str:
    return repr(rows.to_pylist())
