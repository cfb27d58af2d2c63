"""What is recorded, newest first, with its source, and each correction with what it replaced."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from touchpoint.calendar.local_time import local_day
from touchpoint.ledger.vocabulary import CASE_KINDS, WITHDRAWN
from touchpoint.rights.proof.condition_on_row import said_in
from touchpoint.rights.proof.journey_record import order, reason_recorded
from touchpoint.service.journeys.pages.telling.details import details_in_words
from touchpoint.service.journeys.pages.telling.due import Reader
from touchpoint.service.journeys.pages.telling.known import Known
from touchpoint.service.journeys.pages.words.channels import by_channel
from touchpoint.service.journeys.pages.words.happenings import heading_of, result_in_words
from touchpoint.service.journeys.pages.words.recordings import recording_of
from touchpoint.service.journeys.pages.words.sources import source_in_words
from touchpoint.service.ui.dates import day_in_words, time_in_words

Row = Mapping[str, Any]

BECAUSE: Final = "corrected_because"
"""Where the detail of a correction says why (actions/correcting.py)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One thing that a correction changed: what it is, what was there before, and what is now."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Corrected:
    """What an entry replaced, why and by whom; and what that had replaced before."""

    changes: tuple[Change, ...]
    reason: str
    by: str
    recorded: str
    earlier: "Corrected | None" = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One thing that is recorded."""

    touchpoint_id: str
    kind: str
    heading: str
    day: date
    at: datetime
    time: str
    result: str
    unsafe: bool
    how: str
    """By phone, by whom: what is known of it in a line."""
    source: str
    details: tuple[str, ...]
    withdrawn: bool
    corrected: Corrected | None
    in_case: bool
    """Whether it happened in the case, and not between the service and the person."""
    may_correct: bool
    """Whether this reader may correct it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A source: its name in the ledger, and in words."""

    name: str
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeline:
    """Every entry, the newest first, and the sources that they come from."""

    entries: tuple[Entry, ...]
    sources: tuple[Source, ...]


def timeline(known: Known, reader: Reader, *, source: str | None = None) -> Timeline:
    """The timeline of a journey, of one source where one is asked for."""
    standing = [
        touchpoint
        for touchpoint in known.record.touchpoints
        if touchpoint["touchpoint_id"] not in known.record.corrected_by
    ]
    named = sorted({touchpoint["source"] for touchpoint in standing})
    shown = [t for t in standing if source is None or t["source"] == source]
    shown.sort(key=order, reverse=True)
    return Timeline(
        entries=tuple(_entry(known, reader, each) for each in shown),
        sources=tuple(Source(name=each, words=source_in_words(each)) for each in named),
    )


def _entry(known: Known, reader: Reader, touchpoint: Row) -> Entry:
    before = known.record.touchpoint(touchpoint["replaces"])
    withdrawn = touchpoint["kind"] == WITHDRAWN
    shown = before if withdrawn and before is not None else touchpoint
    about = known.record.touchpoint(shown["about"])
    return Entry(
        touchpoint_id=touchpoint["touchpoint_id"],
        kind=touchpoint["kind"],
        heading=heading_of(shown, about),
        day=shown["happened_on"],
        at=shown["happened_at"],
        time=time_in_words(shown["happened_at"]),
        result="" if withdrawn else _result(touchpoint),
        unsafe=touchpoint["result"] == "unsafe",
        how=_how(known, shown),
        source=source_in_words(touchpoint["source"]),
        details=() if withdrawn else tuple(details_in_words(touchpoint)),
        withdrawn=withdrawn,
        corrected=_corrected(known, touchpoint) if before is not None else None,
        in_case=touchpoint["kind"] in CASE_KINDS,
        may_correct=reader.may_correct(touchpoint),
    )


def _result(touchpoint: Row) -> str:
    # Some kinds have no result to choose: that it happened is all there is.
    recording = recording_of(touchpoint["kind"])
    if touchpoint["result"] is None and (recording is None or not recording.results):
        return ""
    return result_in_words(touchpoint["result"])


def _how(known: Known, touchpoint: Row) -> str:
    said = [by_channel(touchpoint["channel"])] if touchpoint["channel"] else []
    if touchpoint["staff_id"]:
        said.append(f"by {known.by(touchpoint['staff_id'])}")
    words = ", ".join(said)
    return words[:1].upper() + words[1:]


def _corrected(known: Known, touchpoint: Row) -> Corrected | None:
    before = known.record.touchpoint(touchpoint["replaces"])
    if before is None:
        return None
    recorded = touchpoint["recorded_at"]
    return Corrected(
        changes=() if touchpoint["kind"] == WITHDRAWN else tuple(_changes(before, touchpoint)),
        reason=correction_reason(touchpoint) or "No reason is recorded",
        by=known.by(touchpoint["staff_id"]),
        recorded="" if recorded is None else day_in_words(local_day(recorded)),
        earlier=_corrected(known, before),
    )


def correction_reason(touchpoint: Row) -> str | None:
    """Why something was corrected, as the correction says it."""
    return said_in(touchpoint["detail"], BECAUSE) or reason_recorded(touchpoint)


def _changes(before: Row, after: Row) -> Iterator[Change]:
    pairs = (
        ("What", heading_of(before), heading_of(after)),
        ("When", _moment(before), _moment(after)),
        ("Result", result_in_words(before["result"]), result_in_words(after["result"])),
        ("How", _how_only(before), _how_only(after)),
        ("Details", _details(before), _details(after)),
    )
    for what, old, new in pairs:
        if old != new:
            yield Change(what=what, before=old, after=new)


def _how_only(touchpoint: Row) -> str:
    words = by_channel(touchpoint["channel"]) if touchpoint["channel"] else "not recorded"
    return words[:1].upper() + words[1:]


def _details(touchpoint: Row) -> str:
    return " ".join(details_in_words(touchpoint)) or "None"


def _moment(touchpoint: Row) -> str:
    return (
        f"{day_in_words(touchpoint['happened_on'])} at {time_in_words(touchpoint['happened_at'])}"
    )
