"""Why a verdict is what it is: the proof of one duty on one journey, in values, then in English.

A proof names the rule and its authority, what set it off, the days counted one by one, which clock
was used and why, what met it or what is missing, and what the sources cover. proof_text.py says it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from touchpoint.calendar import CountedDay, days_between
from touchpoint.rights.duty import Duty, Limit, Rule, State, Unit

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class JourneyRecord:
    """Everything the ledger holds of one journey that a proof needs."""

    journey: Row
    investigation: Row
    touchpoints: Sequence[Row]
    coverage: Sequence[Row]

    def touchpoint(self, identity: str | None) -> Row | None:
        """The touchpoint of this id."""
        return next((t for t in self.touchpoints if t["touchpoint_id"] == identity), None)

    @property
    def corrected(self) -> frozenset[str]:
        """The touchpoints that others replace."""
        return frozenset(t["replaces"] for t in self.touchpoints if t["replaces"])


@dataclass(frozen=True, kw_only=True)
class PassedOver:
    """A touchpoint that could have met the duty and did not, with the reason."""

    touchpoint: Row
    why_not: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """The proof of one verdict: one time that the duty was triggered."""

    verdict: Row
    trigger: Row | None
    """The touchpoint that triggered it; none when the report did."""
    limit: Limit | None
    days: tuple[CountedDay, ...]
    evidence: Row | None
    passed_over: tuple[PassedOver, ...]
    covered_by: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Proof:
    """Why one duty says what it says of one journey on one day."""

    duty: Duty
    edition_title: str
    record: JourneyRecord
    as_at: date
    steps: tuple[Step, ...]
    no_row: str | None
    """Why the duty gives no verdict, when it gives none."""


def prove(
    duty: Duty,
    edition_title: str,
    record: JourneyRecord,
    verdicts: Sequence[Row],
    as_at: date,
    *,
    applies: bool,
) -> Proof:
    """Put the proof of a duty together from its verdicts and the record of the journey."""
    ordered = sorted(verdicts, key=lambda row: (row["triggered_on"], row["occurrence"]))
    return Proof(
        duty=duty,
        edition_title=edition_title,
        record=record,
        as_at=as_at,
        steps=tuple(_step(duty, record, verdict, as_at) for verdict in ordered),
        no_row=None if ordered else _why_no_row(duty, record, as_at, applies=applies),
    )


def _step(duty: Duty, record: JourneyRecord, verdict: Row, as_at: date) -> Step:
    limit = duty.enhanced if verdict["basis"] == "enhanced" else duty.standard
    return Step(
        verdict=verdict,
        trigger=record.touchpoint(verdict["occurrence"]),
        limit=limit,
        days=_days(duty, limit, verdict),
        evidence=record.touchpoint(verdict["evidence"]),
        passed_over=tuple(_passed_over(duty, record, verdict, as_at)),
        covered_by=tuple(_covering(duty, record, verdict["triggered_on"])),
    )


def _days(duty: Duty, limit: Limit | None, verdict: Row) -> tuple[CountedDay, ...]:
    """The days from day 0 to the due day, for limits that are counted in days."""
    counted = limit is not None and limit.unit is Unit.WORKING_DAYS
    if not counted or verdict["due_on"] is None or duty.rule is not Rule.WITHIN:
        return ()
    return tuple(days_between(verdict["triggered_on"], verdict["due_on"]))


def _passed_over(
    duty: Duty, record: JourneyRecord, verdict: Row, as_at: date
) -> Iterator[PassedOver]:
    """Touchpoints of the right kind, on or after day 0, that did not count."""
    kinds = {kind for matcher in duty.met_by for kind in matcher.kinds}
    results = {result for matcher in duty.met_by for result in matcher.results}
    for touchpoint in record.touchpoints:
        early = touchpoint["happened_on"] < verdict["triggered_on"]
        if touchpoint["kind"] not in kinds or early:
            continue
        if touchpoint["touchpoint_id"] in (verdict["evidence"], verdict["occurrence"]):
            continue
        reason = _why_not(touchpoint, record, results, as_at, done=verdict["done_on"])
        if reason:
            yield PassedOver(touchpoint=touchpoint, why_not=reason)


def _why_not(
    touchpoint: Row, record: JourneyRecord, results: set[str], as_at: date, *, done: date | None
) -> str | None:
    if touchpoint["touchpoint_id"] in record.corrected:
        return "it was corrected by a later record"
    if touchpoint["happened_on"] > as_at:
        return "it happened after the day asked about"
    if (touchpoint["result"] or "") not in results:
        return f"its result is “{touchpoint['result']}”, which does not count as done"
    if done is not None:
        return None
    return "it answers something else" if touchpoint["about"] else "it does not say what it answers"


def _covering(duty: Duty, record: JourneyRecord, day: date) -> Iterator[Row]:
    kinds = {kind for matcher in duty.met_by for kind in matcher.kinds}
    for row in record.coverage:
        open_ended = row["to_on"] is None
        if row["kind"] in kinds and row["from_on"] <= day and (open_ended or day <= row["to_on"]):
            yield row


def _why_no_row(duty: Duty, record: JourneyRecord, as_at: date, *, applies: bool) -> str:
    if record.investigation["reported_on"] > as_at:
        return f"The crime was reported after {as_at:%-d %B %Y}."
    if not applies:
        return "The duty does not concern this journey."
    if duty.trigger.matcher is None:
        return "Nothing fell due in the time that the duty runs."
    kinds = duty.trigger.matcher.kinds
    found = [t for t in record.touchpoints if t["kind"] in kinds]
    if not found:
        return f"Nothing has set it off: no {' or '.join(kinds)} is recorded on this journey."
    if all(t["touchpoint_id"] in record.corrected for t in found):
        return "What would set it off was corrected, and the correction does not."
    if all(t["happened_on"] > as_at for t in found):
        return f"What sets it off happened after {as_at:%-d %B %Y}."
    return "What is recorded does not set it off, or asks for nothing on this day."


UNDONE = frozenset({State.WAITING, State.MISSED, State.CANNOT_TELL})
"""States in which nothing has been done."""
