"""Recording what was done: two taps from what is due, or from a short menu of kinds."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from touchpoint.errors import Refused
from touchpoint.service.journeys.actions import NewTouchpoint, append_touchpoints
from touchpoint.service.journeys.actions.appending import hold
from touchpoint.service.journeys.pages.forms.asked import Asked, Recorded
from touchpoint.service.journeys.pages.forms.asking import asked_from_menu, asked_when_due
from touchpoint.service.journeys.pages.forms.recording import RecordForm
from touchpoint.service.journeys.pages.queries import (
    is_saved,
    providers,
    recorded_by_whom,
    says_the_same,
)
from touchpoint.service.journeys.pages.telling.after import after_recording
from touchpoint.service.journeys.pages.telling.due import STILL_TO_DO, DueItem, due_list, item_of
from touchpoint.service.journeys.pages.telling.safe_contact import Safety, safe_contact
from touchpoint.service.journeys.pages.views.form_keys import OTHER_ANSWERS, key_of, keyed
from touchpoint.service.journeys.pages.views.going_back import back_to
from touchpoint.service.journeys.pages.views.looking import looked
from touchpoint.service.journeys.pages.views.seeing import Opened, known_to, opened
from touchpoint.service.journeys.pages.words.recordings import (
    Group,
    Recording,
    groups_of,
    recording_of,
)
from touchpoint.service.organisation.opening import opened_by
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.requests import StaffRequest
from touchpoint.service.ui.pages import page


@dataclass(frozen=True, kw_only=True)
class MenuPage:
    """What may be recorded: first what is due, then every kind by its group."""

    journey_id: str
    reference: str
    due: tuple[DueItem, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, kw_only=True)
class RecordPage:
    """One form, under the words of what is due or of what is recorded."""

    journey_id: str
    reference: str
    title: str
    above: str
    due: str
    safety: str
    warning: str
    nothing: str
    """Why nothing can be recorded here, where that is so."""
    form: RecordForm


@opened_by(Permission.APPEND)
@require_safe
@looked
def menu(request: StaffRequest, journey_id: str) -> HttpResponse:
    """What somebody of this role may record."""
    seen = opened(request, journey_id)
    due = due_list(seen.known, seen.reader)
    shown = MenuPage(
        journey_id=journey_id,
        reference=_reference(seen),
        due=tuple(item for item in (due.first, *due.then) if item is not None and item.kind),
        groups=groups_of(seen.reader.kinds),
    )
    return page(request, "journeys/pages/menu.html", shown)


@opened_by(Permission.APPEND)
@require_http_methods(["GET", "HEAD", "POST"])
@keyed
@looked
def record_due(
    request: StaffRequest, journey_id: str, duty_id: str, occurrence: str
) -> HttpResponse:
    """Record what a duty asks for. What it is about and of which kind, the duty knows."""
    if request.method == "POST":
        # Whoever records the same at this moment comes first, or waits.
        hold([journey_id])
    seen = opened(request, journey_id)
    item, done = _item(seen, duty_id, occurrence)
    recording = recording_of(item.kind) if item and item.kind else None
    if done and not is_saved(request.POST.get("key", "")):
        messages.info(request, _done_already(request, seen, duty_id, occurrence))
        return back_to(journey_id)
    if item is None or recording is None:
        raise Http404
    asked = asked_when_due(seen.known, item, recording, seen.now, _providers(recording))
    due = f"{item.due[:1].upper()}{item.due[1:]}, because {item.set_off}."
    return _record(request, seen, asked, _Words(title=item.do, due=due))


@opened_by(Permission.APPEND)
@require_http_methods(["GET", "HEAD", "POST"])
@keyed
@looked
def record(request: StaffRequest, journey_id: str, kind: str) -> HttpResponse:
    """Record something of a kind chosen from the menu."""
    if request.method == "POST":
        # The same form, sent twice at once: the second waits for the first, and is told.
        hold([journey_id])
    seen = opened(request, journey_id)
    recording = recording_of(kind) if kind in seen.reader.kinds else None
    if recording is None:
        raise Http404
    if kind == "enhanced.decided":
        return HttpResponseRedirect(reverse("journeys:enhanced", args=[journey_id]))
    asked = asked_from_menu(seen.known, recording, seen.now, _providers(recording))
    nothing = ""
    if "about" in recording.asks and not asked.about and asked.about_id is None:
        nothing = "Nothing is recorded on this journey that this could answer."
    return _record(request, seen, asked, _Words(title=recording.heading, nothing=nothing))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Words:
    """The words over a form."""

    title: str
    due: str = ""
    nothing: str = ""


def _record(request: StaffRequest, seen: Opened, asked: Asked, words: _Words) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form = RecordForm(posted, asked=asked, key=key_of(request))
    if posted is not None and not words.nothing and form.is_valid():
        refused = _append(request, seen, form.recorded())
        if refused is None:
            return back_to(seen.known.journey_id)
        for sentence in refused:
            form.add_error(None, sentence)
    safe = safe_contact(seen.known.record)
    warned = {"channel", "method"} & form.fields.keys() and safe.safety is not Safety.SAFE
    shown = RecordPage(
        journey_id=seen.known.journey_id,
        reference=_reference(seen),
        title=words.title,
        above=_reference(seen),
        due=words.due,
        safety=safe.safety,
        warning=safe.headline if warned else "",
        nothing=words.nothing,
        form=form,
    )
    return page(request, "journeys/pages/record.html", shown)


def _append(request: StaffRequest, seen: Opened, recorded: Recorded) -> tuple[str, ...] | None:
    """Appends what a form says; what refuses it comes back as sentences."""
    item = NewTouchpoint(
        journey_id=seen.known.journey_id,
        kind=recorded.kind,
        happened_at=recorded.happened_at,
        result=recorded.result,
        about=recorded.about,
        channel=recorded.channel,
        received_on=recorded.received_on,
        detail=dict(recorded.detail) or None,
    )
    if is_saved(recorded.key):
        same = says_the_same(recorded.key, item, just_now=recorded.just_now)
        _tell_again(request, seen, same=same)
        return None
    try:
        append_touchpoints(by=request.staff, items=[item], key=recorded.key, now=seen.now)
    except Refused as refused:
        return refused.faults or (refused.sentence,)
    after = known_to(request, seen.known.journey_id, seen.now)
    messages.success(request, after_recording(seen.known, after, seen.reader))
    return None


def _tell_again(request: StaffRequest, seen: Opened, *, same: bool) -> None:
    """What was sent before is kept once; whoever sends it again hears that, and what is next."""
    if same:
        messages.success(request, after_recording(seen.known, seen.known, seen.reader))
    else:
        messages.info(request, OTHER_ANSWERS)


def _done_already(request: StaffRequest, seen: Opened, duty_id: str, occurrence: str) -> str:
    """That it is recorded and by whom, for somebody who meant to record it."""
    verdicts = seen.known.verdicts
    asked = (duty_id, occurrence)
    evidence = [v["evidence"] for v in verdicts if (v["duty_id"], v["occurrence"]) == asked]
    by = recorded_by_whom(evidence[0] if evidence else None)
    said = f"That has been recorded already{f', by {by}' if by else ''}."
    if request.method != "POST":
        return said
    return (
        f"{said} What you entered was not saved: if it happened as well, choose Record something "
        "else."
    )


def _item(seen: Opened, duty_id: str, occurrence: str) -> tuple[DueItem | None, bool]:
    """One thing that is due, and whether it is done already."""
    for verdict in seen.known.verdicts:
        if (verdict["duty_id"], verdict["occurrence"]) == (duty_id, occurrence):
            item = item_of(seen.known, verdict, seen.reader)
            return item, verdict["state"] not in {*STILL_TO_DO, "cannot_tell"}
    return None, False


def _providers(recording: Recording) -> tuple[str, ...]:
    """The services to choose from, where the form asks which."""
    return providers() if "provider" in recording.asks else ()


def _reference(seen: Opened) -> str:
    found: str = seen.known.record.investigation["reference"]
    return found
