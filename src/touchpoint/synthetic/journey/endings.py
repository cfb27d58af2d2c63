"""The end of an investigation: withdrawal, closure discussion, property, review, complaints.

Withdrawal, wishes and the thought of prosecuting without the victim are questions about a crime and
stand on its first victim's journey; the rest is each victim's own.
"""

from dataclasses import dataclass

import numpy as np

from touchpoint.synthetic.drawing.arrays import Ints, Moments, where
from touchpoint.synthetic.drawing.days import day_number
from touchpoint.synthetic.force.offences import HIGH_HARM, WITHDRAWN
from touchpoint.synthetic.force.units import SERVICE_STAFF, force
from touchpoint.synthetic.journey.scene import Scene
from touchpoint.synthetic.journey.words import REASONS, WITHDRAWALS, code, details

WITHDRAWN_BECAUSE = details([{"reason": reason} for reason in WITHDRAWALS])
ATTESTED = details([{"attested": "signed statement"}, {"attested": "body-worn video"}])
DISSATISFIED_BECAUSE = details([{"reason": reason} for reason in REASONS])
SATISFIED = details(
    [
        {"satisfied": False},
        {"satisfied": False, "rights_explained": True},
        {"satisfied": True},
        {"satisfied": True, "rights_explained": True},
    ]
)

HEARD_AT_THE_DESK = 0.85
"""The rest is said in a survey. Nobody is asked about it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What victims ask for and somebody answers: rows of the diary."""

    journeys: Ints
    at: Moments
    rows: Ints


def withdraw(scene: Scene, ends: Moments) -> None:
    """What is recorded when a victim does not support the investigation any more."""
    crimes, dice = scene.crimes, scene.dice
    over = where(crimes.ended(*WITHDRAWN))
    lasted = ends.day[over] - crimes.at.day[over]
    day = crimes.at.day[over] + (dice.fractions(len(over)) * (lasted + 1)).astype(np.int64)
    at = scene.clock.on(dice, crimes.at.take(over), day)
    for kind, share, several in (
        ("support.withdrawn", "withdrawn.recorded", WITHDRAWN_BECAUSE),
        ("wishes.recorded", "wishes.recorded", ATTESTED),
        ("prosecution.considered", "prosecution.considered", None),
    ):
        these = where(scene.some(share, over))
        n = len(these)
        scene.diary.write(
            kind,
            crimes.first_victim[over[these]],
            at.take(these),
            staff=crimes.held.officer[over[these]],
            detail=-1 if several is None else several[dice.below(len(several), n)],
            result="done",
        )


def discuss_closure(scene: Scene, ends: Moments) -> tuple[Ints, Moments]:
    """Discuss the closing of those that close when the form is in use; say with whom and when."""
    closed = scene.victims.of(scene.crimes.closed)
    form_on = day_number(scene.landmarks.form_on)
    form = closed & (ends.day >= form_on)
    high = np.logical_or.reduce([scene.marked(mark) for mark in HIGH_HARM])
    chosen = [
        scene.those(f"closure.discussed.{share}", form & these)
        for these, share in ((high, "high_harm"), (~high, "others"))
    ]
    journeys = np.sort(np.concatenate(chosen))
    reported = scene.reported(journeys)
    day = np.maximum(ends.day[journeys] - scene.dice.below(4, len(journeys)), form_on)
    day = np.maximum(day, reported.day)
    at = scene.clock.on(scene.dice, reported, day)
    satisfied = scene.some("closure.satisfied", journeys).astype(np.int64)
    scene.diary.write(
        "closure.discussed",
        journeys,
        at,
        detail=SATISFIED[satisfied * 2 + scene.dice.below(2, len(journeys))],
        source="closure_form",
        staff=scene.officer(journeys),
        channel=scene.channels(len(journeys)),
        result="done",
    )
    return journeys, at


def return_property(scene: Scene, ends: Moments) -> None:
    journeys = scene.those("property.released", scene.victims.of(scene.crimes.closed))
    at = scene.after("property", ends.take(journeys))
    rows = scene.diary.write("property.released", journeys, at, staff=scene.officer(journeys))
    told = where(scene.some("told.property", journeys))
    scene.diary.write(
        "victim.told",
        journeys[told],
        scene.after("receipt", at.take(told)),
        about=rows[told],
        staff=scene.officer(journeys[told]),
        channel=scene.channels(len(told)),
    )


def review(scene: Scene, ends: Moments) -> None:
    """Victims who ask for a decision to be looked at again."""
    over = scene.victims.of(scene.crimes.ended("15"))
    journeys = scene.those("review.requested", over)
    at = scene.after("review", ends.take(journeys))
    rows = scene.diary.write("review.requested", journeys, at)
    asked = Asked(journeys=journeys, at=at, rows=rows)
    _answer(scene, "review.acknowledged", asked)
    _answer(scene, "review.decided", asked)


def complain(scene: Scene) -> None:
    """Complaints, and dissatisfaction that the service desk hears of and puts right."""
    journeys = scene.those("complained", scene.everybody)
    at = scene.after("complaint", scene.reported(journeys))
    rows = scene.diary.write("complaint.received", journeys, at)
    _answer(scene, "complaint.acknowledged", Asked(journeys=journeys, at=at, rows=rows))
    _dissatisfy(scene)


def _dissatisfy(scene: Scene) -> None:
    journeys = scene.those("dissatisfied", scene.everybody)
    n = len(journeys)
    at = scene.after("dissatisfied", scene.reported(journeys))
    no_contact, no_update = DISSATISFIED_BECAUSE.tolist()
    because = np.where(scene.some("dissatisfied.no_contact", journeys), no_contact, no_update)
    desk, survey = code("source", "service_desk"), code("source", "survey")
    rows = scene.diary.write(
        "dissatisfaction.raised",
        journeys,
        at,
        source=np.where(scene.dice.fractions(n) < HEARD_AT_THE_DESK, desk, survey),
        staff=scene.staff(force().first_of_service, len(SERVICE_STAFF), n),
        detail=because,
    )
    these = where(scene.some("dissatisfied.resolved", journeys))
    scene.diary.write(
        "dissatisfaction.resolved",
        journeys[these],
        scene.after("dissatisfied_resolved_working", at.take(these)),
        about=rows[these],
        source="service_desk",
        result="done",
    )


def _answer(scene: Scene, kind: str, asked: Asked) -> None:
    these = where(scene.some(kind, asked.journeys))
    journeys = asked.journeys[these]
    scene.diary.write(
        kind,
        journeys,
        scene.after(f"{kind.replace('.', '_')}_working", asked.at.take(these)),
        about=asked.rows[these],
        staff=scene.supervisor(journeys),
        channel="letter",
        result="done",
    )
