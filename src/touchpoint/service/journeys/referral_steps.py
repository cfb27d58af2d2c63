"""What a support service may record of a referral, and when: accepted once, closed once, in order.

Pure. A referral begins when it is sent and ends when it is closed; sent again, it begins anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from touchpoint.rights.code.duty import DONE

SENT: Final = "referral.sent"
ACCEPTED: Final = "referral.accepted"
CLOSED: Final = "referral.closed"
_ORDER: Final = (SENT, ACCEPTED, CLOSED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One thing that is recorded of a referral, and counts."""

    kind: str
    happened_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Referral:
    """One referral, from when it was sent."""

    sent_at: datetime
    accepted_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def earliest_close(self) -> datetime:
        """Before which it was not closed."""
        return self.accepted_at or self.sent_at

    def not_again(self, kind: str) -> Iterator[str]:
        """Why a step is not recorded of it, whenever it was."""
        if self.closed_at is not None:
            yield (
                "The referral is closed: correct what is wrong with it, or ask whoever referred "
                "the person to send another."
            )
        elif kind == ACCEPTED and self.accepted_at is not None:
            yield "The referral has been accepted already: correct that if it is wrong."


def step_of(row: Mapping[str, Any]) -> Step | None:
    """A touchpoint as a step of a referral; none where it is none, or was not made."""
    if row["kind"] not in _ORDER or (row["result"] or "") not in DONE:
        return None
    return Step(kind=row["kind"], happened_at=row["happened_at"])


def referrals_of(steps: Sequence[Step]) -> tuple[Referral, ...]:
    """The referrals that steps tell of, the earliest first."""
    found: list[Referral] = []
    for step in sorted(steps, key=lambda each: (each.happened_at, _ORDER.index(each.kind))):
        if step.kind == SENT:
            if not found or found[-1].closed_at is not None:
                found.append(Referral(sent_at=step.happened_at))
        elif found and step.kind == ACCEPTED:
            found[-1] = replace(found[-1], accepted_at=found[-1].accepted_at or step.happened_at)
        elif found:
            found[-1] = replace(found[-1], closed_at=found[-1].closed_at or step.happened_at)
    return tuple(found)


def faults_of_step(step: Step, others: Sequence[Step]) -> Iterator[str]:
    """What is wrong with a new step, beside those that there are."""
    referrals = referrals_of(others)
    if not referrals or step.kind not in {ACCEPTED, CLOSED}:
        return
    faults = [*referrals[-1].not_again(step.kind)]
    yield from faults or _out_of_order(step, referrals[-1])


def faults_of_corrected(step: Step, before: datetime, others: Sequence[Step]) -> Iterator[str]:
    """What is wrong with a step in place of one that was said to have happened before or after."""
    referrals = referrals_of(others)
    if not referrals or step.kind not in {ACCEPTED, CLOSED}:
        return
    begun = [each for each in referrals if each.sent_at <= before]
    of = begun[-1] if begun else referrals[0]
    if of.closed_at is not None and step.kind == CLOSED:
        yield from of.not_again(step.kind)
    elif of.closed_at is not None and step.happened_at > of.closed_at:
        yield "It lies after the referral was closed: check the day and the time."
    else:
        yield from _out_of_order(step, of)


def _out_of_order(step: Step, of: Referral) -> Iterator[str]:
    if step.happened_at < of.sent_at:
        yield "It lies before the referral was sent: check the day and the time."
    elif step.kind == CLOSED and step.happened_at < of.earliest_close:
        yield "It lies before the referral was accepted: check the day and the time."
