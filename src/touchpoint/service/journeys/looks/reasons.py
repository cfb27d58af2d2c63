"""From whom a reason is asked before they see a journey, and how long a stated one holds.

Whoever works on a case looks at it because they work on it. An auditor or an analyst works on no
case: whose story they read, they say why. Everybody else who wants to see a journey that is not
theirs opens it with break-glass, which asks for a reason as well.
"""

from typing import Final

from touchpoint.service.organisation.roles import Role

GIVE_A_REASON: Final = frozenset({Role.AUDITOR, Role.ANALYST})
SHORTEST: Final = 10
LONGEST: Final = 500
"""Characters of a reason: one word is none, and nobody reads an essay."""


def fault_of(reason: str) -> str | None:
    """What is wrong with a reason, if anything is."""
    length = len(reason.strip())
    if length < SHORTEST:
        return "Say in a few words why you need to see this journey"
    if length > LONGEST:
        return f"Say it in {LONGEST} characters or less"
    return None
