"""The journeys of a made-up force, up to yesterday, so that something is due today."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from touchpoint.calendar import local_day
from touchpoint.service.journeys.ledger_in import load_ledger
from touchpoint.service.running.telling import Advance, Telling
from touchpoint.synthetic import synthesise

SEED: Final = 1
TWO_YEARS: Final = timedelta(days=730)


def load_journeys(scratch: Path, telling: Telling, now: datetime, journeys: int) -> None:
    """Make the journeys up and load them; what is left of an earlier try is thrown away."""
    until = local_day(now) - timedelta(days=1)
    shutil.rmtree(scratch, ignore_errors=True)
    with telling.progress("Making journeys up", journeys) as done:
        _synthesise(scratch, journeys, until, done)
    with _stages(telling) as stage:
        load_ledger(scratch, now=now, progress=stage)
    shutil.rmtree(scratch)


def _synthesise(ledger: Path, journeys: int, until: date, done: Advance) -> None:
    synthesise(
        ledger,
        journeys=journeys,
        seed=SEED,
        from_on=until - TWO_YEARS,
        to_on=until,
        known_on=until,
        progress=done,
    )


@contextmanager
def _stages(telling: Telling) -> Iterator["Stages"]:
    with telling.progress("Loading them", Stages.WHOLE) as done:
        yield Stages(done)


class Stages:
    """Turns what a load says of itself into one bar, whose parts are as long as they take."""

    WHOLE: Final = 100
    ENDS: Final = {"Adding touchpoints": (10, 50), "Making indexes": (50, 60)}
    LAST: Final = {"Judging journeys": (60, 100)}

    def __init__(self, done: Advance) -> None:
        self._done, self._shown = done, 0

    def __call__(self, what: str, so_far: int, whole: int) -> None:
        begins, ends = {**self.ENDS, **self.LAST}.get(what, (self._shown, self._shown))
        reached = begins + (ends - begins) * so_far // whole if whole else begins
        if reached > self._shown:
            self._done(reached - self._shown)
            self._shown = reached
