"""A catalogue out of its TOML files, or every fault of them at once.

On the authority of docs/explanation/what-is-counted.md, which names every key. Nothing read with a
fault is used: a definition that cannot be trusted does not load.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from touchpoint.errors import Refused
from touchpoint.ledger.vocabulary import KINDS, RESULTS, REVIEW_VERDICTS
from touchpoint.measures.definition.dimensions import NAMES
from touchpoint.measures.definition.examples import examples_of
from touchpoint.measures.definition.measure import (
    DAYS_OF,
    GIVEN,
    Day,
    Direction,
    Measure,
    Population,
    Rows,
    Touch,
)
from touchpoint.rights.code.duty import State
from touchpoint.rights.reading.entries import TOP, Entry, repeated
from touchpoint.toml_file import table_of

DIRECTIONS = ("up", "down", "neutral")
SCALE = range(1, 8)


def read_measures(paths: Iterable[Path]) -> tuple[Measure, ...]:
    """The measures of some files, in order; refuse them all if there is a fault in any."""
    faults: list[str] = []
    measures: list[Measure] = []
    for path in paths:
        measures += _of_file(path, faults)
    names = [measure.name for measure in measures]
    faults += [f"two measures are called {name}." for name in repeated(names)]
    faults += [
        f"measure {measure.name}: per is {measure.per!r}, and there is no count of that name."
        for measure in measures
        if measure.per is not None
        and not any(m.name == measure.per and m.among is None for m in measures)
    ]
    if faults:
        raise Refused("The catalogue of measures cannot be used: correct its files.", faults)
    return tuple(measures)


def _of_file(path: Path, faults: list[str]) -> Sequence[Measure]:
    try:
        table = table_of(path)
    except Refused as refusal:
        faults.append(refusal.sentence)
        return []
    here: list[str] = []
    entry = Entry(table, TOP, here)
    found = []
    for each in entry.entries("measures", "measure") or []:
        before = len(here)
        measure = _measure(each)
        if len(here) == before:
            found.append(measure)
    entry.close()
    faults += [f"{path.name}, {fault}" for fault in here]
    return found


def _measure(entry: Entry) -> Measure:
    name = entry.text("name") or ""
    if name:
        entry.place = f"measure {name}"
    # A key that is faulty comes back as nothing, and then the measure is not used.
    population = Population(entry.word("population", [p.value for p in Population]) or "journeys")
    day = Day(entry.word("day", [d.value for d in DAYS_OF[population]]) or "reported")
    measure = Measure(
        name=name,
        title=entry.text("title") or "",
        statement=entry.text("statement") or "",
        owner=entry.text("owner") or "",
        right=entry.number("right", needed=False),
        direction=cast("Direction", entry.word("direction", DIRECTIONS)),
        unit_of_count=entry.text("unit_of_count") or "",
        population=population,
        day=day,
        counted=_rows(entry, "counted", population) or Rows(),
        among=_rows(entry, "among", population),
        per=entry.text("per", needed=False),
        needs=_needs(entry),
        also=entry.words("also", KINDS, needed=False) or (),
        apart=entry.words("apart", NAMES, needed=False) or (),
        within=entry.text("within", needed=False),
        note=entry.text("note", needed=False),
        examples=examples_of(entry),
    )
    if measure.among is not None and measure.per is not None:
        entry.fault("among and per both say what the denominator is: give one of them.")
    if population is not Population.TOUCHPOINTS and any(t.detail for t in measure.every_touch):
        entry.fault("only touchpoints themselves can be held to what their detail says.")
    for kind in _unsaid(measure):
        entry.fault(f"it counts {kind}, which is neither in needs nor in also.")
    entry.close()
    return measure


def _unsaid(measure: Measure) -> list[str]:
    """Kinds that a measure counts and does not say that it needs."""
    said = {kind for group in measure.needs for kind in group} | set(measure.also)
    counted = {kind for touch in measure.every_touch for kind in touch.kinds}
    return sorted(counted - said)


def _needs(entry: Entry) -> tuple[tuple[str, ...], ...]:
    """Groups of kinds: a list of lists."""
    groups = entry.take("needs", list, 'a list of lists of kinds, like [["plan.set"]]') or []
    found = []
    for number, group in enumerate(groups, 1):
        inner = Entry({"kinds": group}, f"{entry.place}, needs {number}", entry.faults)
        found.append(inner.words("kinds", KINDS) or ())
    return tuple(found)


_OF: Mapping[Population, tuple[str, ...]] = {
    Population.JOURNEYS: ("has", "without", "enhanced"),
    Population.INVESTIGATIONS: ("has", "without", "outcomes"),
    Population.TOUCHPOINTS: ("has",),
    Population.INTERVALS: ("kept",),
    Population.VERDICTS: ("states", "duties", "rights"),
    Population.ANSWERS: ("questions", "numbers"),
    Population.PERSONS: ("repeat_months",),
    Population.REVIEWS: ("verdicts",),
    Population.RETURNS: (),
}
"""Which conditions the rows of a population can be held to."""


def _rows(entry: Entry, key: str, population: Population) -> Rows | None:
    inner = entry.entry(key, needed=False)
    if inner is None:
        return None
    takes: Mapping[str, Callable[[], object]] = {
        "has": lambda: _touches(inner, "has"),
        "without": lambda: _touches(inner, "without"),
        "outcomes": lambda: _texts(inner, "outcomes"),
        "enhanced": lambda: inner.truth("enhanced") or False,
        "states": lambda: inner.words("states", [state.value for state in State]) or (),
        "duties": lambda: _texts(inner, "duties"),
        "rights": lambda: _whole(inner, "rights", range(1, 13)),
        "verdicts": lambda: inner.words("verdicts", REVIEW_VERDICTS) or (),
        "questions": lambda: _texts(inner, "questions"),
        "numbers": lambda: _whole(inner, "numbers", SCALE),
        "kept": lambda: inner.truth("kept") or False,
        "repeat_months": lambda: inner.number("repeat_months") or 0,
    }
    values = {name: takes[name]() for name in _OF[population] if inner.says(name)}
    inner.knows(_OF[population])
    inner.close()
    return Rows(**cast("Any", values))


def _touches(entry: Entry, key: str) -> tuple[Touch, ...]:
    return tuple(_touch(each) for each in entry.entries(key, key) or [])


def _touch(entry: Entry) -> Touch:
    kinds = entry.words("kinds", KINDS) or ()
    words = (*GIVEN, *RESULTS)
    results: tuple[str, ...] = GIVEN["done"]
    if entry.says("results"):
        said = entry.words("results", words) or ()
        results = tuple(dict.fromkeys(r for word in said for r in GIVEN.get(word, (word,))))
    detail = []
    inner = entry.entry("detail", needed=False)
    for name, values in inner.whatever_is_left() if inner is not None else []:
        if isinstance(values, list) and values and all(isinstance(v, str) for v in values):
            detail.append((name, tuple(values)))
        else:
            entry.fault(f"detail {name} must be a list of texts, each of which it may say.")
    entry.close()
    return Touch(kinds=kinds, results=results, detail=tuple(detail))


def _texts(entry: Entry, key: str) -> tuple[str, ...]:
    values = entry.take(key, list, "a list of texts") or []
    if not values or not all(isinstance(value, str) and value for value in values):
        entry.fault(f"{key} must be a list of texts, at least one.")
    return tuple(values)


def _whole(entry: Entry, key: str, allowed: range) -> tuple[int, ...]:
    values = entry.take(key, list, "a list of whole numbers") or []
    if not values or not all(type(value) is int and value in allowed for value in values):
        entry.fault(f"{key} must be a list of whole numbers from {allowed[0]} to {allowed[-1]}.")
    return tuple(values)
