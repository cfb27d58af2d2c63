"""Which role may append which kind of touchpoint: what its holder is there to do and to witness.

The database holds the same list (journeys_kind_of_role) and refuses by it; `stand` writes it there.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from touchpoint.ledger.vocabulary import CASE_KINDS, SAFETY_KINDS, VICTIM_KINDS, WITHDRAWN
from touchpoint.service.organisation.roles import Role

_COURT: Final = frozenset(
    {
        "hearing.listed", "bail_hearing.decided", "warrant.decided", "evidence.required",
        "case.decided", "sentence.passed", "appeal.lodged",
    }
)  # fmt: skip
_SUPERVISION: Final = frozenset({"supervisor.reviewed"})
_FROM_THE_VICTIM: Final = frozenset({"complaint.received", "review.requested"})
_REFERRAL: Final = frozenset({"referral.accepted", "referral.closed", WITHDRAWN})
"""What a support provider answers. A referral that it sent itself would open a journey to it."""
_SUPPORT: Final = frozenset({*VICTIM_KINDS, *SAFETY_KINDS}) - _SUPERVISION - {"plan.set"}
_CASE: Final = frozenset({*CASE_KINDS, *VICTIM_KINDS, *SAFETY_KINDS})

KINDS_OF_ROLES: Final[Mapping[Role, frozenset[str]]] = MappingProxyType(
    {
        Role.OFFICER: _CASE - _SUPERVISION | {WITHDRAWN},
        Role.SUPERVISOR: _CASE | {WITHDRAWN},
        Role.VICTIM_SERVICES: _SUPPORT | _FROM_THE_VICTIM | {WITHDRAWN},
        Role.WITNESS_CARE: frozenset(VICTIM_KINDS) | _COURT | _FROM_THE_VICTIM | {WITHDRAWN},
        Role.PROVIDER: _REFERRAL,
    }
)
"""A role that is missing here appends nothing."""

NOT_BY_BREAK_GLASS: Final = frozenset(
    {
        "enhanced.decided", "plan.set", "supervisor.reviewed", "review.decided",
        "risk_plan.closed", "problem_plan.closed", "prosecution.considered", "suspect.charged",
        "disposal.given", "investigation.declined", "investigation.filed", "prosecution.dropped",
    }
)  # fmt: skip
"""What nobody decides of a journey that is only open to them for some hours: how its case goes on
and ends, and the plans of others. The database refuses the same (sql/decided.sql)."""


def kinds_of(role: str) -> frozenset[str]:
    """The kinds that a role may append."""
    return KINDS_OF_ROLES.get(Role(role), frozenset())
