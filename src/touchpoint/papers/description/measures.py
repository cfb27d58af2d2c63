"""The measures that a paper may name: those of the catalogue, and a few that follow from them.

`duty_late` and `duty_missed` count the verdicts that `duty_met` counts among; `answered_1` to
`answered_7` the points of the scale that `satisfied` counts on, `answered_unsure` and
`answered_not_applicable` who gave it no point; `said_yes:QUESTION` any question of an instrument,
by its own scale. Each may be held to one value, like the measure it follows.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from touchpoint.errors import Refused
from touchpoint.measures.catalogue import measure_asked, measure_named
from touchpoint.measures.definition.measure import Measure, Rows
from touchpoint.voice.instrument import NOT_APPLICABLE, Instruments, Scale

SAID_YES: Final = "said_yes"
POINTS: Final = range(1, 8)
UNSURE: Final = "answered_unsure"
ASIDES: Final = {UNSURE: "Do not know", "answered_not_applicable": "Does not apply"}
"""Answers that are no point of a scale and stand in no share."""

STATES: Final = {"duty_late": "late", "duty_missed": "missed"}


def measure_of(name: str, instruments: Instruments) -> Measure:
    """The measure of a name, held to one value where it says so; refused where there is none."""
    head, _, value = name.partition(":")
    if value and (head == "satisfied" or head.startswith("answered_")):
        instruments.named(value)
    return measure_called(name, instruments)


def followers(instruments: Instruments) -> Iterator[Measure]:
    """The measures that follow from those of the catalogue, one for each question of a survey."""
    asked = (q.name for q in instruments.questions.values() if q.asked_in == "survey")
    points = (f"answered_{point}" for point in POINTS)
    for name in (*STATES, *points, *ASIDES, *(f"{SAID_YES}:{question}" for question in asked)):
        yield measure_of(name, instruments)


def measure_called(name: str, instruments: Instruments) -> Measure:
    """The measure of a name, of whatever question: a ledger may hold answers to others."""
    head, _, value = name.partition(":")
    if head == SAID_YES:
        return _said_yes(name, value, instruments)
    if head in STATES:
        base = measure_asked(name.replace(head, "duty_met", 1))
        state = STATES[head]
        return replace(
            base,
            name=name,
            title=f"Duties {'met late' if state == 'late' else 'missed'}",
            statement=f"Of the verdicts on the duties of the Victims' Code, how many are {state}.",
            direction="down",
            counted=replace(base.counted, states=(state,)),
            examples=(),
        )
    if head in ASIDES:
        return _aside(name, head, instruments)
    point = head.removeprefix("answered_")
    if head.startswith("answered_") and point.isdigit() and int(point) in POINTS:
        base = measure_asked(name.replace(head, "satisfied", 1))
        return replace(
            base,
            name=name,
            title=f"Answered {point} of 7",
            statement=f"Of the answers given on the scale of seven, how many are at {point}.",
            direction="neutral",
            counted=replace(base.counted, numbers=(int(point),)),
            examples=(),
        )
    return measure_asked(name)


def is_plain(measure: Measure) -> bool:
    """Whether it is a count alone: answers are counted as shares, if only of themselves."""
    return not measure.is_among_others


def _aside(name: str, head: str, instruments: Instruments) -> Measure:
    base = measure_asked(name.replace(head, "satisfied", 1))
    unsure = {word for each in instruments.questions.values() for word in each.scale.unsure}
    words = tuple(sorted(unsure)) if head == UNSURE else NOT_APPLICABLE
    asked = base.among.questions if base.among is not None else ()
    counted = Rows(words=words, questions=base.counted.questions or asked)
    says = "that the victim does not know" if head == UNSURE else "that it does not apply"
    return replace(
        base,
        name=name,
        title=ASIDES[head],
        statement=f"How many answers to questions on the scale of seven say {says}.",
        unit_of_count="answers",
        direction="neutral",
        counted=counted,
        among=counted,
        within=None,
        examples=(),
    )


def _said_yes(name: str, question: str, instruments: Instruments) -> Measure:
    if not question:
        raise Refused("said_yes names a question: write it as said_yes:statement_offered.")
    held = instruments.named(question)
    yes, either = _conditions(held.scale)
    of_words = held.scale.yes_from is None
    return replace(
        measure_named("satisfied"),
        name=name,
        title=held.title,
        statement=f"Of the answers to the question “{held.asks}”, how many {_says(held.scale)}.",
        unit_of_count="answers of yes or no" if of_words else "answers on its scale",
        counted=replace(yes, questions=(question,)),
        among=replace(either, questions=(question,)),
        apart=("survey",),
        within=f"answers_given:{question}",
        direction="up",
        note=held.note,
        examples=(),
    )


def _says(scale: Scale) -> str:
    """What counts as yes, in words: of a scale of points it is said which points."""
    if scale.yes_from is None or scale.lowest is None or scale.highest is None:
        return "say yes"
    span = f"on the scale of {scale.lowest} to {scale.highest}"
    points = range(scale.yes_from, scale.highest + 1)
    told = [
        f"{n} ({scale.words[n - scale.lowest].replace('_', ' ')})" if scale.words else str(n)
        for n in points
    ]
    listed = f"{', '.join(told[:-1])} or {told[-1]}" if told[1:] else told[0]
    return f"are {listed} {span}"


def _conditions(scale: Scale) -> tuple[Rows, Rows]:
    """What says yes on a scale, and what says yes or no."""
    if scale.yes_from is not None and scale.lowest is not None and scale.highest is not None:
        numbers = tuple(range(scale.lowest, scale.highest + 1))
        yes = tuple(number for number in numbers if number >= scale.yes_from)
        words = scale.words
        return (
            Rows(numbers=yes, words=tuple(words[n - scale.lowest] for n in yes) if words else ()),
            Rows(numbers=numbers, words=words),
        )
    return Rows(words=scale.yes), Rows(words=(*scale.yes, *scale.no))
