"""Why a duty says what it says of a journey, in the words of the proof, without the ledger's ids.

The proof is the library's (rights/proof); here its touchpoints are called as the journey page does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from touchpoint.calendar import CountedDay
from touchpoint.rights.code.duty import Duty, State
from touchpoint.rights.code.vocabulary import VERIFICATIONS
from touchpoint.rights.proof import words
from touchpoint.rights.proof.why import Proof, Step, prove
from touchpoint.rights.telling.wording import touchpoint_in_words
from touchpoint.service.journeys.pages.telling.due import (
    STILL_TO_DO,
    DueItem,
    Reader,
    item_of,
    kind_to_record,
    set_off_words,
)
from touchpoint.service.journeys.pages.telling.due_words import weekday
from touchpoint.service.journeys.pages.telling.known import Known
from touchpoint.service.journeys.pages.telling.roadmap import state_tag
from touchpoint.service.journeys.pages.words.happenings import heading_of, result_in_words
from touchpoint.service.journeys.pages.words.sources import source_in_words
from touchpoint.service.journeys.pages.words.tasks import holders_in_words, task_of
from touchpoint.service.ui.dates import day_in_words

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """One day of a count: which, and what it counts as."""

    day: str
    counts: bool
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Passed:
    """Something recorded that did not count, and why not."""

    what: str
    why_not: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """One time that the duty was set off, from what set it off to what it came to."""

    state: str
    conclusion: str
    set_off: str
    clock: str
    limit: str
    days: tuple[Day, ...]
    met: str
    passed: tuple[Passed, ...]
    coverage: str
    item: DueItem | None
    """What is to be done, where something is."""
    occurrence: str
    kind: str | None
    """What shows that it was done, where nobody can tell and this reader may record it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Why:
    """The rule, how far it may be relied on, and what it says of the journey."""

    duty_id: str
    title: str
    sentence: str
    citation: str
    verification: str
    verification_words: str
    verified: bool
    holders: str
    local: bool
    note: str
    turns: tuple[Turn, ...]
    """The newest first."""
    no_verdict: str


def why(known: Known, duty: Duty, reader: Reader) -> Why:
    """Why one duty says what it says. Ask only where an edition judges the journey."""
    if known.edition is None:
        raise ValueError("No edition judges this journey.")
    verdicts = [verdict for verdict in known.verdicts if verdict["duty_id"] == duty.id]
    proof = prove(duty, known.edition, known.record, verdicts)
    plain = _Plain(known, duty)
    turns = [_turn(known, proof, step, plain, reader) for step in proof.steps]
    return Why(
        duty_id=duty.id,
        title=duty.title,
        sentence=duty.sentence,
        citation=words.cited(duty, known.edition),
        verification=duty.verification,
        verification_words=VERIFICATIONS[duty.verification],
        verified=duty.verification == "V",
        holders=holders_in_words(duty),
        local=duty.local,
        note=duty.note or "",
        turns=tuple(reversed(turns)),
        no_verdict=plain(proof.no_verdict or ""),
    )


class _Plain:
    """A sentence of the proof with its touchpoints called as the page calls them."""

    def __init__(self, known: Known, duty: Duty) -> None:
        self._words: list[tuple[str, str]] = []
        for touchpoint in known.record.touchpoints:
            about = known.record.touchpoint(touchpoint["about"])
            called = named(touchpoint, about)
            self._words.append((touchpoint_in_words(touchpoint, duty), called))
            self._words.append((touchpoint["touchpoint_id"], f"“{called}”"))
        investigation = known.record.investigation
        self._words.append((f" ({investigation['investigation_id']})", ""))
        self._words.sort(key=lambda pair: -len(pair[0]))

    def __call__(self, sentence: str) -> str:
        for ledger, page in self._words:
            sentence = _replaced(sentence, ledger, page)
        return sentence


