"""Whether the loaded sources record what a measure counts: a figure, a noted figure, or none.

On the authority of the contract of the ledger, section Coverage: a ledger without coverage rows
claims that every source records everything.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from touchpoint.calendar.known import MONTHS
from touchpoint.measures.definition.measure import Measure

FOREVER = date.max
Span = tuple[date, date]


@dataclass(frozen=True, kw_only=True)
class Covered:
    """How far a stretch of days is covered for a measure, and the sentences to say of it."""

    missing: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """The coverage rows of a ledger."""

    rows: tuple[Mapping[str, Any], ...]

    def sources(self, kinds: Iterable[str]) -> set[str]:
        """The sources that say they record any of these kinds."""
        wanted = set(kinds)
        return {row["source"] for row in self.rows if row["kind"] in wanted}

    def of(self, measure: Measure, days: Span, source: str | None = None) -> Covered:
        """How far the days are covered for a measure, by every source or by one.

        One source has to record what the numerator counts; what it is among may be any source's.
        """
        if not self.rows or days[1] < days[0]:
            return Covered(missing=False, notes=())
        notes: list[str] = []
        missing = False
        counted = {kind for touch in measure.counted.has for kind in touch.kinds}
        for group in measure.needs:
            by = source if counted & set(group) else None
            found = self._spans(group, days, by)
            missing = missing or not found
            if _days(found) < _days([days]):
                notes.append(_said(group, found, by))
            elif source is None:
                notes += self._lacking(group, days)
        notes += self._lacking(measure.also, days)
        return Covered(missing=missing, notes=tuple(dict.fromkeys(notes)))

    def breaks(self, measure: Measure, days: Span, source: str | None = None) -> list[str]:
        """Changes in the way a source records what the measure counts, within these days."""
        kinds = [*(kind for group in measure.needs for kind in group), *measure.also]
        said: list[str] = []
        for kind in dict.fromkeys(kinds):
            for one in sorted(self.sources([kind])):
                if source is None or source == one:
                    said += _changes(self._rows(one, kind), days)
        return list(dict.fromkeys(said))

    def _lacking(self, kinds: Iterable[str], days: Span) -> Iterator[str]:
        for kind in kinds:
            found = self._spans((kind,), days, None)
            if _days(found) < _days([days]):
                yield _said((kind,), found, None)

    def _spans(self, kinds: Sequence[str], days: Span, source: str | None) -> list[Span]:
        """The days covered for any of some kinds, as stretches that do not touch."""
        found = sorted(
            (max(row["from_on"], days[0]), min(row["to_on"] or FOREVER, days[1]))
            for row in self.rows
            if row["kind"] in kinds and source in (None, row["source"])
        )
        merged: list[Span] = []
        for first, last in found:
            if last < first:
                continue
            if merged and first <= merged[-1][1] + timedelta(days=1):
                merged[-1] = (merged[-1][0], max(merged[-1][1], last))
            else:
                merged.append((first, last))
        return merged

    def _rows(self, source: str, kind: str) -> list[Mapping[str, Any]]:
        found = [r for r in self.rows if r["source"] == source and r["kind"] == kind]
        return sorted(found, key=lambda row: row["from_on"])


def _changes(rows: Sequence[Mapping[str, Any]], days: Span) -> Iterator[str]:
    for before, after in pairwise(rows):
        ended = before["to_on"] or FOREVER
        gap = ended < FOREVER and ended + timedelta(days=1) < after["from_on"]
        note = after["note"] or before["note"]
        first = ended + timedelta(days=1) if gap else after["from_on"]
        if not (gap or note) or after["from_on"] < days[0] or days[1] < first:
            continue
        what = f"[b] {after['source']} has a break in {after['kind']}"
        when = (
            f", which it does not record {_from_to((first, after['from_on'] - timedelta(days=1)))}"
            if gap
            else f" on {in_words(after['from_on'])}"
        )
        yield f"{what}{when}{_because(note)}"


def _because(note: str | None) -> str:
    return f": {note.rstrip('.')}." if note else "."


def _said(kinds: Sequence[str], spans: Sequence[Span], source: str | None) -> str:
    what = " or ".join(kinds)
    if not spans:
        return (
            f"{source or 'No loaded source'} {'does not record' if source else 'records'} {what}."
        )
    when = " and ".join(_from_to(span) for span in spans)
    return f"{what} is recorded {f'by {source} ' if source else ''}{when} only."


def _from_to(span: Span) -> str:
    first, last = span
    if first == last:
        return f"on {in_words(first)}"
    return f"from {in_words(first)} to {in_words(last)}"


def _days(spans: Iterable[Span]) -> int:
    return sum((last - first).days + 1 for first, last in spans)


def in_words(day: date) -> str:
    """A day as a sentence has it."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
