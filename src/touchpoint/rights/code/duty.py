"""What an edition of the Victims' Code is made of, as values that cannot be built wrong.

An edition file is read into these by the room `reading`, which tells every fault of it; what each
part means for a verdict is docs/explanation/how-a-duty-is-judged.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from touchpoint.ledger.vocabulary import KINDS
from touchpoint.rights.code.expression import Condition


class Unit(StrEnum):
    """What a limit is counted in."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"
    HOURS = "hours"


class Rule(StrEnum):
    """The kinds of rule that a duty can be."""

    WITHIN = "within"
    BEFORE = "before"
    ALONGSIDE = "alongside"
    BY_CLOSE = "by_close"
    RECURRING = "recurring"


class State(StrEnum):
    """What a duty can say of a journey."""

    WAITING = "waiting"
    MET = "met"
    LATE = "late"
    MISSED = "missed"
    EXCUSED = "excused"
    DECLINED = "declined"
    CANNOT_TELL = "cannot_tell"


Answers = Literal["any", "trigger"]
Clock = Literal["event", "received", "report"]
Status = Literal["in_force", "draft", "local"]
Shows = Literal["met", "not_met", "edge"]

DONE: tuple[str, ...] = ("", "done", "accepted")
"""The results that count as done where a matcher names none; "" is an empty result."""

CORRECTIONS_FOLLOWED = 8
"""How many corrections of corrections a reply is followed through."""


@dataclass(frozen=True, kw_only=True)
class Limit:
    """How long a duty may take."""

    value: int
    unit: Unit


@dataclass(frozen=True, kw_only=True)
class Matcher:
    """Which touchpoints are meant: by kind, result and a condition, and what they must answer."""

    kinds: tuple[str, ...]
    results: tuple[str, ...] = DONE
    where: Condition | None = None
    answers: Answers = "any"


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """What a duty starts from: the report, or each touchpoint that is matched."""

    report: bool = False
    matcher: Matcher | None = None


@dataclass(frozen=True, kw_only=True)
class Every:
    """How often a recurring duty falls due: by the agreement's detail, or every so many days."""

    detail: str | None = None
    days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Example:
    """A worked example of a duty: a journey, and the verdicts that it must give."""

    shows: Shows
    says: str
    journey: Mapping[str, Any]
    touchpoints: tuple[Mapping[str, Any], ...]
    coverage: tuple[Mapping[str, Any], ...]
    as_at: date
    verdicts: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, kw_only=True)
class Duty:
    """A rule over touchpoints: what somebody owes a victim, from when and by when."""

    id: str
    right: int
    paragraph: str | None
    title: str
    sentence: str
    holders: tuple[str, ...]
    rule: Rule
    trigger: Trigger
    clock: Clock
    standard: Limit | None
    enhanced: Limit | None
    applies_to: Condition
    met_by: tuple[Matcher, ...]
    declined_by: tuple[Matcher, ...]
    excused_by: tuple[Matcher, ...]
    before: Matcher | None
    alongside: Matcher | None
    every: Every | None
    source: str
    verification: str
    note: str | None
    examples: tuple[Example, ...]
    edition: str
    """The edition or the local file that it stands in, written on its verdicts."""
    local: bool = False
    kinds: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The kinds of touchpoint that its file declares beside the ledger's, with what each means."""

    @property
    def recordable(self) -> bool:
        """Whether some kind of touchpoint can show that it was met."""
        return bool(self.met_by)

    def meaning(self, kind: str) -> str:
        """What a kind of touchpoint means, to the ledger or to the file that the duty stands in."""
        return KINDS.get(kind) or self.kinds.get(kind, "something of an unknown kind")


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One version of the Victims' Code, with the days on which it was in force."""

    name: str
    title: str
    status: Status
    in_force_from: date | None
    in_force_to: date | None
    rights: Mapping[int, str]
    duties: tuple[Duty, ...] = field(repr=False)
    kinds: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The kinds of touchpoint that it declares beside the ledger's, each with what it means."""
    marks: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The marks of an investigation that it declares beside the ledger's, likewise."""
    sources: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What the short names in the sources of its duties stand for, where it says so."""

    def duty(self, name: str) -> Duty | None:
        """The duty of this id."""
        return next((duty for duty in self.duties if duty.id == name), None)

    def was_in_force(self, day: date | datetime) -> bool:
        """Whether an investigation reported on this (local) day is judged by it."""
        if isinstance(day, datetime):
            day = day.date()
        return (self.in_force_from is not None and self.in_force_from <= day) and (
            self.in_force_to is None or day <= self.in_force_to
        )