def named(touchpoint: Row, about: Row | None = None) -> str:
    """A touchpoint within a sentence: Told of the arrest, on 3 April 2024 (done, Crime system)."""
    result = result_in_words(touchpoint["result"]) if touchpoint["result"] else ""
    said = [result[:1].lower() + result[1:]] if result else []
    said.append(f"from {source_in_words(touchpoint['source'])}")
    on = day_in_words(touchpoint["happened_on"])
    return f"{heading_of(touchpoint, about)}, {on} ({', '.join(said)})"


def _replaced(sentence: str, ledger: str, page: str) -> str:
    """The sentence with whole words replaced: an id is not found within another word."""
    found, start = [], 0
    while (place := sentence.find(ledger, start)) >= 0:
        end = place + len(ledger)
        around = sentence[max(place - 1, 0) : place] + sentence[end : end + 1]
        whole = not any(letter.isalnum() or letter in "-_" for letter in around)
        found += [sentence[start:place], page if whole or " " in ledger else ledger]
        start = end
    return "".join([*found, sentence[start:]])


def _turn(known: Known, proof: Proof, step: Step, plain: _Plain, reader: Reader) -> Turn:
    duty, record = proof.duty, proof.record
    limit = f"{words.basis_reason(step, record)} {words.limit_reason(step, duty, record)}"
    open_still = step.verdict["state"] in STILL_TO_DO
    unknown = step.verdict["state"] == State.CANNOT_TELL
    return Turn(
        state=state_tag(step.verdict, known.today),
        conclusion=plain(words.conclusion(step, duty, record)),
        set_off=_set_off(step, known),
        clock=words.clock(step, duty),
        limit=plain(limit),
        days=tuple(_days(step, known)),
        met=_met(step, duty, known, plain),
        passed=tuple(_passed(step, known, plain)),
        coverage=_coverage(step, duty, known),
        item=item_of(known, step.verdict, reader) if open_still else None,
        occurrence=step.verdict["occurrence"],
        kind=kind_to_record(duty, reader.kinds) if unknown else None,
    )


def _set_off(step: Step, known: Known) -> str:
    """What set it off, and which source says so."""
    said = set_off_words(known, step.verdict)
    of = f" (from {source_in_words(step.trigger['source'])})" if step.trigger else ""
    return f"{said[:1].upper()}{said[1:]}{of}."


def _days(step: Step, known: Known) -> Iterator[Day]:
    """Day 0 and the days after it, one by one, where working days are counted."""
    if step.days:
        on = weekday(step.verdict["triggered_on"], known.today)
        yield Day(day=on, counts=False, words="day 0")
    for counted in step.days:
        last = counted is step.days[-1]
        yield Day(
            day=weekday(counted.day, known.today),
            counts=counted.counts,
            words=_counted(counted, last=last),
        )


def _counted(counted: CountedDay, *, last: bool) -> str:
    if not counted.counts:
        return f"not counted: {counted.why_not}"
    return f"working day {counted.number}" + (", the last" if last else "")


def _met(step: Step, duty: Duty, known: Known, plain: _Plain) -> str:
    """What met it; where nothing did, what would, as something to do."""
    if step.evidence is None and duty.recordable:
        do = task_of(duty, known.called.noun).do
        return f"Nothing recorded meets it. What would: {do[:1].lower()}{do[1:]}."
    return plain(words.what_met_it(step, duty))


def _passed(step: Step, known: Known, plain: _Plain) -> Iterator[Passed]:
    for passed in step.passed_over:
        about = known.record.touchpoint(passed.touchpoint["about"])
        yield Passed(what=named(passed.touchpoint, about), why_not=plain(passed.why_not))


def _coverage(step: Step, duty: Duty, known: Known) -> str:
    if not duty.recordable:
        return "No kind of record can show it, so nobody can tell from records whether it was done."
    day = day_in_words(step.verdict["triggered_on"])
    if not known.record.coverage:
        return "Nothing says what each source records, so they are taken to record everything."
    if not step.covered_by:
        return f"No source that is loaded says that it recorded this on {day}."
    names = sorted({source_in_words(row["source"]) for row in step.covered_by})
    return f"Recorded on {day} by {_listed(names)}, so a blank there means that it was not done."


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
