"""Charts as a description gives them: of which kind, of which figures."""

from collections.abc import Mapping
from typing import Final, cast

from touchpoint.calendar import read_period
from touchpoint.errors import Refused
from touchpoint.papers.charts.plain.figures import MOST_SERIES
from touchpoint.papers.description.addresses import (
    Checking,
    check_split,
    dimension_in,
    group_in,
    measures_in,
    period_in,
    periods_in,
    share_in,
    texts_in,
)
from touchpoint.papers.description.claims import drivers_in
from touchpoint.papers.description.measures import measure_of
from touchpoint.papers.description.paper import ChartAsked, ChartKind, DriversAsked
from touchpoint.papers.description.periods import THIS, PeriodAsked, PeriodsAsked
from touchpoint.rights.reading.entries import Entry

KINDS: Final[Mapping[str, str]] = {
    "control": "measure periods target rebase",
    "rates": "measure by values period reference",
    "multiples": "measure by values periods",
    "periods": "measure by values periods",
    "funnel": "measure by period target",
    "diverging": "questions by values period survey",
    "roadmap": "duties period",
    "drivers": "outcome drivers survey months gain",
    "gap": "questions survey months",
}
"""Every kind of chart, and the keys that it has beside id, caption, group and notes."""

FEWEST_POINTS: Final = 12
SATISFIED: Final = "satisfied"


def chart_in(entry: Entry, checking: Checking, id_: str) -> ChartAsked | None:
    """A chart, with what its kind needs."""
    entry.place = f"{entry.place} {id_}".strip()
    kind = entry.word("kind", list(KINDS))
    caption = entry.text("caption") or ""
    group = group_in(entry)
    notes = texts_in(entry, "notes")
    if kind is None or kind not in KINDS:
        return None
    keys = KINDS[kind].split()
    chart = ChartAsked(
        id=id_, kind=cast("ChartKind", kind), caption=caption, group=group, notes=notes,
        measures=_measures(entry, keys, checking),
        by=dimension_in(entry) if "by" in keys else None,
        values=texts_in(entry, "values") if "values" in keys else (),
        target=share_in(entry, "target") if "target" in keys else None,
        rebase=texts_in(entry, "rebase") if "rebase" in keys else (),
        questions=_questions(entry, keys, checking),
        drivers=_drivers(entry, keys, checking),
        survey=entry.text("survey", needed=False) if kind == "diverging" else None,
        period=_period(entry, keys, checking),
        periods=_periods(entry, keys, checking),
    )  # fmt: skip
    _check(entry, chart, keys, checking)
    entry.close()
    return chart


def _measures(entry: Entry, keys: list[str], checking: Checking) -> tuple[str, ...]:
    if "measure" in keys:
        found = measures_in(entry, checking)
        if not found and not entry.faults:
            entry.fault("measure is missing: a chart of this kind is of a measure.")
        return found
    return texts_in(entry, "measures") if "measures" in keys else ()


def _questions(entry: Entry, keys: list[str], checking: Checking) -> tuple[str, ...]:
    if "duties" in keys:
        return texts_in(entry, "duties")
    found = texts_in(entry, "questions") if "questions" in keys else ()
    checking.questions(entry, found)
    return found


def _drivers(entry: Entry, keys: list[str], checking: Checking) -> DriversAsked | None:
    if "outcome" in keys:
        return drivers_in(entry, checking)
    if "months" in keys:
        months = entry.number("months", needed=False) or 12
        survey = entry.text("survey", needed=False)
        return DriversAsked(outcome="", drivers=(), survey=survey, months=months)
    return None


def _period(entry: Entry, keys: list[str], checking: Checking) -> PeriodAsked:
    found = period_in(entry, "period", checking) if "period" in keys else None
    return found or THIS


def _periods(entry: Entry, keys: list[str], checking: Checking) -> PeriodsAsked | None:
    if "periods" not in keys:
        return None
    found = periods_in(entry, checking)
    if found is None:
        return PeriodsAsked(last=24, kind="month") if "rebase" in keys else PeriodsAsked(last=8)
    return found if isinstance(found, PeriodsAsked) else None


def _check(entry: Entry, chart: ChartAsked, keys: list[str], checking: Checking) -> None:
    if "by" in keys and chart.by is None and chart.kind in ("multiples", "funnel"):
        entry.fault(f"by is missing: a chart of kind {chart.kind} has a part for each group.")
    if chart.kind == "control" and chart.periods is not None:
        if str(chart.periods.kind).startswith("rolling"):
            entry.fault(
                "a rolling rate never stands on a control chart, where nine of ten would signal "
                "for nothing: chart the months, and give the rolling rate in a table beside it."
            )
        if chart.periods.last < FEWEST_POINTS:
            entry.fault(f"periods are {chart.periods.last}: a control chart needs {FEWEST_POINTS}.")
    if chart.kind == "diverging" and not chart.questions:
        entry.fault("questions is missing: name those whose answers are drawn.")
    labels = [label for label, _ in chart.group] + ([chart.by] if chart.by else [])
    _check_series(entry, chart, checking)
    names = list(chart.measures) or ([SATISFIED] if chart.kind == "diverging" else [])
    check_split(entry, names, labels, checking)


def _check_series(entry: Entry, chart: ChartAsked, checking: Checking) -> None:
    """Tell of what a kind of chart cannot draw: too many series, counts, and no months."""
    for label in chart.rebase:
        try:
            read_period(label, "month")
        except Refused as refusal:
            entry.fault(f"rebase: {refusal.sentence}")
    several = max(len(chart.measures), len(chart.values) if chart.by else 0)
    if chart.kind == "periods" and several > MOST_SERIES:
        entry.fault(
            f"it has {several} series, and more than {MOST_SERIES} cannot be told apart: use "
            "multiples, or fewer."
        )
    if chart.kind == "funnel":
        for name in chart.measures:
            if not measure_of(name, checking.instruments).is_share:
                entry.fault(f"{name} is no share: a funnel is of shares alone.")
