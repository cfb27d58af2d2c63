"""How the person may be reached: what was agreed as safe, what was unsafe, what nobody recorded.

On the authority of law 7 of the house: no way of contact is taken to be safe unless recorded so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from touchpoint.rights.code.duty import DONE
from touchpoint.rights.proof.condition_on_row import number_in, said_in
from touchpoint.rights.proof.journey_record import JourneyRecord, order
from touchpoint.service.journeys.pages.words.channels import by_channel, channel_in_words
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
        return any(each.channel in {None, channel} for each in self.unsafe)


def safe_contact(record: JourneyRecord) -> SafeContact:
    """What the touchpoints that count say of safe contact."""
    agreements = [t for t in record.counting if t["kind"] == "contact.agreed"]
    named = [t for t in agreements if _names_a_way(t)]
    agreed = named[-1] if named else None
    unsafe = tuple(_unsafe(record, agreed))
    if agreements and agreements[-1]["result"] == "declined":
        return _refused(agreements[-1], unsafe)
    # A pause, or a word on how often, says nothing against the way that was agreed before.
    paused = bool(agreements) and said_in(agreements[-1]["detail"], "paused") == "true"
    pause = ("Updates are paused.",) if paused else ()
    if agreed is None:
        return _unknown(pause, unsafe)
    return _agreed(agreed, pause, unsafe)


def _names_a_way(agreement: Row) -> bool:
    done = (agreement["result"] or "") in DONE
    return done and said_in(agreement["detail"], "method") is not None


def _agreed(agreed: Row, pause: tuple[str, ...], unsafe: tuple[Unsafe, ...]) -> SafeContact:
    method = said_in(agreed["detail"], "method") or ""
    on, way = day_in_words(agreed["happened_on"]), channel_in_words(method)
    limits = said_in(agreed["detail"], "safe")
    often = pause or (_how_often(agreed),)
    sentences = [*often, f"Agreed on {on}."]
    if any(each.channel in {None, method} for each in unsafe):
        return SafeContact(
            safety=Safety.UNSAFE,
            method=None,
            headline=_headline(unsafe),
            sentences=(f"{way} was agreed on {on}, before that. Agree again what is safe.",),
            unsafe=unsafe,
        )
    if limits is None or not limits.strip():
        return SafeContact(
            safety=Safety.UNKNOWN,
            method=None,
            headline=f"{way} was agreed. Nobody has recorded whether it is safe",
            sentences=("Do not assume that it is. Ask, and record it.", *filter(None, sentences)),
            unsafe=unsafe,
        )
    return SafeContact(
        safety=Safety.SAFE,
        method=method,
        headline=f"{by_channel(method)}, {limits.strip()}",
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


def _unsafe(record: JourneyRecord, agreed: Row | None) -> Iterator[Unsafe]:
    """Each way found unsafe, once, the latest; one agreed as safe afterwards is safe again."""
    seen: dict[str | None, Row] = {}
    for touchpoint in record.counting:
        if touchpoint["result"] == "unsafe":
            seen[touchpoint["channel"]] = touchpoint
    for channel, touchpoint in seen.items():
        if agreed is not None and _settles(agreed, touchpoint, channel):
            continue
        way = channel_in_words(channel) if channel else "Contact"
        yield Unsafe(channel=channel, words=way, on=touchpoint["happened_on"])


def _settles(agreed: Row, touchpoint: Row, channel: str | None) -> bool:
    """Whether an agreement says that what was unsafe before is safe now."""
    safe = said_in(agreed["detail"], "safe")
    later = order(agreed) > order(touchpoint)
    return later and bool(safe) and channel in {None, said_in(agreed["detail"], "method")}


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
