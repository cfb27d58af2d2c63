"""What the oracle speaks of: one duty held against one journey, what set it off, and its day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Case:
    """One duty held against one journey on one day."""

    edition: str
    duty: Row
    investigation: Row
    journey: Row
    recorded: list[Row]  # every touchpoint of the ledger, corrected ones too
    touchpoints: list[Row]  # those of this journey that count, in order
    coverage: list[Row]
    as_at: date
    closed_on: date | None  # once that day has come


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """What set the duty off; no touchpoint when it was the report."""

    occurrence: str
    at: datetime
    on: date
    touchpoint: Row | None


@dataclass(frozen=True, kw_only=True)
class Due:
    """The day by which; the last instant when hours count; the instant before which."""

    on: date | None
    instant: datetime | None = None
    before: datetime | None = None

    def kept_by(self, done: Row) -> bool:
        if self.before is not None:
            return bool(done["happened_at"] < self.before)
        if self.instant is not None:
            return bool(done["happened_at"] <= self.instant)
        return self.on is None or bool(done["happened_on"] <= self.on)
