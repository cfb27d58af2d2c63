"""The alternative text of a control chart: span, last figure, lines, signals, gaps and limits."""

from collections.abc import Iterator

from touchpoint.papers.charts.plain import Assurance, ControlChart, ControlPoint, Reading
from touchpoint.papers.charts.wording import (
    between,
    counted,
    listed,
    period_in_words,
    said,
    sentences,
)

VARIATIONS: dict[Reading, str] = {
    "usual": "usual, and the last point gives no signal",
    "improvement": "improvement",
    "concern": "concern",
    "neutral": "a change that is neither better nor worse by itself",
}
ASSURANCES: dict[Assurance, str] = {
    "pass": "reached month after month as things are",
    "fail": "not reached as things are",
    "inconsistent": "hit or missed by chance",
}


def of_control_chart(chart: ControlChart) -> str:
    """What a control chart shows, in sentences."""
    return sentences(_told(chart))


def variation_in_words(chart: ControlChart) -> str:
    """The variation mark in words; that there is none where no limits can be drawn."""
    if chart.variation is None:
        return "cannot be told: there are no limits"
    side = f", {chart.side}" if chart.side and chart.variation != "usual" else ""
    return f"{VARIATIONS[chart.variation]}{side}"


def _told(chart: ControlChart) -> Iterator[str]:
    known = [point for point in chart.points if point.value is not None]
    yield f"Control chart ({chart.kind}) of {chart.title}: {_span(chart)}"
    if not known:
        yield "no figure can be shown"
    else:
        yield from _of_values(chart, known)
        yield f"variation: {variation_in_words(chart)}"
        yield from _signals(chart)
    yield from _target(chart)
    yield from _notes(chart)


def _span(chart: ControlChart) -> str:
    points = chart.points
    if not points:
        return "no period"
    if len(points) == 1:
        return f"one period, {period_in_words(points[0].period)}"
    first, last = (period_in_words(points[place].period) for place in (0, -1))
    return f"{counted(len(points), 'period')} from {first} to {last}"


def _of_values(chart: ControlChart, known: list[ControlPoint]) -> Iterator[str]:
    values = [said(point.value or 0.0, chart.scale) for point in known]
    last = ([point for point in known if not point.part] or known)[-1]
    if len(known) == 1:
        yield f"one figure is shown: {values[0]} in {period_in_words(last.period)}"
    elif len(set(values)) == 1:
        yield f"all {len(known)} figures are {values[0]}"
    else:
        whole = "last whole period" if last is not known[-1] else "last figure"
        value = said(last.value or 0.0, chart.scale)
        yield f"the {whole}, {period_in_words(last.period)}, is {value}"
    judged = [point for point in known if point.mean is not None]
    if judged and judged[-1].mean is not None:
        told = f"the mean is {said(judged[-1].mean, chart.scale)}"
        low, high = judged[-1].low, judged[-1].high
        if low is not None and high is not None:
            told += f" and its limits are {between(low, high, chart.scale)}"
        yield told


def _signals(chart: ControlChart) -> Iterator[str]:
    found = [
        f"{period_in_words(point.period)} ({point.signal}"
        + ("" if point.reading == "neutral" else f", {point.reading}")
        + ")"
        for point in chart.points
        if point.signal
    ]
    if found:
        verb = "needs" if len(found) == 1 else "need"
        yield f"{counted(len(found), 'point')} {verb} a reason: {listed(found)}"
    elif any(point.mean is not None for point in chart.points):
        yield "no point needs a reason"


def _target(chart: ControlChart) -> Iterator[str]:
    if chart.target is not None:
        told = f"the target is {said(chart.target, chart.scale)}"
        yield told + (f", {ASSURANCES[chart.assurance]}" if chart.assurance else "")


def _notes(chart: ControlChart) -> Iterator[str]:
    if chart.rebased:
        yield f"new limits begin in {listed([period_in_words(p) for p in chart.rebased])}"
    for status, words in (("suppressed", "suppressed"), ("missing", "not available")):
        names = [period_in_words(p.period) for p in chart.points if p.status == status]
        if names:
            verb = "is" if len(names) == 1 else "are"
            yield f"{counted(len(names), 'period')} {verb} {words}: {listed(names)}"
    parts = [period_in_words(point.period) for point in chart.points if point.part]
    if parts:
        verb = "is only partly known and" if len(parts) == 1 else "are only partly known and"
        yield f"{counted(len(parts), 'period')} {verb} not judged: {listed(parts)}"
    if chart.trial is not None:
        few = counted(chart.trial, "point")
        yield f"the last limits are trial limits, from {few}: 13 are wanted"
    yield from chart.notes
