"""What the record says of the thing that a question asks, for one victim on the day of the answer.

By touchpoints that were there by that day, or by the verdicts on the duty that had fallen due.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from touchpoint.voice.instrument import Question, Record, Records
from touchpoint.voice.voices import Voice

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class OnRecord:
    """Touchpoints and verdicts by journey, and what sources cover."""

    touches: Mapping[str, list[Row]] = field(default_factory=dict)
    verdicts: Mapping[tuple[str, str], list[Row]] = field(default_factory=dict)
    """By journey and duty."""

    coverage: tuple[Row, ...] = ()

    def says(self, voice: Voice, question: Question) -> Records:
        """What the record says for a linked voice."""
        if question.record is None or voice.journey is None:
            return "not_owed"
        if question.record.by == "verdicts":
            found = self.verdicts.get((voice.journey, question.record.duty), [])
            return by_verdicts(found, voice.day)
        there = [
            (row["kind"], row["result"])
            for row in self.touches.get(voice.journey, [])
            if row["happened_on"] <= voice.day
        ]
        covered = self._covered(question.record, voice.reported_on or voice.day)
        return question.record.says(there, covered=covered)

    def _covered(self, record: Record, day: date) -> bool:
        """Whether any source records what would show it on the day on which it came to be owed.

        A ledger with no coverage rows at all claims full coverage.
        """
        if not self.coverage:
            return True
        return any(
            row["kind"] in record.covering
            and row["from_on"] <= day
            and (row["to_on"] is None or day <= row["to_on"])
            for row in self.coverage
        )


def by_journey(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Touchpoints by their journey."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["journey_id"], []).append(row)
    return found


def by_duty(rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    """Verdicts by their journey and duty."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row["journey_id"], row["duty_id"]), []).append(row)
    return found


def by_verdicts(verdicts: Iterable[Row], day: date) -> Records:
    """What the verdicts on a duty come to on a day: kept, not kept, or neither.

    No if anything that was due before the day was not done by it, or was done late; a good reason
    or the victim's own choice is neither yes nor no; what was not due yet says nothing.
    """
    found = {_one_verdict(row, day) for row in verdicts}
    order: tuple[Records, ...] = ("no", "cannot_tell", "yes", "unsure")
    return next((word for word in order if word in found), "not_owed")


def _one_verdict(row: Row, day: date) -> Records:
    due, done, state = row["due_on"], row["done_on"], row["state"]
    done_by_then = done is not None and done <= day
    if not done_by_then and not (due is not None and due < day):
        return "cannot_tell" if state == "cannot_tell" else "not_owed"
    if state == "cannot_tell":
        return "cannot_tell"
    if state in ("excused", "declined"):
        return "unsure"
    return "yes" if done_by_then and (due is None or done <= due) else "no"
