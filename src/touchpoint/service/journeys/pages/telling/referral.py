"""What a support service is told of a journey: who was referred, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from touchpoint.service.journeys.pages.telling.known import Referred
from touchpoint.service.journeys.pages.telling.who import facts_of, names_of
from touchpoint.service.journeys.pages.words.happenings import heading_of
from touchpoint.service.journeys.pages.words.people import called
from touchpoint.service.ui.dates import day_in_words

Row = Mapping[str, Any]


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
    entries: tuple[tuple[str, str], ...]
    accepted: bool
    may_append: bool


def referral_of(referred: Referred, *, provider: str, may_append: bool) -> Referral:
    """The page of one referral."""
    person = called(referred.journey["role"], referred.journey["age"])
    names = names_of(referred.identities)
    replaced = {touchpoint["replaces"] for touchpoint in referred.touchpoints}
    counting = [t for t in referred.touchpoints if t["touchpoint_id"] not in replaced]
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
        entries=tuple((day_in_words(t["happened_on"]), heading_of(t)) for t in reversed(counting)),
        accepted=any(t["kind"] == "referral.accepted" for t in counting),
        may_append=may_append,
    )
