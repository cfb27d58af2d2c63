"""What periods that are kept back mean for a control chart: when it is judged, and what is said.

Periods are kept back where counts are small, so those that are shown are no fair sample of all, and
the mean of a few of them is not that of the measure. The mean of all cannot stand there instead: it
is a figure too, and would tell what the hidden ones come to.
"""

from dataclasses import replace
from typing import Final

from touchpoint.papers.charts.wording import counted
from touchpoint.papers.description.charts import FEWEST_POINTS
from touchpoint.statistics.charts.points import Chart, Point

OF_THREE: Final = 2
"""Of three periods so many must be shown, as of the months of a window."""


def with_hidden(chart: Chart, hidden: int) -> Chart:
    """The chart as it may be read with so many of its periods kept back."""
    if not hidden:
        return chart
    shown = sum(not point.gap for point in chart.points)
    every = counted(shown + hidden, "period")
    small = "Most are kept back because their counts are small"
    if shown >= FEWEST_POINTS and 3 * shown >= OF_THREE * (shown + hidden):
        are = "is" if hidden == 1 else "are"
        note = (
            f"{hidden} of {every} {are} kept back and counted in no mean, limit or run of points. "
            f"{small}, so the mean and limits of all may be others."
        )
        return replace(chart, notes=(*chart.notes, note))
    note = (
        f"There is no mean, there are no limits and no rule is asked, for {hidden} of {every} are "
        f"kept back. {small}, so those that are shown would not tell of all. Limits need "
        f"{FEWEST_POINTS} periods that are shown, and two of three."
    )
    return _unjudged(chart, note)


def _unjudged(chart: Chart, note: str) -> Chart:
    """The chart with its points alone."""
    last = replace(
        chart.baselines[-1], mean=None, low=None, high=None, moving_range=None,
        moving_range_limit=None, sigma_z=None, no_variation=False,
    )  # fmt: skip
    return replace(
        chart,
        points=tuple(map(_alone, chart.points)),
        baselines=(last,),
        variation=None,
        assurance=None,
        notes=(note,),
    )


def _alone(point: Point) -> Point:
    return replace(
        point, mean=None, low=None, high=None, near_low=None, near_high=None, signal=None,
        judgement=None, baseline=1,
    )  # fmt: skip
