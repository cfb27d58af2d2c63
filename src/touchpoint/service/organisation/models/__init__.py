"""The tables of the organisation. Only actions write them."""

from touchpoint.service.organisation.models.break_glass import BreakGlass, Notice
from touchpoint.service.organisation.models.changes import Change
from touchpoint.service.organisation.models.failures import FailedSignIn
from touchpoint.service.organisation.models.staff import Staff
from touchpoint.service.organisation.models.tokens import Token
from touchpoint.service.organisation.models.units import Unit, UnitAbove

__all__ = [
    "BreakGlass",
    "Change",
    "FailedSignIn",
    "Notice",
    "Staff",
    "Token",
    "Unit",
    "UnitAbove",
]
