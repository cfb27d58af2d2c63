"""Reads a monthly series: which months there are, what is blank, and what forbids an answer."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from touchpoint.errors import Refused
from touchpoint.statistics.columns import Numbers, numbers, same_length
from touchpoint.statistics.interrupted.fitting import Model, Series

FEWEST_POINTS: Final = 8
NEAR: Final = 3
"""A break in method so many months from the start cannot be told from the start."""


@dataclass(frozen=True, kw_only=True)
class Monthly:
    """A series in order of its months, without blank ones, and when it was interrupted."""

    series: Series
    exposure: Numbers
    start: int
    left_out: int
    labels: dict[int, Any]

    @property
    def before(self) -> int:
        """How many months there are before the start."""
        return int((self.series.months < self.start).sum())

    @property
    def after(self) -> int:
        """How many months there are from the start on."""
        return int((self.series.months >= self.start).sum())

    def only(self, kept: npt.NDArray[np.bool_]) -> "Monthly":
        """The same series with fewer months."""
        return Monthly(
            series=Series(
                months=self.series.months[kept],
                response=self.series.response[kept],
                of=self.series.of[kept],
            ),
            exposure=self.exposure[kept],
            start=self.start,
            left_out=self.left_out + int(len(kept) - np.sum(kept)),
            labels=self.labels,
        )


def month_number(label: object) -> int:
    """A month as a number that grows by one each month: a date, "2024-03" or a whole number."""
    if isinstance(label, bool):
        raise Refused("A month must be a date, a text like 2024-03 or a whole number.")
    if isinstance(label, int | np.integer):
        return int(label)
    if isinstance(label, str):
        found = re.fullmatch(r"(\d{4})-(\d{2})(-\d{2}.*)?", label)
        if found and 1 <= int(found.group(2)) <= 12:  # noqa: PLR2004 - months of a year
            return int(found.group(1)) * 12 + int(found.group(2)) - 1
    if isinstance(label, np.datetime64):
        return int(label.astype("datetime64[M]").astype(int)) + 1970 * 12
    year, month = getattr(label, "year", None), getattr(label, "month", None)
    if isinstance(label, date) or (isinstance(year, int) and isinstance(month, int)):
        return int(year or 0) * 12 + int(month or 1) - 1
    if isinstance(label, float | np.floating) and float(label).is_integer():
        return int(label)
    raise Refused(f"{label!r} is no month: give a date, a text like 2024-03 or a whole number.")


def read_months(
    model: Model,
    response: Iterable[Any],
    denominators: Iterable[Any] | None,
    *,
    months: Sequence[Any] | None,
    start: object,
    exposure: Iterable[Any] | None,
) -> Monthly:
    """The series in order, blank months left out; refuses counts without what they are out of."""
    values = numbers(response, "the response")
    if model != "linear" and denominators is None:
        raise Refused(
            "A count has no denominator: say of how many, month by month. A count alone rises when "
            "there is more to count."
        )
    of = np.ones(len(values)) if denominators is None else numbers(denominators, "denominators")
    named = list(months) if months is not None else list(range(1, len(values) + 1))
    shares = None if exposure is None else numbers(exposure, "exposure")
    same_length(response=values, denominators=of, months=named, exposure=shares)
    at = np.array([month_number(label) for label in named], dtype=np.float64)
    if len(set(at.tolist())) < len(at):
        raise Refused("Some months come twice. Give each month once, with all of its cases.")
    begun = month_number(start) if start is not None else _first_exposed(at, shares)
    reach = (at >= begun).astype(float) if shares is None else shares
    if np.isnan(reach).any() or (reach < 0).any() or (reach > 1).any():
        raise Refused("Exposure must be a share from 0 to 1 for each month; some are not.")
    order = np.argsort(at)
    whole = Monthly(
        series=Series(months=at[order], response=values[order], of=of[order]),
        exposure=reach[order],
        start=begun,
        left_out=0,
        labels={month_number(label): label for label in named},
    )
    usable = ~np.isnan(whole.series.response) & (whole.series.of > 0)
    kept = whole.only(usable)
    _check_counts(model, kept.series)
    return kept


def _first_exposed(at: Numbers, shares: Numbers | None) -> int:
    if shares is None:
        raise Refused("Say in which month it started, or how exposed each month was.")
    exposed = at[shares > 0]
    if not len(exposed):
        raise Refused("No month is exposed, so there is nothing to look for.")
    return int(exposed.min())


def _check_counts(model: Model, series: Series) -> None:
    if model == "linear":
        return
    faults = []
    if (series.response < 0).any() or (series.response != np.floor(series.response)).any():
        faults.append("Counts must be whole numbers from 0; some are not.")
    if model == "binomial" and (series.response > series.of).any():
        faults.append("Some months have more successes than there were cases.")
    if faults:
        raise Refused("These months cannot be fitted.", faults=faults)


def between_breaks(monthly: Monthly, breaks: Iterable[object]) -> Monthly:
    """The stretch of one method that holds the start; refuses a break too near to it."""
    days = sorted(month_number(label) for label in breaks)
    near = [day for day in days if abs(day - monthly.start) <= NEAR]
    if near:
        raise Refused(
            f"The way of measuring changed within {NEAR} months of the start: what the start did "
            "cannot be told from what the new method did. Choose a measure without that break."
        )
    low = max((day for day in days if day < monthly.start), default=None)
    high = min((day for day in days if day > monthly.start), default=None)
    kept = np.full(len(monthly.series.months), fill_value=True)
    if low is not None:
        kept &= monthly.series.months >= low
    if high is not None:
        kept &= monthly.series.months < high
    return monthly.only(kept)


def check_points(monthly: Monthly) -> None:
    """Refuses a series with fewer than 8 months on either side of the start."""
    if min(monthly.before, monthly.after) < FEWEST_POINTS:
        raise Refused(
            f"There are {monthly.before} months before the start and {monthly.after} from it on: "
            f"at least {FEWEST_POINTS} are needed on either side. Wait for more months; quarters "
            "cannot answer this sooner."
        )
