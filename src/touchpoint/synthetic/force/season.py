"""How the year goes at the made-up force: how many reports a day has, and what December does.

In late December fewer needs are assessed, and over Christmas fewer updates keep to what was agreed.
"""

from datetime import date, timedelta

import numpy as np

from touchpoint.synthetic.drawing.arrays import Bools, Floats, Ints
from touchpoint.synthetic.drawing.days import month_and_day
from touchpoint.synthetic.force.landmarks import Days
from touchpoint.synthetic.shares.planted import table

LATE_DECEMBER = (12, 21)
DECEMBER = 12
CHRISTMAS_FROM, CHRISTMAS_TO = 20, 2
"""The Christmas fortnight, from a day of December to a day of January."""


def report_weights(days: Days) -> list[float]:
    """How many reports each day of a range has, beside the others."""
    season = table("season")
    months, weekdays = season["month"], season["weekday"]
    return [
        months[day.month - 1]
        * weekdays[day.weekday()]
        * (season["late_december_reports"] if (day.month, day.day) >= LATE_DECEMBER else 1.0)
        for day in _each(days)
    ]


def needs_chances(days: Days, share: float) -> Floats:
    """A chance for each day that is lower in late December and comes to the share over them all."""
    factor = table("season")["late_december_needs"]
    weights = report_weights(days)
    late = [(day.month, day.day) >= LATE_DECEMBER for day in _each(days)]
    of_late = sum(weight for weight, is_late in zip(weights, late, strict=True) if is_late)
    part = of_late / sum(weights)
    if part in (0.0, 1.0):
        return np.full(len(weights), share)
    otherwise = share * (1 - part * factor) / (1 - part)
    chances: Floats = np.where(late, share * factor, otherwise)
    return chances


def at_christmas(day: Ints) -> Bools:
    """Whether each day lies in the fortnight from 20 December to 2 January."""
    months, of_month = month_and_day(day)
    month, number = months % 12 + 1, of_month + 1
    december = (month == DECEMBER) & (number >= CHRISTMAS_FROM)
    found: Bools = december | ((month == 1) & (number <= CHRISTMAS_TO))
    return found


def _each(days: Days) -> list[date]:
    start, end = days
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]
