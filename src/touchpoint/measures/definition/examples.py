"""The worked examples of a measure, out of a catalogue's file, with every fault of them.

Whether an example is right is for the engines to say; here it is made sure that it can be counted.
A journey names its investigation by its number in the example, and everything else names its
journey so.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, cast

from touchpoint.calendar import read_period
from touchpoint.errors import Refused
from touchpoint.ledger.vocabulary import (
    ENHANCED_BASES,
    MARKS,
    RESULTS,
    REVIEW_VERDICTS,
    ROLES,
    TOUCHPOINT_KINDS,
)
from touchpoint.measures.definition.measure import SHOWS, Example, Shows
from touchpoint.rights.reading.entries import Entry, repeated
from touchpoint.rights.reading.takes import Take, detail, list_of, moment, one_of


def _amount(entry: Entry, key: str) -> object:
    return entry.take(key, float, "a number with a point, like 3.0")


_PARTS: Mapping[str, tuple[Mapping[str, Take], tuple[str, ...]]] = {
    "investigations": (
        {
            "reported": moment,
            "closed": Entry.day,
            "marks": list_of(MARKS),
            "offence_group": Entry.text,
            "pathway": Entry.text,
            "outcome": Entry.text,
            "victim_based": Entry.truth,
            "reference": Entry.text,
        },
        ("reported",),
    ),
    "journeys": (
        {
            "investigation": Entry.number,
            "person": Entry.text,
            "role": one_of(ROLES),
            "age": Entry.number,
            "sex": Entry.text,
            "enhanced_on": Entry.day,
            "enhanced_basis": list_of(ENHANCED_BASES),
        },
        (),
    ),
    "touchpoints": (
        {
            "id": Entry.text,
            "journey": Entry.number,
            "kind": one_of(TOUCHPOINT_KINDS),
            "at": moment,
            "result": one_of(RESULTS),
            "about": Entry.text,
            "replaces": Entry.text,
            "source": Entry.text,
            "recorded": moment,
            "detail": detail,
        },
        ("kind", "at"),
    ),
    "coverage": (
        {
            "source": Entry.text,
            "kind": one_of(TOUCHPOINT_KINDS),
            "from": Entry.day,
            "to": Entry.day,
            "note": Entry.text,
        },
        ("source", "kind", "from"),
    ),
    "answers": (
        {
            "journey": Entry.number,
            "survey": Entry.text,
            "question": Entry.text,
            "on": Entry.day,
            "number": Entry.number,
            "value": Entry.text,
            "weight": _amount,
        },
        ("question", "on"),
    ),
    "reviews": (
        {
            "question": Entry.text,
            "verdict": one_of(REVIEW_VERDICTS),
            "on": Entry.day,
            "second": Entry.truth,
        },
        ("question", "verdict", "on"),
    ),
    "returns": (
        {
            "provider": Entry.text,
            "service": Entry.text,
            "indicator": Entry.text,
            "from": Entry.day,
            "to": Entry.day,
            "value": _amount,
        },
        ("from", "to"),
    ),
}
"""What each part of an example may hold, how each value is taken, and what must be there."""


def examples_of(measure: Entry) -> tuple[Example, ...]:
    """The examples of a measure: three at least, and one of each kind."""
    entries = measure.entries("examples", "example", needed=False) or []
    if len(entries) < len(SHOWS):
        measure.fault(f"it has {_counted(len(entries))}: give it at least three.")
    examples = tuple(_example(entry) for entry in entries)
    missing = [SHOWS[label] for label in SHOWS if label not in {e.shows for e in examples}]
    if missing and entries:
        measure.fault(f"no example shows what {' or '.join(missing)}: give one of each.")
    return examples


def _counted(number: int) -> str:
    return {0: "no example", 1: "one example"}.get(number, f"{number} examples")


def _example(entry: Entry) -> Example:
    parts = {name: _part(entry, name) for name in _PARTS}
    period = entry.text("period") or ""
    try:
        read_period(period)
    except Refused as refusal:
        entry.fault(f"period: {refusal.sentence}")
    found = Example(
        shows=cast("Shows", entry.word("shows", list(SHOWS))),
        says=entry.text("says") or "",
        period=period,
        as_at=entry.day("as_at") or date.min,
        numerator=_whole(entry, "numerator"),
        denominator=_whole(entry, "denominator"),
        **cast("Any", parts),
    )
    for fault in _loose_ends(found):
        entry.fault(fault)
    entry.close()
    return found


def _whole(entry: Entry, key: str) -> int | None:
    """A count; left out where there is none, as of a figure that is missing."""
    return entry.number(key, needed=False)


def _part(entry: Entry, name: str) -> tuple[Mapping[str, Any], ...]:
    takes, needed = _PARTS[name]
    rows = entry.entries(name, name.removesuffix("s"), needed=False) or []
    return tuple(_taken(row, takes, needed) for row in rows)


def _taken(row: Entry, takes: Mapping[str, Take], needed: Collection[str]) -> Mapping[str, Any]:
    found = {key: take(row, key) for key, take in takes.items() if row.says(key) or key in needed}
    row.knows(takes)
    row.close()
    return found


def _loose_ends(example: Example) -> list[str]:
    """Numbers of journeys and investigations that are not there, and names that stand twice."""
    journeys = len(example.journeys) or 1
    of = [row.get("journey") or 1 for row in (*example.touchpoints, *example.answers)]
    faults = [
        f"journey is {wanted}, and there are {journeys}."
        for wanted in of
        if not 1 <= wanted <= journeys
    ]
    crimes = len(example.investigations)
    named = [row.get("investigation") or 1 for row in example.journeys]
    faults += [
        f"investigation is {wanted}, and there are {crimes}."
        for wanted in named
        if not 1 <= wanted <= crimes
    ]
    ids = [row["id"] for row in example.touchpoints if row.get("id")]
    faults += [f"two touchpoints have the id {name!r}." for name in repeated(ids)]
    return faults
