"""Windows that reach across a change of method begin afresh at it (statistics.md, section 1).

Of a window only the months from the change on are pooled, and the figure says so; a window without
any such month is missing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from touchpoint.calendar import Period
from touchpoint.calendar.periods import ROLLING
from touchpoint.measures.figuring.coverage import in_words
from touchpoint.measures.figuring.figure import MISSING, Figure
from touchpoint.papers.asking.answering import Figures
from touchpoint.papers.asking.needs import Need
from touchpoint.papers.description.breaks import Break
from touchpoint.papers.description.paper import Key
from touchpoint.statistics.intervals import proportion


def months_needed(needs: Iterable[Need], breaks: Sequence[Break]) -> Iterator[Need]:
    """The months of every window that reaches across a change of method."""
    for need in needs:
        months = tuple(
            month
            for period in need.periods
            if period.kind in ROLLING.values() and _of(need.measure, period, breaks) is not None
            for month in period.months()
        )
        if months:
            yield Need(measure=need.measure, periods=months, labels=need.labels)


def begun_afresh(figures: Figures, breaks: Sequence[Break]) -> Figures:
    """The figures with every window that reaches across a change begun at it."""
    return replace(figures, by_key=dict(_each(figures.by_key, breaks)))


def _each(by_key: Mapping[Key, Figure], breaks: Sequence[Break]) -> Iterator[tuple[Key, Figure]]:
    for key, figure in by_key.items():
        change = _of(key.measure, key.period, breaks)
        if change is None:
            yield key, figure
            continue
        if key.period.kind not in ROLLING.values():
            said = f"[b] {change.says.rstrip('.')} from {in_words(change.on)}."
            note = figure.note if figure.numerator is None else f"{said} {figure.note or ''}"
            yield key, replace(figure, note=(note or "").strip() or None)
            continue
        months = [
            each
            for month in key.period.months()
            if month.to_on >= change.on
            and (each := by_key.get(replace(key, period=month))) is not None
            and each.numerator is not None
        ]
        yield key, _pooled(figure, months, change)


def _pooled(figure: Figure, months: Sequence[Figure], change: Break) -> Figure:
    since = f"{change.says.rstrip('.')} from {in_words(change.on)}"
    said = f"[b] {since}: only the months since then."
    if not months:
        return replace(
            figure, numerator=None, denominator=None, rate=None, low=None, high=None,
            status=MISSING, note=f"{since}.", months=(),
        )  # fmt: skip
    some = sum(int(month.numerator or 0) for month in months)
    of = sum(int(month.denominator or 0) for month in months)
    has_base = any(month.denominator is not None for month in months)
    limits = proportion(some, of) if has_base and figure.measure.is_share else None
    return replace(
        figure,
        numerator=some,
        denominator=of if has_base else None,
        rate=some / of if has_base and of else None,
        low=None if limits is None else limits.low,
        high=None if limits is None else limits.high,
        status="shown",
        note=said,
        months=tuple(sorted({number for month in months for number in month.months})),
        weighted=False,
    )


def _of(measure: str, period: Period, breaks: Sequence[Break]) -> Break | None:
    """The last change of method within a period of a measure."""
    named = measure.partition(":")[0]
    found = [
        each
        for each in breaks
        if {measure, named} & set(each.measures) and period.from_on < each.on <= period.to_on
    ]
    return max(found, key=lambda each: each.on, default=None)
