"""Time that runs backwards, dates that are not those of their instants, days off the calendar.

Local days are those of Europe/London by the table of clock changes, so that every engine gives
the same day; the calendar is the span for which bank holidays are known.
"""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise

import ibis
import ibis.expr.types as ir

from touchpoint.calendar import FIRST_DAY, LAST_DAY, clock_changes
from touchpoint.ledger.content.check import Check, Subject
from touchpoint.ledger.faults import Fault
from touchpoint.ledger.tables import Column, Type

CLOCK_DAYS = ("happened_on", "received_on", "reported_on", "closed_on")
"""The days that the clocks of duties run from and to."""

RECORDED_AFTER = {"touchpoints": "happened_at", "investigations": "reported_at"}
"""What must have happened before `recorded_at`, in the tables that have one."""

FIRST_THEN_LAST = {
    "touchpoints": ("happened_on", "received_on"),
    "investigations": ("reported_on", "closed_on"),
    "coverage": ("from_on", "to_on"),
    "returns": ("from_on", "to_on"),
}
"""Days of one row of which the second cannot be before the first."""

ENDLESS = date(9999, 12, 31)


def time_checks(subject: Subject) -> Iterator[Check]:
    """What the contract says of the times and days of one row, and of the spans of coverage."""
    name = subject.table.name
    for column in subject.table.columns:
        if column.name in CLOCK_DAYS and subject.has(column.name):
            yield _off_the_calendar(subject, column)
        if column.date_of is not None and subject.has(column.name, column.date_of):
            yield _another_day(subject, column, column.date_of)
    if name in RECORDED_AFTER:
        yield from _backwards(
            subject, RECORDED_AFTER[name], "recorded_at", Fault.RECORDED_TOO_EARLY
        )
    if name in FIRST_THEN_LAST:
        yield from _backwards(subject, *FIRST_THEN_LAST[name], Fault.WRONG_ORDER)
    if name == "coverage":
        yield from _overlaps(subject)


def local_day(at: ir.TimestampValue) -> ir.DateValue:
    """The local day of a UTC instant."""
    changes = _clock_changes()
    offsets = [minutes for _, before, after in changes for minutes in (before, after)]
    early, late = _day(at, min(offsets)), _day(at, max(offsets))
    by_the_clock = ibis.cases(
        *(
            (at < ibis.literal(change, "timestamp"), _day(at, before))
            for change, before, _ in changes
        ),
        else_=_day(at, offsets[-1]),
    )
    # For most instants the clocks make no difference: only the rest are looked up.
    return (early == late).ifelse(early, by_the_clock)


def _day(at: ir.TimestampValue, minutes_ahead: int) -> ir.DateValue:
    return (at + ibis.interval(minutes=minutes_ahead)).date() if minutes_ahead else at.date()


def _clock_changes() -> list[tuple[datetime, int, int]]:
    """Each change in the years of the calendar: when, and how far ahead of UTC before and after."""
    return [
        (after["from_at"].replace(tzinfo=None), before["offset_minutes"], after["offset_minutes"])
        for before, after in pairwise(clock_changes().to_pylist())
        if FIRST_DAY.year <= after["from_at"].year <= LAST_DAY.year
    ]


def _off_the_calendar(subject: Subject, column: Column) -> Check:
    day = subject.rows[column.name]
    return subject.check(
        Fault.OUTSIDE_CALENDAR,
        column.name,
        (day < FIRST_DAY) | (day > LAST_DAY),
        f"{{n}} [row has|rows have] a {column.name} that is not between {FIRST_DAY} and "
        f"{LAST_DAY} ({{first}}): no clock can run on [it|them].",
        said=": " + day.cast("string"),
    )


def _another_day(subject: Subject, column: Column, instant: str) -> Check:
    day = subject.rows[column.name]
    local = local_day(subject.rows[instant])
    return subject.check(
        Fault.DATE_DISAGREES,
        column.name,
        day != local,
        f"{{n}} [row has|rows have] a {column.name} that is not the local day of {instant} "
        "({first}).",
        said=": " + day.cast("string") + " for " + local.cast("string"),
    )


def _backwards(subject: Subject, first: str, then: str, fault: Fault) -> Iterator[Check]:
    if not subject.has(first, then):
        return
    before, after = subject.rows[first], subject.rows[then]
    is_date = subject.table[then].type is Type.DATE
    yield subject.check(
        fault,
        then,
        after < before,
        f"{{n}} [row has|rows have] a {then} before {first} ({{first}}).",
        said=": " + after.cast("string") + " before " + before.cast("string") if is_date else None,
    )


def _overlaps(subject: Subject) -> Iterator[Check]:
    """Spans of one source and kind that begin before another has ended."""
    if not subject.has("source", "kind", "from_on", "to_on"):
        return
    rows = subject.rows
    endless = rows.to_on.fill_null(ENDLESS)
    spans = rows.mutate(ends_on=endless).filter(rows.from_on <= endless)
    earlier = ibis.window(
        group_by=[spans.source, spans.kind],
        order_by=[spans.from_on, spans.ends_on],
        preceding=(None, 1),
    )
    spans = spans.mutate(held_until=spans.ends_on.max().over(earlier))
    among = spans.filter(spans.from_on <= spans.held_until)
    yield Check(
        fault=Fault.COVERAGE_OVERLAPS,
        table="coverage",
        column="from_on",
        among=among,
        signs=among.from_on.notnull(),
        rows=lambda: among.select(**subject.told(None, among)),
        sentence=(
            "{n} [row begins|rows begin] before another row of the same source and kind has ended "
            "({first}): end the one on the day before the other begins."
        ),
    )
