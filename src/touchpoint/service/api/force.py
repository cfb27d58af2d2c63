"""The units of the force, and whom a token acts for."""

from django.http import HttpRequest
from ninja import Router

from touchpoint.service.api.bearer import asking, holder_of
from touchpoint.service.api.shapes import WRONG, MeOut, UnitOut, UnitsOut
from touchpoint.service.organisation.models import Unit
from touchpoint.service.organisation.permissions import PERMISSIONS, Permission
from touchpoint.service.organisation.roles import Role

router = Router(tags=["force"])


@router.get("/units", response={200: UnitsOut, **WRONG}, summary="The units of the force")
def units(request: HttpRequest) -> UnitsOut:
    """The whole tree: names of units are no secret to anybody who may see journeys."""
    with asking(request, Permission.SEE_JOURNEY):
        found = [UnitOut.from_orm(unit) for unit in Unit.objects.order_by("unit_id")]
    return UnitsOut(units=found)


@router.get("/me", response={200: MeOut, **WRONG}, summary="Whom the token acts for")
def me(request: HttpRequest) -> MeOut:
    """The role, the unit and what the token may do."""
    holder = holder_of(request)
    own = PERMISSIONS[Role(holder.staff.role)] & holder.permissions
    return MeOut(
        role=holder.staff.role,
        unit_id=holder.staff.unit_id,
        officer_id=holder.staff.officer_id,
        permissions=sorted(one.value for one in own),
    )
