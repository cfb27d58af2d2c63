"""The proof of a verdict as plain values with stable keys, for programs: what `why` gives as JSON.

It holds what the text holds (text.py); keys are added, never renamed or taken away.
"""

from typing import Any

from touchpoint.rights.code.duty import Duty, Limit
from touchpoint.rights.code.vocabulary import VERIFICATIONS
from touchpoint.rights.proof import words
from touchpoint.rights.proof.journey_record import JourneyRecord, Row
from touchpoint.rights.proof.why import Proof, Step

Plain = dict[str, Any]


def plain_proof(proof: Proof) -> Plain:
    """The whole proof."""
    duty, record = proof.duty, proof.record
    return {
        "journey_id": record.journey["journey_id"],
        "duty_id": duty.id,
        "edition": duty.edition,
        "as_at": record.as_at,
        "rule": {
            "title": duty.title,
            "sentence": duty.sentence,
            "citation": words.cited(duty, proof.edition),
            "verification": duty.verification,
            "verification_in_words": VERIFICATIONS[duty.verification],
            "note": duty.note,
            "right": duty.right,
            "paragraph": duty.paragraph,
            "holders": list(duty.holders),
            "source": duty.source,
            "local": duty.local,
        },
        "occurrences": [_occurrence(step, duty, record) for step in proof.steps],
        "no_verdict": proof.no_verdict,
    }


def _occurrence(step: Step, duty: Duty, record: JourneyRecord) -> Plain:
    verdict = step.verdict
    return {
        "occurrence": verdict["occurrence"],
        "triggered_on": verdict["triggered_on"],
        "set_off_by": _touchpoint(step.trigger),
        "set_off_in_words": words.set_off(step, duty, record),
        "clock": duty.clock,
        "basis": verdict["basis"],
        "basis_reason": words.basis_reason(step, record),
        "limit": _limit(step.limit),
        "limit_reason": words.limit_reason(step, duty, record),
        "due_by": _touchpoint(step.due_by),
        "due_on": verdict["due_on"],
        "done_on": verdict["done_on"],
        "state": verdict["state"],
        "state_in_words": words.conclusion(step, duty, record),
        "evidence": verdict["evidence"],
        "evidence_in_words": words.what_met_it(step, duty),
        "reason": verdict["reason"],
        "days": [
            {
                "day": counted.day,
                "counts": counted.counts,
                "number": counted.number,
                "why_not": counted.why_not,
            }
            for counted in step.days
        ],
        "passed_over": [
            {**(_touchpoint(passed.touchpoint) or {}), "why_not": passed.why_not}
            for passed in step.passed_over
        ],
        "coverage": [
            {key: row[key] for key in ("source", "kind", "from_on", "to_on")}
            for row in step.covered_by
        ],
        "coverage_in_words": words.covered(step, duty, record),
        "clock_in_words": words.clock(step, duty),
        "shown_by": _touchpoint(step.evidence.touchpoint) if step.evidence else None,
        "excused_by": _touchpoint(step.excuse),
    }


def _touchpoint(touchpoint: Row | None) -> Plain | None:
    """A touchpoint without its detail, which may hold what was said in somebody's own words."""
    if touchpoint is None:
        return None
    keys = ("touchpoint_id", "kind", "happened_on", "received_on", "result", "about", "source")
    at = words.instant(touchpoint["happened_at"])
    return {**{key: touchpoint[key] for key in keys}, "happened_at": at}


def _limit(limit: Limit | None) -> Plain | None:
    return {"value": limit.value, "unit": limit.unit.value} if limit is not None else None
