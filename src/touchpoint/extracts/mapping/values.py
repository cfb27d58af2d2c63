"""The values of a profile as SQL over the cells of a row, as the types that the ledger wants."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Final, assert_never

from touchpoint.extracts.mapping.cells import Cells, Moment
from touchpoint.extracts.mapping.clocks import Clocks
from touchpoint.extracts.mapping.sql import Layer, all_of, text
from touchpoint.extracts.mapping.words import plain_sql
from touchpoint.extracts.profile.values import (
    Always,
    Cell,
    Condition,
    Constant,
    DateAndTime,
    Day,
    EachName,
    First,
    Flags,
    Join,
    Lists,
    OnlyIf,
    PeriodDay,
    RowKey,
    ShorthandOf,
    Value,
    headings_of,
)
from touchpoint.extracts.profile.words import YES_NO, plain
from touchpoint.ledger.tables import TIME_ZONE, Type
from touchpoint.ledger.views import SQL_TYPES

NO_MOMENT: Final = "CAST(NULL AS TIMESTAMP)"
END_OF_DAY: Final = "INTERVAL '23:59:59'"


class Values:
    """Turns values into SQL; `key` is the SQL of the row's key as one text."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.clocks = Clocks()
        self.key = "NULL"
        self.twice: list[str] = []

    def of(self, value: Value, kind: Type) -> str:
        """The SQL of a value as this type, but for moments, which `moment` gives."""
        match kind:
            case Type.STRING:
                return self.text(value)
            case Type.BOOL:
                return self._plain(value, kind, self.cells.truth)
            case Type.INT32:
                return self._plain(value, kind, lambda cell: self.cells.number(cell, whole=True))
            case Type.DOUBLE:
                return self._plain(value, kind, self.cells.number)
            case Type.DATE:
                return self.day(self.moment(value))
            case Type.LIST:
                return self.items(value)
            case Type.TIMESTAMP:
                raise AssertionError("a moment needs to know what a day without a time means")
            case _:
                assert_never(kind)

    def text(self, value: Value) -> str:
        match value:
            case Cell():
                return self.cells.text(value)
            case Join():
                return self._joined(value)
            case ShorthandOf():
                return self.cells.shorthand(value.cell)
            case RowKey():
                return self.key
            case DateAndTime() | Day() | PeriodDay():
                return self._as_text(self.moment(value))
            case _:
                return self._plain(value, Type.STRING, self.cells.text)

    def items(self, value: Value) -> str:
        """A list; blank is an empty one."""
        match value:
            case Cell():
                found = self.cells.items(value)
            case Always():
                found = literal(value.value, Type.LIST)
            case Flags():
                flags = [
                    f"CASE WHEN {self.cells.meaning(cell, cell.words or YES_NO)} = 'yes' "
                    f"THEN {text(flag)} END"
                    for flag, cell in value.columns
                ]
                found = f"list_filter([{', '.join(flags)}], lambda x: x IS NOT NULL)"
            case Lists():
                found = self._united(value)
            case OnlyIf():
                found = self._guarded(value, self.items)
            case _:
                raise AssertionError(f"{type(value).__name__} is no list")
        return f"coalesce({found}, CAST([] AS VARCHAR[]))"

    def _united(self, value: Lists) -> str:
        """What is in any of several lists; most are empty, and to put lists together is dear."""
        held = [f"list_sort(list_distinct({self.items(part)}))" for part in value.of]
        parts = [self.cells.layers.add(Layer.JOINED, part) for part in held]
        filled = " + ".join(f"(len({part}) > 0)::INTEGER" for part in parts)
        one = " ".join(f"WHEN len({part}) > 0 THEN {part}" for part in parts)
        several = f"list_sort(list_distinct(flatten([{', '.join(parts)}])))"
        return f"CASE WHEN {filled} > 1 THEN {several} {one} END"

    def moment(self, value: Value) -> Moment:
        """A date with or without a time."""
        zone = self.cells.profile.time_zone
        match value:
            case Cell():
                return self.cells.moment(value)
            case Day():
                day = f"CAST({self.day(self.moment(value.of))} AS TIMESTAMP)"
                return self._moment(day, "false", TIME_ZONE)
            case DateAndTime():
                return self._date_and_time(value)
            case PeriodDay():
                return self._period_day(value)
            case First():
                return self._first_moment(value)
            case OnlyIf():
                return self._moment_if(value)
            case Always() if isinstance(value.value, date):
                timed = "true" if isinstance(value.value, datetime) else "false"
                return self._moment(literal(value.value, Type.TIMESTAMP), timed, zone)
            case _:
                raise AssertionError(f"{type(value).__name__} is no moment")

    def day(self, moment: Moment) -> str:
        """The local day of a moment by the ledger's clock."""
        by_clock = f"CAST({moment.local} AS DATE)"
        if moment.zone != TIME_ZONE:
            timed = self.clocks.local_of(self._to_utc(moment), TIME_ZONE)
            by_clock = f"CASE WHEN {moment.timed} THEN CAST({timed} AS DATE) ELSE {by_clock} END"
        if moment.utc == NO_MOMENT:
            return by_clock
        of_instant = f"CAST({self.clocks.local_of(moment.utc, TIME_ZONE)} AS DATE)"
        return f"CASE WHEN {moment.utc} IS NULL THEN {by_clock} ELSE {of_instant} END"

    def instant(self, moment: Moment, ends: str) -> str:
        """The instant in UTC; a day without a time is its end where `ends` holds, or its start."""
        starts = self.clocks.utc_of(moment.local, TIME_ZONE)
        last = f"({moment.local} + {END_OF_DAY})"
        day = starts
        if ends == "true":
            day = self.clocks.utc_of(last, TIME_ZONE)
        elif ends != "false":
            day = f"CASE WHEN {ends} THEN {self.clocks.utc_of(last, TIME_ZONE)} ELSE {starts} END"
        timed = self._to_utc(moment)
        by_clock = (
            timed if timed == day else f"CASE WHEN {moment.timed} THEN {timed} ELSE {day} END"
        )
        return by_clock if moment.utc == NO_MOMENT else f"coalesce({moment.utc}, {by_clock})"

    def refuse_skipped(self, value: Value, moment: Moment) -> None:
        """Refuse rows with a time in the hour that the clocks went forward over.

        Times in the hour that came twice are kept in `twice`, to be told.
        """
        skipped = self.clocks.skipped(moment.local, moment.zone)
        if skipped == "false" or moment.timed == "false":
            return
        twice = self.clocks.twice(moment.local, moment.zone)
        self.twice.append(f"{twice} AND {moment.timed}")
        self.cells.check(
            f"{skipped} AND {moment.timed}",
            self.headings(value),
            f"strftime({moment.local}, '%d/%m/%Y %H:%M') || "
            f"{text(' is a time that no clock showed: the clocks went forward over that hour.')}",
        )

    def headings(self, value: Value | Condition) -> tuple[str, ...]:
        """The headings of a value as the file has them."""
        held = [self.cells.columns[self.cells.place(h)] for h in headings_of(value)]
        return tuple(dict.fromkeys(held))

    def holds(self, condition: Condition) -> str:
        """Whether a condition holds, never NULL."""
        cell = condition.cell
        if condition.means and cell.words is not None:
            meant = ", ".join(text(meaning) for meaning in condition.means)
            return f"coalesce({self.cells.meaning(cell, cell.words)} IN ({meant}), false)"
        found = self.cells.text(replace(cell, words=None))
        if condition.filled is not None:
            return f"{found} IS {'NOT ' if condition.filled else ''}NULL"
        words = condition.among or condition.not_among
        among = ", ".join(text(plain(word)) for word in words)
        filled = f"coalesce({found}, '')"
        inside = f"{plain_sql(filled)} IN ({among})"
        return inside if condition.among else f"NOT ({inside})"

    def hold(self, conditions: tuple[Condition, ...]) -> str | None:
        """Whether all of these hold; None where there is no condition."""
        if not conditions:
            return None
        return self.cells.layers.add(Layer.TESTED, all_of(self.holds(c) for c in conditions))

    def _plain(self, value: Value, kind: Type, cell: Callable[[Cell], str]) -> str:
        """What every type has: a cell, a constant, the first of several, a condition."""
        match value:
            case Cell():
                return cell(value)
            case Always():
                return literal(value.value, kind)
            case First():
                return f"coalesce({', '.join(self.of(part, kind) for part in value.of)})"
            case OnlyIf():
                return self._guarded(value, lambda inner: self.of(inner, kind))
            case EachName():
                raise AssertionError("a name stands only where columns are spread")
            case _:
                raise AssertionError(f"{type(value).__name__} cannot be {kind}")

    def _guarded(self, value: OnlyIf, read: Callable[[Value], str]) -> str:
        holds = self.hold(value.conditions)
        with self.cells.only_where(holds):
            found = read(value.value)
        return f"CASE WHEN {holds} THEN {found} END"

    def _joined(self, value: Join) -> str:
        parts = [self.text(part) for part in value.parts]
        between = text(value.between)
        if value.gaps_left_out:
            return f"nullif(concat_ws({between}, {', '.join(parts)}), '')"
        return "(" + f" || {between} || ".join(f"({part})" for part in parts) + ")"

    def _as_text(self, moment: Moment) -> str:
        """A moment inside a text: ISO, with the time where there is one."""
        day = self.day(moment)
        timed = f"strftime({moment.local}, '%Y-%m-%d %H:%M:%S')"
        return f"CASE WHEN {moment.timed} THEN {timed} ELSE CAST({day} AS VARCHAR) END"

    def _date_and_time(self, value: DateAndTime) -> Moment:
        first = self.moment(value.date)
        time = self._time(value.time)
        day = self.day(first)
        local = self.cells.layers.add(
            Layer.JOINED,
            f"CASE WHEN {time} IS NULL THEN CAST({day} AS TIMESTAMP) ELSE {day} + {time} END",
        )
        dated = self.headings(value.date)
        self.cells.check(
            f"{time} IS NOT NULL AND NOT {first.there}",
            self.headings(value.time),
            text(f"there is a time, and {' and '.join(dated)} is blank."),
            beside=dated,
        )
        return Moment(local=local, utc=NO_MOMENT, timed=f"({time} IS NOT NULL)", zone=first.zone)

    def _time(self, value: Value) -> str:
        match value:
            case Cell():
                return self.cells.time(value)
            case First():
                return f"coalesce({', '.join(self._time(part) for part in value.of)})"
            case OnlyIf():
                return self._guarded(value, self._time)
            case _:
                raise AssertionError(f"{type(value).__name__} is no time of day")

    def _period_day(self, value: PeriodDay) -> Moment:
        which = "last_day" if value.last else "first_day"
        return self._moment(
            f"CAST(struct_extract({self._period(value.of)}, '{which}') AS TIMESTAMP)",
            "false",
            TIME_ZONE,
        )

    def _period(self, value: Value) -> str:
        match value:
            case Cell():
                return self.cells.period(value)
            case First():
                return f"coalesce({', '.join(self._period(part) for part in value.of)})"
            case OnlyIf():
                return self._guarded(value, self._period)
            case _:
                return self.cells.period_of(self.text(value), self.headings(value))

    def _first_moment(self, value: First) -> Moment:
        parts = [self.moment(part) for part in value.of]
        held = {
            field: "CASE "
            + " ".join(f"WHEN {part.there} THEN {getattr(part, field)}" for part in parts)
            + " END"
            for field in ("local", "utc", "timed")
        }
        local = self.cells.layers.add(Layer.JOINED, held["local"])
        utc = self.cells.layers.add(Layer.JOINED, held["utc"])
        timed = self.cells.layers.add(Layer.JOINED, held["timed"])
        return Moment(local=local, utc=utc, timed=timed, zone=parts[0].zone)

    def _moment_if(self, value: OnlyIf) -> Moment:
        holds = self.hold(value.conditions)
        with self.cells.only_where(holds):
            found = self.moment(value.value)
        local = self.cells.layers.add(Layer.JOINED, f"CASE WHEN {holds} THEN {found.local} END")
        utc = f"CASE WHEN {holds} THEN {found.utc} END" if found.utc != NO_MOMENT else NO_MOMENT
        return Moment(local=local, utc=utc, timed=found.timed, zone=found.zone)

    def _moment(self, local: str, timed: str, zone: str) -> Moment:
        return Moment(
            local=self.cells.layers.add(Layer.JOINED, local), utc=NO_MOMENT, timed=timed, zone=zone
        )

    def _to_utc(self, moment: Moment) -> str:
        return self.clocks.utc_of(moment.local, moment.zone)


def literal(value: Constant, kind: Type) -> str:
    """A constant as SQL of this type."""
    match value:
        case tuple():
            return f"CAST([{', '.join(text(item) for item in value)}] AS VARCHAR[])"
        case bool():
            return str(value).lower()
        case datetime():
            return f"TIMESTAMP '{value.replace(tzinfo=None).isoformat(sep=' ')}'"
        case date():
            return f"CAST(DATE '{value.isoformat()}' AS {SQL_TYPES[kind]})"
        case str():
            return text(value)
        case _:
            return f"CAST({value!r} AS {SQL_TYPES[kind]})"
