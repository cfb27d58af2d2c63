"""Local time to UTC and back in SQL, for any time zone, without the engine's own table of zones.

On the authority of the tz database: the changes of a zone's clocks are looked up by year in lists,
which is several times quicker than DuckDB's own conversion. The hour that clocks skip is told;
of an hour that comes twice the first is taken.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import duckdb

FIRST_YEAR = 1970
END_YEAR = 2101
YEARS = range(FIRST_YEAR - 1, END_YEAR + 1)
MINUTE = 60_000_000  # in microseconds
_LOOK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Change:
    """A change of the clocks: the instant in UTC, and minutes ahead of UTC before and after."""

    at: datetime
    before: int
    after: int

    @property
    def skipped_or_twice(self) -> tuple[datetime, datetime]:
        """The local times that no clock showed, or that clocks showed twice."""
        ends = sorted(self.at + timedelta(minutes=offset) for offset in (self.before, self.after))
        return ends[0], ends[1]


@cache
def changes(zone: str) -> tuple[Change, ...]:
    """Every change of a zone's clocks from 1970 to 2100."""
    clock = ZoneInfo(zone)
    found = []
    weeks = (datetime(END_YEAR, 1, 1, tzinfo=UTC) - datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)) // _LOOK
    days = [datetime(FIRST_YEAR, 1, 1, tzinfo=UTC) + n * _LOOK for n in range(weeks + 2)]
    ahead = [_minutes(day, clock) for day in days]
    for (first, last), (before, after) in zip(pairwise(days), pairwise(ahead), strict=True):
        if before != after:
            found.append(_between(first, last, clock))
    return tuple(found)


class Clocks:
    """The clocks of the zones that a profile names, in SQL; `show` must be called before it is run.

    The lists by year stand in variables of the connection: written out in the SQL, they would take
    longer to be understood than a million rows take to be read.
    """

    def __init__(self) -> None:
        self._lists: dict[str, str] = {}

    def show(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let the connection see the lists."""
        for name, listed in self._lists.items():
            connection.execute(f"SET VARIABLE {name} = {listed}")

    def utc_of(self, local: str, zone: str) -> str:
        """The SQL of the instant at which clocks of a zone showed a local time."""
        return _moved(local, self._offset(local, zone, local_time=True), "-")

    def local_of(self, instant: str, zone: str) -> str:
        """The SQL of the local time at an instant."""
        return _moved(instant, self._offset(instant, zone, local_time=False), "+")

    def skipped(self, local: str, zone: str) -> str:
        """The SQL of whether no clock of the zone showed this local time."""
        return self._within(local, zone, "skipped")

    def twice(self, local: str, zone: str) -> str:
        """The SQL of whether clocks of the zone showed this local time twice."""
        return self._within(local, zone, "twice")

    def _offset(self, moment: str, zone: str, *, local_time: bool) -> str:
        """Minutes ahead of UTC, looked up by the year of the moment."""
        limits, offsets = _offsets(zone, local_time)
        if not limits:
            return offsets[0]
        what = "local" if local_time else "instant"
        cases = ""
        for step, limit in enumerate(limits):
            before = self._by_year(moment, zone, f"{what}_limit_{step}", limit)
            ahead = self._by_year(moment, zone, f"{what}_minutes_{step}", offsets[step])
            cases += f" WHEN {moment} < {before} THEN {ahead}"
        last = self._by_year(moment, zone, f"{what}_minutes_{len(limits)}", offsets[-1])
        return f"(CASE{cases} ELSE {last} END)"

    def _within(self, local: str, zone: str, what: str) -> str:
        """Whether a local time lies in one of the spans, of which a year has at most a few."""
        found = [
            f"({local} >= {self._by_year(local, zone, f'{what}_from_{step}', begins)} AND "
            f"{local} < {self._by_year(local, zone, f'{what}_to_{step}', ends)})"
            for step, (begins, ends) in enumerate(_spans(zone, what))
        ]
        return f"({' OR '.join(found)})" if found else "false"

    def _by_year(self, moment: str, zone: str, what: str, listed: str) -> str:
        name = f"touchpoint_{re.sub('[^a-z0-9]', '_', zone.lower())}_{what}"
        self._lists[name] = listed
        return f"getvariable('{name}')[year({moment}) - {FIRST_YEAR - 2}]"


@cache
def _offsets(zone: str, local_time: bool) -> tuple[list[str], list[str]]:  # noqa: FBT001 - which of two
    """The changes of each year and the minutes before and after each, as lists by year in SQL."""
    current = _minutes(datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), ZoneInfo(zone))
    by_year: dict[int, list[tuple[datetime, Change]]] = {year: [] for year in YEARS}
    for change in changes(zone):
        at = change.skipped_or_twice[1] if local_time else change.at
        by_year[at.year].append((at, change))
    steps = max(map(len, by_year.values()))
    offsets: list[list[int]] = [[] for _ in range(steps + 1)]
    limits: list[list[datetime]] = [[] for _ in range(steps)]
    for year in YEARS:
        offsets[0].append(current)
        for step in range(steps):
            if step < len(by_year[year]):
                at, change = by_year[year][step]
                current = change.after
            else:
                at = _end_of(year)
            limits[step].append(at)
            offsets[step + 1].append(current)
    if not steps:
        return [], [str(current)]
    return [_moments(limit) for limit in limits], [_listed(o, "BIGINT") for o in offsets]


@cache
def _spans(zone: str, what: str) -> list[tuple[str, str]]:
    """Where the spans skipped, or shown twice, begin and end, as lists by year in SQL."""
    by_year: dict[int, list[tuple[datetime, datetime]]] = {year: [] for year in YEARS}
    for change in changes(zone):
        if (change.after > change.before) == (what == "skipped"):
            by_year[change.at.year].append(change.skipped_or_twice)
    never = (_end_of(FIRST_YEAR), _end_of(FIRST_YEAR))
    found = []
    for step in range(max(map(len, by_year.values()))):
        chosen = [by_year[year][step] if step < len(by_year[year]) else never for year in YEARS]
        found.append((_moments([a for a, _ in chosen]), _moments([b for _, b in chosen])))
    return found


def _moved(moment: str, minutes: str, sign: str) -> str:
    if minutes == "0":
        return moment
    return f"make_timestamp(epoch_us({moment}) {sign} CAST({minutes} AS BIGINT) * {MINUTE})"


def _end_of(year: int) -> datetime:
    return datetime(year, 12, 31, 23, 59, tzinfo=UTC)


def _moments(of: list[datetime]) -> str:
    return _listed((f"{at:%Y-%m-%d %H:%M:%S}" for at in of), "TIMESTAMP")


def _listed(items: Iterable[object], kind: str) -> str:
    """A list as one text, which is understood several times faster than each item by itself."""
    return f"CAST('[{', '.join(map(str, items))}]' AS {kind}[])"


def _between(first: datetime, last: datetime, clock: ZoneInfo) -> Change:
    """The change between two instants, to the minute."""
    before, after = _minutes(first, clock), _minutes(last, clock)
    while last - first > timedelta(minutes=1):
        middle = first + (last - first) // 2
        middle = middle.replace(second=0, microsecond=0)
        if middle == first:
            break
        if _minutes(middle, clock) == before:
            first = middle
        else:
            last = middle
    return Change(at=last, before=before, after=after)


def _minutes(at: datetime, clock: ZoneInfo) -> int:
    ahead = at.astimezone(clock).utcoffset()
    return 0 if ahead is None else ahead // timedelta(minutes=1)
