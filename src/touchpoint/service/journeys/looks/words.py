"""How somebody looked and who is told of it, in the words of pages and of spreadsheets."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from touchpoint.service.organisation.break_glass.actions import Told

HOW: Final[Mapping[str, str]] = MappingProxyType(
    {
        "page": "Looked at it",
        "print": "Printed it",
        "api": "Read it with a program",
        "break_glass": "Opened it with break-glass",
    }
)

WITH_YOUR_REASON: Final = "told, with your reason"


def who_is_told(told: frozenset[Told]) -> str:
    """Who was told that somebody opened a journey, as that person reads it."""
    if told >= {Told.OWN, Told.OF_THE_CASE}:
        return f"Your supervisors and those of the case are {WITH_YOUR_REASON}."
    if Told.OWN in told:
        return f"Your supervisors are {WITH_YOUR_REASON}. The case has none here."
    if Told.OF_THE_CASE in told:
        return f"The supervisors of the case are {WITH_YOUR_REASON}. You have none here."
    if Told.AUDITOR in told:
        return f"The auditors of the force are {WITH_YOUR_REASON}: no supervisor is known here."
    return "Nobody is known here who could be told. That you opened it is written down."
