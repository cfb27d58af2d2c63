"""The personal statement: one true state for each victim, and four sources that each record it.

Each source draws its record from the true state alone (shares/statements.toml), so that sources are
independent given the state, as a latent-class model supposes.
"""

import numpy as np

from touchpoint.synthetic.drawing.arrays import Bools, Ints, Moments, where
from touchpoint.synthetic.drawing.days import day_number
from touchpoint.synthetic.drawing.weights import Table
from touchpoint.synthetic.journey.scene import Scene
from touchpoint.synthetic.journey.words import results
from touchpoint.synthetic.shares.planted import table

OFFERED_AS = {"not_asked": "not_asked", "declined": "declined", "deferred": "deferred"}
"""Records that are a touchpoint with a result of their own."""

NEVER_OFFERED = 0
TAKEN = 3


def state_cases() -> tuple[str, ...]:
    """What the chance of a state depends on."""
    return tuple(table("statements")["state"])


def true_states(scene: Scene) -> Ints:
    """The true state of each journey, which nothing records as such."""
    told = table("statements")["state"]
    cases = state_cases()
    crimes = scene.crimes
    of_crime = np.full(len(crimes), cases.index("others"))
    of_crime[crimes.by("telephone")] = cases.index("telephone")
    of_crime[crimes.ended("1")] = cases.index("charged")
    return scene.dice.pick_by(Table([told[case] for case in cases]), scene.victims.of(of_crime))


def record_statements(
    scene: Scene, states: Ints, charged_on: Ints, discussed: tuple[Ints, Moments]
) -> None:
    """Let each source record the statements that it comes to know of."""
    person = scene.persons
    early = where(person)
    reported = scene.reported(early)
    _record(scene, "crime_system", states, early, scene.after("statement_early", reported))
    day = scene.victims.of(charged_on)
    charged = where(person & (day >= 0))
    at_charge = scene.clock.on(scene.dice, scene.reported(charged), day[charged])
    start, end = (day_number(date) for date in scene.landmarks.sheet_gap)
    seen = where((at_charge.day < start) | (at_charge.day > end))
    _record(scene, "cju_sheet", states, charged[seen], at_charge.take(seen))
    later = scene.after("statement_court", at_charge)
    _record(scene, "witness_system", states, charged, later)
    journeys, at = discussed
    of_persons = where(person[journeys])
    _record(scene, "closure_form", states, journeys[of_persons], at.take(of_persons))
    _explain(scene, person)
    _present(scene, charged[states[charged] == TAKEN], later.take(states[charged] == TAKEN))


def _record(scene: Scene, source: str, states: Ints, journeys: Ints, at: Moments) -> None:
    told = table("statements")
    by_state = Table([told["records"][source][state] for state in told["states"]])
    record = scene.dice.pick_by(by_state, states[journeys])
    kinds = told["kinds_of_record"]
    for place, kind in enumerate(kinds):
        if kind == "blank":
            continue
        these = where(record == place)
        _offer(scene, source, kind, journeys[these], at.take(these))


def _offer(scene: Scene, source: str, record: str, journeys: Ints, at: Moments) -> None:
    result = "accepted" if record == "taken" else OFFERED_AS.get(record)
    staff = scene.officer(journeys)
    write = scene.diary.write
    write("statement.offered", journeys, at, result=result, source=source, staff=staff)
    if record == "taken":
        days = scene.dice.below(15, len(journeys)) if source == "crime_system" else 0 * journeys
        taken = scene.clock.later(scene.dice, at, days)
        write("statement.taken", journeys, taken, result="done", source=source, staff=staff)


def _explain(scene: Scene, person: Bools) -> None:
    journeys = scene.those("statement.explained", person)
    scene.diary.write(
        "statement.explained",
        journeys,
        scene.after("statement_early", scene.reported(journeys)),
        result="done",
        staff=scene.officer(journeys),
    )


def _present(scene: Scene, journeys: Ints, at: Moments) -> None:
    """How a statement should be presented in court, and making another one."""
    asked = where(scene.some("statement.preference", journeys))
    n = len(asked)
    scene.diary.write(
        "statement.preference",
        journeys[asked],
        scene.after("receipt", at.take(asked)),
        result=results("done", "declined", "unable")[scene.dice.below(3, n)],
        source="witness_system",
    )
    again = where(scene.some("statement.refreshed", journeys))
    scene.diary.write(
        "statement.refreshed",
        journeys[again],
        scene.after("statement_court", at.take(again)),
        result="done",
        source="witness_system",
    )
