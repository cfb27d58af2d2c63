"""How much of a period is known to a measure: its months, its days, its coverage."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from touchpoint.calendar import Period
from touchpoint.measures.counting.asked import number_of
from touchpoint.measures.definition.measure import Measure, Population
from touchpoint.measures.figuring.coverage import Coverage, in_words

BEFORE_A_REPEAT = 12
"""Months of records that must lie before a month whose repeat victims can be told."""

ROLLING = ("rolling3", "rolling6", "rolling12")
HAS_OWN_ROWS = (Population.ANSWERS, Population.REVIEWS)
"""Populations of which a month without a row is a month without data, and not a month of none."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of a period for a measure: the months to pool, why not, and what to say."""

    months: tuple[int, ...]
    missing: str | None
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Ledgered:
    """What a ledger says of itself: when its tables begin, and what its sources record."""

    as_at: date
    begins: Mapping[Population, date | None]
    ends: date | None
    """The last day of anything that it holds."""

    coverage: Coverage

    def begun(self, measure: Measure) -> date | None:
        """The day on which the rows of a measure begin."""
        return self.begins.get(measure.population, self.begins[Population.JOURNEYS])

    def known(
        self, measure: Measure, period: Period, with_rows: AbstractSet[int], source: str | None
    ) -> Known:
        """How much of a period is known to a measure, from every source or from one."""
        missing = self._nothing(measure, period)
        if missing is not None:
            return Known(months=(), missing=missing, notes=())
        days = (period.from_on, min(period.to_on, self.as_at))
        covered = self.coverage.of(measure, days, source)
        if covered.missing:
            return Known(months=(), missing=" ".join(covered.notes), notes=())
        notes = [*self._part(measure, period), *covered.notes]
        notes += self.coverage.breaks(measure, days, source)
        return self._by_months(measure, period, with_rows, source, notes)

    def _by_months(
        self,
        measure: Measure,
        period: Period,
        with_rows: AbstractSet[int],
        source: str | None,
        notes: list[str],
    ) -> Known:
        every = [number_of(month.from_on) for month in period.months()]
        have = [
            number
            for month, number in zip(period.months(), every, strict=True)
            if self._has_data(measure, month, with_rows, source)
        ]
        rolls = period.kind in ROLLING
        if len(have) < len(every) and (rolls or _has_dataless_months(measure)):
            notes.append(self._how_many(measure, have, every))
            # Whole numbers: two of three months are two thirds, which a quotient may just miss.
            if not have or (rolls and 3 * len(have) < 2 * len(every)):
                return Known(months=(), missing=" ".join(notes), notes=())
            every = have
        return Known(months=tuple(every), missing=None, notes=tuple(notes))

    def _how_many(self, measure: Measure, have: list[int], every: list[int]) -> str:
        """Of how many months a measure is known, and why not of the others."""
        begins = self.begun(measure)
        if measure.population is Population.PERSONS and begins is not None:
            before = _before_a_repeat(measure)
            early = [n for n in every if n < _first_whole(begins) + before]
            lie = f"ewer than {before} months of records lie before"
            if early == every:
                each = "it" if len(every) == 1 else f"each of its {len(every)} months"
                return f"F{lie} {each}."
            if early:
                others = len(early) == len(every) - len(have)
                which = "the others" if others else "some of the others"
                told = f"{len(have)} of {len(every)} months have data to tell it by"
                return f"{told}: f{lie} {which}."
        of_answers = measure.population is Population.ANSWERS
        what = "such answers" if of_answers and not measure.is_among_others else "data"
        if len(every) == 1:
            return f"The month has no {what}."
        return f"{len(have)} of {len(every)} months have {what}."

    def _has_data(
        self, measure: Measure, month: Period, with_rows: AbstractSet[int], source: str | None
    ) -> bool:
        begins = self.begun(measure)
        number = number_of(month.from_on)
        if begins is None or month.from_on > self.as_at or number < number_of(begins):
            return False
        if measure.population in HAS_OWN_ROWS:
            return number in with_rows
        if measure.population is Population.PERSONS:
            return number >= _first_whole(begins) + _before_a_repeat(measure)
        days = (month.from_on, min(month.to_on, self.as_at))
        return not self.coverage.of(measure, days, source).missing

    def _nothing(self, measure: Measure, period: Period) -> str | None:
        begins = self.begun(measure)
        if begins is None:
            return f"The ledger has no {_whence(measure)}."
        if period.from_on > self.as_at:
            return f"It begins after {in_words(self.as_at)}, the day asked about."
        if period.to_on < begins:
            return f"The ledger's {_whence(measure)} begin on {in_words(begins)}."
        return None

    def _part(self, measure: Measure, period: Period) -> list[str]:
        """That only a part of a period lies between the ledger's first day and the as-at day."""
        begins = self.begun(measure)
        if begins is None or measure.population in HAS_OWN_ROWS:
            # Answers are given when they are given: their first day is no edge of the records.
            begins = period.from_on
        note = period.known(min(begins, self.as_at), self.as_at).note
        return [f"Part period: {note}."] if note else []


def _first_whole(begins: date) -> int:
    """The first month of which every day is on record, by its number."""
    return number_of(begins) + (begins.day > 1)


def _before_a_repeat(measure: Measure) -> int:
    """Months of records that must lie before a month for a measure of repeat victims."""
    running = max(rows.repeat_months for rows in measure.numerator)
    return BEFORE_A_REPEAT + max(0, running - 1)


def _has_dataless_months(measure: Measure) -> bool:
    return measure.population in (*HAS_OWN_ROWS, Population.PERSONS)


def _whence(measure: Measure) -> str:
    return {
        Population.ANSWERS: "answers",
        Population.REVIEWS: "reviews",
        Population.RETURNS: "returns",
    }.get(measure.population, "investigations")
