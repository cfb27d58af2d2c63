"""The page of one's own tokens."""

import secrets
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from touchpoint.service.organisation.opening import opened_by
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.requests import StaffRequest
from touchpoint.service.organisation.today import today
from touchpoint.service.organisation.tokens import actions, queries
from touchpoint.service.ui.forms import GovukForm
from touchpoint.service.ui.pages import page

_WORDS: Final = {
    Permission.SEE_JOURNEY: "See journeys",
    Permission.SEE_IDENTITY: "See names and contact details",
    Permission.APPEND: "Add touchpoints",
    Permission.CORRECT: "Correct touchpoints",
    Permission.SEARCH: "Search",
    Permission.SEE_OWN_WORK: "See what is due from me",
    Permission.SEE_TEAM_WORK: "See what is due from my team",
    Permission.SEE_WITNESS_CARE_WORK: "See what is due from witness care",
    Permission.REASSIGN: "Reassign investigations",
    Permission.SEE_LOOKS: "See who looked",
    Permission.LOAD_EXTRACTS: "Load extracts",
    Permission.SEE_RELEASED: "See released figures",
}
_LASTS: Final = ((7, "1 week"), (30, "1 month"), (90, "3 months"), (365, "1 year"))


class TokenForm(GovukForm):
    """What a token is for, what it may do and how long it lasts."""

    form = forms.CharField(widget=forms.HiddenInput, max_length=100)
    name = forms.CharField(label="What is it for?", max_length=100)
    permissions = forms.MultipleChoiceField(
        label="What may it do?", widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(
        label="How long does it last?", coerce=int, choices=_LASTS, widget=forms.RadioSelect
    )
    nouns = {  # noqa: RUF012 - a mapping that the form reads and nobody changes
        "name": "what it is for",
        "permissions": "what it may do",
        "days": "how long it lasts",
    }

    def __init__(self, *args: Any, role: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"form": secrets.token_urlsafe(24)}, **kwargs)
        offered = [(one.value, _WORDS[one]) for one in actions.grantable(role)]
        self.fields["permissions"].choices = offered  # type: ignore[attr-defined] # a choice field has them


@opened_by(Permission.USE_API)
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: StaffRequest) -> HttpResponse:
    """One's tokens, and the form of another."""
    form = TokenForm(request.POST or None, role=request.staff.role)
    if request.method == "POST" and form.is_valid():
        return _made(request, form.cleaned_data)
    now = timezone.now()
    listed = [
        {
            "id": one.pk,
            "name": one.name,
            "made": one.made_at,
            "expires": one.expires_at,
            "used": one.last_used_at,
            "counts": one.revoked_at is None and one.expires_at > now,
        }
        for one in queries.tokens_of(request.staff)
    ]
    context = {"form": form, "tokens": listed, "today": today()}
    return page(request, "organisation/tokens.html", context)


def _made(request: StaffRequest, said: dict[str, Any]) -> HttpResponse:
    """The page that shows a token, once: sent again, the form leads to the list."""
    try:
        text = actions.make_token(
            by=request.staff,
            name=said["name"],
            permissions=[Permission(one) for one in said["permissions"]],
            days=said["days"],
            now=timezone.now(),
            form=said["form"],
        )
    except actions.MadeAlready as fault:
        messages.info(request, fault.sentence)
        return HttpResponseRedirect(reverse("organisation:tokens"))
    return page(request, "organisation/token_made.html", {"token": text})


@opened_by(Permission.USE_API)
@require_POST
def revoke(request: StaffRequest, token_id: int) -> HttpResponse:
    """Revokes one of one's own; of others' nobody learns that there are any."""
    if not actions.revoke_token(by=request.staff, token_id=token_id, now=timezone.now()):
        raise Http404
    messages.success(request, "The token is revoked. Whatever used it is refused from now on.")
    return HttpResponseRedirect(reverse("organisation:tokens"))
