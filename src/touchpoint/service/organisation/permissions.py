"""What each role may do: the one list that routes, actions and tokens are held to.

Which journeys somebody sees is another question, answered by row-level security. Reviewed by
whoever owns information governance: a change here changes who may know what.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from touchpoint.service.organisation.roles import Role


class Permission(StrEnum):
    """One thing that a route or an action asks for."""

    SEE_JOURNEY = "see_journey"
    SEE_IDENTITY = "see_identity"
    APPEND = "append"
    CORRECT = "correct"
    SEE_OWN_WORK = "see_own_work"
    SEE_TEAM_WORK = "see_team_work"
    REASSIGN = "reassign"
    SEE_WITNESS_CARE_WORK = "see_witness_care_work"
    SEARCH = "search"
    BREAK_GLASS = "break_glass"
    SEE_LOOKS = "see_looks"
    SEE_CHANGES = "see_changes"
    LOAD_EXTRACTS = "load_extracts"
    MANAGE_PEOPLE = "manage_people"
    SEE_RELEASED = "see_released"
    USE_API = "use_api"


_P = Permission
_ON_THE_CASE = {_P.SEE_JOURNEY, _P.SEE_IDENTITY, _P.APPEND, _P.CORRECT, _P.SEARCH, _P.USE_API}

PERMISSIONS: Final[Mapping[Role, frozenset[Permission]]] = MappingProxyType(
    {
        role: frozenset(permissions)
        for role, permissions in {
            Role.OFFICER: {*_ON_THE_CASE, _P.SEE_OWN_WORK, _P.BREAK_GLASS},
            Role.SUPERVISOR: {
                *_ON_THE_CASE,
                _P.SEE_OWN_WORK,
                _P.SEE_TEAM_WORK,
                _P.REASSIGN,
                _P.BREAK_GLASS,
                _P.SEE_LOOKS,
                _P.SEE_RELEASED,
            },
            Role.VICTIM_SERVICES: {
                *_ON_THE_CASE,
                _P.SEE_TEAM_WORK,
                _P.BREAK_GLASS,
                _P.SEE_RELEASED,
            },
            Role.WITNESS_CARE: {*_ON_THE_CASE, _P.SEE_WITNESS_CARE_WORK, _P.BREAK_GLASS},
            Role.AUDITOR: {
                _P.SEE_JOURNEY,
                _P.SEE_IDENTITY,
                _P.SEE_TEAM_WORK,
                _P.SEARCH,
                _P.SEE_LOOKS,
                _P.SEE_CHANGES,
                _P.SEE_RELEASED,
            },
            Role.ANALYST: {
                _P.SEE_JOURNEY,
                _P.SEE_TEAM_WORK,
                _P.LOAD_EXTRACTS,
                _P.SEE_RELEASED,
                _P.USE_API,
            },
            Role.COMMISSIONER: {_P.SEE_RELEASED},
            Role.PROVIDER: {_P.SEE_JOURNEY, _P.SEE_IDENTITY, _P.APPEND, _P.CORRECT, _P.USE_API},
            Role.ADMINISTRATOR: {_P.MANAGE_PEOPLE},
            Role.VICTIM: set(),
        }.items()
    }
)
"""The permissions of each role. A role that is missing here may do nothing."""


def may(role: str, permission: Permission) -> bool:
    """Whether a role has a permission."""
    return permission in PERMISSIONS.get(Role(role), frozenset())
