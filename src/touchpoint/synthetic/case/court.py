"""What happens in court once a suspect is charged, as the Witness Care Unit comes to hear of it.

Courts sit on working days; each decision reaches the unit some working days later (received_on),
and the unit's day to tell the victim runs from there (Victims' Code, rights 8 and 9).
"""

import numpy as np

from touchpoint.synthetic.case.story import Story
from touchpoint.synthetic.drawing.arrays import Bools, Ints
from touchpoint.synthetic.drawing.dice import Dice
from touchpoint.synthetic.force.crimes import Crimes
from touchpoint.synthetic.journey.words import CUSTODY, detail, details
from touchpoint.synthetic.shares.planted import chance

LISTINGS = 4
"""A contested case is listed up to so many times more after the first."""


def tell_of_court(dice: Dice, crimes: Crimes, story: Story) -> None:
    """From the first listing to the sentence or the appeal."""
    n = len(crimes)
    charged = crimes.ended("1")
    contested = charged & dice.happens(chance("contested"), n)
    _court(story, "hearing.listed", charged, "first_listing", detail=detail(hearing=1))
    bail = charged & dice.happens(chance("bail_hearing"), n)
    _court(story, "bail_hearing.decided", bail, "bail_hearing")
    warrant = charged & dice.happens(chance("warrant"), n)
    _court(story, "warrant.decided", warrant, "warrant")
    listings = 1 + dice.below(LISTINGS, n)
    for number in range(1, LISTINGS + 1):
        again = contested & (listings >= number)
        said = detail(hearing=number + 1)
        _court(story, "hearing.listed", again, "next_listing", detail=said)
    required = contested & dice.happens(chance("evidence.required"), n)
    _court(story, "evidence.required", required, "evidence")
    dropped = charged & dice.happens(chance("dropped.at_court"), n)
    story.happen("prosecution.dropped", dropped, "next_listing")
    _decide(dice, story, charged & ~dropped, contested)


def _decide(dice: Dice, story: Story, decided: Bools, contested: Bools) -> None:
    n = len(decided)
    guilty = decided & (~contested | dice.happens(chance("convicted.contested"), n))
    said = np.where(guilty, detail(verdict="guilty"), detail(verdict="not guilty"))
    for these, span in (
        (decided & ~contested, "decided_guilty"),
        (decided & contested, "decided_contested"),
    ):
        _court(story, "case.decided", these, span, detail=said[these])
    _court(story, "sentence.passed", guilty, "sentenced", detail=_sentences(dice, guilty))
    appealed = guilty & dice.happens(chance("appealed"), n)
    _court(story, "appeal.lodged", appealed, "appeal")


def _sentences(dice: Dice, guilty: Bools) -> Ints:
    n = int(guilty.sum())
    long = dice.happens(chance("custody.long"), n).astype(np.int64)
    codes = [
        details([{"long": is_long, "custody_months": months} for months in lengths])
        for is_long, lengths in CUSTODY.items()
    ]
    return np.stack(codes)[long, dice.below(len(codes[0]), n)]


def _court(
    story: Story, kind: str, these: Bools, span: str, *, detail: Ints | int | None = None
) -> None:
    story.happen(kind, these, span, from_court=True, detail=-1 if detail is None else detail)
