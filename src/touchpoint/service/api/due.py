"""What is due: page after page of obligations, in an order that new ones do not upset."""

import base64
import json
from dataclasses import asdict, astuple, dataclass
from datetime import date
from typing import Annotated, Any, Final

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field, StringConstraints

from touchpoint.errors import Refused
from touchpoint.service.api.bearer import asking
from touchpoint.service.api.shapes import WRONG, Day, Name, ObligationOut, ObligationsOut, Taken
from touchpoint.service.journeys.queries.obligations import Obligation, on_day
from touchpoint.service.journeys.raw import rows
from touchpoint.service.organisation.permissions import Permission

router = Router(tags=["obligations"])
MOST: Final = 500
LONGEST_PLACE: Final = 3_300
"""A day and three names of 200 characters, each of 4 bytes, as `Place.as_text` writes them."""
After = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+={0,2}$", max_length=LONGEST_PLACE)
]

_COLUMNS: Final = (
    "journey_id, duty_id, edition, occurrence, triggered_on, due_on, done_on, state, basis, "
    "evidence, reason, investigation_id, reference, unit_id, officer_id, supervisor_id, "
    "reported_on, closed_on, marks, enhanced"
)
_OPEN: Final = f"SELECT {_COLUMNS} FROM journeys_obligation WHERE state = 'open'"  # noqa: S608 - our own text
_ORDER: Final = "ORDER BY due_on, journey_id, duty_id, occurrence LIMIT %(most)s"
_CONDITIONS: Final = {
    "until": "due_on <= %(until)s",
    "officer": "officer_id = %(officer)s",
    "unit": "unit_id IN (SELECT unit_id FROM organisation_unit_above WHERE above_id = %(unit)s)",
    "due_on": "(due_on, journey_id, duty_id, occurrence) "
    "> (%(due_on)s::date, %(journey_id)s, %(duty_id)s, %(occurrence)s)",
}
"""By what a page is narrowed. One that is not asked for is left out, so that an index serves."""


@dataclass(frozen=True, slots=True)
class Place:
    """The last obligation of a page: the next page begins behind it."""

    due_on: str
    journey_id: str
    duty_id: str
    occurrence: str

    def as_text(self) -> str:
        # Letters as they are: escaped, those of other scripts would be longer than an address may.
        told = json.dumps(astuple(self), ensure_ascii=False)
        return base64.urlsafe_b64encode(told.encode()).decode()


class DueIn(Taken):
    """Which obligations are asked for."""

    until: Day | None = Field(
        None, description="Due by this day, what is overdue included; today if left out."
    )
    officer_id: Name | None = Field(None, description="Only this officer's.")
    unit_id: Name | None = Field(None, description="Only this unit's and those below it.")
    most: int = Field(100, ge=1, le=MOST)
    after: After | None = Field(None, description="What `next` of the page before said.")


@router.get("", response={200: ObligationsOut, **WRONG}, summary="What is due")
def due(request: HttpRequest, asked: Query[DueIn]) -> ObligationsOut:
    """What is not done and due, the longest due first, of the journeys the token may see."""
    today = timezone.localdate()
    place = _place(asked.after)
    parameters: dict[str, Any] = {
        "until": asked.until or today,
        "officer": asked.officer_id,
        "unit": asked.unit_id,
        "most": asked.most + 1,
        **(asdict(place) if place else {}),
    }
    given = {name: value for name, value in parameters.items() if value is not None}
    statement = " AND ".join([_OPEN, *(_CONDITIONS[name] for name in given if name in _CONDITIONS)])
    with asking(request, Permission.SEE_JOURNEY):
        found = [on_day(row, today) for row in rows(f"{statement} {_ORDER}", given)]
    shown = found[: asked.most]
    return ObligationsOut(
        obligations=[ObligationOut.from_orm(one) for one in shown],
        next=_after(shown[-1]) if len(found) > asked.most else None,
    )


def _after(last: Obligation) -> str:
    return Place(str(last.due_on), last.journey_id, last.duty_id, last.occurrence).as_text()


def _place(text: str | None) -> Place | None:
    if text is None:
        return None
    try:
        told = json.loads(base64.b64decode(text, altchars=b"-_", validate=True))
        place = Place(*[_storable(str(part)) for part in told])
        _refuse_day(place.due_on)
    except (ValueError, TypeError, RecursionError):
        raise Refused("`after` is not what `next` of the page before said.") from None
    return place


def _storable(part: str) -> str:
    part.encode()
    if "\x00" in part:
        raise ValueError("the database keeps no such text")
    return part


def _refuse_day(text: str) -> None:
    """Python also reads a day in ways in which the database does not, like 2024-W01-1."""
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError("not as `Place.as_text` writes it")
