"""The headings that a profile asks of a file, in the order in which they stand in it."""

from collections.abc import Iterator

from touchpoint.extracts.profile.values import (
    Belonging,
    Condition,
    Profile,
    Record,
    Value,
    headings_of,
)


def asked_for(profile: Profile) -> tuple[str, ...]:
    """Every heading that a profile needs, each once."""
    held = (heading for part in _parts(profile) for heading in headings_of(part))
    named = (
        heading
        for record in profile.records
        if record.spread is not None
        for heading, _ in record.spread.named
    )
    return tuple(dict.fromkeys((*held, *named)))


def _parts(profile: Profile) -> Iterator[Value | Condition]:
    yield from profile.key_values
    for belonging in (profile.journey, profile.investigation):
        if belonging is not None:
            yield from _of_belonging(belonging)
    for record in profile.records:
        yield from _of_record(record)
    yield from (covering.days for covering in profile.coverage if covering.days is not None)


def _of_belonging(belonging: Belonging) -> Iterator[Value]:
    if belonging.id is not None:
        yield belonging.id
    for attempt in belonging.find:
        yield from attempt.values()


def _of_record(record: Record) -> Iterator[Value | Condition]:
    yield from record.columns.values()
    yield from (detail.value for detail in record.detail)
    yield from record.conditions
