"""The roles of people who sign in, in the words of the service.

What a role may do stands in `permissions`; which journeys it sees stands in the database, in
`sql/scope.sql` and in the policies of the journeys.
"""

from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Role(StrEnum):
    """What a person is in the service: one role each."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    VICTIM_SERVICES = "victim_services"
    WITNESS_CARE = "witness_care"
    AUDITOR = "auditor"
    ANALYST = "analyst"
    COMMISSIONER = "commissioner"
    PROVIDER = "provider"
    ADMINISTRATOR = "administrator"
    VICTIM = "victim"


ROLE_NAMES: Final = MappingProxyType(
    {
        Role.OFFICER: "Officer",
        Role.SUPERVISOR: "Supervisor",
        Role.VICTIM_SERVICES: "Victim services",
        Role.WITNESS_CARE: "Witness care",
        Role.AUDITOR: "Auditor",
        Role.ANALYST: "Analyst",
        Role.COMMISSIONER: "Commissioner",
        Role.PROVIDER: "Support provider",
        Role.ADMINISTRATOR: "Administrator",
        Role.VICTIM: "Victim",
    }
)
"""What a page calls each role."""

IN_A_UNIT: Final = frozenset(
    {
        Role.OFFICER,
        Role.SUPERVISOR,
        Role.VICTIM_SERVICES,
        Role.WITNESS_CARE,
        Role.AUDITOR,
        Role.ANALYST,
    }
)
"""Roles that see the journeys of their unit and of every unit below it."""

SIGNS_IN: Final = tuple(role for role in Role if role is not Role.VICTIM)
"""Roles that an administrator may give. Victims have no sign-in yet: the role opens nothing."""
