"""The first days of a journey: the report, its confirmation, needs, information, enhanced rights.

Needs come to be assessed with the training and information is sent once there is a portal, quarter
by quarter as planted. Whoever is assessed is more often recorded with enhanced rights.
"""

from dataclasses import dataclass

import numpy as np

from touchpoint.ledger.vocabulary import ENHANCED_BASES
from touchpoint.synthetic.drawing.arrays import NEVER, Bools, Floats, Ints, where
from touchpoint.synthetic.drawing.days import day_number
from touchpoint.synthetic.force.season import needs_chances
from touchpoint.synthetic.journey.scene import Scene
from touchpoint.synthetic.journey.words import detail, results
from touchpoint.synthetic.shares.planted import chance

NEEDS_PERIODS = {
    "before": "needs_assessed.before",
    "first": "needs_assessed.{first}",
    "second": "needs_assessed.{second}",
    "third": "needs_assessed.{third}",
}
PORTAL_PERIODS = {
    "portal": "informed.{first}",
    "second": "informed.{second}",
    "third": "informed.{third}",
}
NOT_REACHED = ("no_contact", "unable", "unsafe", "not_asked")
BASIS_BIT = {basis: 1 << place for place, basis in enumerate(ENHANCED_BASES)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Enhanced:
    """The day from which each journey has enhanced rights, NEVER if not, and why, as bits."""

    on: Ints
    basis: Ints


def write_reports(scene: Scene) -> None:
    """The report, the record of it and the written confirmation."""
    everybody = np.arange(len(scene.victims))
    at, crime = scene.reported(everybody), scene.victims.crime
    scene.diary.write("crime.reported", everybody, at, delay=0)
    recorded = scene.crimes.recorded.take(crime)
    scene.diary.write("crime.recorded", everybody, recorded, delay=0)
    sent = scene.those("acknowledged", scene.everybody)
    scene.diary.write(
        "acknowledgement.sent",
        sent,
        scene.after("acknowledged", scene.reported(sent)),
        channel=1 + scene.dice.below(2, len(sent)),
        result="done",
    )


def assess_needs(scene: Scene) -> Bools:
    """Assess needs by the quarter of the report; say whose are."""
    n = len(scene.victims)
    assessed = scene.dice.happens(_needs_chance(scene)[_day_of_range(scene)], n)
    journeys = where(assessed)
    declined = scene.some("needs.declined", journeys)
    scene.by_officer(
        "needs.assessed",
        journeys,
        scene.after("needs", scene.reported(journeys)),
        result=results("done", "declined")[declined.astype(np.int64)],
    )
    missed = scene.those("needs.not_reached", ~assessed)
    scene.diary.write(
        "needs.assessed",
        missed,
        scene.after("needs", scene.reported(missed)),
        result=results(*NOT_REACHED)[scene.dice.below(len(NOT_REACHED), len(missed))],
        staff=scene.officer(missed),
    )
    return assessed


def _needs_chance(scene: Scene) -> Floats:
    """The chance of an assessment for each day of the range of reports."""
    plan, marks = scene.plan, scene.landmarks
    chances = np.zeros((plan.to_on - plan.from_on).days + 1)
    for name, share in NEEDS_PERIODS.items():
        days = marks.period(name)
        if days is not None:
            start = (days[0] - plan.from_on).days
            of_days = needs_chances(days, chance(share))
            chances[start : start + len(of_days)] = of_days
    return chances


def _day_of_range(scene: Scene) -> Ints:
    return scene.victims.at.day - day_number(scene.plan.from_on)


def inform(scene: Scene) -> None:
    """Send information through the portal, from its first day and ever more."""
    day = scene.victims.at.day
    for name, share in PORTAL_PERIODS.items():
        days = scene.landmarks.period(name)
        if days is not None:
            within = (day >= day_number(days[0])) & (day <= day_number(days[1]))
            journeys = scene.those(share, within)
            scene.diary.write(
                "information.sent",
                journeys,
                scene.after("information", scene.reported(journeys)),
                source="portal",
                channel="portal",
                result="done",
                staff=scene.officer(journeys),
                delay=0,
            )


def decide_enhanced(scene: Scene, assessed: Bools) -> Enhanced:
    """Find who is entitled to enhanced rights, and which of them are recorded with them."""
    basis = _entitled(scene)
    n = len(basis)
    share = np.where(
        assessed, chance("enhanced.identified.assessed"), chance("enhanced.identified.not_assessed")
    )
    found = (basis != 0) & scene.dice.happens(share, n)
    journeys = where(found)
    at = scene.after("enhanced", scene.reported(journeys))
    on = np.full(n, NEVER)
    on[journeys] = at.day
    recorded = scene.some("enhanced.decision_recorded", journeys)
    refused = scene.those("enhanced.refused", ~found)
    for places, moments, yes in (
        (journeys[recorded], at.take(recorded), True),
        (refused, scene.after("enhanced", scene.reported(refused)), False),
    ):
        scene.diary.write(
            "enhanced.decided",
            places,
            moments,
            result="done",
            detail=detail(enhanced=yes),
            staff=scene.officer(places),
        )
    return Enhanced(on=on, basis=np.where(found, basis, 0))


def _entitled(scene: Scene) -> Ints:
    """The Code's three grounds, the third in two parts, as bits for each journey."""
    victims, n = scene.victims, len(scene.victims)
    person = scene.persons
    serious = (
        scene.marked("domestic_abuse")
        | scene.marked("hate_crime")
        | scene.marked("sexual")
        | scene.marked("fatal")
    )
    vulnerable = victims.children | (
        person & scene.dice.happens(chance("enhanced.vulnerable_adult"), n)
    )
    intimidated = person & scene.dice.happens(chance("enhanced.intimidated"), n)
    persistent = victims.follows & scene.dice.happens(chance("enhanced.persistent"), n)
    basis = np.zeros(n, dtype=np.int64)
    for name, holds in (
        ("serious_crime", serious),
        ("persistently_targeted", persistent),
        ("vulnerable", vulnerable),
        ("intimidated", intimidated),
    ):
        basis |= np.where(holds, BASIS_BIT[name], 0)
    return basis
