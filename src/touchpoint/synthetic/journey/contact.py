"""Keeping in touch: what was agreed, the updates that kept to it and those that did not.

An agreement sets a clock; each interval is kept with its planted share, less often in one area and
at Christmas. The telephone bureau agrees nearly nothing.
"""

from dataclasses import dataclass

import numpy as np

from touchpoint.synthetic.drawing.arrays import NEVER, Bools, Floats, Ints, Moments, where
from touchpoint.synthetic.drawing.weights import Weights, spans
from touchpoint.synthetic.force.offences import PATHWAYS
from touchpoint.synthetic.force.season import at_christmas
from touchpoint.synthetic.journey.scene import Scene
from touchpoint.synthetic.journey.words import (
    FREQUENCIES,
    METHODS,
    SAFE_TIMES,
    agreed,
    detail,
    details,
)
from touchpoint.synthetic.shares.planted import chance

FREQUENCY_WEIGHTS = (10, 22, 68)
MOST_UPDATES = 10
MOST_TRIES = 2
CHANGED_AFTER = 2
"""An agreement that is made again is so after its second update."""


@dataclass(kw_only=True)
class Updates:
    """What the surveys need: when each journey's first update came, and its first late one."""

    first: Ints
    first_late: Ints

    def kept_by(self, journeys: Ints, day: Ints) -> tuple[Bools, Bools]:
        """Whether updates had come before a day, and whether all of them had been in time."""
        some = self.first[journeys] < day
        return some, some & ~(self.first_late[journeys] < day)


AGREEMENTS = details(
    [
        agreed(frequency, method, safe)
        for frequency in range(len(FREQUENCIES))
        for method in range(len(METHODS))
        for safe in range(len(SAFE_TIMES))
    ]
)


def keep_in_touch(scene: Scene, ends: Moments) -> Updates:
    """Agree on contact and keep to it, until the case of each journey ends."""
    n = len(scene.victims)
    updates = Updates(first=np.full(n, NEVER), first_late=np.full(n, NEVER))
    shares = np.array([chance(f"contact_agreed.{pathway}") for pathway in PATHWAYS])
    agrees = scene.dice.happens(shares[scene.victims.of(scene.crimes.pathway)], n)
    journeys = where(agrees)
    at = scene.after("agreed", scene.reported(journeys))
    frequency = scene.dice.pick(Weights(FREQUENCY_WEIGHTS), len(journeys))
    _agree(scene, journeys, at, frequency)
    every = np.array(FREQUENCIES)[frequency]
    number = np.clip((ends.day[journeys] - at.day) // every, 0, MOST_UPDATES)
    changed = scene.some("contact.changed", journeys) & (number > CHANGED_AFTER)
    last = at
    for count in range(1, MOST_UPDATES + 1):
        these = where(number >= count)
        moments = _update(scene, journeys[these], last.take(these), every[these], updates)
        last = last.put(these, moments)
        if count == CHANGED_AFTER:
            again = where(changed)
            other = scene.dice.below(len(FREQUENCIES), len(again))
            moments = scene.clock.later(scene.dice, last.take(again), np.zeros_like(again))
            _agree(scene, journeys[again], moments, other)
            last, every = last.put(again, moments), every.copy()
            every[again] = np.array(FREQUENCIES)[other]
    paused = where(scene.some("contact.paused", journeys))
    _pause(scene, journeys[paused], last.take(paused))
    _without_agreement(scene, ~agrees)
    return updates


def _agree(scene: Scene, journeys: Ints, at: Moments, frequency: Ints) -> None:
    others = len(METHODS) * len(SAFE_TIMES)
    terms = frequency * others + scene.dice.below(others, len(journeys))
    scene.by_officer("contact.agreed", journeys, at, detail=AGREEMENTS[terms])


def _pause(scene: Scene, journeys: Ints, last: Moments) -> None:
    at = scene.clock.later(scene.dice, last, np.ones_like(journeys))
    staff = scene.officer(journeys)
    scene.diary.write("contact.agreed", journeys, at, detail=detail(paused=True), staff=staff)


def _update(scene: Scene, journeys: Ints, last: Moments, every: Ints, updates: Updates) -> Moments:
    """The next update of some journeys: by the day agreed, or some days late."""
    n = len(journeys)
    kept = scene.dice.happens(_chance_kept(scene, journeys, last.day + every), n)
    early = scene.dice.below(every * 2 // 5 + 1, n)
    late = scene.dice.days(spans("update_late"), n)
    at = scene.clock.later(scene.dice, last, np.where(kept, every - early, every + late))
    scene.by_officer("victim.updated", journeys, at)
    updates.first[journeys] = np.minimum(updates.first[journeys], at.day)
    late_day = np.where(kept, NEVER, at.day)
    updates.first_late[journeys] = np.minimum(updates.first_late[journeys], late_day)
    return at


def _chance_kept(scene: Scene, journeys: Ints, due: Ints) -> Floats:
    slow = scene.crimes.held.in_slow_area[scene.victims.crime[journeys]].astype(np.int64)
    christmas = at_christmas(due).astype(np.int64)
    shares = np.array(
        [
            [chance("updates.kept"), chance("updates.kept.christmas")],
            [chance("updates.kept.slow_area"), chance("updates.kept.slow_area.christmas")],
        ]
    )
    return shares[slow, christmas]


def _without_agreement(scene: Scene, these: Bools) -> None:
    telephone = scene.victims.of(scene.crimes.by("telephone"))
    for handled, share in ((telephone, "telephone"), (~telephone, "others")):
        journeys = scene.those(f"updated.without_agreement.{share}", these & handled)
        at = scene.after("loose_update", scene.reported(journeys))
        scene.by_officer("victim.updated", journeys, at)


def attempt(scene: Scene) -> None:
    """Contacts that were tried and not made, once or twice."""
    journeys = scene.those("contact.attempted", scene.everybody)
    at = scene.reported(journeys)
    tries = 1 + scene.dice.below(MOST_TRIES, len(journeys))
    for number in range(1, MOST_TRIES + 1):
        these = where(tries >= number)
        journeys, tries, at = journeys[these], tries[these], at.take(these)
        at = scene.after("attempted", at)
        scene.diary.write(
            "contact.attempted",
            journeys,
            at,
            result="no_contact",
            staff=scene.officer(journeys),
            channel="phone",
        )


def text(scene: Scene) -> None:
    """Texts from the contact centre, from the day on which it began to send them."""
    begun = scene.since(scene.landmarks.text_on) & scene.persons
    journeys = scene.those("text.sent", begun)
    at = scene.after("text", scene.reported(journeys))
    again = where(scene.some("text.second", journeys))
    second = scene.after("text", at.take(again))
    for places, moments in ((journeys, at), (journeys[again], second)):
        scene.diary.write(
            "text.sent", places, moments, source="messaging", channel="text", result="done", delay=0
        )
