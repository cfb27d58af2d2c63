"""A worklist on a page, on paper and in a spreadsheet: the same tasks in the same order."""

from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_safe

from touchpoint.calendar import local_day
from touchpoint.ledger.vocabulary import MARKS
from touchpoint.service.journeys.pages.views import seeing
from touchpoint.service.journeys.worklists import queries
from touchpoint.service.journeys.worklists.asked import (
    BAND_NAMES,
    Asked,
    Band,
    Whose,
    asked_for,
)
from touchpoint.service.journeys.worklists.forms import MOST_OFFICERS, FilterForm, duties_in_words
from touchpoint.service.journeys.worklists.listed import (
    FIRST_FEW,
    ON_A_PAGE,
    Worklist,
    ranked,
    told,
    worklist,
)
from touchpoint.service.journeys.worklists.queries import MOST_UNKNOWN
from touchpoint.service.journeys.worklists.spreadsheet import workbook_of
from touchpoint.service.organisation.break_glass.queries import waiting_for
from touchpoint.service.organisation.opening import opened_by
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.requests import StaffRequest
from touchpoint.service.ui.dates import capital
from touchpoint.service.ui.pages import page
from touchpoint.service.ui.paging import Paging, asked_page, without
from touchpoint.service.ui.spreadsheets import download

TITLES: Final = {
    Whose.MINE: "Your work",
    Whose.TEAM: "Team work",
    Whose.WITNESS_CARE: "Witness care",
}
NEEDED: Final = {
    Whose.MINE: Permission.SEE_OWN_WORK,
    Whose.TEAM: Permission.SEE_TEAM_WORK,
    Whose.WITNESS_CARE: Permission.SEE_WITNESS_CARE_WORK,
}
MOST_ROWS: Final = 3000


@dataclass(frozen=True, kw_only=True, slots=True)
class ListPage:
    """What the page of a list shows."""

    title: str
    whose: Whose
    worklist: Worklist
    is_first_page: bool
    however_late: bool
    unknown_cut: int
    """How many of what cannot be told were counted, where that is not all of them."""

    form: FilterForm
    chosen: list[dict[str, str]]
    clear: str
    address: str
    query: str
    band: Band | None
    paging: Paging | None
    may_reassign: bool
    to_acknowledge: int


def _page(request: StaffRequest, whose: Whose) -> HttpResponse:
    asked = asked_for(whose, request.staff, request.GET, local_day(seeing.moment()))
    number = asked_page(request) if asked.band else 1
    size = FIRST_FEW if asked.band is None else ON_A_PAGE
    found = worklist(asked, start=(number - 1) * size if asked.band else 0, number=size)
    address = reverse(f"worklists:{whose.value}")
    shown = ListPage(
        title=TITLES[whose],
        whose=whose,
        worklist=found,
        is_first_page=number == 1,
        however_late=asked.long_late,
        unknown_cut=MOST_UNKNOWN if found.unknown_number >= MOST_UNKNOWN else 0,
        form=_form(asked),
        chosen=_chosen(asked, request.GET),
        clear=address,
        address=address,
        query=request.GET.urlencode(),
        band=asked.band,
        paging=_paging(found, number, size, request.GET) if asked.band else None,
        may_reassign=request.staff.may(Permission.REASSIGN) and whose is Whose.TEAM,
        to_acknowledge=waiting_for(request.staff),
    )
    return page(request, "journeys/worklists/list.html", shown)


def _form(asked: Asked) -> FilterForm:
    own = asked.whose is Whose.MINE
    units = [] if own else queries.units_in_scope()
    officers = [] if own else queries.officers_in_scope(asked.unit, most=MOST_OFFICERS + 1)
    return FilterForm(asked, units=units, officers=officers)


def _paging(found: Worklist, number: int, size: int, query: QueryDict) -> Paging:
    (part,) = found.parts
    shown = len(part.tasks)
    more = part.total > (number - 1) * size + shown
    total = None if part.cut else part.total
    paging = Paging(number=number, size=size, shown=shown, more=more, query=query, total=total)
    return paging.refuse_past_the_end()


def _chosen(asked: Asked, query: QueryDict) -> list[dict[str, str]]:
    """What the list is narrowed by, each with the address of the list without it."""
    words = {
        "unit": _unit_name(asked.unit),
        "officer": asked.of_officer and _officer_name(asked.of_officer),
        "duty": asked.duty and dict(duties_in_words()).get(asked.duty, asked.duty),
        "mark": asked.mark and capital(MARKS[asked.mark]),
        "late": "However late" if asked.long_late else None,
        "band": asked.band and BAND_NAMES[asked.band],
    }
    return [{"text": text, "href": without(query, name)} for name, text in words.items() if text]


def _unit_name(unit: str | None) -> str | None:
    if unit is None:
        return None
    return next((row["name"] for row in queries.units_in_scope() if row["unit_id"] == unit), unit)


def _officer_name(officer: str) -> str:
    return queries.officer_name(officer) or f"Officer {officer}"


def _spreadsheet(request: StaffRequest, whose: Whose) -> HttpResponse:
    asked = asked_for(whose, request.staff, request.GET, local_day(seeing.moment()))
    rows = [row for part in ranked(asked).values() for row in part][:MOST_ROWS]
    name = f"worklist-{whose.value}-{asked.today.isoformat()}"
    return download(name, workbook_of(list(told(rows, asked)), asked))


def _printed(request: StaffRequest, whose: Whose) -> HttpResponse:
    asked = asked_for(whose, request.staff, request.GET, local_day(seeing.moment()))
    found = worklist(asked, number=MOST_ROWS)
    context = {
        "title": TITLES[whose],
        "worklist": found,
        "however_late": asked.long_late,
        "today": asked.today,
        "back": _back(request),
    }
    return page(request, "journeys/worklists/print.html", context)


def _back(request: StaffRequest) -> str:
    return f"../?{request.GET.urlencode()}" if request.GET else "../"


@opened_by(Permission.SEE_OWN_WORK)
@require_safe
def mine(request: StaffRequest) -> HttpResponse:
    """What whoever asks has to do."""
    return _page(request, Whose.MINE)


@opened_by(Permission.SEE_TEAM_WORK)
@require_safe
def team(request: StaffRequest) -> HttpResponse:
    """What a team or an area has to do."""
    return _page(request, Whose.TEAM)


@opened_by(Permission.SEE_WITNESS_CARE_WORK)
@require_safe
def witness_care(request: StaffRequest) -> HttpResponse:
    """What witness care has to do, most of it within one working day."""
    return _page(request, Whose.WITNESS_CARE)


@opened_by(*NEEDED.values())
@require_safe
def spreadsheet(request: StaffRequest, whose: str) -> HttpResponse:
    """A list as a spreadsheet."""
    return _spreadsheet(request, _allowed(request, whose))


@opened_by(*NEEDED.values())
@require_safe
def printed(request: StaffRequest, whose: str) -> HttpResponse:
    """A list to be printed, all of it on one page."""
    return _printed(request, _allowed(request, whose))


def _allowed(request: StaffRequest, name: str) -> Whose:
    """The list of a name, if whoever asks may open it."""
    whose = next((one for one in Whose if one.value == name), None)
    if whose is None or not request.staff.may(NEEDED[whose]):
        raise Http404
    return whose
