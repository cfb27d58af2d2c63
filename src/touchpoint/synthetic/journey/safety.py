"""Supervision and safety: plans and reviews of each crime, risk to victims of domestic abuse.

Grades follow the ticks of the form (1 to 9 standard, 10 to 13 medium, 14 and more high), and a high
grade leads to a plan and a conference as Warwickshire describes it.
"""

import numpy as np

from touchpoint.synthetic.drawing.arrays import Ints, Moments, where
from touchpoint.synthetic.drawing.weights import Weights
from touchpoint.synthetic.journey.scene import Scene
from touchpoint.synthetic.journey.words import GRADES, details
from touchpoint.synthetic.shares.planted import chance

LONG_CASE_DAYS = 35
MOST_REVIEWS = 6

RISKS = {
    grade: details(
        [
            {"tool": "DASH", "grade": grade, "ticks": ticks, "children": children}
            for children in (False, True)
            for ticks in numbers
        ]
    )
    for grade, numbers in GRADES.items()
}


def supervise(scene: Scene, ends: Moments) -> None:
    """Set a plan and review the work, once a crime: it stands on the first victim's journey."""
    crimes = scene.crimes
    worked = where(~crimes.filed_by_telephone)
    planned = worked[scene.some("plan.set", worked)]
    first = crimes.first_victim[planned]
    at = scene.after("plan", crimes.at.take(planned))
    scene.diary.write("plan.set", first, at, staff=crimes.held.officer[planned], result="done")
    reviewed = worked[scene.some("supervised", worked)]
    at = scene.after("supervised", crimes.at.take(reviewed))
    for _ in range(MOST_REVIEWS):
        scene.diary.write(
            "supervisor.reviewed",
            crimes.first_victim[reviewed],
            at,
            staff=crimes.held.supervisor[reviewed],
            result="done",
        )
        longer = ends.day[reviewed] - at.day > LONG_CASE_DAYS
        these = where(longer & scene.some("supervised.again", reviewed))
        reviewed, at = reviewed[these], scene.after("supervised_again", at.take(these))


def assess_risk(scene: Scene) -> None:
    """Grade the risk to victims of domestic abuse and act on it."""
    journeys = scene.those("risk.assessed", scene.marked("domestic_abuse"))
    n = len(journeys)
    at = scene.after("risk", scene.reported(journeys))
    high, medium = chance("risk.high"), chance("risk.medium")
    grade = scene.dice.pick(Weights([high, medium, 1 - high - medium]), n)
    children = scene.some("risk.children", journeys).astype(np.int64)
    said = np.zeros(n, dtype=np.int64)
    for place, name in enumerate(("high", "medium", "standard")):
        these = where(grade == place)
        ticks = scene.dice.below(len(GRADES[name]), len(these))
        said[these] = RISKS[name][children[these] * len(GRADES[name]) + ticks]
    staff = scene.officer(journeys)
    scene.diary.write("risk.assessed", journeys, at, detail=said, staff=staff, result="done")
    for place, name in enumerate(("high", "medium")):
        of_grade = where(grade == place)
        these = of_grade[scene.some(f"risk_plan.{name}", of_grade)]
        _plan(scene, "risk_plan", journeys[these], at.take(these))
    at_risk = where(grade == 0)
    these = at_risk[scene.some("marac.high", at_risk)]
    referred = scene.after("marac", at.take(these))
    scene.diary.write("marac.referred", journeys[these], referred, result="done")


def protect(scene: Scene) -> None:
    """Safeguarding measures, and problem-solving plans for those who are victims again."""
    abuse = scene.marked("domestic_abuse")
    for these, share in ((abuse, "domestic_abuse"), (~abuse, "others")):
        journeys = scene.those(f"safeguarding.{share}", these)
        scene.diary.write(
            "safeguarding.recorded",
            journeys,
            scene.after("safeguarding", scene.reported(journeys)),
            staff=scene.officer(journeys),
            result="done",
        )
    again = scene.those("problem_plan.repeat", scene.victims.follows)
    _plan(scene, "problem_plan", again, scene.reported(again))


def _plan(scene: Scene, noun: str, journeys: Ints, since: Moments) -> None:
    """Open a plan, and close most of them."""
    at = scene.after(noun, since)
    staff = scene.officer(journeys)
    rows = scene.diary.write(f"{noun}.opened", journeys, at, staff=staff, result="done")
    these = where(scene.some(f"{noun}.closed", journeys))
    scene.diary.write(
        f"{noun}.closed",
        journeys[these],
        scene.after(f"{noun}_closed", at.take(these)),
        about=rows[these],
        staff=staff[these],
        result="done",
    )
