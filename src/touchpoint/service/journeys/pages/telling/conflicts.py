"""Where sources say different things of one fact: what each says, side by side, and who is silent.

What a result means for a fact is the extracts room's (facts.toml); a page judges no source.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from touchpoint.extracts.facts import OPEN, Fact, fact_named
from touchpoint.service.journeys.pages.telling.known import Known
from touchpoint.service.journeys.pages.words.happenings import HEADINGS, result_in_words
from touchpoint.service.journeys.pages.words.sources import source_in_words
from touchpoint.service.ui.dates import day_in_words

Row = Mapping[str, Any]

FACTS: Final = (
    "statement.offered",
    "referral.offered",
    "restorative.offered",
    "needs.assessed",
    "acknowledgement.sent",
    "information.sent",
    "contact.agreed",
)
"""Facts that several systems record of one journey."""

ONCE: Final = ("crime.recorded", "investigation.filed", "case.decided", "sentence.passed")
"""What happens once, so that two sources ought to give one day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Says:
    """What one source says of a fact; the touchpoint that says it and its kind, if there is one."""

    source: str
    words: str
    when: str
    touchpoint_id: str | None
    kind: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Conflict:
    """A fact of which sources say different things."""

    fact: str
    says: tuple[Says, ...]
    differ_in: str


def conflicts(known: Known) -> tuple[Conflict, ...]:
    """Every fact of which sources that speak disagree."""
    return (*_answers_differ(known), *_days_differ(known))


def _answers_differ(known: Known) -> Iterator[Conflict]:
    for kind in FACTS:
        fact = fact_named(kind)
        by_source = _said_by_source(known, fact)
        words = {fact_word for fact_word, _ in by_source.values()}
        if len({_meaning(fact, word) for word in words}) > 1:
            spoken = [_says(source, *said) for source, said in sorted(by_source.items())]
            silent = list(_silent(known, fact, by_source))
            yield Conflict(
                fact=HEADINGS[kind],
                says=(*spoken, *silent),
                differ_in="They disagree on what happened.",
            )


def _said_by_source(known: Known, fact: Fact) -> dict[str, tuple[str, Row]]:
    """The answer of each source that speaks: the last in the order of the fact's words."""
    found: dict[str, tuple[str, Row]] = {}
    implied = dict(fact.implied_by)
    for touchpoint in known.record.counting:
        if touchpoint["kind"] not in fact.kinds:
            continue
        word = _word(touchpoint, fact, implied)
        if word is None:
            continue
        held = found.get(touchpoint["source"])
        if held is None or fact.code(word) >= fact.code(held[0]):
            found[touchpoint["source"]] = (word, touchpoint)
    return found


def _word(touchpoint: Row, fact: Fact, implied: Mapping[str, str]) -> str | None:
    if touchpoint["kind"] != fact.kind:
        done = (touchpoint["result"] or "done") in {"done", "accepted"}
        return implied[touchpoint["kind"]] if done else None
    word = touchpoint["result"] or OPEN
    return word if word in fact.words else None


def _meaning(fact: Fact, word: str) -> str:
    """What a word comes to: a choice is its own meaning, else whether it is a yes or a no."""
    if word in fact.choices:
        return word
    return "yes" if word in fact.yes else "no"


def _says(source: str, word: str, touchpoint: Row) -> Says:
    heading = HEADINGS.get(touchpoint["kind"], touchpoint["kind"])
    result = result_in_words(None if word == OPEN else touchpoint["result"])
    return Says(
        source=source_in_words(source),
        words=f"{heading}: {result[:1].lower()}{result[1:]}",
        when=day_in_words(touchpoint["happened_on"]),
        touchpoint_id=touchpoint["touchpoint_id"],
        kind=touchpoint["kind"],
    )


def _silent(known: Known, fact: Fact, spoken: Mapping[str, object]) -> Iterator[Says]:
    """The sources that claim to record the fact and say nothing of it here."""
    reported = known.record.investigation["reported_on"]
    claiming = {
        row["source"]
        for row in known.record.coverage
        if row["kind"] == fact.kind
        and row["from_on"] <= reported
        and (row["to_on"] is None or reported <= row["to_on"])
    }
    for source in sorted(claiming - spoken.keys()):
        yield Says(
            source=source_in_words(source),
            words="Says nothing, though it records these",
            when="",
            touchpoint_id=None,
            kind=None,
        )


def _days_differ(known: Known) -> Iterator[Conflict]:
    for kind in ONCE:
        found = [touchpoint for touchpoint in known.record.counting if touchpoint["kind"] == kind]
        days = {touchpoint["happened_on"] for touchpoint in found}
        if len(days) > 1 and len({touchpoint["source"] for touchpoint in found}) > 1:
            yield Conflict(
                fact=HEADINGS[kind],
                says=tuple(_dated(found)),
                differ_in="They give different days.",
            )


def _dated(found: Sequence[Row]) -> Iterator[Says]:
    for touchpoint in found:
        yield Says(
            source=source_in_words(touchpoint["source"]),
            words=HEADINGS[touchpoint["kind"]],
            when=day_in_words(touchpoint["happened_on"]),
            touchpoint_id=touchpoint["touchpoint_id"],
            kind=touchpoint["kind"],
        )
