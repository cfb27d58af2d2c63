"""One journey as the ledger holds it, and what its touchpoints answer, for whoever asks why.

On the authority of docs/explanation/how-a-duty-is-judged.md, section Which touchpoints count.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Literal

from touchpoint.ledger.vocabulary import RESULTS
from touchpoint.rights.code.duty import CORRECTIONS_FOLLOWED, Duty, Matcher
from touchpoint.rights.proof.condition_on_row import holds_for, said_in

Row = Mapping[str, Any]

How = Literal["by name", "by kind", "in turn", "not at all"]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Which touchpoints one answers, and how that is known."""

    how: How
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class JourneyRecord:
    """Everything the ledger holds of one journey that a proof needs, as at a day."""

    journey: Row
    investigation: Row
    touchpoints: Sequence[Row]
    coverage: Sequence[Row]
    as_at: date

    @property
    def facts(self) -> Row:
        """What `applies_to` sees."""
        return {**self.investigation, **self.journey}

    @property
    def closed_on(self) -> date | None:
        """The closing day, once it has come."""
        closed: date | None = self.investigation["closed_on"]
        return closed if closed is not None and closed <= self.as_at else None

    @cached_property
    def corrected_by(self) -> Mapping[str, str]:
        """Each corrected touchpoint with one that corrects it."""
        return {t["replaces"]: t["touchpoint_id"] for t in self.touchpoints if t["replaces"]}

    @cached_property
    def counting(self) -> Sequence[Row]:
        """The touchpoints that count, in order."""
        counting = [
            t
            for t in self.touchpoints
            if t["touchpoint_id"] not in self.corrected_by
            and t["happened_on"] <= self.as_at
            and (not t["result"] or t["result"] in RESULTS)
        ]
        return sorted(counting, key=order)

    def touchpoint(self, identity: str | None) -> Row | None:
        """The touchpoint of this id."""
        return next((t for t in self.touchpoints if t["touchpoint_id"] == identity), None)

    def meant(self, *matchers: Matcher) -> list[Row]:
        """The touchpoints that count and that one of the matchers means, in order."""
        return [t for t in self.counting if any(fits(matcher, t) for matcher in matchers)]

    def answered_by(self, touchpoint: Row, duty: Duty) -> Answer:
        """What a touchpoint answers, as this duty sees it."""
        if touchpoint["about"] is not None:
            return Answer(how="by name", ids=self._with_corrections(touchpoint["about"]))
        of = said_in(touchpoint["detail"], "of")
        if of is not None:
            return Answer(how="by kind", ids=self._latest((of,), touchpoint))
        if touchpoint["kind"] == "victim.told" or duty.trigger.matcher is None:
            return Answer(how="not at all")
        return Answer(how="in turn", ids=self._latest(duty.trigger.matcher.kinds, touchpoint))

    def _with_corrections(self, name: str) -> frozenset[str]:
        named = {name}
        for _ in range(CORRECTIONS_FOLLOWED):
            named |= {t["touchpoint_id"] for t in self.touchpoints if t["replaces"] in named}
        return frozenset(named)

    def _latest(self, kinds: Sequence[str], touchpoint: Row) -> frozenset[str]:
        earlier = [
            t["touchpoint_id"]
            for t in self.counting
            if t["kind"] in kinds and t["happened_at"] <= touchpoint["happened_at"]
        ]
        return frozenset(earlier[-1:])


def order(touchpoint: Row) -> tuple[datetime, str]:
    """By instant, then by id."""
    return touchpoint["happened_at"], touchpoint["touchpoint_id"]


def fits(matcher: Matcher, touchpoint: Row) -> bool:
    """Whether a matcher means a touchpoint, whatever that answers."""
    return (
        touchpoint["kind"] in matcher.kinds
        and (touchpoint["result"] or "") in matcher.results
        and (matcher.where is None or holds_for(matcher.where, touchpoint))
    )


def reason_recorded(touchpoint: Row) -> str | None:
    """The reason in a touchpoint's detail, unless it is blank."""
    reason = said_in(touchpoint["detail"], "reason")
    return reason if reason and reason.strip() else None
