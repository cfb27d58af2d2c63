"""Correcting an entry: a new touchpoint that names the one it replaces, with the reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from touchpoint.calendar.local_time import local_day
from touchpoint.errors import Refused
from touchpoint.service.journeys.actions import correct_touchpoint, withdraw_touchpoint
from touchpoint.service.journeys.pages.forms.asking import answerable
from touchpoint.service.journeys.pages.forms.correcting import NEVER, CorrectForm
from touchpoint.service.journeys.pages.queries import recorded_by_whom
from touchpoint.service.journeys.pages.telling.after import after_correcting
from touchpoint.service.journeys.pages.telling.details import details_in_words
from touchpoint.service.journeys.pages.telling.known import Known, Referred
from touchpoint.service.journeys.pages.views import seeing
from touchpoint.service.journeys.pages.views.going_back import back_to
from touchpoint.service.journeys.pages.views.looking import looked
from touchpoint.service.journeys.pages.views.seeing import (
    Opened,
    known_to,
    reader_of,
    whatever_is_known,
)
from touchpoint.service.journeys.pages.words.channels import by_channel
from touchpoint.service.journeys.pages.words.happenings import heading_of, result_in_words
from touchpoint.service.journeys.pages.words.sources import source_in_words
from touchpoint.service.journeys.referral_steps import ACCEPTED, CLOSED
from touchpoint.service.organisation.opening import opened_by
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.requests import StaffRequest
from touchpoint.service.ui.dates import when
from touchpoint.service.ui.pages import page

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class CorrectPage:
    """What an entry says now, and the form that says what it should."""

    journey_id: str
    reference: str
    title: str
    now: tuple[tuple[str, str], ...]
    form: CorrectForm


@opened_by(Permission.CORRECT)
@require_http_methods(["GET", "HEAD", "POST"])
@looked
def correct(request: StaffRequest, journey_id: str, touchpoint_id: str) -> HttpResponse:
    """Correct one entry."""
    known = whatever_is_known(request, journey_id, now := seeing.moment())
    if isinstance(known, Referred):
        return _correct_referral(request, known, touchpoint_id, now)
    seen = Opened(known=known, reader=reader_of(request, journey_id), now=now)
    touchpoint = _entry(seen, touchpoint_id)
    if correction := seen.known.record.corrected_by.get(touchpoint_id):
        return _corrected_already(request, journey_id, correction)
    posted = request.POST if request.method == "POST" else None
    form = CorrectForm(
        posted,
        touchpoint=touchpoint,
        about=tuple(answerable(seen.known, touchpoint["kind"])),
        today=seen.today,
        now=seen.now,
    )
    if posted is not None and form.is_valid() and _correct(request, form, now):
        after = known_to(request, journey_id, now)
        messages.success(request, after_correcting(after, seen.reader))
        return back_to(journey_id)
    shown = CorrectPage(
        journey_id=journey_id,
        reference=seen.known.record.investigation["reference"],
        title=heading_of(touchpoint, seen.known.record.touchpoint(touchpoint["about"])),
        now=tuple(_says(seen.known, touchpoint)),
        form=form,
    )
    return page(request, "journeys/pages/correct.html", shown)


def _correct_referral(
    request: StaffRequest, referred: Referred, touchpoint_id: str, now: datetime
) -> HttpResponse:
    """Correct what a support service recorded of its referral: nothing else of it is shown."""
    own = {each["touchpoint_id"]: each for each in referred.touchpoints}
    touchpoint, journey_id = own.get(touchpoint_id), referred.journey["journey_id"]
    if touchpoint is None or touchpoint["kind"] not in {ACCEPTED, CLOSED}:
        raise Http404
    posted, today = request.POST if request.method == "POST" else None, local_day(now)
    form = CorrectForm(posted, touchpoint=touchpoint, about=(), today=today, now=now)
    if posted is not None and form.is_valid() and _correct(request, form, now):
        messages.success(request, "Corrected. What stood there before is kept.")
        return back_to(journey_id)
    shown = CorrectPage(
        journey_id=journey_id,
        reference="the referral",
        title=heading_of(touchpoint),
        now=(("When", when(touchpoint["happened_at"], today)),),
        form=form,
    )
    return page(request, "journeys/pages/correct.html", shown)


def _corrected_already(request: StaffRequest, journey_id: str, correction: str) -> HttpResponse:
    """That it is corrected and by whom, for somebody who meant to correct it."""
    by = recorded_by_whom(correction)
    said = f"That entry has been corrected already{f', by {by}' if by else ''}."
    if request.method == "POST":
        said += (
            " What you entered was not saved: read how it stands now, and correct that if it is "
            "still wrong."
        )
    messages.info(request, said)
    return back_to(journey_id)


def _entry(seen: Opened, touchpoint_id: str) -> Row:
    """An entry of this journey that this reader may correct."""
    found = seen.known.record.touchpoint(touchpoint_id)
    if found is None or not seen.reader.may_correct(found):
        raise Http404
    return found


def _correct(request: StaffRequest, form: CorrectForm, now: datetime) -> bool:
    """Whether the correction was made; where not, the form says why."""
    touchpoint_id, reason = form.touchpoint["touchpoint_id"], form.cleaned_data["reason"]
    try:
        if form.cleaned_data["what"] == NEVER:
            withdraw_touchpoint(
                by=request.staff, touchpoint_id=touchpoint_id, reason=reason, now=now
            )
        else:
            correct_touchpoint(
                by=request.staff,
                touchpoint_id=touchpoint_id,
                changes=form.changes(),
                reason=reason,
                now=now,
            )
    except Refused as refused:
        for sentence in refused.faults or (refused.sentence,):
            form.add_error(None, sentence)
        return False
    return True


def _says(known: Known, touchpoint: Row) -> Iterator[tuple[str, str]]:
    """What an entry says now."""
    yield "When", when(touchpoint["happened_at"], known.today)
    if touchpoint["result"]:
        yield "What came of it", result_in_words(touchpoint["result"])
    if touchpoint["channel"]:
        words = by_channel(touchpoint["channel"])
        yield "How", words[:1].upper() + words[1:]
    details = " ".join(details_in_words(touchpoint))
    if details:
        yield "Details", details
    yield "Recorded by", known.named(touchpoint["staff_id"])
    yield "Source", source_in_words(touchpoint["source"])
