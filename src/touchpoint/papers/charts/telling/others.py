"""The alternative texts of rates, drivers, gaps, periods and small multiples."""

from collections.abc import Iterator, Sequence

from touchpoint.papers.charts.plain import (
    DriversChart,
    Figure,
    GapChart,
    GapRow,
    Panel,
    PeriodsChart,
    RatesChart,
    Scale,
    SmallMultiples,
)
from touchpoint.papers.charts.telling.figures import of_figures
from touchpoint.papers.charts.wording import (
    counted,
    listed,
    period_in_words,
    points,
    said,
    sentences,
)
from touchpoint.statistics.rounding import round_half_up


def of_rates(chart: RatesChart) -> str:
    """What a chart of rates shows, in sentences."""
    told = [
        f"{chart.title}, with intervals: {counted(len(chart.figures), 'group')}",
        *of_figures(chart.figures, chart.scale),
    ]
    if chart.reference is not None:
        told.append(f"the line is {chart.reference_label}: {said(chart.reference, chart.scale)}")
    return sentences([*told, *chart.notes])


def of_drivers(chart: DriversChart) -> str:
    """What a chart of drivers shows, in words that claim no cause."""
    what = f"{chart.title}: what {chart.outcome} is associated with, as shares of what is explained"
    told = [f"{what}, with intervals; {counted(len(chart.figures), 'driver')}"]
    if chart.why_not is not None:
        return sentences([*told, chart.why_not, *chart.notes])
    told += of_figures(chart.figures, "share")
    told.append(
        f"{chart.first} is first throughout its interval of ranks"
        if chart.first
        else "no driver is first throughout its interval of ranks"
    )
    if chart.r_squared is not None:
        answers = counted(chart.used, "answer")
        told.append(f"R squared is {round_half_up(chart.r_squared, 2)}, from {answers}")
    return sentences([*told, *chart.notes])


def of_gaps(chart: GapChart) -> str:
    """What a chart of record against voice shows, in sentences."""
    told = [
        f"{chart.title}: {counted(len(chart.rows), 'comparison')}",
        *(_of_gap(row) for row in chart.rows),
    ]
    if not any(row.status == "shown" for row in chart.rows):
        told.append("no gap can be shown")
    return sentences([*told, *chart.notes])


def _of_gap(row: GapRow) -> str:
    if row.status != "shown" or row.gap is None:
        return f"{row.label} is {'suppressed' if row.status == 'suppressed' else 'not available'}"
    told = (
        f"{row.label}: recorded {said(row.recorded or 0.0, 'share')}, said by victims "
        f"{said(row.remembered or 0.0, 'share')}"
    )
    if row.gap == 0:
        told += ", no gap"
    else:
        told += f", a gap of {points(row.gap)} percentage points"
    if row.low is not None and row.high is not None:
        told += f" ({points(row.low)} to {points(row.high)})"
    return f"{told}, from {counted(row.pairs, 'pair')}"


def of_periods(chart: PeriodsChart) -> str:
    """What series over periods show, one after another."""
    many = "" if len(chart.series) == 1 else f": {counted(len(chart.series), 'series', 'series')}"
    told = [f"{chart.title}{many}, with intervals{_over(chart.series)}"]
    told += [_of_panel(panel, chart.scale) for panel in chart.series]
    if chart.breaks:
        when = listed([period_in_words(period) for period in chart.breaks])
        told.append(f"a new method begins in {when}, and no line is drawn across it")
    return sentences([*told, *chart.notes])


def of_multiples(chart: SmallMultiples) -> str:
    """What small multiples show, panel by panel."""
    told = [
        f"{chart.title}: {counted(len(chart.panels), 'group')} on one scale{_over(chart.panels)}"
    ]
    told += [_of_panel(panel, chart.scale) for panel in chart.panels]
    return sentences([*told, *chart.notes])


def _over(panels: Sequence[Panel]) -> str:
    labels = [period_in_words(figure.label) for panel in panels for figure in panel.figures]
    if not labels:
        return ""
    return f", {labels[0]}" if labels[0] == labels[-1] else f", {labels[0]} to {labels[-1]}"


def _of_panel(panel: Panel, scale: Scale) -> str:
    return f"{panel.label}: {'; '.join(_course(panel.figures, scale))}"


def _course(figures: tuple[Figure, ...], scale: Scale) -> Iterator[str]:
    """How a series goes: from where to where, between what, and what is not shown."""
    known = [(figure, said(figure.value or 0.0, scale)) for figure in figures if figure.shown]
    if not known:
        yield "no figure can be shown"
    elif len(known) == 1:
        yield f"one figure, {known[0][1]} in {period_in_words(known[0][0].label)}"
    elif len({text for _, text in known}) == 1:
        yield f"all {len(known)} figures are {known[0][1]}"
    else:
        ordered = sorted(known, key=lambda each: each[0].value or 0.0)
        yield (
            f"from {known[0][1]} in {period_in_words(known[0][0].label)} to {known[-1][1]} in "
            f"{period_in_words(known[-1][0].label)}, between {ordered[0][1]} and {ordered[-1][1]}"
        )
    for status, words in (("suppressed", "suppressed"), ("missing", "not available")):
        names = [period_in_words(figure.label) for figure in figures if figure.status == status]
        if names:
            yield f"{words} in {listed(names)}"
    parts = [period_in_words(figure.label) for figure in figures if figure.part]
    if parts:
        yield f"only partly known in {listed(parts)}"
