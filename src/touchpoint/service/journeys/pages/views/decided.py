"""What is said once a decision is sent: that it is made, why it is not, or what is newer."""

from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from touchpoint.errors import Refused
from touchpoint.service.journeys.pages.forms.deciding import CloseForm, EnhancedForm
from touchpoint.service.journeys.pages.telling.after import after_recording
from touchpoint.service.journeys.pages.views.going_back import SEE_OTHER, back_to
from touchpoint.service.journeys.pages.views.seeing import Opened, known_to
from touchpoint.service.journeys.pages.words.staff import by_role
from touchpoint.service.organisation.requests import StaffRequest

AS_IT_STANDS: Final = "That is how it stands already."


def told(request: StaffRequest, seen: Opened) -> HttpResponse:
    """Back to the journey, with what changed and what is next."""
    after = known_to(request, seen.known.journey_id, seen.now)
    messages.success(request, after_recording(seen.known, after, seen.reader))
    return back_to(seen.known.journey_id)


def told_why_not(form: EnhancedForm | CloseForm, refused: Refused) -> None:
    """The form says what refuses it."""
    for sentence in refused.faults or (refused.sentence,):
        form.add_error(None, sentence)


def told_of_newer(request: StaffRequest, what: str) -> HttpResponse:
    """The form once more, over what stands now, with what happened while it was open."""
    messages.info(
        request,
        f"Nothing was saved. While you had this page open, {what}. That stands. "
        "If it is wrong, change it here.",
    )
    return HttpResponseRedirect(request.get_full_path(), status=SEE_OTHER)


def by_whom(who: tuple[str, bool] | None) -> str:
    """Who it was, within a sentence."""
    return "a load of data" if who is None else by_role(who[0], you=who[1])
