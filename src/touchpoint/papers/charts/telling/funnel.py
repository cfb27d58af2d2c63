"""The alternative text of a funnel: the line, who lies outside the limits, who is not shown."""

from collections.abc import Iterator

from touchpoint.papers.charts.plain import FunnelChart, UnitPoint, UnitStanding
from touchpoint.papers.charts.wording import counted, listed, said, sentences

OUTSIDE: dict[UnitStanding, str] = {
    "far above": "above the limits of 99.8%",
    "far below": "below the limits of 99.8%",
    "above": "above the limits of 95%, within those of 99.8%",
    "below": "below the limits of 95%, within those of 99.8%",
}


def of_funnel(chart: FunnelChart) -> str:
    """What a funnel shows, in sentences."""
    return sentences(_told(chart))


def _told(chart: FunnelChart) -> Iterator[str]:
    known = [unit for unit in chart.units if unit.status == "shown"]
    behind = f"by the number of {chart.behind} behind each"
    yield f"Funnel of {chart.title}: {counted(len(chart.units), 'unit')}, {behind}"
    if not known:
        yield "no figure can be shown"
    else:
        if chart.average is not None:
            yield f"the line is {chart.average_label}: {said(chart.average, chart.scale)}"
        if chart.adjusted:
            yield "the limits make room for more spread between units than chance alone gives"
        yield from _standings(chart, known)
        yield from _extremes(chart, known)
    yield from _not_shown(chart)
    yield from chart.notes


def _standings(chart: FunnelChart, known: list[UnitPoint]) -> Iterator[str]:
    outside = 0
    for standing, words in OUTSIDE.items():
        units = [unit for unit in known if unit.standing == standing]
        if units:
            outside += len(units)
            verb = "lies" if len(units) == 1 else "lie"
            names = listed([_with_figure(chart, unit) for unit in units])
            yield f"{counted(len(units), 'unit')} {verb} {words}: {names}"
    if not outside:
        yield "every unit that is shown lies within the limits of 95%"
    elif outside < len(known):
        others = len(known) - outside
        verb = "lies" if others == 1 else "lie"
        yield f"the other {others if others > 1 else 'one'} {verb} within the limits of 95%"


def _extremes(chart: FunnelChart, known: list[UnitPoint]) -> Iterator[str]:
    if len(known) > 1:
        ordered = sorted(known, key=lambda unit: unit.value or 0.0)
        low, high = (said(ordered[place].value or 0.0, chart.scale) for place in (0, -1))
        shown = " that are shown" if len(known) < len(chart.units) else ""
        if low == high:
            yield f"all {len(known)} figures{shown} are {low}"
        else:
            ends = f"from {low} in {ordered[0].label} to {high} in {ordered[-1].label}"
            yield f"figures{shown} run {ends}"


def _with_figure(chart: FunnelChart, unit: UnitPoint) -> str:
    return f"{unit.label} ({said(unit.value or 0.0, chart.scale)} of {unit.base or 0:,})"


def _not_shown(chart: FunnelChart) -> Iterator[str]:
    for status, words in (("suppressed", "suppressed"), ("missing", "not available")):
        names = [unit.label for unit in chart.units if unit.status == status]
        if names:
            yield f"{listed(names)} {'is' if len(names) == 1 else 'are'} {words}"
