"""The records that a profile makes of a row: when there is one, and each column of it as SQL."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from touchpoint.extracts.mapping import holding
from touchpoint.extracts.mapping.finding import Owner
from touchpoint.extracts.mapping.sql import Layer, all_of, any_of, text
from touchpoint.extracts.mapping.values import Values
from touchpoint.extracts.profile.values import Always, Detail, Record, Value
from touchpoint.ledger import vocabulary
from touchpoint.ledger.tables import TABLES, Column, Table, Type
from touchpoint.ledger.views import SQL_TYPES

LOADING: Final = ("touchpoint_id", "source", "source_ref", "replaces")
"""Columns of a touchpoint that the load fills."""

SAYING: Final[Mapping[str, tuple[str, ...]]] = {
    "answers": ("value", "number", "text"),
    "identities": ("given_name", "family_name", "born_on", "postcode", "phone", "email"),
    "returns": ("value", "note"),
    "reviews": ("verdict",),
}
"""Columns of which one must say something for there to be a record."""

_JSON_TYPES: Final = {
    "text": Type.STRING,
    "whole": Type.INT32,
    "number": Type.DOUBLE,
    "truth": Type.BOOL,
}


@dataclass(frozen=True, kw_only=True)
class Made:
    """One record that may be made of each row: when it is, and its columns in order, all in SQL."""

    part: str
    arises: str
    columns: Mapping[str, str]
    each: str | None
    """The column that holds a list, of which each member has a record of its own."""


class Records:
    """Compiles records over the cells of a file."""

    def __init__(self, values: Values, owners: Mapping[str, Owner], response: Value | None) -> None:
        self._values = values
        self._layers = values.cells.layers
        self._owners = owners
        self._response = response

    def make(self, record: Record, part: str = "", heading: str = "") -> Made:
        """A record with the checks of what it must hold; `heading` is the column being spread."""
        table = TABLES[record.table]
        cells = self._values.cells
        asked = self._values.hold(record.conditions)
        with cells.only_where(asked):
            columns = self._columns(record, table)
        owners = self._owners_of(record, table)
        columns |= {owner.column: owner.id for owner in owners}
        says = all_of([asked or "true", *self._says(record, columns)])
        needed = [owner for owner in owners if not table[owner.column].nullable]
        there = [owner.there for owner in needed if owner.leave_out]
        arising = self._layers.add(Layer.RESULT, all_of([says, *there]))
        said = holding.Said(
            record=record,
            columns=columns,
            owners=tuple(owners),
            response=self._response,
            alike=(heading,) if heading else (),
        )
        # Whose record it is must be known of more than what arises: of what is left out, too.
        with cells.only_where(self._layers.add(Layer.RESULT, says)):
            holding.owners_must_be_found(self._values, said)
        with cells.only_where(arising):
            holding.must_hold(self._values, said)
        each = next((owner.column for owner in owners if owner.each), None)
        return Made(part=part, arises=arising, columns=_in_order(table, columns), each=each)

    def _columns(self, record: Record, table: Table) -> dict[str, str]:
        """The columns that the profile says, and those made of them."""
        columns: dict[str, str] = {}
        for column in table.columns:
            value = record.columns.get(column.name)
            if value is not None and column.type is Type.TIMESTAMP:
                columns |= self._instant(record, column, value)
            elif value is not None:
                columns[column.name] = self._add(self._values.of(value, column.type))
            elif column.type is Type.LIST:
                columns[column.name] = "CAST([] AS VARCHAR[])"
        if record.detail:
            columns["detail"] = self._add(self._json(record.detail))
        if record.table == "answers" and "response_id" not in columns and self._response:
            columns["response_id"] = self._add(self._values.text(self._response))
        if record.table == "identities" and "record_id" not in columns:
            columns["record_id"] = self._owners["journey_id"].id
        return columns

    def _instant(self, record: Record, column: Column, value: Value) -> dict[str, str]:
        """A moment in UTC, and the local day where the table has one for it."""
        moment = self._values.moment(value)
        self._values.refuse_skipped(value, moment)
        ends = self._day_ends(record, column)
        at = self._add(self._values.instant(moment, ends))
        if column.name == "happened_at" and "recorded_at" in record.columns and ends != "false":
            at = self._by_when_recorded(record, at, f"({moment.timed}) IS NOT true AND {ends}")
        days = (day.name for day in TABLES[record.table].columns if day.date_of == column.name)
        return {column.name: at, **{day: self._add(self._values.day(moment)) for day in days}}

    def _by_when_recorded(self, record: Record, at: str, ends: str) -> str:
        """A day without a time, written down at a time of that day, had happened by then."""
        recorded = self._values.moment(record.columns["recorded_at"])
        then = self._add(self._values.instant(recorded, "true"))
        same_day = f"{then} > {at} - INTERVAL 24 HOURS AND {then} < {at}"
        by_then = f"CASE WHEN {same_day} THEN {then} ELSE {at} END"
        return self._layers.add(Layer.RESULT, f"CASE WHEN {ends} THEN {by_then} ELSE {at} END")

    def _day_ends(self, record: Record, column: Column) -> str:
        """Whether a day without a time is taken at its end, in SQL."""
        if column.name == "reported_at":
            return "false"
        if column.name == "recorded_at":
            return "true"
        if record.a_day_is is not None:
            return str(record.a_day_is == "end").lower()
        kind = record.columns["kind"]
        if isinstance(kind, Always):
            return str(kind.value not in vocabulary.CASE_KINDS).lower()
        case_kinds = ", ".join(text(word) for word in vocabulary.CASE_KINDS)
        return f"({self._values.text(kind)}) NOT IN ({case_kinds})"

    def _json(self, detail: Sequence[Detail]) -> str:
        """A JSON object of what says something; NULL where nothing does."""
        parts = []
        for entry in detail:
            value = self._add(self._values.of(entry.value, _JSON_TYPES[entry.kind]))
            key = text(f'"{entry.name}": ')
            parts.append(f"CASE WHEN {value} IS NOT NULL THEN {key} || to_json({value}) END")
        held = f"concat_ws(', ', {', '.join(parts)})"
        return f"CASE WHEN {held} <> '' THEN '{{' || {held} || '}}' END"

    def _owners_of(self, record: Record, table: Table) -> list[Owner]:
        """Whose record it is, where the record does not say so itself."""
        return [
            owner
            for column, owner in self._owners.items()
            if column in table.column_names and column not in record.columns
        ]

    def _says(self, record: Record, columns: Mapping[str, str]) -> Iterator[str]:
        """What else must be there for a record to arise."""
        if record.table == "touchpoints":
            if not isinstance(record.columns["kind"], Always):
                yield f"{columns['kind']} IS NOT NULL"
            if not record.conditions:
                told = ["happened_on"]
                if not isinstance(record.columns.get("result", Always(value="")), Always):
                    told.append("result")
                yield any_of(f"{columns[name]} IS NOT NULL" for name in told)
        elif record.table in SAYING:
            told = [name for name in SAYING[record.table] if name in columns]
            yield any_of(f"{columns[name]} IS NOT NULL" for name in told)

    def _add(self, sql: str) -> str:
        return self._layers.add(Layer.VALUE, sql)


def _in_order(table: Table, columns: Mapping[str, str]) -> dict[str, str]:
    """The columns of the contract, but for those that the load fills."""
    return {
        column.name: columns.get(column.name, f"CAST(NULL AS {SQL_TYPES[column.type]})")
        for column in table.columns
        if table.name != "touchpoints" or column.name not in LOADING
    }
