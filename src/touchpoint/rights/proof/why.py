"""Why a verdict is what it is: the proof of one duty on one journey, in values.

A proof names the rule and its authority, what set it off, the limit and why that one, the days
counted one by one, what met it or is missing, and what the sources cover. text.py says it in
English; the verdict itself comes from the engine, and is explained here, never made again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from touchpoint.calendar import CountedDay, days_between
from touchpoint.rights.code.duty import Duty, Edition, Limit, Matcher, State, Unit
from touchpoint.rights.proof.due_by import due_by, limit_of
from touchpoint.rights.proof.journey_record import Answer, JourneyRecord, fits
from touchpoint.rights.proof.passed_over import PassedOver, excuse_of, passed_over
from touchpoint.rights.proof.why_none import why_none

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """The touchpoint that a verdict rests on, and how it answers what set the duty off."""

    touchpoint: Row
    answer: Answer | None
    """Nothing where whatever happened once the duty had started counts."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """The proof of one verdict: one time that the duty was set off."""

    verdict: Row
    trigger: Row | None
    """The touchpoint that set it off; none when the report did."""
    limit: Limit | None
    due_by: Row | None
    """The touchpoint that gives the due day, or by which the limit was agreed."""
    days: tuple[CountedDay, ...]
    evidence: Evidence | None
    excuse: Row | None
    """The touchpoint whose recorded reason excuses it."""
    passed_over: tuple[PassedOver, ...]
    covered_by: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Proof:
    """Why one duty says what it says of one journey on one day."""

    duty: Duty
    edition: Edition
    record: JourneyRecord
    steps: tuple[Step, ...]
    no_verdict: str | None
    """Why the duty gives no verdict, when it gives none."""


def prove(
    duty: Duty,
    edition: Edition,
    record: JourneyRecord,
    verdicts: Sequence[Row],
    *,
    whenever: bool = False,
) -> Proof:
    """Put the proof of a duty together from its verdicts and the record of the journey."""
    ordered = sorted(verdicts, key=lambda row: (row["triggered_on"], row["occurrence"]))
    return Proof(
        duty=duty,
        edition=edition,
        record=record,
        steps=tuple(_step(duty, record, verdict) for verdict in ordered),
        no_verdict=None if ordered else why_none(duty, edition, record, whenever=whenever),
    )


def kinds_that_meet(duty: Duty) -> tuple[str, ...]:
    """The kinds of touchpoint that can show that a duty was met."""
    return tuple(dict.fromkeys(kind for matcher in duty.met_by for kind in matcher.kinds))


def _step(duty: Duty, record: JourneyRecord, verdict: Row) -> Step:
    given_by = due_by(duty, record, verdict)
    limit = limit_of(duty, verdict, given_by)
    return Step(
        verdict=verdict,
        trigger=record.touchpoint(verdict["occurrence"]),
        limit=limit,
        due_by=given_by,
        days=_days(limit, verdict),
        evidence=_evidence(duty, record, verdict),
        excuse=excuse_of(duty, record, verdict),
        passed_over=tuple(passed_over(duty, record, verdict)),
        covered_by=tuple(_covering(duty, record, verdict)),
    )


def _days(limit: Limit | None, verdict: Row) -> tuple[CountedDay, ...]:
    """The days from day 0 to the due day, where it is working days that are counted."""
    if limit is None or limit.unit is not Unit.WORKING_DAYS or verdict["due_on"] is None:
        return ()
    return tuple(days_between(verdict["triggered_on"], verdict["due_on"]))


def _evidence(duty: Duty, record: JourneyRecord, verdict: Row) -> Evidence | None:
    touchpoint = record.touchpoint(verdict["evidence"])
    if touchpoint is None:
        return None
    answering = any(
        matcher.answers == "trigger" and fits(matcher, touchpoint)
        for matcher in _matchers_of(duty, verdict)
    )
    answer = record.answered_by(touchpoint, duty) if answering else None
    return Evidence(touchpoint=touchpoint, answer=answer)


def _matchers_of(duty: Duty, verdict: Row) -> tuple[Matcher, ...]:
    """The matchers of the part that the evidence of a verdict plays."""
    if verdict["done_on"] is not None:
        return duty.met_by
    return duty.declined_by if verdict["state"] == State.DECLINED else duty.excused_by


def _covering(duty: Duty, record: JourneyRecord, verdict: Row) -> Iterator[Row]:
    day, kinds = verdict["triggered_on"], kinds_that_meet(duty)
    for row in record.coverage:
        until = row["to_on"]
        if row["kind"] in kinds and row["from_on"] <= day and (until is None or day <= until):
            yield row
