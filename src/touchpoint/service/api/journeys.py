"""Read one journey, and what is owed on it."""

import json
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Header, Path, Query, Router

from touchpoint.service.api.bearer import asking, holder_of
from touchpoint.service.api.shapes import (
    WRONG,
    IdentityOut,
    InvestigationOut,
    JourneyOut,
    Name,
    ObligationOut,
    Reason,
    TouchpointOut,
)
from touchpoint.service.journeys.errors import NotSeen
from touchpoint.service.journeys.looks.actions import How, look
from touchpoint.service.journeys.queries.journey import JourneyFound, Touchpoint, journey
from touchpoint.service.organisation.permissions import Permission

router = Router(tags=["journeys"])


@router.get("/{path:journey_id}", response={200: JourneyOut, **WRONG}, summary="Read a journey")
def read(
    request: HttpRequest,
    journey_id: Path[Name],
    *,
    identities: Annotated[
        bool, Query(description="Give names and contacts as well, where the token may see them.")
    ] = False,
    look_reason: Annotated[
        Reason | None,
        Header(
            alias="Look-Reason",
            description="Why you look, where your role has to say so (analysts).",
        ),
    ] = None,
) -> JourneyOut:
    """Every look is written down: who, when and, where it is asked for, why."""
    now = timezone.now()
    with asking(request, Permission.SEE_JOURNEY) as staff:
        look(by=staff, journey_id=journey_id, reason=look_reason, now=now, how=How.API)
        found = journey(journey_id, today=timezone.localdate(now))
    if found is None:
        raise NotSeen("There is no such journey.")
    named = identities and holder_of(request).may(Permission.SEE_IDENTITY)
    return _out(found, with_identities=named)


def _out(found: JourneyFound, *, with_identities: bool) -> JourneyOut:
    return JourneyOut(
        journey_id=found.journey_id,
        taken_back_at=found.journey["taken_back_at"],
        role=found.journey["role"],
        enhanced_on=found.journey["enhanced_on"],
        enhanced_basis=found.journey["enhanced_basis"],
        language=found.journey["language"],
        investigation=InvestigationOut(**found.investigation) if found.investigation else None,
        touchpoints=[_touchpoint(one) for one in found.touchpoints],
        obligations=[ObligationOut.from_orm(one) for one in found.obligations],
        identities=(
            [IdentityOut.from_orm(one) for one in found.identities] if with_identities else []
        ),
    )


def _touchpoint(one: Touchpoint) -> TouchpointOut:
    told: dict[str, Any] = {name: getattr(one, name) for name in TouchpointOut.model_fields}
    return TouchpointOut(**told | {"detail": _read(one.detail)})


def _read(detail: str | None) -> object:
    """The detail as JSON; what a source wrote otherwise stays a text."""
    try:
        return None if detail is None else json.loads(detail)
    except ValueError:
        return detail
