"""The pages on which auditors and supervisors see what their people looked at, and take it away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from touchpoint.service.journeys.looks.by_staff import (
    MOST,
    Days,
    Looker,
    Seen,
    Watched,
    lookers,
    looks_by,
    watched,
)
from touchpoint.service.journeys.looks.forms import USUAL, DaysForm, LookersForm, LooksForm
from touchpoint.service.organisation.opening import opened_by
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.requests import StaffRequest
from touchpoint.service.ui.dates import day_in_words
from touchpoint.service.ui.pages import page
from touchpoint.service.ui.paging import Paging, asked_page, of_all, of_one_more
from touchpoint.service.ui.spreadsheets import Column, Value, download

A_PAGE: Final = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class PeoplePage:
    """Who looked, in some days."""

    form: LookersForm
    said: str
    people: Sequence[Looker]
    paging: Paging
    opened: int
    query: str
    today: date


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonPage:
    """What one of them looked at."""

    who: Watched
    form: LooksForm
    said: str
    looks: tuple[Seen, ...]
    paging: Paging
    most: int
    query: str
    days: str
    today: date


@opened_by(Permission.SEE_LOOKS)
@require_safe
def people(request: StaffRequest) -> HttpResponse:
    """Who looked, those who opened journeys with break-glass first."""
    form = LookersForm(request.GET, today=timezone.localdate())
    days = _days(form)
    found = lookers(days, unit=_chosen(form, "unit"))
    number = asked_page(request)
    part, paging = of_all(found, number=number, size=A_PAGE, query=request.GET)
    shown = PeoplePage(
        form=form,
        said=_said(days),
        people=part,
        paging=paging,
        opened=sum(one.opened for one in found),
        query=request.GET.urlencode(),
        today=timezone.localdate(),
    )
    return page(request, "journeys/looks/people.html", shown)


@opened_by(Permission.SEE_LOOKS)
@require_safe
def people_spreadsheet(request: StaffRequest) -> HttpResponse:
    """The same to take away."""
    form = LookersForm(request.GET, today=timezone.localdate())
    days = _days(form)
    columns = (
        ("Who", 30), ("Role", 18), ("Unit", 28), ("Journeys", 10), ("Looks", 10),
        ("With a reason", 14), ("Opened with break-glass", 24), ("Last look", 20),
    )  # fmt: skip
    table = (
        (p.name, p.role, p.unit, p.journeys, p.looks, p.reasons, p.opened, p.last_at)
        for p in lookers(days, unit=_chosen(form, "unit"))
    )
    return _as_a_spreadsheet(f"who-looked-{_named(days)}", "Who looked", columns, table)


@opened_by(Permission.SEE_LOOKS)
@require_safe
def person(request: StaffRequest, staff_id: int) -> HttpResponse:
    """What one person looked at, when, how and why."""
    who = _who(staff_id)
    form = LooksForm(request.GET, today=timezone.localdate())
    days = _days(form)
    number = asked_page(request, last=MOST // A_PAGE)
    found = looks_by(
        staff_id,
        days,
        how=_chosen(form, "how"),
        number=A_PAGE + 1,
        after=(number - 1) * A_PAGE,
    )
    part, paging = of_one_more(found, number=number, size=A_PAGE, query=request.GET)
    shown = PersonPage(
        who=who,
        form=form,
        said=_said(days),
        looks=tuple(part),
        paging=paging,
        most=MOST,
        query=request.GET.urlencode(),
        days=_as_query(request),
        today=timezone.localdate(),
    )
    return page(request, "journeys/looks/person.html", shown)


@opened_by(Permission.SEE_LOOKS)
@require_safe
def person_spreadsheet(request: StaffRequest, staff_id: int) -> HttpResponse:
    """The same to take away."""
    who = _who(staff_id)
    form = LooksForm(request.GET, today=timezone.localdate())
    days = _days(form)
    columns = (
        ("When", 20), ("Who", 30), ("Journey", 18), ("Crime reference", 20), ("How", 26),
        ("Why", 80),
    )  # fmt: skip
    table = (
        (one.at, who.name, one.journey_id, one.reference, one.how, one.reason)
        for one in looks_by(staff_id, days, how=_chosen(form, "how"))
    )
    name = f"looks-of-{staff_id}-{_named(days)}"
    return _as_a_spreadsheet(name, "Looks", columns, table)


def _as_a_spreadsheet(
    name: str, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]
) -> HttpResponse:
    from touchpoint.service.ui.workbooks import workbook  # noqa: PLC0415 - read in when wanted

    return download(name, workbook(title, columns, rows))


def _days(form: DaysForm) -> Days:
    """The days of the address; the usual ones where it says what cannot be."""
    if not form.is_valid():
        today = timezone.localdate()
        return Days(since=today - USUAL, until=today)
    return Days(since=form.cleaned_data["since"], until=form.cleaned_data["until"])


def _chosen(form: DaysForm, name: str) -> str | None:
    return form.cleaned_data.get(name) or None


def _who(staff_id: int) -> Watched:
    who = watched(staff_id)
    if who is None:
        raise Http404
    return who


def _as_query(request: StaffRequest) -> str:
    """The days alone, for the way back to the list of people."""
    kept = request.GET.copy()
    for name in ("how", "page"):
        kept.pop(name, None)
    return kept.urlencode()


def _said(days: Days) -> str:
    if days.since == days.until:
        return day_in_words(days.since)
    return f"{day_in_words(days.since)} to {day_in_words(days.until)}"


def _named(days: Days) -> str:
    return f"{days.since.isoformat()}-to-{days.until.isoformat()}"
