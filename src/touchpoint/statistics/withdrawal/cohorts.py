"""Cohorts of reports followed to their ending: one too young to judge is marked, not judged."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from touchpoint.errors import Refused
from touchpoint.statistics.columns import is_missing, labels, same_length
from touchpoint.statistics.intervals import Interval
from touchpoint.statistics.withdrawal.estimating import OPEN, cumulative_incidence


@dataclass(frozen=True, kw_only=True)
class CohortIncidence:
    """One cohort's share with each ending by the horizon, and whether all was followed so far.

    Where the cohort is immature its open journeys are censored; a share that follow-up does not
    reach is not available.
    """

    cohort: object
    journeys: int
    censored: int
    mature: bool
    horizon: int
    incidence: dict[object, Interval]


def incidence_by_cohort(
    cohorts: Iterable[Any],
    reported_on: Iterable[date],
    ended_on: Iterable[date | None],
    endings: Iterable[Any],
    *,
    as_at: date,
    horizon: int = 180,
    open_endings: Collection[object] = OPEN,
    confidence: float = 0.95,
) -> tuple[CohortIncidence, ...]:
    """For each cohort of reports, the share that came to each ending within the horizon of days.

    Rule: as cumulative_incidence, journeys still open on the as-at day censored on it. A cohort is
    mature when its youngest journey was reported at least the horizon before that day; an immature
    one is marked, and its open journeys are never counted as not having ended.
    Not for comparing a mature with an immature cohort, nor for cohorts by anything that happened
    after the report.
    """
    names, reports = labels(cohorts), [_day(value) for value in reported_on]
    ends, how = list(ended_on), list(endings)
    same_length(cohorts=names, reported_on=reports, ended_on=ends, endings=how)
    days, causes = days_to_ending(reports, ends, how, as_at=as_at, open_endings=open_endings)
    kinds = sorted({cause for cause in causes if cause is not None}, key=str)
    found = []
    for name in dict.fromkeys(names):
        rows = [row for row, own in enumerate(names) if own == name]
        risks = cumulative_incidence(
            [days[row] for row in rows], [causes[row] for row in rows], confidence=confidence
        )
        seen = risks.at(horizon)
        reach = max(days[row] for row in rows)
        none = Interval(
            point=0.0 if reach >= horizon else None, low=0.0 if reach >= horizon else None,
            high=None, confidence=confidence, method="aalen_johansen",
        )  # fmt: skip
        youngest = max(reports[row] for row in rows)
        found.append(
            CohortIncidence(
                cohort=name,
                journeys=len(rows),
                censored=risks.censored,
                mature=(_day(as_at) - youngest).days >= horizon,
                horizon=horizon,
                incidence={kind: seen.get(kind, none) for kind in kinds},
            )
        )
    return tuple(found)


def days_to_ending(
    reported_on: Iterable[date],
    ended_on: Iterable[date | None],
    endings: Iterable[Any],
    *,
    as_at: date,
    open_endings: Collection[object] = OPEN,
) -> tuple[list[int], list[object | None]]:
    """Days from report to ending, and the ending; a journey still open is censored on the day.

    Rule: an ending after the as-at day has not happened yet. A journey reported after that day, or
    ended before it was reported, is refused.
    Not for journeys whose day of ending is unknown though they ended: leave them out, and say so.
    """
    today = _day(as_at)
    days: list[int] = []
    causes: list[object | None] = []
    faults = []
    rows = zip(list(reported_on), list(ended_on), list(endings), strict=True)
    for row, (reported, ended, ending) in enumerate(rows, 1):
        begun = _day(reported)
        over = None if is_missing(ended) else _day(ended)
        is_open = is_missing(ending) or ending in open_endings
        if begun > today:
            faults.append(f"Journey {row} was reported after the as-at day.")
        elif over is not None and over < begun:
            faults.append(f"Journey {row} ended before it was reported.")
        elif over is None and not is_open:
            faults.append(f"Journey {row} has an ending and no day for it.")
        done = over is not None and over <= today and not is_open
        last = over if over is not None and over <= today else today
        days.append((last - begun).days)
        causes.append(ending if done else None)
    if faults:
        raise Refused(
            f"{len(faults)} journeys cannot be followed. Correct their days or leave them out.",
            faults=faults[:20],
        )
    return days, causes


def _day(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    raise Refused(f"A day must be a date, and {type(value).__name__} is none.")
