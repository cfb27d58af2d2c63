"""The worked examples of a duty, out of an edition file, with every fault of them.

On the authority of docs/explanation/how-a-duty-is-judged.md, section The file. Whether an example
is right is for the engines to say; here it is only made sure that it can be judged.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final, cast

from touchpoint.ledger.vocabulary import ENHANCED_BASES, RESULTS, ROLES
from touchpoint.rights.code.duty import Example, Shows, State
from touchpoint.rights.code.vocabulary import BASES, SHOWS
from touchpoint.rights.reading.declared import UNDER_KINDS, UNDER_MARKS, Words
from touchpoint.rights.reading.entries import Entry, repeated
from touchpoint.rights.reading.takes import Take, detail, list_of, moment, one_of

STATES: Final = tuple(state.value for state in State)

# What each table of an example may hold, and how each value is taken.


def _journey(words: Words) -> Mapping[str, Take]:
    return {
        "reported": moment,
        "closed": Entry.day,
        "marks": list_of(words.every_mark, UNDER_MARKS),
        "offence_group": Entry.text,
        "pathway": Entry.text,
        "outcome": Entry.text,
        "victim_based": Entry.truth,
        "role": one_of(ROLES),
        "age": Entry.number,
        "sex": Entry.text,
        "language": Entry.text,
        "disability": Entry.text,
        "enhanced_on": Entry.day,
        "enhanced_basis": list_of(ENHANCED_BASES),
    }


def _touchpoint(words: Words) -> Mapping[str, Take]:
    return {
        "id": Entry.text,
        "kind": one_of(words.every_kind, UNDER_KINDS),
        "at": moment,
        "received": Entry.day,
        "result": one_of(RESULTS),
        "about": Entry.text,
        "replaces": Entry.text,
        "channel": Entry.text,
        "detail": detail,
    }


def _coverage(words: Words) -> Mapping[str, Take]:
    return {
        "source": Entry.text,
        "kind": one_of(words.every_kind, UNDER_KINDS),
        "from": Entry.day,
        "to": Entry.day,
    }


_VERDICT: Final[Mapping[str, Take]] = {
    "of": Entry.text,
    "triggered": Entry.day,
    "due": Entry.day,
    "done": Entry.day,
    "state": one_of(STATES),
    "basis": one_of(BASES),
    "evidence": Entry.text,
    "reason": Entry.text,
}


def examples_of(duty: Entry, words: Words, *, recordable: bool) -> tuple[Example, ...]:
    """The examples of a duty: three at least, and of each kind one where the duty can be shown."""
    entries = duty.entries("examples", "example", needed=False) or []
    if len(entries) < len(SHOWS):
        duty.fault(f"it has {_counted(len(entries))}: give it at least three.")
    examples = tuple(_example(entry, words) for entry in entries)
    missing = [label for label in SHOWS if label not in {example.shows for example in examples}]
    if missing and recordable and entries:
        duty.fault(f"no example shows {' or '.join(missing)}: give one of each.")
    return examples


def _counted(number: int) -> str:
    return {0: "no example", 1: "one example"}.get(number, f"{number} examples")


def _example(entry: Entry, words: Words) -> Example:
    journey = entry.entry("journey")
    touchpoints = entry.entries("touchpoints", "touchpoint", needed=False) or []
    coverage = entry.entries("coverage", "coverage", needed=False) or []
    verdicts = entry.entries("verdicts", "verdict") or []
    example = Example(
        shows=cast("Shows", entry.word("shows", SHOWS)),
        says=entry.text("says") or "",
        journey={} if journey is None else _taken(journey, _journey(words), needed=("reported",)),
        touchpoints=tuple(
            _taken(each, _touchpoint(words), needed=("id", "kind", "at")) for each in touchpoints
        ),
        coverage=tuple(
            _taken(each, _coverage(words), needed=("source", "kind", "from")) for each in coverage
        ),
        # Any: when the day is missing there is a fault, and the example is never used.
        as_at=cast("Any", entry.day("as_at")),
        verdicts=tuple(_taken(v, _VERDICT, needed=("state", "basis")) for v in verdicts),
    )
    for fault in _loose_ends(example):
        entry.fault(fault)
    entry.close()
    return example


def _taken(
    entry: Entry, takes: Mapping[str, Take], *, needed: Collection[str]
) -> Mapping[str, Any]:
    """The values of a table as the file gives them, each checked."""
    found = {
        key: take(entry, key) for key, take in takes.items() if entry.says(key) or key in needed
    }
    entry.knows(takes)
    entry.close()
    return found


def _loose_ends(example: Example) -> Iterator[str]:
    """Touchpoints or verdicts that are there twice, loose names, and coverage that never holds.

    What a touchpoint is `about` may be absent: an example can show what becomes of such a one.
    """
    ids = [touchpoint["id"] for touchpoint in example.touchpoints if touchpoint["id"]]
    for name in repeated(ids):
        yield f"two touchpoints have the id {name!r}."
    for name in repeated(verdict.get("of") or "the report" for verdict in example.verdicts):
        yield f"two verdicts are set off by {name}: a duty gives one each time."
    for verdict in example.verdicts:
        for key in ("of", "evidence"):
            called = verdict.get(key)
            if called is not None and called not in ids:
                yield f"{key} names {called!r}, and no touchpoint of the example has that id."
    for row in example.coverage:
        if row["from"] and row.get("to") and row["to"] < row["from"]:
            yield f"coverage to {row['to']} ends before it begins on {row['from']}."
