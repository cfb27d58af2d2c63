"""Control charts as statistics works them out, made into what is drawn."""

import math
from collections.abc import Collection, Mapping
from typing import Final

from touchpoint.papers.charts.plain import (
    ControlChart,
    ControlPoint,
    Reading,
    Scale,
    Side,
    Status,
)
from touchpoint.statistics.charts.icons import HIGH
from touchpoint.statistics.charts.points import Chart, Point

KINDS: Final = {
    "xmr": "XmR",
    "p": "p",
    "p_prime": "p'",
    "u": "u",
    "u_prime": "u'",
    "c": "c",
}
SIGNALS: Final = {
    "above_upper_limit": "above the upper limit",
    "below_lower_limit": "below the lower limit",
    "trend_rising": "one of seven rising",
    "trend_falling": "one of seven falling",
    "two_of_three_above": "two of three near the upper limit",
    "two_of_three_below": "two of three near the lower limit",
    "seven_above_mean": "one of seven above the mean",
    "seven_below_mean": "one of seven below the mean",
}


def control_chart(
    chart: Chart,
    *,
    title: str,
    scale: Scale,
    statuses: Mapping[str, Status] | None = None,
    parts: Mapping[str, float | None] | None = None,
    notes: Collection[str] = (),
) -> ControlChart:
    """What is drawn of a chart that statistics worked out.

    `statuses` says of gaps why there is no figure; `parts` gives the figures of part periods, which
    are gaps to the chart, to be drawn hollow.
    """
    known = [point for point in chart.points if not point.gap]
    last = chart.baselines[-1]
    ends = _ends(known, scale)
    return ControlChart(
        title=title,
        kind=KINDS[chart.kind],
        scale=scale,
        points=tuple(_point(each, statuses or {}, parts or {}, ends) for each in chart.points),
        variation=_variation(chart.variation),
        side=_side(known[-1]) if known else None,
        assurance=chart.assurance,
        target=chart.target,
        trial=last.based_on if last.trial and last.mean is not None else None,
        notes=tuple(_without_the_last_trial(chart, notes)),
    )


def _ends(known: Collection[Point], scale: Scale) -> tuple[float, float]:
    """What a limit that is drawn can be: a share lies within 0 and 1, a count not below 0."""
    low = 0.0 if all((point.value or 0.0) >= 0 for point in known) else -math.inf
    return (low, 1.0 if scale == "share" else math.inf)


def _without_the_last_trial(chart: Chart, notes: Collection[str]) -> list[str]:
    """The notes of a chart, each naming its baseline; of the last trial limits the chart tells."""
    last = f"Baseline {len(chart.baselines)}: trial limits"
    several = len(chart.baselines) > 1
    told = [
        f"Baseline 1: {note[0].lower()}{note[1:]}" if several and note.startswith("Trial") else note
        for note in notes
    ]
    return [note for note in told if not note.startswith((last, "Trial limits"))]


def _variation(icon: str | None) -> Reading | None:
    readings: tuple[Reading, ...] = ("improvement", "concern", "neutral")
    found: list[Reading] = [each for each in readings if icon and icon.startswith(each)]
    if icon is None:
        return None
    return found[0] if found else "usual"


def _side(point: Point) -> Side | None:
    if point.signal is None:
        return None
    return "high" if point.signal in HIGH else "low"


def _point(
    point: Point,
    statuses: Mapping[str, Status],
    parts: Mapping[str, float | None],
    ends: tuple[float, float],
) -> ControlPoint:
    period = str(getattr(point.period, "label", point.period))
    value, status = point.value, statuses.get(period, "shown")
    if point.gap:
        value = parts.get(period)
        status = "shown" if value is not None else statuses.get(period, "missing")
    return ControlPoint(
        period=period,
        value=value,
        mean=point.mean,
        low=_within(point.low, ends),
        high=_within(point.high, ends),
        signal=SIGNALS[point.signal] if point.signal else None,
        reading=_reading(point),
        baseline=point.baseline,
        status="missing" if value is None and status == "shown" else status,
        part=period in parts,
    )


def _within(limit: float | None, ends: tuple[float, float]) -> float | None:
    return None if limit is None else min(max(limit, ends[0]), ends[1])


def _reading(point: Point) -> Reading:
    match point.judgement:
        case "improvement":
            return "improvement"
        case "concern":
            return "concern"
        case "neutral_high" | "neutral_low":
            return "neutral"
        case _:
            return "usual"
