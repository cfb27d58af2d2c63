"""How a block of journeys is made, step by step, and written as one part of each table.

    crimes      when each was reported, what it is, who investigates it, what comes of it
    victims     one journey for each; which journeys are of one person
    case        suspects, charge, court: one story for each crime
    first days  report, needs, information, enhanced rights
    contact     agreement, updates, the telling of what happened in the case
    the rest    support, safety, endings, the four sources of personal statements, corrections
    voices      surveys, identities, dip samples
    writing     the diary sorted by journey and time, and everything as Parquet

A block knows nothing of other blocks: its dice come from the seed and its number.
"""

from functools import cache
from pathlib import Path

import pyarrow as pa

from touchpoint.ledger import write_part
from touchpoint.synthetic.case import after_court, court, story, telling
from touchpoint.synthetic.drawing.days import Clock
from touchpoint.synthetic.drawing.dice import Dice
from touchpoint.synthetic.force.crimes import draw_crimes
from touchpoint.synthetic.force.plan import Plan
from touchpoint.synthetic.journey import (
    contact,
    corrections,
    diary,
    endings,
    first_days,
    safety,
    statements,
    support,
)
from touchpoint.synthetic.journey.scene import Scene
from touchpoint.synthetic.people.identities import record
from touchpoint.synthetic.people.victims import draw_victims
from touchpoint.synthetic.tables import identities, journeys, voices
from touchpoint.synthetic.voices import reviews, survey


@cache
def clock() -> Clock:
    return Clock()


def make_block(plan: Plan, block: int) -> dict[str, pa.Table]:
    """The tables of one block."""
    scene = _draw(plan, block)
    case = story.tell_of_suspects(scene.clock, scene.dice, scene.crimes)
    court.tell_of_court(scene.dice, scene.crimes, case)
    ends = case.last
    of_victims = ends.take(scene.victims.crime)
    first_days.write_reports(scene)
    assessed = first_days.assess_needs(scene)
    first_days.inform(scene)
    enhanced = first_days.decide_enhanced(scene, assessed)
    events = telling.write_case(scene, case)
    telling.tell(scene, events, enhanced.on)
    after_court.follow_court(scene, case, events, enhanced)
    updates = contact.keep_in_touch(scene, of_victims)
    contact.attempt(scene)
    contact.text(scene)
    support.support(scene)
    safety.supervise(scene, ends)
    safety.assess_risk(scene)
    safety.protect(scene)
    endings.withdraw(scene, ends)
    discussed = endings.discuss_closure(scene, of_victims)
    endings.return_property(scene, of_victims)
    endings.review(scene, of_victims)
    endings.complain(scene)
    states = statements.true_states(scene)
    charged_on = case.days_in("suspect.charged", len(scene.crimes))
    statements.record_statements(scene, states, charged_on, discussed)
    corrections.correct(scene)
    finished = diary.finish(scene.diary, plan, scene.clock, scene.dice)
    experience = survey.Experience(assessed=assessed, states=states, updates=updates)
    return {
        "investigations": journeys.investigations(scene, ends),
        "journeys": journeys.journeys(scene, enhanced),
        "touchpoints": journeys.touchpoints(scene, finished),
        **_voices(scene, block, experience),
    }


def _draw(plan: Plan, block: int) -> Scene:
    dice = Dice(plan.seed, block)
    numbers = plan.journeys_of(block)
    crimes = draw_crimes(plan, clock(), dice, len(numbers))
    victims = draw_victims(dice, crimes, numbers)
    return Scene(plan=plan, clock=clock(), dice=dice, crimes=crimes, victims=victims)


def _voices(scene: Scene, block: int, experience: survey.Experience) -> dict[str, pa.Table]:
    surveyed = survey.survey(scene, experience)
    records = record(scene.dice, scene.victims)
    findings = reviews.review(scene, block)
    return {
        "responses": voices.responses(scene, block, surveyed),
        "answers": voices.answers(block, surveyed),
        "identities": identities.identities(scene, records),
        "reviews": voices.reviews(scene, block, findings),
    }


def write_block(plan: Plan, block: int, staging: Path) -> int:
    """Make a block and write it; say how many journeys it has."""
    for name, rows in make_block(plan, block).items():
        write_part(staging, name, block, rows)
    return len(plan.journeys_of(block))
