"""The proof of a verdict as a good colleague would tell it, in sentences under short headings.

What it rests on is why.py, and the sentences are words.py's; here they are put in order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from touchpoint.calendar import CountedDay
from touchpoint.rights.code.duty import Duty, Edition
from touchpoint.rights.code.vocabulary import VERIFICATIONS
from touchpoint.rights.proof import words
from touchpoint.rights.proof.journey_record import JourneyRecord
from touchpoint.rights.proof.why import Proof, Step
from touchpoint.rights.telling.wording import day_in_words, touchpoint_in_words

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A heading with its lines: each is a sentence or more, or one day of a count."""

    heading: str
    lines: tuple[str, ...]


def passages_of(proof: Proof) -> tuple[Passage, ...]:
    """The whole proof, from the rule to what it says of each time that it was set off."""
    duty, record = proof.duty, proof.record
    passages = [Passage(heading="The rule", lines=tuple(_rule(duty, proof.edition)))]
    if proof.no_verdict is not None:
        passages.append(Passage(heading="No verdict", lines=(proof.no_verdict,)))
    for number, step in enumerate(proof.steps, 1):
        of = f" ({number} of {len(proof.steps)})" if len(proof.steps) > 1 else ""
        state = step.verdict["state"].replace("_", " ").capitalize()
        lines = tuple(_step(step, duty, record))
        passages.append(Passage(heading=f"{state}{of}", lines=lines))
    return tuple(passages)


def _rule(duty: Duty, edition: Edition) -> Iterator[str]:
    yield duty.sentence
    yield words.cited(duty, edition)
    yield f"How far it is verified: {duty.verification}, {VERIFICATIONS[duty.verification]}."
    if duty.note:
        yield f"Note: {duty.note}"


def _step(step: Step, duty: Duty, record: JourneyRecord) -> Iterator[str]:
    yield words.set_off(step, duty, record)
    yield words.clock(step, duty)
    yield f"{words.basis_reason(step, record)} {words.limit_reason(step, duty, record)}"
    yield from _days(step)
    yield words.what_met_it(step, duty)
    if step.excuse is not None and step.verdict["done_on"] is not None:
        yield words.what_excuses(step.excuse, step, duty)
    for passed in step.passed_over:
        on = day_in_words(passed.touchpoint["happened_on"])
        what = touchpoint_in_words(passed.touchpoint, duty)
        yield f"Passed over, {on}: {what}; {passed.why_not}."
    if duty.recordable:
        yield words.covered(step, duty, record)
    yield words.conclusion(step, duty, record)


def _days(step: Step) -> Iterator[str]:
    """Day 0 and the days after it, one by one, where working days are counted."""
    if step.days:
        yield f"{_weekday(step.verdict['triggered_on'])}: day 0"
    for counted in step.days:
        yield f"{_weekday(counted.day)}: {_counted(counted, step.days[-1])}"


def _counted(counted: CountedDay, last: CountedDay) -> str:
    if not counted.counts:
        return f"not counted, {counted.why_not}"
    return f"working day {counted.number}" + (", the last" if counted is last else "")


def _weekday(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {day_in_words(day)}"
