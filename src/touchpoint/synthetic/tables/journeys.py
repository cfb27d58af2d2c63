"""A finished block as tables of the ledger: investigations, journeys and touchpoints.

Whatever lies after the last day known is left empty here: closing, outcome, enhanced rights.
"""

from functools import cache

import numpy as np
import pyarrow as pa

from touchpoint.ledger.vocabulary import ENHANCED_BASES, KINDS, MARKS, RESULTS, ROLES
from touchpoint.synthetic.drawing.arrays import NEVER, NONE, Bools, Ints, Moments
from touchpoint.synthetic.force.offences import HIGH_HARM, MARK_BIT, OUTCOMES, PATHWAYS, offences
from touchpoint.synthetic.force.units import force
from touchpoint.synthetic.journey.diary import Finished
from touchpoint.synthetic.journey.first_days import Enhanced
from touchpoint.synthetic.journey.scene import Scene
from touchpoint.synthetic.journey.words import CHANNELS, DETAILS, SOURCES
from touchpoint.synthetic.people.victims import TRAITS
from touchpoint.synthetic.shares.planted import table
from touchpoint.synthetic.tables.columns import (
    SERIAL,
    Letters,
    dates,
    digits,
    emptied,
    instants,
    lists,
    named,
    spell,
    strings,
    subsets,
    words,
)

IN_A_JOURNEY = 3
"""Digits of a touchpoint's place in its journey."""

REFERENCED = ("cju_sheet", "closure_form", "witness_system")
"""Sources whose rows have a number of their own."""


def investigations(scene: Scene, ends: Moments) -> pa.Table:
    crimes, clock, known = scene.crimes, scene.clock, scene.last_known
    tables, held, n = offences(), crimes.held, len(crimes)
    numbers = scene.crime_numbers
    recorded = clock.instants(crimes.recorded)
    closed = crimes.closed & (ends.day <= known)
    years = digits(_years(crimes.at.day) % 100, 2)
    return pa.table(
        {
            "investigation_id": named("I", numbers),
            "reference": strings(spell(n, "ZZ/", digits(numbers, SERIAL), "/", years)),
            "offence_code": words(_no_code(crimes.code), tables.codes),
            "offence_group": words(crimes.group, tables.groups),
            "marks": _marks(scene),
            "victim_based": pa.array(tables.victim_based[crimes.group]),
            "reported_at": instants(clock.instants(crimes.at)),
            "reported_on": dates(crimes.at.day),
            "recorded_at": instants(recorded, crimes.recorded.day <= known),
            "pathway": words(crimes.pathway, PATHWAYS),
            "unit_id": words(held.unit, force().teams),
            "officer_id": words(held.officer, force().staff),
            "supervisor_id": words(held.supervisor, force().staff),
            "outcome": words(np.where(closed, crimes.outcome, NONE), OUTCOMES),
            "closed_on": dates(np.where(closed, ends.day, NONE), NONE),
        }
    )


def _years(day: Ints) -> Ints:
    return day.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def _no_code(codes: Ints) -> Ints:
    """Incidents that are not crimes have no offence code."""
    empty = np.array([code == "" for code in offences().codes])
    return emptied(codes, empty[codes])


def _marks(scene: Scene) -> pa.Array:
    crimes = scene.crimes
    of_children = np.zeros(len(crimes), dtype=np.bool_)
    of_children[scene.victims.crime[scene.victims.children]] = True
    marks = crimes.marks | np.where(of_children, MARK_BIT["child"], 0)
    high = sum(MARK_BIT[mark] for mark in HIGH_HARM)
    marks |= np.where((marks & high) != 0, MARK_BIT["high_harm"], 0)
    return lists(marks, _mark_lists())


@cache
def _mark_lists() -> list[list[str]]:
    return subsets(tuple(MARKS))


def journeys(scene: Scene, enhanced: Enhanced) -> pa.Table:
    victims, known, n = scene.victims, scene.last_known, len(scene.victims)
    person = ~victims.business
    is_enhanced = enhanced.on <= min(known, NEVER - 1)
    persons = spell(n, "P", digits(victims.number[victims.first], SERIAL))
    age = pa.array(victims.age.astype(np.int32), mask=victims.business | victims.age_unknown)
    return pa.table(
        {
            "journey_id": named("J", victims.number),
            "investigation_id": named("I", scene.crime_numbers[victims.crime]),
            "person_id": strings(persons, person),
            "role": words(victims.role, tuple(ROLES)),
            "age": age,
            **{trait: _trait(trait, victims.traits[trait], person) for trait in TRAITS},
            "enhanced_on": dates(np.where(is_enhanced, enhanced.on, NONE), NONE),
            "enhanced_basis": lists(
                np.where(is_enhanced, enhanced.basis, 0), subsets(tuple(ENHANCED_BASES))
            ),
        }
    )


def _trait(name: str, codes: Ints, person: Bools) -> pa.Array:
    listed = tuple(table("persons")[name])
    empty = ~person | (codes == listed.index(""))
    return words(emptied(codes, empty), listed)


def touchpoints(scene: Scene, finished: Finished) -> pa.Table:
    rows, n = finished.rows, len(finished.rows)
    number = scene.victims.number[rows.journey]
    serial = digits(number, SERIAL)
    ids = spell(n, "T", serial, digits(finished.sequence, IN_A_JOURNEY))
    return pa.table(
        {
            "touchpoint_id": strings(ids),
            "journey_id": strings(spell(n, "J", serial)),
            "kind": words(rows.kind, tuple(KINDS)),
            "happened_at": instants(finished.happened),
            "happened_on": dates(rows.day),
            "received_on": dates(rows.received, NONE),
            "recorded_at": instants(finished.recorded),
            "result": words(rows.result, tuple(RESULTS)),
            "about": strings(ids[rows.about], rows.about != NONE),
            "channel": words(rows.channel, CHANNELS),
            "staff_id": words(rows.staff, force().staff),
            "source": words(rows.source, SOURCES),
            "source_ref": _references(rows.source, serial, n),
            "replaces": strings(ids[rows.replaces], rows.replaces != NONE),
            "detail": words(rows.detail, DETAILS),
        }
    )


def _references(source: Ints, serial: Letters, n: int) -> pa.Array:
    there = np.isin(source, [SOURCES.index(name) for name in REFERENCED])
    return strings(spell(n, "row-", serial), there)
