"""After the court: evidence and special measures, the Victim Contact Scheme, the liaison officer.

Right 11: a victim of a violent or sexual offence whose offender has 12 months or more is referred
within 10 working days of the sentence, and hears from a liaison officer within 20 of the referral.
"""

import numpy as np

from touchpoint.synthetic.case.story import Happening, Story
from touchpoint.synthetic.case.telling import Told
from touchpoint.synthetic.drawing.arrays import NEVER, Ints, Moments, where
from touchpoint.synthetic.force.offences import MARK_BIT
from touchpoint.synthetic.journey.first_days import Enhanced
from touchpoint.synthetic.journey.scene import Scene
from touchpoint.synthetic.journey.words import CUSTODY, details

LONG = details([{"long": True, "custody_months": months} for months in CUSTODY[True]])
ELIGIBLE = ("violence", "sexual", "stalking")


def follow_court(scene: Scene, story: Story, events: list[Told], enhanced: Enhanced) -> None:
    for happening, event in zip(story.happenings, events, strict=True):
        if happening.kind == "evidence.required":
            _discuss_measures(scene, event, enhanced)
        elif happening.kind == "sentence.passed":
            _refer_to_scheme(scene, happening)


def _discuss_measures(scene: Scene, event: Told, enhanced: Enhanced) -> None:
    entitled = where(enhanced.on[event.journeys] < NEVER)
    these = entitled[scene.some("special_measures", entitled)]
    journeys = event.journeys[these]
    scene.diary.write(
        "special_measures.discussed",
        journeys,
        scene.after("told_within_5_working", event.at.take(these)),
        source="witness_system",
        channel="phone",
        result="done",
    )


def _refer_to_scheme(scene: Scene, sentence: Happening) -> None:
    eligible = _eligible(scene, sentence)
    journeys, place = scene.journeys_of(sentence.crimes[eligible])
    at = sentence.at.take(eligible).take(place)
    persons = where(scene.persons[journeys])
    these = persons[scene.some("contact_scheme.referred", persons)]
    journeys, at = journeys[these], scene.after("contact_scheme_working", at.take(these))
    rows = scene.diary.write(
        "contact_scheme.referred", journeys, at, source="witness_system", result="done"
    )
    _liaise(scene, journeys, at, rows)


def _eligible(scene: Scene, sentence: Happening) -> Ints:
    bits = sum(MARK_BIT[mark] for mark in ELIGIBLE)
    grave = (scene.crimes.marks[sentence.crimes] & bits) != 0
    return where(np.isin(sentence.detail, LONG) & grave)


def _liaise(scene: Scene, journeys: Ints, at: Moments, rows: Ints) -> None:
    these = where(scene.some("liaison.contacted", journeys))
    scene.diary.write(
        "liaison.contacted",
        journeys[these],
        scene.after("liaison_working", at.take(these)),
        about=rows[these],
        source="witness_system",
        result="done",
    )
