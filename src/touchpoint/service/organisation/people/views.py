"""The pages of people. They parse, call an action or a query, and show."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from touchpoint.service.organisation.mail_server import may_send
from touchpoint.service.organisation.models import Staff
from touchpoint.service.organisation.opening import opened_by
from touchpoint.service.organisation.people import actions, queries
from touchpoint.service.organisation.people.forms import FindForm, PersonForm
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.requests import StaffRequest
from touchpoint.service.organisation.today import today
from touchpoint.service.ui.pages import page
from touchpoint.service.ui.paging import asked_page, of_counted

Done = Callable[..., None]
DEEDS: Final[Mapping[str, tuple[Done, str]]] = MappingProxyType(
    {
        "deactivate": (actions.deactivate, "They are let go and signed out everywhere."),
        "reactivate": (actions.reactivate, "They are back. They can sign in as before."),
        "reset-second-factor": (
            actions.reset_second_factor,
            "Their second factors are taken away. They set one up when they next sign in.",
        ),
        "end-sessions": (actions.end_sessions, "They are signed out everywhere."),
    }
)
"""What may be done to somebody with one button."""


@opened_by(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: StaffRequest) -> HttpResponse:
    """Everybody, by name. Who is looked for is posted: no name stands in an address or a log."""
    form = FindForm(request.POST or None)
    sought = form.cleaned_data["q"] if form.is_valid() else ""
    waiting = not sought and request.GET.get("waiting") == "yes"
    number = 1 if sought else asked_page(request)
    found = queries.people(containing=sought, page=number, waiting=waiting)
    paging = of_counted(
        len(found.people),
        found.number,
        number=number,
        size=queries.A_PAGE,
        query=QueryDict("waiting=yes" if waiting else ""),
    )
    context = {"form": form, "found": found, "paging": paging, "q": sought, "waiting": waiting}
    return page(request, "organisation/people.html", context)


@opened_by(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def add_person(request: StaffRequest) -> HttpResponse:
    """Adds somebody, and goes to their page."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        staff = actions.add_person(by=request.staff, person=form.person(), now=timezone.now())
        messages.success(request, f"{staff.name} is added. Now give them a link.")
        return _to(staff)
    return page(request, "organisation/add_person.html", {"form": form})


@opened_by(Permission.MANAGE_PEOPLE)
@require_safe
def person(request: StaffRequest, staff_id: int) -> HttpResponse:
    """One person: who they are, how they sign in, what was changed of them."""
    return page(request, "organisation/person.html", _about(request, _found(staff_id)))


@opened_by(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def change_person(request: StaffRequest, staff_id: int) -> HttpResponse:
    """Says anew who somebody is."""
    staff = _other(request, staff_id)
    form = PersonForm(request.POST or None, staff=staff)
    if request.method == "POST" and form.is_valid():
        actions.change_person(
            by=request.staff, staff_id=staff.pk, person=form.person(), now=timezone.now()
        )
        messages.success(request, "The change is saved.")
        return _to(staff)
    return page(
        request,
        "organisation/change_person.html",
        {"form": form, "name": staff.name, "staff_id": staff.pk},
    )


@opened_by(Permission.MANAGE_PEOPLE)
@require_POST
def do(request: StaffRequest, staff_id: int, deed: str) -> HttpResponse:
    """One of the deeds that need a button and nothing else."""
    if deed not in DEEDS:
        raise Http404
    staff = _other(request, staff_id)
    action, sentence = DEEDS[deed]
    action(by=request.staff, staff_id=staff.pk, now=timezone.now())
    messages.success(request, sentence)
    return _to(staff)


@opened_by(Permission.MANAGE_PEOPLE)
@require_POST
def give_link(request: StaffRequest, staff_id: int) -> HttpResponse:
    """Has a link sent, or shows it once where there is no mail server."""
    staff = _other(request, staff_id)
    link = actions.give_link(by=request.staff, staff_id=staff.pk, now=timezone.now())
    if link is None:
        messages.success(request, f"A link is on its way to {staff.email}.")
        return _to(staff)
    return page(
        request, "organisation/link.html", {"name": staff.name, "link": link, "staff_id": staff.pk}
    )


@opened_by(Permission.MANAGE_PEOPLE, Permission.SEE_CHANGES)
@require_safe
def changes(request: StaffRequest) -> HttpResponse:
    """What was changed lately: for administrators, and for auditors of the people concerned."""
    manages = request.staff.may(Permission.MANAGE_PEOPLE)
    context = {"changes": queries.changes(), "manages": manages, "today": today()}
    return page(request, "organisation/changes.html", context)


def _about(request: StaffRequest, staff: Staff) -> dict[str, Any]:
    return {
        "who": staff,
        "role": staff.get_role_display(),
        "unit": staff.unit.name if staff.unit else "",
        "factors": queries.second_factors(staff),
        "has_password": staff.has_usable_password(),
        "changes": queries.changes(about=staff, number=20),
        "is_oneself": staff.pk == request.staff.pk,
        "by_mail": may_send(),
        "today": today(),
    }


def _found(staff_id: int) -> Staff:
    staff = Staff.objects.select_related("unit").filter(pk=staff_id).first()
    if staff is None:
        raise Http404
    return staff


def _other(request: StaffRequest, staff_id: int) -> Staff:
    if staff_id == request.staff.pk:
        raise Http404
    return _found(staff_id)


def _to(staff: Staff) -> HttpResponse:
    return HttpResponseRedirect(reverse("organisation:person", kwargs={"staff_id": staff.pk}))
