"""What a form need not ask, because the journey knows it: about what, since when, by which way."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from touchpoint.rights.code.duty import DONE
from touchpoint.service.journeys.pages.forms.asked import Asked
from touchpoint.service.journeys.pages.forms.moments import Bounds
from touchpoint.service.journeys.pages.telling.details import details_of
from touchpoint.service.journeys.pages.telling.due import DueItem
from touchpoint.service.journeys.pages.telling.due_words import weekday
from touchpoint.service.journeys.pages.telling.known import Known
from touchpoint.service.journeys.pages.telling.safe_contact import (
    SafeContact,
    Safety,
    safe_contact,
)
from touchpoint.service.journeys.pages.words.channels import CHANNELS
from touchpoint.service.journeys.pages.words.happenings import HEADINGS, TOLD_OF
from touchpoint.service.journeys.pages.words.recordings import Recording, matcher_for
from touchpoint.service.journeys.pages.words.tasks import task_of

Row = Mapping[str, Any]

_ANSWERS: Final[Mapping[str, tuple[str, ...]]] = {
    "victim.told": tuple(TOLD_OF),
    "contact.attempted": tuple(TOLD_OF),
    "complaint.acknowledged": ("complaint.received",),
    "review.acknowledged": ("review.requested",),
    "review.decided": ("review.requested",),
}
"""What a reply of each kind may answer."""


def asked_when_due(
    known: Known,
    item: DueItem,
    recording: Recording,
    now: datetime,
    providers: Sequence[str] = (),
) -> Asked:
    """What is left to ask when a duty says what is to be recorded."""
    duty = known.duties[item.duty_id]
    trigger = known.record.touchpoint(item.occurrence)
    matcher = matcher_for(duty, recording.kind)
    answers = trigger is not None and matcher is not None and matcher.answers == "trigger"
    says = task_of(duty).says
    return Asked(
        recording=recording,
        bounds=_bounds(known, now, trigger),
        today=known.today,
        about_id=item.occurrence if answers else None,
        known=frozenset({"about", "about_if_any", *says}),
        says=says,
        channel=usual_channel(known),
        providers=providers,
        provider=usual_provider(known),
    )


def asked_from_menu(
    known: Known, recording: Recording, now: datetime, providers: Sequence[str] = ()
) -> Asked:
    """What is left to ask when somebody chose what to record."""
    about = tuple(answerable(known, recording.kind))
    only = about[0][0] if len(about) == 1 and "about" in recording.asks else None
    optional = (("", "Nothing in particular"),) if "about_if_any" in recording.asks else ()
    trigger = known.record.touchpoint(only)
    return Asked(
        recording=recording,
        bounds=_bounds(known, now, trigger),
        today=known.today,
        about=(*about, *optional) if about else (),
        about_id=only,
        known=frozenset({"about"} if only else ()),
        channel=usual_channel(known),
        providers=providers,
        provider=usual_provider(known),
    )


def answerable(known: Known, kind: str) -> Iterator[tuple[str, str]]:
    """What a reply of this kind may answer on this journey, the newest first."""
    kinds = _ANSWERS.get(kind, ())
    for touchpoint in reversed(known.record.counting):
        if touchpoint["kind"] in kinds:
            words = TOLD_OF.get(touchpoint["kind"], HEADINGS[touchpoint["kind"]])
            on = weekday(touchpoint["happened_on"], known.today)
            yield touchpoint["touchpoint_id"], f"{words[:1].upper()}{words[1:]}, {on}"


def usual_provider(known: Known) -> str | None:
    """The support service that was last named on the journey."""
    for touchpoint in reversed(known.record.counting):
        named = details_of(touchpoint).get("provider")
        if isinstance(named, str) and named:
            return named
    return None


def usual_channel(known: Known, safe: SafeContact | None = None) -> str | None:
    """The way that is recorded as safe; else the last that reached the person and is not unsafe.

    None of somebody who wants no contact: whoever makes it nevertheless says how.
    """
    safe = safe or safe_contact(known.record)
    if safe.safety is Safety.REFUSED:
        return None
    if safe.method in CHANNELS:
        return safe.method
    for touchpoint in reversed(known.record.counting):
        channel = touchpoint["channel"]
        reached = channel in CHANNELS and (touchpoint["result"] or "") in DONE
        if reached and not safe.is_unsafe(channel):
            return str(channel)
    return None


def _bounds(known: Known, now: datetime, trigger: Row | None) -> Bounds:
    """Nothing comes before what it answers, nor before the report."""
    if trigger is None:
        reported = known.record.investigation["reported_at"]
        return Bounds(now=now, not_before=reported, before_words="the report")
    words = TOLD_OF.get(trigger["kind"], "what set it off")
    return Bounds(now=now, not_before=trigger["happened_at"], before_words=words)
