"""The funnel of a paper: groups by their size, round a line of which it is said whose it is.

The groups that may be shown are seldom all: where the whole was released, its own figure is the
line, so that chart and tables say one thing of it.
"""

from collections.abc import Sequence

from touchpoint.papers.charts import AnyChart, RatesChart, funnel_chart
from touchpoint.papers.charts.plain import Scale
from touchpoint.papers.description.paper import ChartAsked
from touchpoint.papers.releasing.values import Value
from touchpoint.papers.showing.pictures import drawn
from touchpoint.papers.wording.words import PLURALS
from touchpoint.statistics.funnels import FEWEST_UNITS, funnel

Rows = Sequence[tuple[str, Value]]


def funnelled(asked: ChartAsked, rows: Rows, whole: Value | None, scale: Scale) -> AnyChart:
    """The funnel of the groups that may be shown; plain rates where there can be none."""
    shown = [(label, value) for label, value in rows if value.shown and value.denominator]
    some = [value.numerator or 0 for _, value in shown]
    of = [value.denominator or 0 for _, value in shown]
    if len(shown) < FEWEST_UNITS or scale != "share":
        return _rates(
            asked, rows, scale, f"A funnel needs {FEWEST_UNITS} groups that may be shown."
        )
    target, label = _line(asked, whole)
    if not 0 < (sum(some) / sum(of) if target is None else target) < 1:
        return _rates(asked, rows, scale, "There is no funnel round a line of 0% or 100%.")
    found = funnel(some, of, names=[label for label, _ in shown], target=target)
    kept = {label for label, _ in shown}
    hidden = {label: value.status for label, value in rows if label not in kept}
    groups = PLURALS.get(asked.by or "", "groups")
    which = f"the {len(shown)} of {len(rows)} {groups} that are shown"
    return funnel_chart(
        found,
        title=asked.caption,
        behind=rows[0][1].measure.unit_of_count,
        average_label=label,
        not_shown={n: "missing" if s == "shown" else s for n, s in hidden.items()},
        notes=(f"The line is of {which}, taken together.",) if target is None else (),
    )


def _line(asked: ChartAsked, whole: Value | None) -> tuple[float | None, str]:
    """Round what the funnel lies, and what that is called: none is of those that are shown."""
    if asked.target is not None:
        return asked.target, "Target"
    # The share that weights give does not follow from the counts that groups are placed by.
    if whole is None or not whole.shown or whole.weighted or whole.rate is None:
        return None, "Those shown"
    return whole.rate, "Force" if (asked.by or "").startswith("unit") and not asked.group else "All"


def _rates(asked: ChartAsked, rows: Rows, scale: Scale, note: str) -> AnyChart:
    figures = tuple(drawn(value, label) for label, value in rows)
    return RatesChart(title=asked.caption, scale=scale, figures=figures, notes=(note,))
