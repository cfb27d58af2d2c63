"""Writing the case onto each victim's journey, and telling the victim: in time, late or never.

The limits are those of the Victims' Code: 5 working days, 1 with enhanced rights, for what the
police must tell (right 6); 1 working day from having the news for the Witness Care Unit (8 and 9).
"""

from dataclasses import dataclass

import numpy as np

from touchpoint.synthetic.case.story import Happening, Story
from touchpoint.synthetic.drawing.arrays import NONE, Bools, Ints, Moments, where
from touchpoint.synthetic.drawing.weights import Table, spans
from touchpoint.synthetic.force.units import WITNESS_CARE_STAFF, force
from touchpoint.synthetic.journey.scene import Scene
from touchpoint.synthetic.journey.words import detail
from touchpoint.synthetic.shares.planted import chance

POLICE_TELLS = (
    "suspect.arrested", "suspect.interviewed", "suspect.released", "suspect.bailed",
    "suspect.charged", "disposal.given", "investigation.declined", "investigation.filed",
    "prosecution.dropped",
)  # fmt: skip
COURT_TELLS = (
    "hearing.listed", "bail_hearing.decided", "warrant.decided", "evidence.required",
    "case.decided", "sentence.passed", "appeal.lodged",
)  # fmt: skip
ONCE = (
    "suspect.arrested", "suspect.interviewed", "suspect.charged", "disposal.given",
    "investigation.declined", "investigation.filed",
)  # fmt: skip
"""Kinds that come once in a journey at most, so that a telling may name the kind alone."""

IN_TIME, LATE = 0, 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What the victims are to be told: rows of the diary and when they happened."""

    kind: str
    rows: Ints
    journeys: Ints
    at: Moments
    received: Ints | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """How the victims come to be told: in time, late or never, how soon if in time, and by whom."""

    came: Ints
    working_days: Ints
    since: Moments
    staff: Ints
    source: str


def write_case(scene: Scene, story: Story) -> list[Told]:
    """Write what happened in each case onto every journey of it."""
    return [_written(scene, happening) for happening in story.happenings]


def _written(scene: Scene, happening: Happening) -> Told:
    journeys, place = scene.journeys_of(happening.crimes)
    at = happening.at.take(place)
    received = None if happening.received is None else happening.received[place]
    said = happening.detail
    court = received is not None
    rows = scene.diary.write(
        happening.kind,
        journeys,
        at,
        received=received,
        detail=said if isinstance(said, int) else said[place],
        staff=None if court else scene.officer(journeys),
        source="witness_system" if court else "crime_system",
    )
    return Told(kind=happening.kind, rows=rows, journeys=journeys, at=at, received=received)


def tell(scene: Scene, events: list[Told], enhanced_on: Ints) -> None:
    """Tell each victim of what happened, or not."""
    for event in events:
        if event.kind in POLICE_TELLS:
            _by_police(scene, event, enhanced_on)
        elif event.kind in COURT_TELLS:
            _by_witness_care(scene, event)


def _by_police(scene: Scene, event: Told, enhanced_on: Ints) -> None:
    n = len(event.rows)
    outcomes = Table(
        [
            [in_time, late, 1 - in_time - late]
            for in_time, late in (
                (chance("told.in_time"), chance("told.late")),
                (chance("told.in_time.worse_officers"), chance("told.late.worse_officers")),
            )
        ]
    )
    worse = scene.crimes.held.worse_officer[scene.victims.crime[event.journeys]]
    came = scene.dice.pick_by(outcomes, worse.astype(np.int64))
    enhanced = enhanced_on[event.journeys] <= event.at.day
    days = np.where(
        enhanced,
        scene.dice.days(spans("told_within_1_working"), n),
        scene.dice.days(spans("told_within_5_working"), n),
    )
    _write(
        scene,
        event,
        Telling(
            came=came,
            working_days=days,
            since=event.at,
            staff=scene.officer(event.journeys),
            source="crime_system",
        ),
    )


def _by_witness_care(scene: Scene, event: Told) -> None:
    n = len(event.rows)
    in_time, late = chance("told.in_time.court"), chance("told.late.court")
    outcomes = Table([[in_time, late, 1 - in_time - late]])
    came = scene.dice.pick_by(outcomes, np.zeros(n, dtype=np.int64))
    days = scene.dice.days(spans("told_within_1_working"), n)
    heard = event.at
    if event.received is not None:
        heard = scene.clock.on(scene.dice, event.at, event.received)
    staff = scene.staff(force().first_of_witness_care, len(WITNESS_CARE_STAFF), n)
    _write(
        scene,
        event,
        Telling(came=came, working_days=days, since=heard, staff=staff, source="witness_system"),
    )


def _write(scene: Scene, event: Told, telling: Telling) -> None:
    late = scene.dice.days(spans("told_late_working"), len(telling.came))
    told = where(telling.came <= LATE)
    working_days = np.where(telling.came == LATE, late, telling.working_days)[told]
    at = scene.clock.later_working(scene.dice, telling.since.take(told), working_days)
    by_kind = _by_kind(scene, event.kind, len(told))
    scene.diary.write(
        "victim.told",
        event.journeys[told],
        at,
        about=np.where(by_kind, NONE, event.rows[told]),
        detail=np.where(by_kind, detail(of=event.kind), NONE),
        channel=scene.channels(len(told)),
        staff=telling.staff[told],
        source=telling.source,
    )


def _by_kind(scene: Scene, kind: str, n: int) -> Bools:
    """Which tellings name only the kind of what they tell."""
    by_kind = scene.dice.happens(chance("told.without_about"), n)
    return by_kind if kind in ONCE else np.zeros(n, dtype=np.bool_)
