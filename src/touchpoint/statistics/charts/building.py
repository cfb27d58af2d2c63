"""Builds a chart of any kind out of values and a way to draw a baseline's lines.

Each kind of chart says only how its lines come from the points of a baseline; order, gaps,
rebasing, freezing, signals, icons and notes are the same for all.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from touchpoint.statistics.charts.icons import assurance, judgement, read_improvement, variation
from touchpoint.statistics.charts.points import Baseline, Chart, Improvement, Kind, Point, Signal
from touchpoint.statistics.charts.series import Mark, Ordered, baselines, in_order
from touchpoint.statistics.charts.signals import Lines, signals
from touchpoint.statistics.columns import Numbers
from touchpoint.statistics.counts import count_fault, refuse, within_fault

TRIAL: Final = 13  # points from which limits are no longer trial limits
FEWEST: Final = 2  # points that limits can come from at all


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """Values in the order of their periods, with the counts they come from; gaps are NaN."""

    values: Numbers
    numerators: Numbers | None = None
    denominators: Numbers | None = None

    def part(self, places: Numbers) -> "Series":
        """The rows at some places."""
        return Series(
            values=self.values[places],
            numerators=None if self.numerators is None else self.numerators[places],
            denominators=None if self.denominators is None else self.denominators[places],
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """The lines of one baseline, and what they come from."""

    lines: Lines
    based_on: int
    moving_range: float | None = None
    screened: int = 0
    sigma_z: float | None = None
    no_variation: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """How a chart was asked for."""

    kind: Kind
    periods: Sequence[Any] | None
    rebase: Sequence[Mark]
    fix_after_n: int | None
    exclude: Sequence[Mark]
    improvement: str
    target: float | None
    screening: bool = False


Draw = Callable[[Series, Series], Drawn]
"""Draws the lines of all points of a baseline (first) from those its limits come from (second)."""


def build(series: Series, settings: Settings, draw: Draw) -> Chart:
    """The chart of a series, its baselines drawn one by one."""
    _refuse_settings(settings)
    order = in_order(len(series.values), settings.periods)
    left_out = {order.place(mark, "exclude") for mark in settings.exclude}
    direction = read_improvement(settings.improvement)
    ordered = series.part(np.array(order.given))
    points: list[Point] = []
    drawn: list[Baseline] = []
    notes: list[str] = []
    for number, stretch in enumerate(baselines(order, settings.rebase), 1):
        part = _Stretch(series=ordered, order=order, places=stretch, number=number)
        lines = part.drawn(draw, left_out, settings.fix_after_n)
        points += part.points(lines, direction)
        drawn.append(part.baseline(lines))
        notes += part.notes(lines, drawn[-1])
    return Chart(
        kind=settings.kind,
        points=tuple(points),
        baselines=tuple(drawn),
        improvement=direction,
        target=settings.target,
        variation=variation(tuple(points), direction),
        assurance=assurance(tuple(points), direction, settings.target),
        screening=settings.screening,
        notes=tuple(notes),
    )


def _refuse_settings(settings: Settings) -> None:
    frozen, target = settings.fix_after_n, settings.target
    few = frozen is not None and (bool(count_fault("", frozen)) or frozen < FEWEST)
    refuse(
        "This chart cannot be drawn as asked.",
        [
            f"fix_after_n is {frozen}, and limits need a whole number of 2 points or more."
            if few
            else "",
            "" if target is None else within_fault("target", target, -math.inf, math.inf),
        ],
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Stretch:
    """One baseline while it is being drawn."""

    series: Series
    order: Ordered
    places: range
    number: int

    def known(self) -> Numbers:
        """Its places that are no gap."""
        here = np.array(self.places)
        found: Numbers = here[~np.isnan(self.series.values[here])]
        return found

    def drawn(self, draw: Draw, left_out: set[int], fix_after_n: int | None) -> Drawn | None:
        known = self.known()
        basis = np.array([place for place in known[:fix_after_n] if place not in left_out], int)
        if len(basis) < FEWEST:
            return None
        return draw(self.series.part(known), self.series.part(basis))

    def points(self, drawn: Drawn | None, improvement: Improvement) -> list[Point]:
        known = {int(place): at for at, place in enumerate(self.known())}
        found = signals(self.series.values[list(known)], drawn.lines) if drawn else []
        return [
            self._point(place, known.get(place), drawn, found, improvement) for place in self.places
        ]

    def _point(
        self,
        place: int,
        at: int | None,
        drawn: Drawn | None,
        found: list[Signal | None],
        improvement: Improvement,
    ) -> Point:
        lines = drawn.lines if drawn else None
        signal = found[at] if lines and at is not None else None
        return Point(
            place=place,
            period=self.order.periods[place],
            value=_number(self.series.values, place),
            numerator=_number(self.series.numerators, place),
            denominator=_number(self.series.denominators, place),
            mean=_line(lines, "mean", at),
            low=_line(lines, "low", at),
            high=_line(lines, "high", at),
            near_low=_line(lines, "near_low", at),
            near_high=_line(lines, "near_high", at),
            signal=signal,
            judgement=judgement(signal, improvement) if lines and at is not None else None,
            baseline=self.number,
        )

    def baseline(self, drawn: Drawn | None) -> Baseline:
        based_on = drawn.based_on if drawn else len(self.known())
        moving_range = drawn.moving_range if drawn else None
        return Baseline(
            number=self.number,
            starts=self.order.periods[self.places[0]],
            ends=self.order.periods[self.places[-1]],
            points=len(self.places),
            based_on=based_on,
            mean=_only(drawn, "mean"),
            low=_only(drawn, "low"),
            high=_only(drawn, "high"),
            moving_range=moving_range,
            moving_range_limit=None if moving_range is None else 3.267 * moving_range,
            screened=drawn.screened if drawn else 0,
            sigma_z=drawn.sigma_z if drawn else None,
            trial=based_on < TRIAL,
            no_variation=drawn.no_variation if drawn else False,
        )

    def notes(self, drawn: Drawn | None, baseline: Baseline) -> list[str]:
        which = f"Baseline {self.number}: " if self.number > 1 else ""
        if drawn is None:
            return [_sentence(f"{which}limits need 2 points or more, so there are none.")]
        told = list(drawn.notes)
        if drawn.no_variation:
            told.append("no variation: the limits lie on the mean.")
        if baseline.trial:
            told.append(f"trial limits, from {drawn.based_on} points; 13 are wanted.")
        return [_sentence(which + note) for note in told]


def _sentence(note: str) -> str:
    return note[:1].upper() + note[1:]


def _number(values: Numbers | None, place: int) -> float | None:
    return None if values is None or np.isnan(values[place]) else float(values[place])


def _line(lines: Lines | None, name: str, at: int | None) -> float | None:
    if lines is None or at is None:
        return None
    return float(getattr(lines, name)[at])


def _only(drawn: Drawn | None, name: str) -> float | None:
    """The one height of a line that is level; None where each point has its own."""
    if drawn is None:
        return None
    heights = getattr(drawn.lines, name)
    return float(heights[0]) if np.all(heights == heights[0]) else None
