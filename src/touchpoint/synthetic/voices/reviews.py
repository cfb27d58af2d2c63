"""The monthly dip sample: investigations of the month before, read against five questions.

The sixty of a month are shared out among the blocks by number alone, so that blocks need not know
of one another. One month has no sample, and after it another method is used (force/landmarks.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from touchpoint.calendar import Period, month_of, periods_between
from touchpoint.ledger.vocabulary import REVIEW_VERDICTS
from touchpoint.synthetic.drawing.arrays import Ints, where
from touchpoint.synthetic.drawing.days import day_number
from touchpoint.synthetic.drawing.weights import Weights, spans
from touchpoint.synthetic.journey.scene import Scene
from touchpoint.synthetic.shares.planted import table

VERDICTS = tuple(REVIEW_VERDICTS)
QUESTIONS = tuple(table("reviews")["yes"])
BEFORE, AFTER = "dip", "random"
"""How the sample ids of the two methods begin."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One reading of one question of several investigations in one month's sample."""

    month: Period
    sample: str
    question: str
    second: bool
    crime: Ints
    place: Ints
    reviewer: Ints
    verdict: Ints
    day: Ints


def review_month(scene: Scene, block: int, month: Period) -> list[Finding]:
    """This block's part of one month's sample."""
    crimes = _sampled(scene, block, month)
    n = len(crimes)
    told = table("reviews")
    method = BEFORE if month.from_on < scene.landmarks.unsampled.from_on else AFTER
    day = day_number(month.from_on) + scene.dice.days(spans("reviewed"), n)
    reviewer = scene.dice.below(told["reviewers"], n)
    again = scene.dice.happens(told["second_reader"], n)
    findings = []
    for question in QUESTIONS:
        verdict = _verdicts(scene, told, question, n)
        agrees = scene.dice.happens(told["agreement"], n)
        other = _other(scene, verdict)
        for second, which, found in (
            (False, np.ones(n, dtype=np.bool_), verdict),
            (True, again, np.where(agrees, verdict, other)),
        ):
            these = where(which & (day <= scene.last_known))
            findings.append(
                Finding(
                    month=month,
                    sample=f"{method}-{month.label}",
                    question=question,
                    second=second,
                    crime=crimes[these],
                    place=these,
                    reviewer=(reviewer[these] + second) % told["reviewers"],
                    verdict=found[these],
                    day=day[these],
                )
            )
    return findings


def review(scene: Scene, block: int) -> list[Finding]:
    """Every sample drawn while crimes are reported, but for the month that has none."""
    plan = scene.plan
    months = periods_between("month", month_of(plan.from_on).from_on, plan.to_on)[1:]
    return [
        finding
        for month in months
        if month != scene.landmarks.unsampled
        for finding in review_month(scene, block, month)
    ]


def _sampled(scene: Scene, block: int, month: Period) -> Ints:
    """Some investigations reported in the month before, none of them twice."""
    blocks = scene.plan.blocks
    before = month.previous()
    turn = month.from_on.year * 12 + month.from_on.month
    slots = sum((slot + turn) % blocks == block for slot in range(table("reviews")["a_month"]))
    day = scene.crimes.at.day
    frame = where((day >= day_number(before.from_on)) & (day <= day_number(before.to_on)))
    order = np.argsort(scene.dice.fractions(len(frame)), kind="stable")
    return np.sort(frame[order[:slots]])


def _verdicts(scene: Scene, told: Mapping[str, Any], question: str, n: int) -> Ints:
    other = told["other"]
    of_shares = 1 - other["not_applicable"] - other["cannot_tell"]
    yes = told["yes"][question]
    chances = {"yes": of_shares * yes, "no": of_shares * (1 - yes), **other}
    return scene.dice.pick(Weights([chances[verdict] for verdict in VERDICTS]), n)


def _other(scene: Scene, verdict: Ints) -> Ints:
    """A verdict unlike the first reader's: no for yes, and yes or no for the rest."""
    yes, no = VERDICTS.index("yes"), VERDICTS.index("no")
    either = np.array([yes, no])[scene.dice.below(2, len(verdict))]
    return np.where(verdict == yes, no, np.where(verdict == no, yes, either))
