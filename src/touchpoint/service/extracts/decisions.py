"""What people decided in the service of crimes and victims, beside what loads say of the same.

The database writes down each change and who made it (journeys_change). From that follows what loads
left where a person has decided otherwise since; what they said after that is kept here.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from psycopg.types.json import Jsonb

from touchpoint.service.journeys.raw import psycopg_connection

Values = Mapping[str, Any]
"""Columns and what they hold, as JSON has it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """Columns that people decide in the service, all of them at once."""

    table: str
    columns: tuple[str, ...]
    called: str


DECISIONS: Final = (
    Decision(table="investigations", columns=("outcome", "closed_on"), called="how it ended"),
    Decision(
        table="investigations",
        columns=("unit_id", "officer_id", "supervisor_id"),
        called="who holds it",
    ),
    Decision(table="journeys", columns=("enhanced_on", "enhanced_basis"), called="enhanced rights"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where the rows of a table stand in the service, and what its changes are called there."""

    table: str
    key: str
    about: str


PLACES: Final = {
    "investigations": Place(
        table="journeys_investigation", key="investigation_id", about="investigation"
    ),
    "journeys": Place(table="journeys_journey", key="journey_id", about="journey"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Apart:
    """A row on which people have decided otherwise than loads say."""

    said: Values
    """What loads say, of the columns where that is something else."""

    decided: Values
    """Every column that may be decided, as it is."""


def decisions_of(table: str) -> tuple[Decision, ...]:
    """What people decide of the rows of a table."""
    return tuple(decision for decision in DECISIONS if decision.table == table)


# Of each column: what stood there before the first decision since a load last changed it, or what
# loads have said of it since. A row that was removed and came again is not one that was decided.
_APART: Final = """
    WITH changes AS (
        SELECT c.id, c.at, c.by, c.id_of, k.name, c.before -> k.name AS was,
            max(c.id) FILTER (WHERE c.by IS NULL) OVER w AS loaded,
            max(c.at) FILTER (WHERE c.by IS NULL) OVER w AS loaded_at,
            last_value(c.after -> k.name) OVER w AS became
        FROM journeys_change AS c CROSS JOIN jsonb_object_keys(c.after) AS k (name)
        WHERE c.about = %(about)s AND k.name = ANY (%(columns)s::text[])
        WINDOW w AS (PARTITION BY c.id_of, k.name ORDER BY c.id
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
    ), decided AS (
        SELECT DISTINCT ON (id_of, name) id_of, name, was, became, loaded_at FROM changes
        WHERE by IS NOT NULL AND id > coalesce(loaded, 0) ORDER BY id_of, name, id
    ), held AS (
        SELECT d.id_of, d.name, d.became, to_jsonb(o) AS row,
            coalesce(s.said -> d.name, d.was) AS said
        FROM decided AS d JOIN {table} AS o ON o.{key} = d.id_of
        LEFT JOIN extracts_said AS s ON s.about = %(about)s AND s.id_of = d.id_of
            AND s.said ? d.name AND (d.loaded_at IS NULL OR s.at > d.loaded_at)
    )
    SELECT id_of, jsonb_object_agg(name, said)::text,
        (SELECT jsonb_object_agg(n, row -> n) FROM unnest(%(columns)s::text[]) AS n)::text
    FROM held WHERE row -> name = became AND said <> became GROUP BY id_of, row
"""


def apart(table: str) -> dict[str, Apart]:
    """The rows of a table on which people have decided otherwise than loads say, by their ids."""
    place = PLACES[table]
    columns = [name for decision in decisions_of(table) for name in decision.columns]
    found = psycopg_connection().execute(
        _APART.format(table=place.table, key=place.key), {"about": place.about, "columns": columns}
    )
    return {
        id_of: Apart(said=json.loads(said), decided=json.loads(decided))
        for id_of, said, decided in found
    }


def hold_touchpoints() -> None:
    """Nobody appends until the transaction ends; to be held before rows that are decided of.

    A decision of enhanced rights takes the two in this order. Whoever took them the other way round
    would wait for it while it waits for them.
    """
    psycopg_connection().execute("LOCK TABLE journeys_touchpoint IN SHARE ROW EXCLUSIVE MODE")


def corrected_among(touchpoint_ids: Sequence[str]) -> int:
    """How many of some touchpoints are corrected already."""
    found = psycopg_connection().execute(
        "SELECT count(*) FROM journeys_touchpoint WHERE replaces = ANY (%s::text[])",
        [list(touchpoint_ids)],
    )
    return int(found.fetchall()[0][0])


def hold(table: str, ids: Sequence[str]) -> None:
    """Nobody else decides anything of these rows until the transaction ends."""
    place = PLACES[table]
    psycopg_connection().execute(
        f"SELECT FROM {place.table} WHERE {place.key} = ANY (%s::text[]) FOR UPDATE", [list(ids)]
    )


def note(decision: Decision, id_of: str, said: Values) -> None:
    """Keep what loads say now of what somebody has decided otherwise."""
    psycopg_connection().execute(
        "INSERT INTO extracts_said (about, id_of, decision, said) "
        "VALUES (%s, %s, %s, %s) ON CONFLICT (about, id_of, decision) "
        "DO UPDATE SET said = excluded.said, at = excluded.at",
        [PLACES[decision.table].about, id_of, decision.called, Jsonb(said)],
    )
