"""Surveys: who is asked by telephone 6 to 12 weeks after the report, and what is said.

Five stages on seven points, three questions of memory, and a comment now and then. Satisfaction
with follow-up rests on what was really kept on the journey, and satisfaction with the whole mostly
on follow-up; the shares are in shares/survey.toml.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from touchpoint.synthetic.drawing.arrays import NONE, Bools, Floats, Ints, where
from touchpoint.synthetic.drawing.weights import Table, Weights
from touchpoint.synthetic.journey.contact import Updates
from touchpoint.synthetic.journey.scene import Scene
from touchpoint.synthetic.journey.statements import NEVER_OFFERED
from touchpoint.synthetic.people.victims import ADULT
from touchpoint.synthetic.shares.planted import table

STRATA = tuple(table("survey")["stratum"])
DRIVERS = ("follow_up", "actions", "treatment")
"""The stages that satisfaction with the whole rests on."""

STAGES = ("contact", "actions", "follow_up", "treatment", "whole")
RECALLED = ("yes", "no", "dont_know")
LEAST_SATISFIED = 5
HIGH, LOW = 6, 2
NOT_ASKED = 0
"""Stands for a number where the question does not apply."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Experience:
    """What the answers rest on, for each journey."""

    assessed: Bools
    states: Ints
    updates: Updates


@dataclass(frozen=True, kw_only=True, slots=True)
class Surveyed:
    """One place for each response: whom, when, and codes of the answers to each question."""

    number: Ints
    journey: Ints
    linked: Bools
    stratum: Ints
    day: Ints
    scores: dict[str, Ints]
    memories: dict[str, Ints]
    comment: Ints

    def take(self, which: Ints) -> "Surveyed":
        """Some of the responses; each keeps its number."""
        return Surveyed(
            number=self.number[which],
            journey=self.journey[which],
            linked=self.linked[which],
            stratum=self.stratum[which],
            day=self.day[which],
            scores={question: codes[which] for question, codes in self.scores.items()},
            memories={question: codes[which] for question, codes in self.memories.items()},
            comment=self.comment[which],
        )


def survey(scene: Scene, experience: Experience) -> Surveyed:
    told = table("survey")
    stratum = _strata(scene)
    rates = np.array([told["stratum"][name]["rate"] for name in STRATA] + [0.0])
    asked = scene.dice.happens(rates[stratum], len(stratum))
    journeys = where(asked)
    day = scene.after("answered", scene.reported(journeys)).day
    n = len(journeys)
    some, kept = experience.updates.kept_by(journeys, day)
    scores = _scores(scene, journeys, stratum[journeys], some, kept)
    memories = _memories(scene, experience, journeys, some & kept)
    spoke = scene.dice.happens(told["comment"], n)
    text = scene.dice.below(len(told["comments_satisfied"]), n)
    unhappy = scores["whole"] < LEAST_SATISFIED
    text += np.where(unhappy, len(told["comments_satisfied"]), 0)
    whole = Surveyed(
        number=np.arange(1, n + 1),
        journey=journeys,
        linked=~scene.dice.happens(told["unlinked"], n),
        stratum=stratum[journeys],
        day=day,
        scores=scores,
        memories=memories,
        comment=np.where(spoke, text, NONE),
    )
    return whole.take(where(day <= scene.last_known))


def _strata(scene: Scene) -> Ints:
    """The stratum from which each journey may be drawn; after the last, none."""
    victims = scene.victims
    eligible = scene.persons & ((victims.age >= ADULT) | victims.age_unknown)
    eligible &= ~scene.marked("fatal")
    stratum = np.full(len(victims), len(STRATA))
    for name, mark in (
        ("violence", "violence"),
        ("vehicle", "vehicle"),
        ("burglary", "burglary_dwelling"),
        ("hate_crime", "hate_crime"),
        ("domestic_abuse", "domestic_abuse"),
    ):
        stratum[scene.marked(mark)] = STRATA.index(name)
    return np.where(eligible, stratum, len(STRATA))


