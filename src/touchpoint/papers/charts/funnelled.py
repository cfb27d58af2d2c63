"""Funnels as statistics works them out, made into what is drawn."""

import math
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from touchpoint.papers.charts.plain import FunnelChart, LimitsAt, Scale, UnitPoint, UnitStanding
from touchpoint.papers.charts.plain.statuses import Status
from touchpoint.statistics.funnels import Funnel, FunnelUnit, Standing

PLACES: Final = 60
"""At how many places the limits are worked out along the axis."""

_STANDINGS: Final[dict[Standing, UnitStanding]] = {
    "within": "within",
    "above 95": "above",
    "below 95": "below",
    "above 99.8": "far above",
    "below 99.8": "far below",
}


def funnel_chart(
    funnel: Funnel,
    *,
    title: str,
    behind: str = "journeys",
    average_label: str = "All",
    scale: Scale = "share",
    not_shown: Mapping[str, Status] | None = None,
    notes: Collection[str] = (),
) -> FunnelChart:
    """What is drawn of a funnel that statistics worked out of the units that may be shown.

    `not_shown` names the units that are suppressed or missing: they have no part in the funnel, so
    that nothing of them can be worked back from its limits.
    """
    units = [_unit(unit) for unit in funnel.units]
    hidden = not_shown or {}
    return FunnelChart(
        title=title,
        scale=scale,
        units=(
            *units,
            *(UnitPoint(label=label, status=status) for label, status in hidden.items()),
        ),
        limits=tuple(_limits(funnel)),
        average=funnel.target,
        behind=behind,
        average_label=average_label,
        adjusted=funnel.adjusted,
        notes=tuple(notes),
    )


def _unit(unit: FunnelUnit) -> UnitPoint:
    if unit.value is None:
        return UnitPoint(label=str(unit.name), status="missing")
    return UnitPoint(
        label=str(unit.name),
        value=unit.value,
        base=round(unit.denominator),
        standing=_STANDINGS[unit.standing or "within"],
    )


def _limits(funnel: Funnel) -> Iterator[LimitsAt]:
    """The limits from half the smallest unit on, close together where they bend most."""
    sizes = [unit.denominator for unit in funnel.units if unit.denominator > 0]
    low, high = max(1.0, min(sizes) * 0.5), max(sizes) * 1.04
    for place in range(PLACES + 1):
        base = low * math.exp(math.log(high / low) * place / PLACES)
        low_95, high_95, low_998, high_998 = funnel.limits_at(base)
        yield LimitsAt(
            base=base, low_95=low_95, high_95=high_95, low_998=low_998, high_998=high_998
        )
