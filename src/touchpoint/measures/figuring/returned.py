"""Figures of what providers return: values as they were returned, added up over whole returns."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pyarrow as pa

from touchpoint.calendar import Period
from touchpoint.measures.counting.asked import Question
from touchpoint.measures.definition.dimensions import NOT_APPLICABLE, NOT_RECORDED, takes
from touchpoint.measures.definition.measure import Measure
from touchpoint.measures.figuring.figure import MISSING, Figure
from touchpoint.measures.figuring.store import group_tuples

Stretch = tuple[date, date, float | None, int, str]
"""A stretch of days with its value, how many of its returns are empty, and of which indicator."""


def returned(
    measure: Measure, question: Question, periods: Sequence[Period], rows: pa.Table
) -> Iterator[Figure]:
    """Every figure of the returns: period by period, group by group."""
    by_group: dict[tuple[str, ...], list[Stretch]] = defaultdict(list)
    columns = [rows[name].to_pylist() for name in ("from_on", "to_on", "value", "empty")]
    said = rows["indicator"].to_pylist()
    tuples = group_tuples(rows, len(question.dimensions))
    for group, first, last, value, empty, indicator in zip(tuples, *columns, said, strict=True):
        by_group[group].append((first, last, value, empty, indicator))
    nothing = tuple(
        NOT_RECORDED if takes(measure, d) else NOT_APPLICABLE for d in question.dimensions
    )
    labels = [dimension.label for dimension in question.dimensions]
    for period in periods:
        for group in sorted(by_group) or [nothing]:
            groups = dict(zip(labels, group, strict=True))
            empty = Figure(measure=measure, period=period, groups=groups)
            yield _figure(empty, [s for s in by_group[group] if _touches(s, period)])


def _touches(stretch: Stretch, period: Period) -> bool:
    return stretch[0] <= period.to_on and period.from_on <= stretch[1]


def _figure(empty: Figure, found: Sequence[Stretch]) -> Figure:
    period = empty.period
    whole = [s for s in found if period.from_on <= s[0] and s[1] <= period.to_on]
    why = _missing(found, whole)
    if why is not None:
        return replace(empty, status=MISSING, note=why)
    value = sum(value for _, _, value, _, _ in whole if value is not None)
    notes = []
    empties = sum(missing for _, _, _, missing, _ in whole)
    if empties:
        notes.append(f"{empties} of the returns added up are empty.")
    if not _covers(whole, period):
        notes.append("Part period: the returns do not cover all of it.")
    if len(whole) < len(found):
        notes.append("A return that reaches beyond the period is left out.")
    return replace(
        empty,
        numerator=int(value) if float(value).is_integer() else value,
        note=" ".join(notes) or None,
    )


def _missing(found: Sequence[Stretch], whole: Sequence[Stretch]) -> str | None:
    if not found:
        return "Nothing was returned for it."
    if not whole:
        return "What was returned is for a longer period, and cannot be cut."
    if len({indicator for *_, indicator in whole}) > 1:
        return "Indicators are not added to one another: ask by indicator."
    if all(value is None for _, _, value, _, _ in whole):
        return "The return is empty."
    return None


def _covers(whole: Sequence[Stretch], period: Period) -> bool:
    reached = period.from_on
    for first, last, *_ in sorted(whole, key=lambda stretch: stretch[:2]):
        if first <= reached:
            reached = max(reached, last + timedelta(days=1))
    return reached > period.to_on
