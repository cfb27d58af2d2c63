"""What is owed, with the day it is asked put back: waiting or missed is a question of today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from touchpoint.rights.code.duty import State
from touchpoint.service.journeys.raw import rows


@dataclass(frozen=True, kw_only=True)
class Obligation:
    """One duty, one time that it was set off, as it stands on a day."""

    journey_id: str
    duty_id: str
    edition: str
    occurrence: str
    triggered_on: date
    due_on: date | None
    done_on: date | None
    state: State
    basis: str
    evidence: str | None
    reason: str | None
    investigation_id: str
    reference: str
    unit_id: str | None
    officer_id: str | None
    supervisor_id: str | None
    reported_on: date
    closed_on: date | None
    marks: tuple[str, ...]
    enhanced: bool

    @property
    def verdict(self) -> Mapping[str, Any]:
        """The same as a row of the library's verdict table."""
        return {name: getattr(self, name) for name in _VERDICT} | {"state": self.state.value}


_VERDICT: Final = (
    "journey_id", "duty_id", "edition", "occurrence", "triggered_on", "due_on", "done_on", "state",
    "basis", "evidence", "reason",
)  # fmt: skip

_COLUMNS: Final = (
    "journey_id, duty_id, edition, occurrence, triggered_on, due_on, done_on, state, basis, "
    "evidence, reason, investigation_id, reference, unit_id, officer_id, supervisor_id, "
    "reported_on, closed_on, marks, enhanced"
)

_OF_JOURNEY: Final = (
    f"SELECT {_COLUMNS} FROM journeys_obligation WHERE journey_id = %s "  # noqa: S608 - our own text
    "ORDER BY triggered_on, duty_id, occurrence"
)


def obligations_of(journey_id: str, *, today: date) -> tuple[Obligation, ...]:
    """Everything that is or was owed on a journey."""
    return tuple(on_day(row, today) for row in rows(_OF_JOURNEY, [journey_id]))


def on_day(row: Mapping[str, Any], today: date) -> Obligation:
    """A kept obligation as it stands on a day."""
    past = row["due_on"] is not None and row["due_on"] < today
    changed: dict[str, Any] = {}
    if row["state"] == "open":
        changed = {"state": State.MISSED if past else State.WAITING}
    elif row["state"] == State.EXCUSED and row["done_on"] is None and not past:
        # What is not yet due can still be done, whatever excuse is recorded.
        changed = {"state": State.WAITING, "evidence": None, "reason": None}
    return Obligation(
        **{
            **row,
            "state": State(changed.pop("state", row["state"])),
            "marks": tuple(row["marks"]),
            **changed,
        }
    )
