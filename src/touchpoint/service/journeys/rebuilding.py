"""What is owed on every journey, made again from nothing.

DuckDB judges, by the same expression as the database refreshes a journey with (obligations.py),
over the ledger that was loaded or one that is exported for it.
"""

import tempfile
from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

import ibis
import psycopg
from django.db import transaction

from touchpoint.engines import DuckLedger, Steps, open_on_duckdb, said_to_duckdb
from touchpoint.engines.unbound import unbound_tables
from touchpoint.service.journeys.compiled import judged_rules, without_time
from touchpoint.service.journeys.loading.indexes import without_indexes
from touchpoint.service.journeys.loading.into_tables import copied_in, one_ahead
from touchpoint.service.journeys.loading.out import write_ledger
from touchpoint.service.journeys.loading.places import as_array
from touchpoint.service.journeys.raw import psycopg_connection

JOURNEYS_AT_ONCE: Final = 100_000

Done = Callable[[int, int], None]
"""Is told how much of a piece of work is done, and of how much."""

OWED: Final = (
    "journey_id", "duty_id", "edition", "occurrence", "triggered_on", "due_on", "done_on", "state",
    "basis", "evidence", "reason",
)  # fmt: skip

OF_THE_CASE: Final = (
    "investigation_id", "reference", "unit_id", "officer_id", "supervisor_id", "reported_on",
    "closed_on", "charged_on", "marks", "enhanced",
)  # fmt: skip


def rebuild(*, today: date, done: Done = lambda _, __: None) -> int:
    """Make all obligations again from nothing; say how many there are. Appends wait meanwhile."""
    with (
        tempfile.TemporaryDirectory(prefix="touchpoint-") as folder,
        transaction.atomic(durable=True),
    ):
        connection = psycopg_connection()
        connection.execute("LOCK TABLE journeys_touchpoint IN SHARE ROW EXCLUSIVE MODE")
        return rebuild_within(connection, Path(folder), today, done)


def rebuild_within(connection: psycopg.Connection, folder: Path, today: date, done: Done) -> int:
    """The same, in a transaction that holds the touchpoints already."""
    ledger = folder / "judged"
    write_ledger(connection, ledger, ("investigations", "journeys", "touchpoints", "coverage"))
    with open_on_duckdb(ledger) as opened:
        return make_all(opened, connection, folder, today, done)


def make_all(
    ledger: DuckLedger, connection: psycopg.Connection, folder: Path, today: date, done: Done
) -> int:
    """Make the obligations of every journey of a ledger, which is all that the service keeps."""
    connection.execute("TRUNCATE journeys_obligation, journeys_waking")
    connection.execute(
        "CREATE TEMPORARY TABLE charged ON COMMIT DROP AS "
        "SELECT investigation_id, charged_on FROM journeys_investigation "
        "WHERE charged_on IS NOT NULL"
    )
    _know_charges(ledger, connection)
    with without_indexes(connection, ["journeys_obligation"]):
        made = _judged(ledger, connection, folder, today, done)
    _set_wakings(ledger, connection, folder, today)
    return made


def _judged(
    ledger: DuckLedger, connection: psycopg.Connection, folder: Path, today: date, done: Done
) -> int:
    """Judge a portion of the journeys while the database takes in the one before it."""
    ledger.hold(judged_rules().tables)
    rows = _beside(_compiled(today))
    portions, columns = ledger.portions(JOURNEYS_AT_ONCE), (*OWED, *OF_THE_CASE)
    made = 0

    def taken_in(number: int, file: Path) -> int:
        nonlocal made
        made += copied_in(connection, "journeys_obligation", columns, file, anew=True)
        done(number, len(portions))
        return made

    with one_ahead() as put:
        for number, portion in enumerate(portions, 1):
            ledger.show(portion)
            file = folder / f"obligations-{number % 2}.csv"
            ledger.connection.con.execute(f"COPY ({rows}) TO '{file}' (FORMAT csv, HEADER false)")
            put(partial(taken_in, number, file))
    ledger.show(None)
    for number in range(2):
        (folder / f"obligations-{number}.csv").unlink(missing_ok=True)
    return made


@lru_cache(maxsize=4)
def _compiled(today: date) -> str:
    """What is judged, as one statement for DuckDB: to compile it takes seconds."""
    rules, steps = judged_rules(), Steps(sql=said_to_duckdb)
    tables = unbound_tables(rules.tables)
    return steps.within(without_time(tables, rules, ibis.date(today.isoformat()), steps.keep))


def _know_charges(ledger: DuckLedger, connection: psycopg.Connection) -> None:
    """Lay the days of charges beside the ledger, as the service has found them."""
    duck = ledger.connection.con
    duck.execute("CREATE OR REPLACE TEMPORARY TABLE charged (id VARCHAR, charged_on DATE)")
    found = connection.execute("SELECT investigation_id, charged_on FROM charged").fetchall()
    if found:
        ids, days = zip(*found, strict=True)
        duck.execute("INSERT INTO charged SELECT unnest($1), unnest($2)", [list(ids), list(days)])


def _beside(judged: str) -> str:
    """What was judged, with the columns of its case, as Postgres reads it."""
    state = "CASE WHEN o.state IN ('waiting', 'missed') THEN 'open' ELSE o.state END"
    own = ", ".join(state if name == "state" else f"o.{name}" for name in OWED)
    marks = as_array("i.marks")
    return (
        f"SELECT {own}, i.investigation_id, i.reference, i.unit_id, i.officer_id, i.supervisor_id, "
        f"i.reported_on, i.closed_on, c.charged_on, {marks}, j.enhanced_on IS NOT NULL "
        f"FROM ({judged}) AS o JOIN journeys AS j USING (journey_id) "
        "JOIN investigations AS i USING (investigation_id) "
        "LEFT JOIN charged AS c ON c.id = i.investigation_id"
    )


def _set_wakings(
    ledger: DuckLedger, connection: psycopg.Connection, folder: Path, today: date
) -> None:
    """Note on which day something of a journey that lies ahead comes to count."""
    file = folder / "wakings.csv"
    ledger.connection.con.execute(
        "COPY (SELECT journey_id, min(day) FROM ("
        "SELECT journey_id, happened_on AS day FROM touchpoints UNION ALL "
        "SELECT journey_id, received_on FROM touchpoints UNION ALL "
        "SELECT j.journey_id, unnest([i.reported_on, i.closed_on]) "
        "FROM journeys AS j JOIN investigations AS i USING (investigation_id)"
        f") AS days WHERE day > DATE '{today.isoformat()}' GROUP BY journey_id) "
        f"TO '{file}' (FORMAT csv, HEADER false)"
    )
    copied_in(connection, "journeys_waking", ("journey_id", "wakes_on"), file)
    file.unlink()
