"""The diary of a block: what happened on its journeys, collected step by step and sorted once.

Each step writes what it decided and gets the rows back, so that a later step can answer them or
correct them. Words are codes until the columns are made (tables/columns.py).
"""

from dataclasses import dataclass, field, fields

import numpy as np

from touchpoint.synthetic.drawing.arrays import NEVER, NONE, Bools, Ints, Moments
from touchpoint.synthetic.drawing.days import DAY_SECONDS, MICROS, Clock, day_number
from touchpoint.synthetic.drawing.dice import Dice
from touchpoint.synthetic.drawing.weights import spans
from touchpoint.synthetic.force.plan import Plan
from touchpoint.synthetic.journey.words import code

SAME_DAY = 0.92
"""The share of touchpoints written down within some hours. Nobody is asked about it."""

SOON_SECONDS = 3 * 3600
MORNING_SECONDS = 9 * 3600


@dataclass(frozen=True, kw_only=True, slots=True)
class Rows:
    """Touchpoints as arrays, one place each. NONE is an empty cell."""

    journey: Ints
    kind: Ints
    day: Ints
    second: Ints
    received: Ints
    result: Ints
    about: Ints
    replaces: Ints
    channel: Ints
    staff: Ints
    source: Ints
    detail: Ints
    delay: Ints
    """Days until it was written down; NONE where nobody has said."""

    def __len__(self) -> int:
        return len(self.journey)

    def take(self, which: Ints) -> "Rows":
        return Rows(**{f.name: getattr(self, f.name)[which] for f in fields(self)})


@dataclass(kw_only=True)
class Diary:
    """What has been written so far."""

    written: list[Rows] = field(default_factory=list)
    count: int = 0

    def write(
        self,
        kind: str | Ints,
        journey: Ints,
        at: Moments,
        *,
        source: str | Ints = "crime_system",
        result: str | Ints | None = None,
        about: Ints | None = None,
        replaces: Ints | None = None,
        channel: str | Ints | None = None,
        staff: Ints | None = None,
        detail: int | Ints = NONE,
        received: Ints | None = None,
        delay: Ints | int = NONE,
    ) -> Ints:
        """Write touchpoints of some journeys; give the rows they stand in."""
        n = len(journey)

        def column(name: str, value: str | int | Ints | None) -> Ints:
            value = code(name, value) if isinstance(value, str) else value
            value = NONE if value is None else value
            return np.full(n, value) if isinstance(value, int) else value

        self.written.append(
            Rows(
                journey=journey,
                kind=column("kind", kind),
                day=at.day,
                second=at.second,
                received=column("received", received),
                result=column("result", result),
                about=column("about", about),
                replaces=column("replaces", replaces),
                channel=column("channel", channel),
                staff=column("staff", staff),
                source=column("source", source),
                detail=column("detail", detail),
                delay=column("delay", delay),
            )
        )
        self.count += n
        return np.arange(self.count - n, self.count)

    def rows(self) -> Rows:
        """Everything so far, in the order of writing."""
        return Rows(
            **{
                f.name: np.concatenate([getattr(part, f.name) for part in self.written])
                for f in fields(Rows)
            }
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Finished:
    """A diary sorted by journey and time: rows, instants in microseconds, places in a journey."""

    rows: Rows
    happened: Ints
    recorded: Ints
    sequence: Ints


def finish(diary: Diary, plan: Plan, clock: Clock, dice: Dice) -> Finished:
    """Say when each was written down, leave out what is not known yet, and sort."""
    rows = diary.rows()
    happened = clock.instants(Moments(day=rows.day, second=rows.second))
    recorded = _recorded(rows, happened, clock, dice)
    order = np.argsort(rows.journey * (DAY_SECONDS << 16) + _seconds(rows), kind="stable")
    # Places are counted with what is not known yet, so that an id never changes as time goes on.
    sequence = _sequence(rows.journey[order])
    if plan.known_on is not None:
        known = _known(rows, recorded, _after(plan, clock))[order]
        order, sequence = order[known], sequence[known]
    place = np.full(len(rows), NONE, dtype=np.int64)
    place[order] = np.arange(len(order))
    return Finished(
        rows=_renumbered(rows.take(order), place),
        happened=happened[order],
        recorded=recorded[order],
        sequence=sequence,
    )


def _seconds(rows: Rows) -> Ints:
    """Seconds from the first day of all, which orders the touchpoints of a journey."""
    seconds: Ints = (rows.day - rows.day.min()) * DAY_SECONDS + rows.second
    return seconds


def _recorded(rows: Rows, happened: Ints, clock: Clock, dice: Dice) -> Ints:
    n = len(rows)
    soon = dice.happens(SAME_DAY, n)
    delay = np.where(soon, 0, dice.days(spans("corrected"), n))
    delay = np.where(rows.delay == NONE, delay, rows.delay)
    within = (dice.fractions(n) * SOON_SECONDS).astype(np.int64) * MICROS
    # Said to be the same day, it is: what is reported at midnight is known that day.
    at_once = np.minimum(happened + within, clock.midnight(rows.day + 1) - MICROS)
    morning = MORNING_SECONDS * MICROS + within
    recorded = np.where(delay == 0, at_once, clock.midnight(rows.day + delay) + morning)
    # News from the court is written down when it has arrived.
    heard = np.where(rows.received == NONE, rows.day, rows.received)
    arrived = clock.midnight(heard) + morning
    return np.maximum(recorded, np.where(heard > rows.day, arrived, happened))


def _after(plan: Plan, clock: Clock) -> int:
    """The first instant that is not known any more."""
    last = NEVER if plan.known_on is None else day_number(plan.known_on)
    return int(clock.midnight(np.array([last + 1]))[0])


def _known(rows: Rows, recorded: Ints, after: int) -> Bools:
    """What had been written down, and answers nothing that had not."""
    known = recorded < after
    while True:
        still = known.copy()
        for answered in (rows.about, rows.replaces):
            still &= (answered == NONE) | known[answered]
        if np.array_equal(still, known):
            return known
        known = still


def _renumbered(rows: Rows, place: Ints) -> Rows:
    def moved(column: Ints) -> Ints:
        return np.where(column == NONE, NONE, place[column])

    columns = {f.name: getattr(rows, f.name) for f in fields(rows)}
    return Rows(**{**columns, "about": moved(rows.about), "replaces": moved(rows.replaces)})


def _sequence(journey: Ints) -> Ints:
    """The place of each row among those of its journey, from 1."""
    n = len(journey)
    starts = np.flatnonzero(np.append(True, journey[1:] != journey[:-1])) if n else np.arange(0)
    lengths = np.diff(np.append(starts, n))
    return np.arange(n) - np.repeat(starts, lengths) + 1
