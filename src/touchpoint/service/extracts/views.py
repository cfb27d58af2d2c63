"""The pages of loads: send a file, see what a load would do, load it, undo it."""

from typing import Protocol
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from touchpoint.errors import Refused
from touchpoint.service.extracts import actions
from touchpoint.service.extracts.files import Place
from touchpoint.service.extracts.forms import ProfileForm, UploadForm
from touchpoint.service.extracts.models import State, Upload
from touchpoint.service.extracts.refused import all_taken, is_senders, take_refused, times_taken
from touchpoint.service.organisation.opening import opened_by
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.requests import StaffRequest
from touchpoint.service.ui.pages import page
from touchpoint.service.ui.paging import asked_page, of_one_more

A_PAGE = 25


class Start(Protocol):
    """Asks for something to be done with an upload."""

    def __call__(self, *, upload: Upload) -> None: ...


@opened_by(Permission.LOAD_EXTRACTS)
@require_safe
def loads(request: StaffRequest) -> HttpResponse:
    """Every file that was sent, the latest first."""
    number = asked_page(request)
    first = (number - 1) * A_PAGE
    found = list(Upload.objects.all()[first : first + A_PAGE + 1])
    shown, paging = of_one_more(found, number=number, size=A_PAGE, query=request.GET)
    context = {
        "uploads": [(one, one.called_for(request.staff.pk)) for one in shown],
        "paging": paging,
        "today": timezone.localdate(),
    }
    return page(request, "extracts/loads.html", context)


@opened_by(Permission.LOAD_EXTRACTS)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: StaffRequest) -> HttpResponse:
    """Takes a file, and goes on to what was made of it."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        try:
            upload = actions.receive(
                by=request.staff,
                file=form.cleaned_data["file"],
                profile=form.cleaned_data["profile"],
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("file", refusal.sentence.rstrip("."))
        else:
            return HttpResponseRedirect(reverse("extracts:upload", args=[upload.pk]))
    return page(request, "extracts/send.html", {"form": form})


@opened_by(Permission.LOAD_EXTRACTS)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: StaffRequest, upload_id: UUID) -> HttpResponse:
    """One file: what it is taken for, what a load would do or did, and what can be done next."""
    found = _upload(upload_id)
    form = ProfileForm(
        request.POST if request.method == "POST" else None,
        chosen=found.profile or next(iter(found.found.get("fits", [])), ""),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_profile(upload=found, profile=form.cleaned_data["profile"])
        except Refused as refusal:
            form.add_error(None, refusal.sentence.rstrip("."))
        else:
            return HttpResponseRedirect(request.path)
    context = {
        "upload": found,
        "called": found.called_for(request.staff.pk),
        "form": form,
        "has_refused": Place.of(found).refused.is_file(),
        "is_senders": is_senders(found, request.staff),
        "taken": times_taken(found),
        "state": _tag(found),
        "today": timezone.localdate(),
    }
    return page(request, "extracts/upload.html", context)


@opened_by(Permission.LOAD_EXTRACTS)
@require_POST
def load(request: StaffRequest, upload_id: UUID) -> HttpResponse:
    """Has a file loaded."""
    return _started(request, upload_id, actions.start_load)


@opened_by(Permission.LOAD_EXTRACTS)
@require_POST
def undo(request: StaffRequest, upload_id: UUID) -> HttpResponse:
    """Has a load undone."""
    return _started(request, upload_id, actions.start_undo)


@opened_by(Permission.LOAD_EXTRACTS)
@require_safe
def refused(request: StaffRequest, upload_id: UUID) -> HttpResponseBase:
    """The rows that were refused, with their reasons, for whoever sent the file and mends them."""
    file = take_refused(by=request.staff, upload=_upload(upload_id))
    if file is None:
        raise Http404
    name = f"refused-{upload_id}.csv"
    return FileResponse(file.open("rb"), as_attachment=True, filename=name)


@opened_by(Permission.SEE_CHANGES)
@require_safe
def taken(request: StaffRequest) -> HttpResponse:
    """Who downloaded refused rows, and when, for auditors."""
    number = asked_page(request)
    found = all_taken(number=A_PAGE + 1, after=(number - 1) * A_PAGE)
    shown, paging = of_one_more(found, number=number, size=A_PAGE, query=request.GET)
    context = {"taken": shown, "paging": paging, "today": timezone.localdate()}
    return page(request, "extracts/taken.html", context)


@opened_by(Permission.LOAD_EXTRACTS)
@require_safe
def proposal(request: StaffRequest, upload_id: UUID) -> HttpResponse:
    """The profile that is proposed where none that is shipped fits, to be settled by a person."""
    del request
    text = _upload(upload_id).found.get("proposal", "")
    if not text:
        raise Http404
    response = HttpResponse(text, content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="profile-{upload_id}.toml"'
    return response


def _upload(upload_id: UUID) -> Upload:
    found = Upload.objects.filter(pk=upload_id).first()
    if found is None:
        raise Http404
    return found


def _started(request: StaffRequest, upload_id: UUID, start: Start) -> HttpResponse:
    found = _upload(upload_id)
    try:
        start(upload=found)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return HttpResponseRedirect(reverse("extracts:upload", args=[found.pk]))


def _tag(upload: Upload) -> str:
    """The tag of a state, by the states of the ui."""
    if upload.state == State.LOADED:
        return "done"
    if upload.state in {State.UNREADABLE, State.FAILED}:
        return "missed"
    return "cannot_tell" if upload.state == State.UNDONE else "due"
