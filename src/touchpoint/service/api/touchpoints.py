"""Append touchpoints, and correct one."""

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Header, Path, Router, Status

from touchpoint.service.api.bearer import asking
from touchpoint.service.api.shapes import (
    WRONG,
    AppendedListOut,
    AppendedOut,
    CorrectionIn,
    Name,
    NewTouchpointIn,
    TouchpointsIn,
)
from touchpoint.service.journeys.actions import (
    NewTouchpoint,
    append_touchpoints,
    correct_touchpoint,
)
from touchpoint.service.organisation.permissions import Permission

router = Router(tags=["touchpoints"])


@router.post("", response={201: AppendedListOut, **WRONG}, summary="Append touchpoints")
def append(
    request: HttpRequest,
    payload: TouchpointsIn,
    idempotency_key: Annotated[
        Name | None,
        Header(
            alias="Idempotency-Key",
            description="A text of your own for this request. Sent again with the same body it "
            "gives the same answer and adds nothing; with another body it is a conflict.",
        ),
    ] = None,
) -> Status[AppendedListOut]:
    """All of them are kept or none. What is owed on their journeys follows at once."""
    with asking(request, Permission.APPEND) as staff:
        appended = append_touchpoints(
            by=staff,
            items=[_new(item) for item in payload.touchpoints],
            key=idempotency_key,
            now=timezone.now(),
        )
    kept = [AppendedOut.from_orm(one) for one in appended]
    return Status(201, AppendedListOut(touchpoints=kept))


@router.post(
    "/{path:touchpoint_id}/corrections", response={201: AppendedOut, **WRONG}, summary="Correct one"
)
def correct(
    request: HttpRequest, touchpoint_id: Path[Name], payload: CorrectionIn
) -> Status[AppendedOut]:
    """The correction is a new touchpoint that replaces the old one; both are kept."""
    with asking(request, Permission.CORRECT) as staff:
        appended = correct_touchpoint(
            by=staff,
            touchpoint_id=touchpoint_id,
            changes=payload.changes.dict(exclude_unset=True),
            reason=payload.reason,
            now=timezone.now(),
        )
    return Status(201, AppendedOut.from_orm(appended))


def _new(item: NewTouchpointIn) -> NewTouchpoint:
    return NewTouchpoint(**item.dict())