def _scores(
    scene: Scene, journeys: Ints, stratum: Ints, some: Bools, kept: Bools
) -> dict[str, Ints]:
    told, n = table("survey"), len(journeys)
    scores = {}
    for stage in ("contact", "actions", "treatment"):
        shares = np.array([told["stratum"][name][stage] for name in STRATA])
        scores[stage] = _levels(scene, scene.dice.happens(shares[stratum], n))
    follow_up = _levels(scene, scene.dice.happens(_follow_up(scene, journeys, some, kept), n))
    silent = scene.crimes.filed_by_telephone[scene.victims.crime[journeys]]
    silent &= scene.dice.happens(told["not_asked_follow_up"], n)
    scores["follow_up"] = np.where(silent, NOT_ASKED, follow_up)
    scores["whole"] = _whole(scene, scores)
    return scores


def _follow_up(scene: Scene, journeys: Ints, some: Bools, kept: Bools) -> Floats:
    shares: dict[str, float] = table("survey")["follow_up"]
    by_telephone = scene.crimes.by("telephone")[scene.victims.crime[journeys]]
    otherwise = np.where(kept, shares["all_kept"], shares["not_all_kept"])
    otherwise = np.where(some, otherwise, shares["nothing_agreed"])
    return np.where(by_telephone, shares["telephone"], otherwise)


def _levels(scene: Scene, satisfied: Bools) -> Ints:
    """How far along the scale, given whether satisfied at all."""
    levels, n = table("survey")["levels"], len(satisfied)
    up = LEAST_SATISFIED + scene.dice.pick(Weights(levels["satisfied"]), n)
    down = 1 + scene.dice.pick(Weights(levels["dissatisfied"]), n)
    return np.where(satisfied, up, down)


FOLLOW_UPS = ("follow_up_yes", "follow_up_no", "not_asked")
ANSWERS = ("yes", "no")


def _whole(scene: Scene, scores: dict[str, Ints]) -> Ints:
    """Satisfaction with the whole, which rests on three stages and not on contact."""
    shares, levels = table("survey")["whole"], table("survey")["levels"]
    cells = np.array(
        [
            [[shares[f"{of}_actions_{a}_treatment_{t}"] for t in ANSWERS] for a in ANSWERS]
            for of in FOLLOW_UPS
        ]
    )
    follow_up = scores["follow_up"]
    of = np.where(follow_up >= LEAST_SATISFIED, 0, np.where(follow_up > NOT_ASKED, 1, 2))
    unhappy = [(scores[stage] < LEAST_SATISFIED).astype(np.int64) for stage in DRIVERS[1:]]
    satisfied = scene.dice.happens(cells[of, unhappy[0], unhappy[1]], len(of))
    high, low = np.zeros_like(of), np.zeros_like(of)
    for stage in DRIVERS:
        high += scores[stage] >= HIGH
        low += (scores[stage] <= LOW) & (scores[stage] > NOT_ASKED)
    happy = LEAST_SATISFIED + scene.dice.pick_by(Table(levels["whole_satisfied"]), high)
    sorry = 1 + scene.dice.pick_by(Table(levels["whole_dissatisfied"]), low)
    return np.where(satisfied, happy, sorry)


def _memories(scene: Scene, experience: Experience, journeys: Ints, kept: Bools) -> dict[str, Ints]:
    recall: dict[str, Any] = table("survey")["recall"]
    facts = {
        "statement_offered": experience.states[journeys] != NEVER_OFFERED,
        "needs_asked": experience.assessed[journeys],
        "kept_informed": kept,
    }
    return {
        question: scene.dice.pick_by(
            Table([recall[question]["no"], recall[question]["yes"]]), fact.astype(np.int64)
        )
        for question, fact in facts.items()
    }
