"""Whether the person has enhanced rights, why and since when; or that nobody has decided."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from touchpoint.ledger.vocabulary import ENHANCED_BASES
from touchpoint.rights.code.duty import DONE
from touchpoint.rights.proof.condition_on_row import said_in
from touchpoint.rights.proof.journey_record import JourneyRecord
from touchpoint.rights.telling.wording import listed
from touchpoint.service.ui.dates import day_in_words


class Standing(StrEnum):
    """What is known of somebody's rights."""

    ENHANCED = "enhanced"
    STANDARD = "standard"
    UNDECIDED = "undecided"


@dataclass(frozen=True, kw_only=True, slots=True)
class Enhanced:
    """What a page says of enhanced rights."""

    standing: Standing
    headline: str
    sentences: tuple[str, ...]
    since: date | None


def enhanced(record: JourneyRecord) -> Enhanced:
    """What the journey and the decisions on it say."""
    since: date | None = record.journey["enhanced_on"]
    if since is not None:
        return Enhanced(
            standing=Standing.ENHANCED,
            headline="Enhanced rights",
            sentences=(*_grounds(record), *_since(record, since)),
            since=since,
        )
    decided = _decided(record)
    if decided is None:
        return Enhanced(
            standing=Standing.UNDECIDED,
            headline="Nobody has decided on enhanced rights",
            sentences=("Until somebody does, the standard limits hold.",),
            since=None,
        )
    yes, on = decided
    said = "was decided" if yes else "was decided against"
    return Enhanced(
        standing=Standing.UNDECIDED if yes else Standing.STANDARD,
        headline="Enhanced rights are not recorded" if yes else "Standard rights",
        sentences=(f"It {said} on {day_in_words(on)}" + (", but not since when." if yes else "."),),
        since=None,
    )


def _grounds(record: JourneyRecord) -> tuple[str, ...]:
    words = [ENHANCED_BASES.get(word, word) for word in record.journey["enhanced_basis"] or ()]
    if not words:
        return ("Why is not recorded.",)
    said = listed(words, "and")
    return (f"{said[:1].upper()}{said[1:]}.",)


def _since(record: JourneyRecord, since: date) -> tuple[str, ...]:
    on = f"Since {day_in_words(since)}"
    if since > record.investigation["reported_on"]:
        return (f"{on}: the shorter limits hold for what was set off from that day on.",)
    return (f"{on}: the shorter limits hold.",)


def _decided(record: JourneyRecord) -> tuple[bool, date] | None:
    """The latest decision that says which way it went, and its day."""
    for touchpoint in reversed(record.counting):
        if touchpoint["kind"] == "enhanced.decided" and (touchpoint["result"] or "") in DONE:
            said = said_in(touchpoint["detail"], "enhanced")
            if said in {"true", "false"}:
                return said == "true", touchpoint["happened_on"]
    return None
