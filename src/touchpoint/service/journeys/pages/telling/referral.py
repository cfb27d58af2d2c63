"""What a support service is told of a journey: who was referred, and what became of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from touchpoint.ledger.vocabulary import WITHDRAWN
from touchpoint.service.journeys.pages.telling.known import Referred
from touchpoint.service.journeys.pages.telling.who import facts_of, names_of
from touchpoint.service.journeys.pages.words.happenings import heading_of
from touchpoint.service.journeys.pages.words.people import called
from touchpoint.service.journeys.referral_steps import ACCEPTED, CLOSED, referrals_of, step_of
from touchpoint.service.journeys.referral_steps import Referral as Steps
from touchpoint.service.ui.dates import day_in_words

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One thing that is recorded of the referral."""

    touchpoint_id: str
    day: str
    heading: str
    may_correct: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Referral:
    """One person who was referred to the service that reads."""

    journey_id: str
    page_heading: str
    provider: str
    who: str
    also: tuple[str, ...]
    facts: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]
    may_record: tuple[str, ...]
    """Which steps are still to be recorded, by their kinds."""
    is_closed: bool


def referral_of(referred: Referred, *, provider: str, may_append: bool) -> Referral:
    """The page of one referral."""
    person = called(referred.journey["role"], referred.journey["age"])
    names = names_of(referred.identities)
    numbers = dict.fromkeys(
        (what, row[key])
        for row in referred.identities
        for what, key in (("Phone", "phone"), ("Email", "email"))
        if row[key]
    )
    return Referral(
        journey_id=referred.journey["journey_id"],
        page_heading=names[0] if names else person.heading,
        provider=provider,
        who=person.who,
        also=tuple(names[1:]),
        facts=tuple(facts_of(referred.journey)),
        numbers=tuple(numbers),
        entries=tuple(_entries(referred, may_correct=may_append)),
        may_record=tuple(to_record(referred)) if may_append else (),
        is_closed=last_referral(referred).closed_at is not None,
    )


def last_referral(referred: Referred) -> Steps:
    """The referral that stands, or stood last; nobody sees a journey without one."""
    return referrals_of(list(filter(None, map(step_of, referred.touchpoints))))[-1]


def to_record(referred: Referred) -> Iterator[str]:
    """The kinds of the steps that the referral has not taken yet."""
    last = last_referral(referred)
    yield from (kind for kind in (ACCEPTED, CLOSED) if not any(last.not_again(kind)))


def _entries(referred: Referred, *, may_correct: bool) -> Iterator[Entry]:
    for touchpoint in reversed(referred.touchpoints):
        if touchpoint["kind"] == WITHDRAWN:
            continue
        yield Entry(
            touchpoint_id=touchpoint["touchpoint_id"],
            day=day_in_words(touchpoint["happened_on"]),
            heading=heading_of(touchpoint),
            may_correct=may_correct and touchpoint["kind"] in {ACCEPTED, CLOSED},
        )
