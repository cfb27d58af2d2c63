"""A touchpoint that somebody wants to append, and everything that can be wrong with it.

Pure: what is known of the journey and the time are arguments. All faults are told at once.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final

from touchpoint.calendar import local_day
from touchpoint.ledger.vocabulary import AGREED, RESULTS, TOUCHPOINT_KINDS
from touchpoint.service.journeys.kinds_of_roles import kinds_of
from touchpoint.service.journeys.referral_steps import Step, step_of
from touchpoint.service.journeys.safe_words import faults_of_agreement

SOURCE: Final = "touchpoint"
"""What the service calls itself as a source."""

CHANNELS: Final = ("phone", "in_person", "text", "email", "letter", "portal", "video")
"""By what means a victim is reached; the ledger leaves the words open, the service does not."""

LONGEST_DETAIL: Final = 16_384
MOST_AT_ONCE: Final = 100
MOST_DAYS: Final = 366


@dataclass(frozen=True, kw_only=True)
class NewTouchpoint:
    """What happened on a journey, as whoever appends it says it."""

    journey_id: str
    kind: str
    happened_at: datetime
    result: str | None = None
    about: str | None = None
    channel: str | None = None
    received_on: date | None = None
    detail: Mapping[str, Any] | None = None

    def __post_init__(self) -> None:
        if self.happened_at.tzinfo is None:
            raise ValueError("An instant says its time zone.")

    @property
    def detail_text(self) -> str | None:
        """The detail as it is kept."""
        if not self.detail:
            return None
        return json.dumps(dict(self.detail), ensure_ascii=False, sort_keys=True, default=str)


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """A touchpoint that is on a journey already."""

    journey_id: str
    kind: str
    happened_at: datetime


@dataclass(frozen=True, kw_only=True)
class KnownOf:
    """What is known of the journeys that touchpoints are to be appended to."""

    role: str
    now: datetime
    reported_at: Mapping[str, datetime | None]
    """When the crime of each journey was reported; None where whoever asks may not see it."""
    earlier: Mapping[str, Earlier]
    steps: Mapping[str, Sequence[Step]] = field(default_factory=dict)
    """What a support service may know of each journey: the steps of its own referrals."""

    def and_then(self, new: NewTouchpoint) -> "KnownOf":
        """What is known once a touchpoint is appended as well."""
        step = step_of(vars(new))
        if step is None:
            return self
        steps = (*self.steps.get(new.journey_id, ()), step)
        return replace(self, steps={**self.steps, new.journey_id: steps})


def faults_of(new: NewTouchpoint, known: KnownOf) -> Iterator[str]:
    """Everything that is wrong with a touchpoint, never in words that were sent."""
    yield from _words(new, known)
    yield from _times(new, known)
    yield from _about(new, known)
    yield from _detail(new)


def _words(new: NewTouchpoint, known: KnownOf) -> Iterator[str]:
    if new.kind not in TOUCHPOINT_KINDS:
        yield "There is no such kind of touchpoint: the ledger lists those there are."
    else:
        yield from not_recorded_by(known.role, new.kind)
    if new.result is not None and new.result not in RESULTS:
        yield f"There is no such result: it is {', '.join(RESULTS)}."
    if new.channel is not None and new.channel not in CHANNELS:
        yield f"There is no such channel: it is {', '.join(CHANNELS)}."


def not_recorded_by(role: str, kind: str) -> Iterator[str]:
    """The fault of a role that records or corrects what others do."""
    if kind not in kinds_of(role):
        yield f"Your role does not record {kind}: ask whoever does."


def _times(new: NewTouchpoint, known: KnownOf) -> Iterator[str]:
    if new.happened_at > known.now:
        yield "It lies in the future: record it when it has happened."
    reported_at = known.reported_at.get(new.journey_id)
    if reported_at is not None and new.happened_at < reported_at:
        yield "It lies before the crime was reported: check the day and the time."
    if new.received_on is not None:
        if new.received_on > local_day(known.now):
            yield "The day on which the news was received lies in the future."
        elif new.received_on < local_day(new.happened_at):
            yield "The news was received before it happened: check both days."


def _about(new: NewTouchpoint, known: KnownOf) -> Iterator[str]:
    if new.about is None:
        return
    trigger = known.earlier.get(new.about)
    if trigger is None or trigger.journey_id != new.journey_id:
        yield "It answers a touchpoint that is not on this journey."
    elif new.happened_at < trigger.happened_at:
        yield f"It lies before what it answers ({trigger.kind}): check the day and the time."


def _detail(new: NewTouchpoint) -> Iterator[str]:
    if new.detail is None:
        return
    if len(new.detail_text or "") > LONGEST_DETAIL:
        yield f"The detail is longer than {LONGEST_DETAIL:,} characters: shorten it."
    if any("\x00" in text for text in _texts(new.detail)):
        yield "The detail holds a character that cannot be kept (NUL)."
    # A victim who wants no contact agrees on no days, and on no way.
    if new.kind == "contact.agreed" and new.result in {None, *AGREED}:
        yield from _agreement(new.detail)


def _agreement(detail: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with what was agreed."""
    if detail.get("paused") is not True and not _is_days(detail.get("every_days")):
        yield f"How often to be in touch is a whole number of days from 1 to {MOST_DAYS}."
    yield from faults_of_agreement(detail, CHANNELS)


def _is_days(value: object) -> bool:
    match value:
        case bool():
            return False
        case int():
            return 1 <= value <= MOST_DAYS
        case float():
            return value.is_integer() and 1 <= value <= MOST_DAYS
        case _:
            return False


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for name, inner in value.items():
                yield from _texts(name)
                yield from _texts(inner)
        case list() | tuple():
            for inner in value:
                yield from _texts(inner)
