"""Values of a profile, read: a heading, a table in one of the forms of the language, or a fault."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import duckdb

from touchpoint.extracts.profile.taking import Taking, none_of, quoted
from touchpoint.extracts.profile.values import (
    Always,
    Cell,
    Condition,
    DateAndTime,
    Dates,
    Day,
    EachName,
    First,
    Flags,
    Join,
    Lists,
    OnlyIf,
    PeriodDay,
    RowKey,
    Serial,
    ShorthandOf,
    Value,
)
from touchpoint.extracts.profile.wanted import DAY, MOMENT, TEXT, Wanted, misfits
from touchpoint.extracts.profile.words import YES_NO, WordList, words_themselves
from touchpoint.ledger.tables import Type

DATES: Final = ("day first", "month first", "iso")
SERIALS: Final = ("1900", "1904")
DECIMALS: Final = (".", ",")
FORMS: Final = (
    "column",
    "each",
    "always",
    "join",
    "first",
    "date",
    "day",
    "first_day_of",
    "last_day_of",
    "flags",
    "lists",
    "shorthand_of",
    "row",
)


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Reads values where the lists of words are known; `spread` where columns are being spread."""

    words: Mapping[str, WordList]
    faults: list[str]
    spread: bool = False

    def within(self, *, spread: bool) -> "Reader":
        return replace(self, spread=spread)

    def value(self, found: object, place: str, wanted: Wanted) -> Value | None:
        """The value that stands at a place, if it is one and can be what is wanted."""
        before = len(self.faults)
        if isinstance(found, str):
            value: Value | None = self._heading(found, place, wanted)
        elif isinstance(found, dict):
            value = self._table(Taking(found, place, self.faults), wanted)
        else:
            self.faults.append(
                f"{place}: {quoted(found)} is no value: write the heading of a column in quotes, "
                f"or {{ always = {_written(found)} }} for what is the same in every row."
            )
            return None
        if value is None or len(self.faults) > before:
            return None
        self.faults.extend(f"{place}: {why}" for why in misfits(value, wanted))
        return value if len(self.faults) == before else None

    def take(
        self, taking: Taking, key: str, wanted: Wanted, *, needed: bool = False
    ) -> Value | None:
        if not taking.says(key):
            taking.knows(key)
            if needed:
                taking.fault("it is missing.", key)
            return None
        return self.value(taking.any(key), _at(taking.place, key), wanted)

    def _heading(self, heading: str, place: str, wanted: Wanted) -> Value | None:
        if not heading.strip():
            self.faults.append(f"{place}: a heading cannot be empty.")
            return None
        return Cell(heading=heading, words=_own_words(wanted))

    def _table(self, taking: Taking, wanted: Wanted) -> Value | None:
        forms = [form for form in FORMS if taking.says(form)]
        if len(forms) != 1:
            said = "two values in one" if forms else "no value"
            taking.fault(
                f"this is {said} ({', '.join(forms or taking.names()) or 'empty'}): "
                f"a value has one of {', '.join(FORMS)}."
            )
            return None
        conditions = self.conditions(taking)
        read: dict[str, Callable[[Taking, Wanted], Value | None]] = {
            "column": self._column,
            "each": self._each,
            "always": self._always,
            "join": self._join,
            "first": self._first,
            "date": self._date_and_time,
            "day": self._day,
            "first_day_of": self._period_day,
            "last_day_of": self._period_day,
            "flags": self._flags,
            "lists": self._lists,
            "shorthand_of": self._shorthand,
            "row": self._row,
        }
        value = read[forms[0]](taking, wanted)
        taking.end()
        if value is None or not conditions:
            return value
        return OnlyIf(value=value, conditions=conditions)

    def _column(self, taking: Taking, wanted: Wanted) -> Value | None:
        heading = taking.text("column")
        return None if heading is None else self.options(taking, heading, wanted)

    def _each(self, taking: Taking, wanted: Wanted) -> Value | None:
        what = taking.word("each", ("cell", "name"))
        if not self.spread:
            taking.fault("each stands only where `columns` names columns that are alike.")
            return None
        if what is None:
            return None
        return EachName() if what == "name" else self.options(taking, None, wanted)

    def options(self, taking: Taking, heading: str | None, wanted: Wanted) -> Cell:
        """A cell with the options that stand beside its heading."""
        words = self.list_of_words(taking)
        percent = taking.word("percent", ("as written", "part of one"))
        return Cell(
            heading=heading,
            words=words or _own_words(wanted),
            pattern=_pattern(taking),
            split=taking.take("split", str, "a text in quotes"),
            nothing=taking.texts("nothing") or (),
            dates=cast("Dates | None", taking.word("dates", DATES)),
            decimal=taking.word("decimal", DECIMALS),
            serial_dates=cast("Serial | None", taking.word("serial_dates", SERIALS)),
            time_zone=time_zone(taking),
            percent_as_written=percent == "as written",
        )

    def list_of_words(self, taking: Taking) -> WordList | None:
        name = taking.text("words")
        if name is None:
            return None
        if name not in self.words and name != YES_NO.name:
            near = none_of(name, self.words, "").partition("Did you mean")[2]
            hint = f" Did you mean{near}" if near else ""
            taking.fault(f"there is no list [words.{name}].{hint}")
            return None
        return self.words.get(name, YES_NO)

    def _always(self, taking: Taking, wanted: Wanted) -> Value | None:
        found = taking.any("always")
        if isinstance(found, list) and all(type(item) is str for item in found):
            return Always(value=tuple(found))
        if wanted.type is Type.DOUBLE and type(found) is int:
            return Always(value=float(found))
        if isinstance(found, (str, bool, int, float, date)):
            return Always(value=found)
        taking.fault(f"{quoted(found)} is no constant.", "always")
        return None

    def _join(self, taking: Taking, wanted: Wanted) -> Value | None:
        del wanted
        parts = self._several(taking, "join", TEXT)
        gaps = taking.word("gaps", ("refuse", "leave out"))
        between = taking.take("with", str, "a text in quotes")
        if parts is None:
            return None
        return Join(parts=parts, between=between or "", gaps_left_out=gaps == "leave out")

    def _first(self, taking: Taking, wanted: Wanted) -> Value | None:
        of = self._several(taking, "first", wanted)
        return None if of is None else First(of=of)

    def _lists(self, taking: Taking, wanted: Wanted) -> Value | None:
        of = self._several(taking, "lists", wanted)
        return None if of is None else Lists(of=of)

    def _several(self, taking: Taking, key: str, wanted: Wanted) -> tuple[Value, ...] | None:
        found = taking.take(key, list, "a list of values")
        if not found:
            taking.fault("it must be a list of values and hold at least one.", key)
            return None
        values = [
            self.value(item, f"{_at(taking.place, key)}, {number}", wanted)
            for number, item in enumerate(found, 1)
        ]
        return None if None in values else tuple(v for v in values if v is not None)

    def _date_and_time(self, taking: Taking, wanted: Wanted) -> Value | None:
        del wanted
        day = self.take(taking, "date", MOMENT)
        time = self.take(taking, "time", TEXT, needed=True)
        return None if day is None or time is None else DateAndTime(date=day, time=time)

    def _day(self, taking: Taking, wanted: Wanted) -> Value | None:
        del wanted
        of = self.take(taking, "day", DAY)
        return None if of is None else Day(of=of)

    def _period_day(self, taking: Taking, wanted: Wanted) -> Value | None:
        del wanted
        last = taking.says("last_day_of")
        of = self.take(taking, "last_day_of" if last else "first_day_of", TEXT)
        return None if of is None else PeriodDay(of=of, last=last)

    def _flags(self, taking: Taking, wanted: Wanted) -> Value | None:
        flags = taking.table("flags")
        words = self.list_of_words(taking) or YES_NO
        if flags is None:
            return None
        if missing := set(words.meant) - {"yes", "no"}:
            taking.fault(
                f"[words.{words.name}] means {', '.join(sorted(missing))}, and a flag is yes or no."
            )
        columns = [(name, flags.text(name)) for name in flags.names()]
        if wanted.words is not None:
            for name, _ in columns:
                if name not in wanted.words:
                    flags.fault(none_of(name, wanted.words, wanted.called))
        return Flags(
            columns=tuple((name, Cell(heading=h, words=words)) for name, h in columns if h)
        )

    def _shorthand(self, taking: Taking, wanted: Wanted) -> Value | None:
        del wanted
        cell = self.take(taking, "shorthand_of", TEXT)
        if cell is None or isinstance(cell, Cell):
            return None if cell is None else ShorthandOf(cell=cell)
        taking.fault("it must be the heading of a column.", "shorthand_of")
        return None

    def _row(self, taking: Taking, wanted: Wanted) -> Value | None:
        del wanted
        return RowKey() if taking.word("row", ("key",)) else None

    def conditions(self, taking: Taking) -> tuple[Condition, ...]:
        """What stands under `if`: one table, or a list of tables that all have to hold."""
        if not taking.says("if"):
            return ()
        found = taking.any("if")
        place = _at(taking.place, "if")
        several = found if isinstance(found, list) else [found]
        tables = [table for table in several if isinstance(table, dict)]
        if not tables or len(tables) < len(several):
            self.faults.append(
                f'{place}: it must be a table, like {{ column = "A", is = ["Yes"] }}.'
            )
            return ()
        conditions = [self._condition(Taking(table, place, self.faults)) for table in tables]
        return tuple(c for c in conditions if c is not None)

    def _condition(self, taking: Taking) -> Condition | None:
        each = self.spread and taking.word("each", ("cell",)) is not None
        heading = None if each else taking.text("column", needed=True)
        ways = [way for way in ("filled", "is", "is_not", "means") if taking.says(way)]
        condition = Condition(
            cell=self.options(taking, heading, TEXT),
            filled=taking.truth("filled"),
            among=taking.texts("is") or (),
            not_among=taking.texts("is_not") or (),
            means=taking.texts("means") or (),
        )
        taking.end()
        if len(ways) != 1:
            taking.fault("a condition says one of filled, is, is_not and means.")
            return None
        if ways == ["means"]:
            self._meanings(condition, taking)
        return condition if each or heading else None

    def _meanings(self, condition: Condition, taking: Taking) -> None:
        words = condition.cell.words
        if words is None:
            taking.fault('means needs a list of words: words = "...".')
            return
        for word in condition.means:
            if word not in words.meant:
                taking.fault(
                    none_of(word, words.meant, f"meaning of [words.{words.name}]"), "means"
                )


