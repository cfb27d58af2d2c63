"""Crimes and journeys that were taken back with the load that brought them, and live again.

They stay because touchpoints stand on them that are withdrawn and can still be read. In a ledger
folder they are gone (decision 8); the views of the schema `ledger` show them as gone here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, LiteralString

import psycopg
from psycopg import sql

from touchpoint.engines import DuckLedger
from touchpoint.ledger.vocabulary import WITHDRAWN


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    table: str
    key: str
    counts: LiteralString
    """Whether something stands on the row `o` that counts, so that it cannot be taken back."""


_PLACES: Final = {
    "journeys": _Place(
        table="journeys_journey",
        key="journey_id",
        counts="SELECT FROM journeys_touchpoint AS t WHERE t.journey_id = o.journey_id "
        "AND t.kind <> %(withdrawn)s AND NOT EXISTS "
        "(SELECT FROM journeys_touchpoint AS c WHERE c.replaces = t.touchpoint_id)",
    ),
    "investigations": _Place(
        table="journeys_investigation",
        key="investigation_id",
        counts="SELECT FROM journeys_journey AS j "
        "WHERE j.investigation_id = o.investigation_id AND j.taken_back_at IS NULL",
    ),
}
"""Journeys before their crimes: a crime is taken back when all of its journeys are."""


def take_back(connection: psycopg.Connection, name: str, ids: Sequence[str], now: datetime) -> int:
    """Mark rows of a table as taken back; say how many live on, for something on them counts."""
    place = _PLACES[name]
    given = {"ids": list(ids), "now": now, "withdrawn": WITHDRAWN}
    connection.execute(
        sql.SQL(
            "UPDATE {table} AS o SET taken_back_at = %(now)s WHERE o.{key} = ANY (%(ids)s) "
            "AND o.taken_back_at IS NULL AND NOT EXISTS ({counts})"
        ).format(**_named(place), counts=sql.SQL(place.counts)),
        given,
    )
    alive = connection.execute(
        sql.SQL(
            "SELECT count(*) FROM {table} AS o WHERE o.{key} = ANY (%(ids)s) "
            "AND o.taken_back_at IS NULL"
        ).format(**_named(place)),
        given,
    ).fetchone()
    return int(alive[0]) if alive else 0


def let_live_again(ledger: DuckLedger, connection: psycopg.Connection) -> frozenset[str]:
    """Let live again what a ledger brings of what was taken back; give the journeys."""
    again = {name: _brought(ledger, connection, name) for name in _PLACES}
    for name, ids in again.items():
        if ids:
            connection.execute(
                sql.SQL(
                    "UPDATE {table} SET taken_back_at = NULL WHERE {key} = ANY (%(ids)s)"
                ).format(**_named(_PLACES[name])),
                {"ids": ids},
            )
    return frozenset(again["journeys"])


def _brought(ledger: DuckLedger, connection: psycopg.Connection, name: str) -> list[str]:
    """The rows of a table that a ledger has and that were taken back."""
    place = _PLACES[name]
    taken_back = connection.execute(
        sql.SQL("SELECT {key} FROM {table} WHERE taken_back_at IS NOT NULL").format(**_named(place))
    ).fetchall()
    found = ledger.connection.con.execute(
        f"SELECT {place.key} FROM {name} WHERE {place.key} IN (SELECT unnest($1::VARCHAR[]))",
        [[id_of for (id_of,) in taken_back]],
    )
    return [id_of for (id_of,) in found.fetchall()]


def _named(place: _Place) -> dict[str, sql.Composable]:
    return {"table": sql.Identifier(place.table), "key": sql.Identifier(place.key)}
