"""The cells of a file as what they stand for: each column once, with what can be wrong in it."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from touchpoint.extracts.mapping import dates, numbers, periods, words
from touchpoint.extracts.mapping.settling import Settling
from touchpoint.extracts.mapping.sql import Layer, Layers, all_of, text
from touchpoint.extracts.profile import Profile
from touchpoint.extracts.profile.values import Cell, Dates
from touchpoint.extracts.profile.words import YES_NO, WordList, plain
from touchpoint.extracts.reading.headings import key


@dataclass(frozen=True, kw_only=True)
class Check:
    """A fault of a row: when it is there, in which columns, and its sentence.

    Condition and sentence are SQL. What `follows` is told only where nothing else is wrong with
    these columns, and what stands `beside` others where nothing was wrong with those.
    """

    condition: str
    headings: tuple[str, ...]
    sentence: str
    follows: bool
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A moment in SQL: by the local clock, or as an instant; and whether a time of day is given."""

    local: str
    utc: str
    timed: str
    zone: str

    @property
    def there(self) -> str:
        """Whether anything is given, in SQL."""
        return f"({self.local} IS NOT NULL OR {self.utc} IS NOT NULL)"


class Cells:
    """Reads the cells of one file for one profile, and gathers what can be wrong with a row."""

    def __init__(
        self, profile: Profile, columns: Sequence[str], settling: Settling, source: str
    ) -> None:
        self.profile = profile
        self.columns = columns
        self.layers = Layers(source)
        self.checks: dict[tuple[str, tuple[str, ...]], Check] = {}
        self.read_dates: dict[str, Moment] = {}
        self._settling = settling
        self._places = {key(heading): place for place, heading in enumerate(columns)}
        self._places |= {heading: place for place, heading in enumerate(columns)}
        self._guards: list[str] = []

    def has(self, heading: str) -> bool:
        return heading in self._places or key(heading) in self._places

    def place(self, heading: str) -> int:
        return self._places[heading] if heading in self._places else self._places[key(heading)]

    def heading(self, cell: Cell) -> str:
        """The heading as the file has it."""
        return self.columns[self.place(cell.heading or "")]

    @contextmanager
    def only_where(self, condition: str | None) -> Iterator[None]:
        """What is read in here can be wrong only where a condition holds."""
        if condition is None:
            yield
            return
        self._guards.append(condition)
        try:
            yield
        finally:
            self._guards.pop()

    def check(
        self,
        condition: str,
        headings: tuple[str, ...],
        sentence: str,
        *,
        follows: bool = False,
        beside: tuple[str, ...] = (),
    ) -> None:
        """Refuse the rows for which a condition holds, with a sentence (SQL) on these columns."""
        guarded = all_of([condition, *self._guards])
        check = Check(
            condition=guarded, headings=headings, sentence=sentence, follows=follows, beside=beside
        )
        self.checks.setdefault((guarded, headings), check)

    def raw(self, cell: Cell) -> str:
        """The cell without the spaces around it; NULL where it is blank or says nothing."""
        column = f"c{self.place(cell.heading or '')}"
        # Nearly every cell begins with a visible letter of ASCII and ends with no blank.
        trimmed = (
            f"CASE WHEN {column} BETWEEN '!' AND '~' AND {column}[-1] > ' ' "
            f"AND NOT suffix({column}, '\u00a0') "
            f"THEN {column} ELSE nullif(trim({column}, ' \t\n\r\u00a0'), '') END"
        )
        nothing = tuple(dict.fromkeys(map(plain, (*self.profile.nothing, *cell.nothing))))
        listed = (
            {plain(word) for word, _ in cell.words.meanings} if cell.words is not None else set()
        )
        left = [word for word in nothing if word not in listed]
        if left:
            among = ", ".join(text(word) for word in left)
            longest = 4 * max(map(len, left))
            # To compare a word is dear, and few cells even begin like one of these.
            begins = f"strlen({column}) <= {longest} AND {words.begins_like(column, left)}"
            said = f"{begins} AND {words.plain_sql(column)} IN ({among})"
            trimmed = f"CASE WHEN {said} THEN NULL ELSE {trimmed} END"
        return self.layers.add(Layer.TEXT, trimmed)

    def text(self, cell: Cell) -> str:
        """The cell as text, or as the word of the ledger that it means."""
        if cell.words is not None:
            return f"nullif({self.meaning(cell, cell.words)}, '')"
        raw = self.raw(cell)
        return raw if cell.pattern is None else self._fitting(cell, raw, cell.pattern)

    def meaning(self, cell: Cell, listed: WordList) -> str:
        """What the words of a cell mean; an empty text where they say nothing."""
        raw = self.text(replace(cell, words=None)) if cell.pattern else self.raw(cell)
        found = self.layers.add(Layer.READ, words.meaning(raw, listed))
        self.check(
            f"{raw} IS NOT NULL AND {found} IS NULL",
            (self.heading(cell),),
            words.unknown(raw, listed),
        )
        return found

    def number(self, cell: Cell, *, whole: bool = False) -> str:
        if cell.words is not None:
            found = f"CAST(nullif({self.meaning(cell, cell.words)}, '') AS DOUBLE)"
            return f"CAST({found} AS INTEGER)" if whole else found
        raw = self.without_shorthand(cell)
        found = self.layers.add(
            Layer.FAST,
            numbers.number(
                raw,
                decimal=cell.decimal or self.profile.decimal,
                percent_as_written=cell.percent_as_written,
            ),
        )
        if whole:
            found = self.layers.add(Layer.READ, numbers.whole(found))
        self._must_be_read(cell, raw, found, "is no whole number." if whole else "is no number.")
        return found

    def truth(self, cell: Cell) -> str:
        found = self.meaning(cell, cell.words or YES_NO)
        return (
            f"CASE WHEN {found} IN ('yes', 'true') THEN true "
            f"WHEN {found} IN ('no', 'false') THEN false END"
        )

    def time(self, cell: Cell) -> str:
        raw = self.without_shorthand(cell)
        found = self.layers.add(Layer.READ, dates.time_of_day(raw))
        self._must_be_read(cell, raw, found, "is no time of day.")
        return found

    def period(self, cell: Cell) -> str:
        """A struct of the first and the last day of the period in a cell."""
        raw = self.without_shorthand(cell)
        found = self.layers.add(Layer.READ, periods.period(raw))
        self._must_be_read(
            cell,
            raw,
            f"struct_extract({found}, 'first_day')",
            "is no period, like 2024-25Q1 or June 2024.",
        )
        return found

    def period_of(self, of: str, headings: tuple[str, ...]) -> str:
        """The same of a text that stands in no cell, like what a column is called."""
        found = self.layers.add(Layer.JOINED, periods.period(of))
        self.check(
            f"{of} IS NOT NULL AND struct_extract({found}, 'first_day') IS NULL",
            headings,
            f"{words.shown(of)} || ' is no period, like 2024-25Q1 or June 2024.'",
        )
        return found

    def items(self, cell: Cell) -> str:
        """The parts of a cell as a list, each through the list of words where there is one."""
        raw = self.text(replace(cell, words=None)) if cell.pattern else self.raw(cell)
        parts = f"[{raw}]" if cell.split is None else f"string_split({raw}, {text(cell.split)})"
        parts = f"list_filter(list_transform({parts}, lambda x: trim(x)), lambda x: x <> '')"
        held = self.layers.add(Layer.READ, f"CASE WHEN {raw} IS NOT NULL THEN {parts} END")
        if cell.words is None:
            return f"list_sort(list_distinct({held}))"
        listed = cell.words
        meant = f"list_transform({held}, lambda x: {words.meaning('x', listed)})"
        known = self.layers.add(Layer.TESTED, meant)
        strange = (
            f"list_transform(list_filter({held}, lambda x: {words.meaning('x', listed)} IS NULL)"
        )
        strange += f", lambda x: {words.shown('x')})"
        self.check(
            f"len(list_filter({known}, lambda x: x IS NULL)) > 0",
            (self.heading(cell),),
            f"array_to_string({strange}, ', ') || {words.none_of(listed)}",
        )
        return f"list_sort(list_distinct(list_filter({known}, lambda x: x <> '')))"

    def moment(self, cell: Cell) -> Moment:
        """The date of a cell, with its time where it has one."""
        raw = self.without_shorthand(cell)
        order = self._order(cell)
        serial = cell.serial_dates or self.profile.serial_dates
        fast = self.layers.add(Layer.FAST, dates.local_moment(raw, order))
        slow = self.layers.add(
            Layer.SPLIT,
            f"CASE WHEN {raw} IS NOT NULL AND {fast} IS NULL "
            f"THEN {dates.taken_apart(raw, order, serial)} END",
        )
        local = self.layers.add(Layer.READ, dates.sane(f'coalesce({fast}, {slow}."local")'))
        utc = self.layers.add(Layer.READ, dates.sane(f"{slow}.utc"))
        timed = f"CASE WHEN {fast} IS NOT NULL THEN strlen({raw}) > 10 ELSE {slow}.timed END"
        absurd = f'({fast} IS NOT NULL OR {slow}."local" IS NOT NULL OR {slow}.utc IS NOT NULL)'
        self.check(
            f"{raw} IS NOT NULL AND {local} IS NULL AND {utc} IS NULL",
            (self.heading(cell),),
            f"{words.shown(raw)} || CASE WHEN {absurd} THEN {text(dates.ABSURD)} "
            f"ELSE {text(_no_date(order))} END",
        )
        zone = cell.time_zone or self.profile.time_zone
        found = Moment(local=local, utc=utc, timed=timed, zone=zone)
        self.read_dates[self.heading(cell)] = found
        return found

    def without_shorthand(self, cell: Cell) -> str:
        raw = self.raw(cell) if cell.pattern is None else self.text(cell)
        if not self.profile.shorthand:
            return raw
        among = ", ".join(text(plain(word)) for word in self.profile.shorthand)
        return self.layers.add(
            Layer.PLAIN, f"CASE WHEN {words.plain_sql(raw)} NOT IN ({among}) THEN {raw} END"
        )

    def shorthand(self, cell: Cell) -> str:
        """The shorthand in a cell with its reason."""
        raw = words.plain_sql(self.raw(cell))
        cases = " ".join(
            f"WHEN {text(plain(word))} THEN {text(f'{word}: {reason}')}"
            for word, reason in self.profile.shorthand.items()
        )
        return f"CASE {raw} {cases} END" if cases else "CAST(NULL AS VARCHAR)"

    def _fitting(self, cell: Cell, raw: str, pattern: str) -> str:
        group = 1 if re.compile(pattern).groups else 0
        found = self.layers.add(
            Layer.PLAIN, f"nullif(regexp_extract({raw}, {text(pattern)}, {group}), '')"
        )
        what = "what stands there is not written as the profile says (its pattern)."
        self.check(f"{raw} IS NOT NULL AND {found} IS NULL", (self.heading(cell),), text(what))
        return found

    def _order(self, cell: Cell) -> Dates:
        said = cell.dates or self.profile.dates
        return said or self._settling.order(self.place(cell.heading or ""), self.heading(cell))

    def _must_be_read(self, cell: Cell, raw: str, found: str, what: str) -> None:
        self.check(
            f"{raw} IS NOT NULL AND {found} IS NULL",
            (self.heading(cell),),
            f"{words.shown(raw)} || {text(' ' + what)}",
        )


def _no_date(order: Dates) -> str:
    return {
        "day first": " is no date (read day first, like 31/12/2024).",
        "month first": " is no date (read month first, like 12/31/2024).",
        "iso": " is no date (like 2024-12-31).",
    }[order]
