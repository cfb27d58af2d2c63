"""Instruments out of TOML files, or every fault of them at once.

A question carries worked examples, which are read as its answers would be: one that is read
otherwise than it says is a fault, and nothing read with a fault is used.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

from touchpoint.errors import Refused
from touchpoint.ledger.vocabulary import KINDS, RESULTS
from touchpoint.toml_file import table_of
from touchpoint.voice.instrument import (
    RECORDS,
    SAYS,
    Instruments,
    Question,
    Record,
    Scale,
    Touch,
)
from touchpoint.voice.taking import Taking

FEWEST = 3
SHIPPED = Path(__file__).parent / "instruments.toml"


def shipped() -> Instruments:
    """The questions that come with the package."""
    return read_instruments([SHIPPED])


def with_own(path: Path | None) -> Instruments:
    """The questions that come with the package, with those of a file laid over them."""
    held = shipped()
    return held if path is None else held.laid_over(read_instruments([path], beside=_scales(held)))


def read_instruments(
    paths: Iterable[Path], beside: Mapping[str, Scale] | None = None
) -> Instruments:
    """The questions of some files; refuse them all if there is a fault in any."""
    faults: list[str] = []
    questions: dict[str, Question] = {}
    for path in paths:
        for question in _of_file(path, dict(beside or {}), faults):
            if question.name in questions:
                faults.append(f"two questions are called {question.name}.")
            questions[question.name] = question
    if faults:
        raise Refused("These instruments cannot be used: correct their files.", faults)
    return Instruments(questions=questions)


def _scales(held: Instruments) -> Mapping[str, Scale]:
    return {question.scale.name: question.scale for question in held.questions.values()}


def _of_file(path: Path, scales: dict[str, Scale], faults: list[str]) -> list[Question]:
    try:
        table = table_of(path)
    except Refused as refusal:
        faults.append(refusal.sentence)
        return []
    here: list[str] = []
    top = Taking(table, "", here)
    own: set[str] = set()
    for entry in top.tables("scales", "scale", needed=False):
        scale = _scale(entry)
        if scale.name in own:
            entry.fault(f"two scales are called {scale.name}.")
        own.add(scale.name)
        scales[scale.name] = scale
    questions = [_question(entry, scales) for entry in top.tables("questions", "question")]
    top.place = "the file"
    top.close()
    faults += [f"{path.name}, {fault}" for fault in here]
    return [question for question in questions if question is not None]


def _scale(entry: Taking) -> Scale:
    name = entry.text("name") or ""
    if name:
        entry.place = f"scale {name}"
    numbered = entry.says("lowest") or entry.says("highest")
    scale = Scale(
        name=name,
        yes=entry.words("yes", needed=not numbered),
        no=entry.words("no", needed=not numbered),
        unsure=entry.words("unsure", needed=False),
        words=entry.words("words", needed=False),
        lowest=entry.number("lowest", needed=numbered),
        highest=entry.number("highest", needed=numbered),
        yes_from=entry.number("yes_from", needed=numbered),
    )
    for fault in _faults_of(scale):
        entry.fault(fault)
    entry.close()
    return scale


def _faults_of(scale: Scale) -> list[str]:
    faults = []
    every = [*scale.yes, *scale.no, *scale.unsure, *scale.words]
    faults += [
        f"{word!r} stands for two things." for word in sorted(set(every)) if every.count(word) > 1
    ]
    if any(word != word.strip().lower() for word in every):
        faults.append("words are written in small letters: answers are read so.")
    if scale.lowest is None or scale.highest is None:
        return faults
    if scale.lowest >= scale.highest:
        faults.append(f"it runs from {scale.lowest} to {scale.highest}: the highest must be more.")
    elif scale.yes_from is not None and not scale.lowest < scale.yes_from <= scale.highest:
        faults.append(f"yes_from is {scale.yes_from}, and must lie above the lowest and on it.")
    steps = scale.highest - scale.lowest + 1
    if scale.words and len(scale.words) != steps:
        faults.append(f"it has {steps} numbers and {len(scale.words)} words: give each its word.")
    return faults


def _question(entry: Taking, scales: Mapping[str, Scale]) -> Question | None:
    name = entry.text("name") or ""
    if name:
        entry.place = f"question {name}"
    asked_in = entry.word("asked_in", ("survey", "closure"), needed=False) or "survey"
    scale = entry.word("scale", tuple(scales))
    before = len(entry.faults)
    question = Question(
        name=name,
        title=entry.text("title") or "",
        asks=entry.text("asks") or "",
        sort=cast("Any", entry.word("sort", ("memory", "satisfaction")) or "memory"),
        scale=scales[scale] if scale else Scale(name=""),
        asked_in=cast("Any", asked_in),
        detail=entry.text("detail", needed=asked_in == "closure"),
        record=_record(entry.table("record", needed=asked_in == "closure")),
        note=entry.text("note", needed=False),
    )
    if asked_in == "survey" and question.detail:
        entry.fault("detail names a word of closure.discussed, and this is asked in a survey.")
    examples = entry.tables("examples", "example")
    if scale and len(entry.faults) == before:
        _hold_to_examples(entry, question, examples)
    entry.close()
    return question if scale else None


def _hold_to_examples(entry: Taking, question: Question, examples: list[Taking]) -> None:
    seen = set()
    for example in examples:
        value, number = example.text("value", needed=False), example.amount("number")
        wanted = example.word("reads", SAYS)
        example.close()
        found = question.scale.reads(value, number)
        seen.add(wanted)
        if wanted is not None and found != wanted:
            example.fault(f"it is read as {found}, and says {wanted}.")
    if len(examples) < FEWEST or not {"yes", "no"} <= seen:
        entry.fault("it needs three examples, of which one reads yes and one no.")


def _record(entry: Taking | None) -> Record | None:
    if entry is None:
        return None
    duty = entry.text("duty") or ""
    by = entry.word("by", ("touchpoints", "verdicts"))
    counts = by == "touchpoints"
    record = Record(
        duty=duty,
        by=cast("Any", by or "verdicts"),
        yes=_touches(entry, "yes", needed=counts),
        unsure=_touches(entry, "unsure", needed=False),
    )
    if by == "verdicts" and (record.yes or record.unsure):
        entry.fault("a record by verdicts names no touchpoints: the duty does.")
    _hold_record_to_examples(entry, record, needed=counts)
    entry.close()
    return record


def _hold_record_to_examples(entry: Taking, record: Record, *, needed: bool) -> None:
    examples = entry.tables("examples", "example", needed=needed)
    seen = set()
    for example in examples:
        there = [
            (each.word("kind", KINDS) or "", each.word("result", ("", *RESULTS), needed=False))
            for each in example.tables("has", "touchpoint", needed=False)
        ]
        covered = example.take("covered", bool, needed=False)
        wanted = example.word("says", RECORDS)
        example.close()
        found = record.says(there, covered=covered is not False)
        seen.add(wanted)
        if wanted is not None and found != wanted:
            example.fault(f"the record is read as {found}, and it says {wanted}.")
    if needed and (len(examples) < FEWEST or not {"yes", "no"} <= seen):
        entry.fault("it needs three examples, of which one says yes and one no.")


def _touches(entry: Taking, key: str, *, needed: bool) -> tuple[Touch, ...]:
    found = []
    for each in entry.tables(key, key, needed=needed):
        found.append(
            Touch(kinds=each.words("kinds", KINDS), results=each.words("results", ("", *RESULTS)))
        )
        each.close()
    return tuple(found)
