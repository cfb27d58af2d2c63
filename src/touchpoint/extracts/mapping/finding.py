"""Whose row it is: investigations and journeys found among what the ledger holds.

Each attempt of the profile is one table of what the ledger holds, with how many fit, joined to the
rows; names and references are compared without regard to capitals and spaces.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import duckdb

from touchpoint.extracts.mapping.sql import Layer, all_of, any_of, name, text
from touchpoint.extracts.mapping.values import Values
from touchpoint.extracts.profile.values import Belonging, Value
from touchpoint.ledger.tables import Type

_HELD: Final[Mapping[str, str]] = {
    **dict.fromkeys(("journey_id", "person_id", "role", "investigation_id"), "j"),
    "reference": "i",
    **dict.fromkeys(("given_name", "family_name", "born_on", "postcode", "phone", "email"), "n"),
}
_JOINS: Final[Mapping[str, str]] = {
    "i": "JOIN ledger_investigations i USING (investigation_id)",
    "n": "JOIN ledger_identities n USING (journey_id)",
}


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Whose rows are whose, in SQL: one id, or a list of ids where a row belongs to each."""

    column: str
    id: str
    each: bool
    there: str
    """Whether the row has an owner."""
    missing: tuple[tuple[str, str], ...] = ()
    """Why it may have none: conditions and sentences, both SQL."""
    headings: tuple[str, ...] = ()
    leave_out: bool = False


def owner(
    connection: duckdb.DuckDBPyConnection,
    values: Values,
    belonging: Belonging,
    what: str,
    *,
    prefix: str,
    made: bool,
) -> Owner:
    """The owner of each row; `made` where the profile makes what it names."""
    column = f"{what}_id"
    if belonging.id is not None and made:
        named = values.cells.layers.add(Layer.VALUE, values.text(belonging.id))
        return Owner(
            column=column,
            id=named,
            each=False,
            there=f"{named} IS NOT NULL",
            headings=values.headings(belonging.id),
        )
    attempts = belonging.find or ({column: _needed(belonging.id)},)
    found = [
        _attempt(connection, values, attempt, what, f"{prefix}_{what}_{number}")
        for number, attempt in enumerate(attempts, 1)
    ]
    return _owner(values, belonging, what, attempts, found)


@dataclass(frozen=True, kw_only=True)
class _Attempt:
    tried: str
    fits: str
    ids: str


def _attempt(
    connection: duckdb.DuckDBPyConnection,
    values: Values,
    by: Mapping[str, Value],
    what: str,
    table: str,
) -> _Attempt:
    """Make the table of what the ledger holds, and join it."""
    keys = {held: _compared(values, held, value) for held, value in by.items()}
    sides = sorted({_side(held, what) for held in by} - {"j"})
    joins = " ".join(_JOINS[side] for side in sides) if what == "journey" else ""
    source = "ledger_journeys j" if what == "journey" else "ledger_investigations i"
    held = ", ".join(
        f"{_plain(f'{_side(column, what)}.{name(column)}', column)} AS k{number}"
        for number, column in enumerate(keys)
    )
    of = "j.journey_id" if what == "journey" else "i.investigation_id"
    listed = ", ".join(f"k{number}" for number in range(len(keys)))
    connection.execute(
        f"CREATE OR REPLACE TABLE {name(table)} AS "
        f"SELECT {listed}, list_sort(list(DISTINCT id)) AS ids "
        f"FROM (SELECT {of} AS id, {held} FROM {source} {joins}) GROUP BY ALL"
    )
    alias = name(table)
    fits = all_of(f"{alias}.k{number} = {key}" for number, key in enumerate(keys.values()))
    values.cells.layers.join(f"LEFT JOIN {alias} ON {fits}")
    tried = all_of(f"{key} IS NOT NULL" for key in keys.values())
    ids = values.cells.layers.add(Layer.FOUND, f"{alias}.ids")
    return _Attempt(
        tried=values.cells.layers.add(Layer.FOUND, tried), fits=f"coalesce(len({ids}), 0)", ids=ids
    )


def _owner(
    values: Values,
    belonging: Belonging,
    what: str,
    attempts: Sequence[Mapping[str, Value]],
    found: Sequence[_Attempt],
) -> Owner:
    if belonging.each:
        cases = " ".join(f"WHEN {one.fits} > 0 THEN {one.ids}" for one in found)
    else:
        cases = " ".join(f"WHEN {one.fits} = 1 THEN {one.ids}[1]" for one in found)
    chosen = values.cells.layers.add(Layer.VALUE, f"CASE {cases} END")
    headings = [
        heading
        for attempt in attempts
        for value in attempt.values()
        for heading in values.headings(value)
    ]
    headings = list(dict.fromkeys(headings))
    tried = any_of(one.tried for one in found)
    most = f"greatest({', '.join(one.fits for one in found)})"
    blank = f"it is blank, so that no {what} can be found by it."
    return Owner(
        column=f"{what}_id",
        id=chosen,
        each=belonging.each,
        there=f"{chosen} IS NOT NULL",
        missing=(
            (f"{chosen} IS NULL AND NOT ({tried})", text(blank)),
            (
                f"{chosen} IS NULL AND ({tried}) AND {most} = 0",
                text(f"no {what} of the ledger fits."),
            ),
            (
                f"{chosen} IS NULL AND {most} > 1",
                f"{most} || {text(f' {_many(what)} of the ledger fit: one is needed.')}",
            ),
        ),
        headings=tuple(headings),
        leave_out=belonging.leave_out,
    )


def _many(what: str) -> str:
    return f"{what}s"


def _side(column: str, what: str) -> str:
    return "i" if what == "investigation" else _HELD[column]


def _compared(values: Values, held: str, value: Value) -> str:
    if held == "born_on":
        return values.cells.layers.add(Layer.SOUGHT, values.of(value, Type.DATE))
    return values.cells.layers.add(Layer.SOUGHT, _plain(values.text(value), held))


def _plain(of: str, column: str) -> str:
    if column == "born_on":
        return of
    return f"nullif(upper(replace({of}, ' ', '')), '')"


def _needed(value: Value | None) -> Value:
    if value is None:
        raise AssertionError("a belonging says id or find")
    return value
