"""How the person may be reached: what was agreed as safe, what was unsafe, what nobody recorded.

On the authority of law 7 of the house: no way of contact is taken to be safe unless recorded so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from touchpoint.rights.code.duty import DONE
from touchpoint.rights.proof.condition_on_row import number_in, said_in
from touchpoint.rights.proof.journey_record import JourneyRecord, order
from touchpoint.service.journeys.pages.telling.agreed_terms import Terms, terms_of
from touchpoint.service.journeys.pages.words.channels import by_channel, channel_in_words
from touchpoint.service.journeys.safe_words import Says
from touchpoint.service.ui.dates import day_in_words

Row = Mapping[str, Any]


class Safety(StrEnum):
    """What is known of whether somebody can be contacted safely."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    REFUSED = "refused"
    """The person wants no contact."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True, slots=True)
class Unsafe:
    """A way of contact that was recorded as unsafe, and when; no way named means any."""

    channel: str | None
    words: str
    on: date

    def is_of(self, channel: str | None) -> bool:
        """Whether it is of this way, or of any."""
        return self.channel is None or self.channel == channel


@dataclass(frozen=True, kw_only=True, slots=True)
class SafeContact:
    """What a page says of safe contact, and the way that may be offered first."""

    safety: Safety
    method: str | None
    """The way that is recorded as safe, as the ledger has it; none unless it is safe."""
    headline: str
    sentences: tuple[str, ...]
    unsafe: tuple[Unsafe, ...]

    def is_safe(self, channel: str) -> bool:
        """Whether this way of contact is recorded as safe."""
        return self.method == channel

    def is_unsafe(self, channel: str) -> bool:
        """Whether this way was found unsafe, and not agreed as safe since."""
        return any(each.is_of(channel) for each in self.unsafe)


def safe_contact(record: JourneyRecord) -> SafeContact:
    """What the touchpoints that count say of safe contact."""
    agreements = [t for t in record.counting if t["kind"] == "contact.agreed"]
    terms = list(filter(None, map(terms_of, agreements)))
    agreed = terms[-1] if terms else None
    unsafe = tuple(_unsafe(record, terms))
    # Whoever wants no contact wants none until something is agreed, however often they are asked.
    answered = [t for t in agreements if (t["result"] or "") in {*DONE, "declined"}]
    if answered and answered[-1]["result"] == "declined":
        return _refused(answered[-1], unsafe)
    # A pause, or a word on how often, says nothing against the way that was agreed before.
    paused = bool(agreements) and said_in(agreements[-1]["detail"], "paused") == "true"
    pause = ("Updates are paused.",) if paused else ()
    if agreed is None or (agreed.way is None and agreed.says is not Says.NOT_SAFE and unsafe):
        return _unknown(pause, unsafe)
    if agreed.says is Says.NOT_SAFE or any(each.is_of(agreed.way) for each in unsafe):
        return _not_safe(agreed, unsafe)
    if agreed.way is None or agreed.says is Says.NOTHING:
        return _not_said(agreed, pause, unsafe)
    return _safe(agreed, agreed.way, pause, unsafe)


def _safe(
    agreed: Terms, way: str, pause: tuple[str, ...], unsafe: tuple[Unsafe, ...]
) -> SafeContact:
    often = pause or (_how_often(agreed.row),)
    sentences = (*often, f"Agreed on {agreed.on}.", *_others(unsafe))
    return SafeContact(
        safety=Safety.SAFE,
        method=way,
        headline=f"{by_channel(way)}, {agreed.said.strip()}",
        sentences=tuple(filter(None, sentences)),
        unsafe=unsafe,
    )


def _not_safe(agreed: Terms, unsafe: tuple[Unsafe, ...]) -> SafeContact:
    """A way was agreed, and is not safe: by its own words, or found so since."""
    if agreed.says is Says.NOT_SAFE:
        said = f"What was recorded on {agreed.on} of when it is safe: \u201c{agreed.said}\u201d."
        sentences = (said, "Ask what is safe, and record it.", *_others(unsafe))
    else:
        before = ", before that" if agreed.says is Says.SAFE else ""
        sentences = (
            f"{agreed.words} was agreed on {agreed.on}{before}. Agree again what is safe.",
        )
    return SafeContact(
        safety=Safety.UNSAFE,
        method=None,
        headline=_headline(unsafe),
        sentences=sentences,
        unsafe=unsafe,
    )


def _not_said(agreed: Terms, pause: tuple[str, ...], unsafe: tuple[Unsafe, ...]) -> SafeContact:
    """A way was agreed, and nobody can tell from it that it is safe, or which it is."""
    often = pause or (_how_often(agreed.row),)
    sentences = ("Do not assume that it is. Ask, and record it.", *often, f"Agreed on {agreed.on}.")
    return SafeContact(
        safety=Safety.UNKNOWN,
        method=None,
        headline=f"{agreed.words} was agreed. Nobody has recorded whether it is safe",
        sentences=tuple(filter(None, (*sentences, *_others(unsafe)))),
        unsafe=unsafe,
    )


def _refused(agreed: Row, unsafe: tuple[Unsafe, ...]) -> SafeContact:
    return SafeContact(
        safety=Safety.REFUSED,
        method=None,
        headline="Wants no contact",
        sentences=(f"Recorded on {day_in_words(agreed['happened_on'])}.", *_others(unsafe)),
        unsafe=unsafe,
    )


def _unknown(pause: tuple[str, ...], unsafe: tuple[Unsafe, ...]) -> SafeContact:
    said = "Do not assume that any way is safe. Ask, and record it."
    if unsafe:
        return SafeContact(
            safety=Safety.UNSAFE,
            method=None,
            headline=_headline(unsafe),
            sentences=("No way of contact is recorded as safe.", said),
            unsafe=unsafe,
        )
    return SafeContact(
        safety=Safety.UNKNOWN,
        method=None,
        headline="Nobody has recorded how to make contact safely",
        sentences=(*pause, said),
        unsafe=(),
    )


def _unsafe(record: JourneyRecord, terms: Sequence[Terms]) -> Iterator[Unsafe]:
    """Each way found unsafe, once, the latest; one agreed as safe afterwards is safe again."""
    seen: dict[str | None, Row] = {}
    for touchpoint in record.counting:
        if touchpoint["result"] == "unsafe":
            seen[touchpoint["channel"]] = touchpoint
    for each in terms:
        if each.says is Says.NOT_SAFE:
            before = seen.get(each.way)
            seen[each.way] = each.row if before is None else max(before, each.row, key=order)
    agreed = terms[-1] if terms else None
    for channel, touchpoint in seen.items():
        if agreed is not None and _settles(agreed, touchpoint, channel):
            continue
        way = channel_in_words(channel) if channel else "Contact"
        yield Unsafe(channel=channel, words=way, on=touchpoint["happened_on"])


def _settles(agreed: Terms, touchpoint: Row, channel: str | None) -> bool:
    """Whether an agreement says that what was unsafe before is safe now."""
    safe = agreed.says is Says.SAFE and agreed.way is not None
    return safe and order(agreed.row) > order(touchpoint) and channel in {None, agreed.way}


def _headline(unsafe: tuple[Unsafe, ...]) -> str:
    ways = " and ".join(
        each.words if place == 0 else each.words[:1].lower() + each.words[1:]
        for place, each in enumerate(unsafe)
    )
    latest = max(each.on for each in unsafe)
    return f"{ways} recorded as unsafe on {day_in_words(latest)}"


def _others(unsafe: tuple[Unsafe, ...]) -> Iterator[str]:
    for each in unsafe:
        yield f"{each.words} was recorded as unsafe on {day_in_words(each.on)}: do not use it."


def _how_often(agreed: Row) -> str:
    days = number_in(said_in(agreed["detail"], "every_days"))
    if days is None or days < 1:
        return ""
    return f"An update every {int(days)} days." if days > 1 else "An update every day."
