"""Rows that an undoing takes out of the ledger, taken out of the service as well.

Touchpoints never go: they are withdrawn by new ones. So a journey that has any stays, and its crime
with it; whatever else a load brought goes with the load.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import duckdb
from psycopg import sql

from touchpoint.extracts.loading.entities import KEYS
from touchpoint.ledger import TABLES, inspect, open_folder
from touchpoint.ledger.views import select_of
from touchpoint.service.journeys.raw import psycopg_connection

_HERE: Final[Mapping[str, tuple[str, ...]]] = {
    "answers": ("journeys_answer",),
    "responses": ("journeys_response",),
    "identities": ("personal", "identity"),
    "reviews": ("journeys_review",),
    "returns": ("journeys_return",),
    "journeys": ("journeys_journey",),
    "investigations": ("journeys_investigation",),
}
"""Where the rows of each table stand, those that name others before what they name. Units are not
among them: people may belong to one by now."""

_STAYS: Final[Mapping[str, str]] = {
    "journeys": "EXISTS (SELECT FROM journeys_touchpoint AS t WHERE t.journey_id = o.journey_id)",
    "investigations": "EXISTS (SELECT FROM journeys_journey AS j "
    "WHERE j.investigation_id = o.investigation_id)",
}


def take_out_gone(before: Path, after: Path) -> int:
    """Take what `after` has not of `before` out of the service; say how many rows had to stay."""
    connection = psycopg_connection()
    stayed = 0
    for name, keys in _gone(before, after):
        where = sql.SQL(" AND ").join(
            sql.SQL("o.{} IS NOT DISTINCT FROM %s").format(sql.Identifier(key))
            for key in KEYS[name]
        )
        statement = sql.SQL("DELETE FROM {} AS o WHERE {} AND NOT ({})").format(
            sql.Identifier(*_HERE[name]), where, sql.SQL(_STAYS.get(name, "false"))
        )
        with connection.cursor() as cursor:
            cursor.executemany(statement, keys)
            stayed += len(keys) - max(cursor.rowcount, 0)
        if name == "journeys":
            _forget_owed(keys)
    return stayed


def _gone(before: Path, after: Path) -> Iterator[tuple[str, Sequence[tuple[Any, ...]]]]:
    """The keys of the rows that are gone, table by table."""
    was, is_now = inspect(open_folder(before)), inspect(open_folder(after))
    with duckdb.connect() as connection:
        for name in _HERE:
            columns = ", ".join(f'"{key}"' for key in KEYS[name])
            old, new = (select_of(TABLES[name], where) for where in (was, is_now))
            keys = connection.execute(
                f"SELECT {columns} FROM ({old}) EXCEPT SELECT {columns} FROM ({new})"  # noqa: S608 - our own text
            ).fetchall()
            if keys:
                yield name, keys


def _forget_owed(journeys: Sequence[tuple[Any, ...]]) -> None:
    """Nothing is owed on a journey that is no more."""
    ids = [journey for (journey,) in journeys]
    for table in ("journeys_obligation", "journeys_waking"):
        psycopg_connection().execute(
            sql.SQL(
                "DELETE FROM {} AS o WHERE o.journey_id = ANY (%s) AND NOT EXISTS "
                "(SELECT FROM journeys_journey AS j WHERE j.journey_id = o.journey_id)"
            ).format(sql.Identifier(table)),
            [ids],
        )
