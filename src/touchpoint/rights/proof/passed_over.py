"""The touchpoints that might have met a duty and did not count, each with the reason.

On the authority of docs/explanation/how-a-duty-is-judged.md: what a matcher says of kind, result,
detail and answer is asked in that order, and the first that does not fit is the reason.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from touchpoint.rights.code.duty import Duty, Matcher, Rule, State
from touchpoint.rights.code.expression import Condition, Not
from touchpoint.rights.proof.condition_on_row import holds_for
from touchpoint.rights.proof.journey_record import JourneyRecord, fits, order, reason_recorded
from touchpoint.rights.telling.wording import (
    condition_in_words,
    day_in_words,
    listed,
    touchpoint_in_words,
)

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class PassedOver:
    """A touchpoint that did not count, with the reason."""

    touchpoint: Row
    why_not: str


def passed_over(duty: Duty, record: JourneyRecord, verdict: Row) -> Iterator[PassedOver]:
    """The touchpoints of the kinds that a duty looks for that did not count for this verdict."""
    asked = _Asked(duty=duty, record=record, verdict=verdict)
    for touchpoint in sorted(record.touchpoints, key=order):
        if touchpoint["kind"] not in asked.kinds or touchpoint["touchpoint_id"] in asked.shown:
            continue
        why_not = asked.why_not(touchpoint)
        if why_not is not None:
            yield PassedOver(touchpoint=touchpoint, why_not=why_not)


def excuse_of(duty: Duty, record: JourneyRecord, verdict: Row) -> Row | None:
    """The touchpoint whose recorded reason excuses, where one does."""
    if verdict["state"] != State.EXCUSED:
        return None
    asked = _Asked(duty=duty, record=record, verdict=verdict)
    return next(filter(asked.excuses, record.meant(*duty.excused_by)), None)


@dataclass(frozen=True, kw_only=True)
class _Asked:
    duty: Duty
    record: JourneyRecord
    verdict: Row

    @property
    def kinds(self) -> frozenset[str]:
        matchers = (*self.duty.met_by, *self.duty.declined_by, *self.duty.excused_by)
        return frozenset(kind for matcher in matchers for kind in matcher.kinds)

    @property
    def shown(self) -> tuple[str | None, ...]:
        return self.verdict["evidence"], self.verdict["occurrence"]

    def excuses(self, touchpoint: Row) -> bool:
        """Whether a touchpoint that an excuse can be of is one here."""
        if self.duty.rule is Rule.RECURRING:
            return reason_recorded(touchpoint) is not None and self._within(
                touchpoint["happened_at"]
            )
        return any(
            touchpoint["kind"] in matcher.kinds
            and self._unlike(matcher, touchpoint, excuse=True) is None
            for matcher in self.duty.excused_by
        )

    def why_not(self, touchpoint: Row) -> str | None:
        """Why a touchpoint does not count; nothing when it does."""
        correction = self.record.corrected_by.get(touchpoint["touchpoint_id"])
        if correction is not None:
            return f"it was corrected by {correction}"
        if touchpoint["happened_on"] > self.record.as_at:
            return f"it happened after {day_in_words(self.record.as_at)}, the day asked about"
        if self.duty.rule is Rule.RECURRING:
            return self._why_no_contact(touchpoint)
        reasons = [
            self._unlike(matcher, touchpoint, excuse=matcher in self.duty.excused_by)
            for matcher in (*self.duty.met_by, *self.duty.declined_by, *self.duty.excused_by)
            if touchpoint["kind"] in matcher.kinds
        ]
        if None in reasons:
            return None
        # The matcher that it came nearest to says most.
        return max((reason for reason in reasons if reason), key=lambda reason: reason[0])[1]

    def _unlike(self, matcher: Matcher, touchpoint: Row, *, excuse: bool) -> tuple[int, str] | None:
        """What of a matcher does not fit, and how near it came; nothing when all fits."""
        other = unlike(matcher, touchpoint)
        if other is not None:
            return other
        unanswered = self._answers_else(matcher, touchpoint)
        if unanswered is not None:
            return 2, unanswered
        return self._excuses_nothing(touchpoint) if excuse else None

    def _excuses_nothing(self, touchpoint: Row) -> tuple[int, str] | None:
        if reason_recorded(touchpoint) is None:
            return 3, "no reason is recorded with it, so it excuses nothing"
        match self.verdict["state"]:
            case State.WAITING:
                return 4, "it is an excuse, which counts only once the due day has passed"
            case State.CANNOT_TELL:
                return 4, "it is an excuse, which counts only where what is owed is covered"
        return None

    def _answers_else(self, matcher: Matcher, touchpoint: Row) -> str | None:
        trigger = self.record.touchpoint(self.verdict["occurrence"])
        if matcher.answers == "any":
            early = trigger is not None and touchpoint["happened_at"] < trigger["happened_at"]
            return "it happened before the duty started" if early else None
        answer = self.record.answered_by(touchpoint, self.duty)
        if self.verdict["occurrence"] in answer.ids:
            return None
        if answer.how == "not at all":
            return "it does not say what it answers"
        if not answer.ids:
            return "nothing came before it that it could answer"
        names = [self._called(name) for name in sorted(answer.ids)]
        return f"it answers something else, {answer.how}: {listed(names, 'or')}"

    def _called(self, name: str) -> str:
        touchpoint = self.record.touchpoint(name)
        if touchpoint is None:
            return f"{name}, which this journey does not have"
        return touchpoint_in_words(touchpoint, self.duty)

    def _why_no_contact(self, touchpoint: Row) -> str | None:
        """Within the interval, only a contact ends it and only a reasoned excuse excuses it."""
        if not self._within(touchpoint["happened_at"]):
            return None
        agreement = self.duty.trigger.matcher
        ending = (*self.duty.met_by, *((agreement,) if agreement else ()))
        if any(fits(matcher, touchpoint) for matcher in ending):
            return None
        if any(fits(matcher, touchpoint) for matcher in self.duty.excused_by):
            blank = self._excuses_nothing(touchpoint)
            return blank[1] if blank else None
        reasons = (
            unlike(matcher, touchpoint)
            for matcher in (*ending, *self.duty.excused_by)
            if touchpoint["kind"] in matcher.kinds
        )
        return max(reason for reason in reasons if reason)[1]

    def _within(self, instant: datetime) -> bool:
        start = self.record.touchpoint(self.verdict["occurrence"])
        end = self.record.touchpoint(self.verdict["evidence"])
        begun = start["happened_at"] if start else self.record.investigation["reported_at"]
        ended = end is not None and self.verdict["done_on"] and instant > end["happened_at"]
        return bool(instant >= begun and not ended)


def unlike(matcher: Matcher, touchpoint: Row) -> tuple[int, str] | None:
    """Why a matcher of its kind does not mean a touchpoint, and how near it came."""
    if (touchpoint["result"] or "") not in matcher.results:
        return 0, _result(touchpoint)
    if matcher.where is not None and not holds_for(matcher.where, touchpoint):
        return 1, _unlike_detail(matcher.where)
    return None


def _unlike_detail(where: Condition) -> str:
    if isinstance(where, Not):
        return f"here {condition_in_words(where.of)}"
    return f"it is not recorded that {condition_in_words(where)}"


def _result(touchpoint: Row) -> str:
    word = (touchpoint["result"] or "").replace("_", " ")
    if not word:
        return "it has no result, and one is needed"
    return f"its result, “{word}”, does not count"
