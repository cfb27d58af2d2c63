"""Rows that an undoing takes out of the ledger, taken out of the service as well.

Touchpoints never go: they are withdrawn by new ones. So a journey that has any stays, and its crime
with it, marked as taken back: owed nothing, counted nowhere, and there to be read. Whatever else a
load brought goes with the load.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TypeAlias

import duckdb
from psycopg import sql

from touchpoint.errors import Refused
from touchpoint.extracts.loading.entities import KEYS
from touchpoint.ledger import TABLES, inspect, open_folder
from touchpoint.ledger.views import select_of
from touchpoint.service.journeys.loading.taken_back import take_back
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

Gone: TypeAlias = Mapping[str, Sequence[tuple[Any, ...]]]
"""The keys of rows that are gone, table by table."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stayed:
    """What could not go."""

    rows: int
    alive: int
    """Crimes and journeys on which something counts, so that they are not taken back either."""

    def refuse_alive(self) -> None:
        """Refuse to undo what something was added to after the undoing had looked."""
        if self.alive:
            raise Refused(
                "Something was added meanwhile to what this load brought, so it was not undone and "
                "nothing was changed. Undo it again: what stands against it is then told."
            )


def gone(before: Path, after: Path) -> Gone:
    """What `after` has not of `before`."""
    was, is_now = inspect(open_folder(before)), inspect(open_folder(after))
    found = {}
    with duckdb.connect() as connection:
        for name in _HERE:
            columns = ", ".join(f'"{key}"' for key in KEYS[name])
            old, new = (select_of(TABLES[name], where) for where in (was, is_now))
            found[name] = connection.execute(
                f"SELECT {columns} FROM ({old}) EXCEPT SELECT {columns} FROM ({new})"  # noqa: S608 - our own text
            ).fetchall()
    return {name: keys for name, keys in found.items() if keys}


def hold(rows: Gone) -> None:
    """Let nobody record or decide anything on what is to go until the transaction ends.

    In the order in which a decision takes the same: touchpoints, crimes, journeys.
    """
    connection = psycopg_connection()
    connection.execute("LOCK TABLE journeys_touchpoint IN SHARE ROW EXCLUSIVE MODE")
    for name in ("investigations", "journeys"):
        connection.execute(
            sql.SQL("SELECT FROM {} WHERE {} = ANY (%s) FOR UPDATE").format(
                sql.Identifier(*_HERE[name]), sql.Identifier(*KEYS[name])
            ),
            [_ids(rows, name)],
        )


def take_out(rows: Gone, now: datetime) -> Stayed:
    """Take what is gone out of the service; mark as taken back what has to stay."""
    connection = psycopg_connection()
    stayed = alive = 0
    for name, keys in rows.items():
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
        if name in _STAYS:
            alive += take_back(connection, name, _ids(rows, name), now)
    _forget_owed(_ids(rows, "journeys"))
    return Stayed(rows=stayed, alive=alive)


def _ids(rows: Gone, name: str) -> list[str]:
    return [id_of for (id_of,) in rows.get(name, ())]


def _forget_owed(journeys: Sequence[str]) -> None:
    """Nothing is owed on a journey that is no more, or that was taken back."""
    for table in ("journeys_obligation", "journeys_waking"):
        psycopg_connection().execute(
            sql.SQL(
                "DELETE FROM {} AS o WHERE o.journey_id = ANY (%s) AND NOT EXISTS "
                "(SELECT FROM ledger.journeys AS j WHERE j.journey_id = o.journey_id)"
            ).format(sql.Identifier(table)),
            [journeys],
        )