def time_zone(taking: Taking) -> str | None:
    """A time zone that is known, or a fault."""
    name = taking.text("time_zone")
    if name is None:
        return None
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        taking.fault(f"'{name}' is no time zone: write one like Europe/London or UTC.", "time_zone")
        return None
    return name


def _pattern(taking: Taking) -> str | None:
    """A regular expression as the engine that will run it understands it."""
    pattern = taking.text("pattern")
    return pattern if pattern is None or checked_pattern(pattern, taking, "pattern") else None


def checked_pattern(pattern: str, taking: Taking, key: str) -> bool:
    try:
        re.compile(pattern)
        duckdb.connect().execute("SELECT regexp_matches('', $1)", [pattern]).fetchall()
    except (duckdb.Error, re.error) as error:
        why = str(error).splitlines()[0].rpartition(": ")[2]
        taking.fault(f"{quoted(pattern)} is no regular expression ({why}).", key)
        return False
    return True


def _own_words(wanted: Wanted) -> WordList | None:
    """Where only words of the ledger will do, a cell without a list must hold them themselves."""
    if wanted.words is None:
        return None
    return words_themselves("", wanted.words)


def _at(place: str, key: str) -> str:
    return f"{place}, {key}" if place else key


def _written(found: object) -> str:
    return str(found).lower() if isinstance(found, bool) else f"{found}"
