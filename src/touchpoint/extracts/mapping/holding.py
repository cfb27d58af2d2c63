"""What must hold of a record, so that a ledger into which it is loaded has no fault.

On the authority of the data contract and of `touchpoint check`, which would find the same later: a
row that says such a thing is refused, with the reason in a sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from touchpoint.calendar import FIRST_DAY, LAST_DAY
from touchpoint.extracts.mapping.finding import Owner
from touchpoint.extracts.mapping.sql import text
from touchpoint.extracts.mapping.values import Values
from touchpoint.extracts.profile.values import Always, Record, Value
from touchpoint.ledger.tables import TABLES, Column, Type

CLOCK_DAYS: Final = ("happened_on", "received_on", "reported_on", "closed_on")
ORDER: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "touchpoints": (("happened_on", "received_on"), ("happened_at", "recorded_at")),
    "investigations": (("reported_on", "closed_on"), ("reported_at", "recorded_at")),
    "returns": (("from_on", "to_on"),),
}
"""Columns of which the second cannot be before the first."""
OLDEST: Final = 125
_SHORTENED: Final = r"\d(\.\d+)?E\+\d+"
_CALLED: Final = {
    "units": "a unit",
    "investigations": "an investigation",
    "journeys": "a journey",
    "touchpoints": "a touchpoint",
    "responses": "a response",
    "answers": "an answer",
    "returns": "a figure of a return",
    "identities": "an identity",
    "reviews": "a finding of a review",
}
_NAMED: Final = {"happened_at": "day", "happened_on": "day", "born_on": "date of birth"}


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a profile says of one record: its columns as SQL, whose it is, and what of."""

    record: Record
    columns: Mapping[str, str]
    owners: tuple[Owner, ...]
    response: Value | None
    alike: tuple[str, ...]
    """The heading of the column being spread."""


def owners_must_be_found(values: Values, said: Said) -> None:
    """A record belongs to what the ledger holds, unless the profile leaves out what does not."""
    for owner in said.owners:
        reasons = owner.missing[-1:] if owner.leave_out else owner.missing
        for condition, sentence in reasons:
            values.cells.check(condition, owner.headings, sentence, follows=True)


def must_hold(values: Values, said: Said) -> None:
    """Everything that the contract asks of the columns of one record."""
    table = TABLES[said.record.table]
    for column in table.columns:
        if column.name in said.columns:
            _must_be_filled(values, said, column)
            _must_fit(values, said, column)
    for first, last in ORDER.get(table.name, ()):
        if first in said.columns and last in said.columns:
            _must_follow(values, said, first, last)


def _must_be_filled(values: Values, said: Said, column: Column) -> None:
    may_be_empty = column.nullable or column.type is Type.LIST or column.date_of is not None
    if may_be_empty or isinstance(said.record.columns.get(column.name), Always):
        return
    owner = next((owner for owner in said.owners if owner.column == column.name), None)
    if owner is not None and owner.missing:
        return
    headings = owner.headings if owner is not None else _headings(values, said, column.name)
    what = _NAMED.get(column.name, column.name.removesuffix("_id").replace("_", " "))
    what = "id" if TABLES[said.record.table].key == (column.name,) else what
    needs = f"it is blank, and {_CALLED[said.record.table]} cannot do without its {what}."
    if said.record.table == "touchpoints" and column.name == "happened_at":
        needs = f"it is blank, so that it is not known when '{said.record.name}' happened."
    absent = f"{said.columns[column.name]} IS NULL"
    values.cells.check(absent, headings, text(needs), follows=True)


def _must_fit(values: Values, said: Said, column: Column) -> None:
    """What the contract says of single values."""
    sql = said.columns[column.name]
    where = _headings(values, said, column.name)
    if column.name in CLOCK_DAYS:
        outside = f"{sql} < DATE '{FIRST_DAY}' OR {sql} > DATE '{LAST_DAY}'"
        years = (
            f" is not within {FIRST_DAY.year} to {LAST_DAY.year}, for which working days are known."
        )
        values.cells.check(outside, where, f"strftime({sql}, '%d/%m/%Y') || {text(years)}")
    elif column.name == "age":
        sentence = f"{sql} || ' is no age between 0 and {OLDEST}.'"
        values.cells.check(f"{sql} < 0 OR {sql} > {OLDEST}", where, sentence)
    elif column.name == "reference":
        shortened = f"contains({sql}, 'E+') AND regexp_full_match({sql}, {text(_SHORTENED)})"
        sentence = f"{sql} || ' is what a spreadsheet made of a long number: export it as text.'"
        values.cells.check(shortened, where, sentence)
    elif column.name == "weight":
        values.cells.check(f"{sql} <= 0", where, f"{sql} || ' is no weight above 0.'")
    elif column.name == "detail":
        _every_days(values, said)


def _every_days(values: Values, said: Said) -> None:
    """How often a victim is to be updated is a whole number of days."""
    for entry in said.record.detail:
        if entry.name == "every_days":
            days = values.of(entry.value, Type.INT32)
            headings = values.headings(entry.value) or said.alike
            values.cells.check(
                f"({days}) <= 0", headings, f"({days}) || ' is no number of days above 0.'"
            )


def _must_follow(values: Values, said: Said, first: str, last: str) -> None:
    shape = "'%d/%m/%Y %H:%M'" if last.endswith("_at") else "'%d/%m/%Y'"
    before, after = said.columns[first], said.columns[last]
    earlier = " and ".join(_headings(values, said, first))
    values.cells.check(
        f"{after} < {before}",
        _headings(values, said, last),
        f"strftime({after}, {shape}) || ' is before ' || strftime({before}, {shape}) || "
        f"{text(f', which is {earlier}.' if earlier else '.')}",
    )


def _headings(values: Values, said: Said, column: str) -> tuple[str, ...]:
    """The headings of which a column of the ledger is made, as a fault names them."""
    made_of = TABLES[said.record.table][column].date_of or column
    value = said.record.columns.get(made_of)
    if value is None and column == "response_id":
        value = said.response
    found = values.headings(value) if value is not None else ()
    return found or said.alike
