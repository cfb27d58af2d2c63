"""How a page speaks of somebody who works here, by their role and without a name."""

from collections.abc import Mapping
from typing import Final

from touchpoint.service.organisation.roles import Role

_BY: Final[Mapping[str, str]] = {
    Role.OFFICER: "an officer",
    Role.SUPERVISOR: "a supervisor",
    Role.VICTIM_SERVICES: "somebody of victim services",
    Role.WITNESS_CARE: "somebody of witness care",
    Role.PROVIDER: "the support service",
}


def by_role(role: str, *, you: bool = False) -> str:
    """Somebody within a sentence: an officer, or you."""
    return "you" if you else _BY.get(role, "somebody else")
