"""Who the journey belongs to, for a reader who may know it, and what the case is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from touchpoint.ledger.vocabulary import MARKS
from touchpoint.service.journeys.pages.telling.known import Known
from touchpoint.service.journeys.pages.telling.safe_contact import SafeContact
from touchpoint.service.journeys.pages.words.people import is_child
from touchpoint.service.ui.dates import day_in_words

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A telephone number or an address for email, with what is known of its safety."""

    channel: str
    what: str
    text: str
    safe: bool
    unsafe: bool

    @property
    def href(self) -> str:
        """What a tap opens: nothing, unless the way is recorded as safe."""
        if not self.safe:
            return ""
        return (
            f"tel:{''.join(self.text.split())}"
            if self.channel == "phone"
            else f"mailto:{self.text}"
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Who:
    """Who the person is."""

    name: str | None
    """None where no name is recorded, or this reader may not know it."""
    may_know: bool
    also: tuple[str, ...]
    """Other spellings that are recorded."""
    who: str
    person_id: str | None
    """By which their other journeys are found; none where the ledger does not say who it is."""
    facts: tuple[str, ...]
    numbers: tuple[Number, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """What the investigation is."""

    reference: str
    offence: str
    marks: tuple[str, ...]
    reported: str
    officer: str
    supervisor: str
    unit: str
    closed: str
    outcome: str


def who(known: Known, safe: SafeContact) -> Who:
    """Who the person is, as far as this reader may know."""
    names = names_of(known.identities or ())
    return Who(
        name=names[0] if names else None,
        may_know=known.identities is not None,
        also=tuple(names[1:]),
        who=known.called.who,
        person_id=known.record.journey["person_id"],
        facts=tuple(facts_of(known.record.journey)),
        numbers=tuple(_numbers(known.identities or (), safe)),
    )


def case(known: Known) -> Case:
    """What the investigation is."""
    of = known.record.investigation
    closed = known.record.closed_on
    return Case(
        reference=of["reference"],
        offence=_plain(of["offence_group"]),
        marks=tuple(
            MARKS.get(mark, _plain(mark))
            for mark in of["marks"] or ()
            if mark != of["offence_group"]
        ),
        reported=day_in_words(of["reported_on"]),
        officer=known.named(of["officer_id"]),
        supervisor=known.named(of["supervisor_id"]),
        unit=known.unit or "not recorded",
        closed=day_in_words(closed) if closed else "",
        outcome=(of["outcome"] or "").replace("_", " ") if closed else "",
    )


def names_of(identities: Sequence[Row]) -> list[str]:
    """The names that records have, each once."""
    said = (
        " ".join(part for part in (row["given_name"], row["family_name"]) if part)
        for row in identities
    )
    return list(dict.fromkeys(name for name in said if name))


def facts_of(journey: Row) -> list[str]:
    """What is recorded of a person that changes how to speak with them."""
    age, language, disability = journey["age"], journey["language"], journey["disability"]
    said = [f"Aged {age}"] if age is not None else ["Age not recorded"]
    if is_child(journey["role"], age):
        said.append("Speak with the parent or guardian as well")
    if language and language.lower() not in {"english", "en"}:
        said.append(
            f"Speaks {language[:1].upper()}{language[1:]}: an interpreter is free of charge"
        )
    if disability and disability.lower() not in {"no", "none", "not_stated", "unknown"}:
        said.append(f"Disability: {_plain(disability).lower()}")
    return said


def _numbers(identities: Sequence[Row], safe: SafeContact) -> list[Number]:
    found: dict[tuple[str, str], Number] = {}
    for row in identities:
        for channel, what, key in (("phone", "Phone", "phone"), ("email", "Email", "email")):
            text = row[key]
            if text:
                # Somebody who agreed to texts has a telephone; that a call is safe was not said.
                found.setdefault(
                    (channel, text),
                    Number(
                        channel=channel,
                        what=what,
                        text=text,
                        safe=safe.is_safe(channel),
                        unsafe=safe.is_unsafe(channel),
                    ),
                )
    return list(found.values())


def _plain(word: str) -> str:
    return _capital(word.replace("_", " "))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
