"""Which worklist is asked for: whose work, narrowed by what. All of it stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Final

from django.http import QueryDict

from touchpoint.ledger.vocabulary import MARKS
from touchpoint.rights.editions import in_force
from touchpoint.service.journeys.pages.words.tasks import is_listed_for
from touchpoint.service.organisation.models import Staff
from touchpoint.service.organisation.roles import Role

RECENT: Final = timedelta(days=28)
"""How late a task may be to stand on a list unless more is asked for."""

AHEAD: Final = timedelta(days=7)


class Whose(StrEnum):
    """Whose work a list shows."""

    MINE = "mine"
    TEAM = "team"
    WITNESS_CARE = "witness-care"


class Band(StrEnum):
    """When something is due, as a list is divided."""

    OVERDUE = "overdue"
    TODAY = "today"
    TOMORROW = "tomorrow"
    WEEK = "week"


BAND_NAMES: Final[Mapping[Band, str]] = MappingProxyType(
    {
        Band.OVERDUE: "Overdue",
        Band.TODAY: "Due today",
        Band.TOMORROW: "Due tomorrow",
        Band.WEEK: "Due in the next week",
    }
)
SHORT_NAMES: Final[Mapping[Band, str]] = MappingProxyType(
    {
        Band.OVERDUE: "overdue",
        Band.TODAY: "due today",
        Band.TOMORROW: "due tomorrow",
        Band.WEEK: "later this week",
    }
)


def band_of(due_on: date, today: date) -> Band:
    """The part of a list that a day falls into."""
    ahead = (due_on - today).days
    if ahead < 0:
        return Band.OVERDUE
    return {0: Band.TODAY, 1: Band.TOMORROW}.get(ahead, Band.WEEK)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One worklist, on one day."""

    whose: Whose
    role: str
    officer: str | None
    """The officer id of whoever asks, for their own list."""

    today: date
    unit: str | None = None
    of_officer: str | None = None
    duty: str | None = None
    mark: str | None = None
    band: Band | None = None
    long_late: bool = False
    """Whether what has been late for more than four weeks is shown as well."""

    @property
    def duties(self) -> list[str]:
        """The duties that are on the list: those that this role, or witness care, does."""
        role = Role.WITNESS_CARE if self.whose is Whose.WITNESS_CARE else self.role
        owed = _owed_by(role)
        return sorted(owed if self.duty is None else owed & {self.duty})


@cache
def _owed_by(role: str) -> frozenset[str]:
    return frozenset(
        duty.id for edition in in_force() for duty in edition.duties if is_listed_for(duty, role)
    )


def asked_for(whose: Whose, staff: Staff, query: QueryDict, today: date) -> Asked:
    """The list that an address names; what it says wrongly is left out.

    A unit or a duty that is not there is kept, and said above a list of nothing.
    """
    bands = {band.value: band for band in Band}
    return Asked(
        whose=whose,
        role=staff.role,
        officer=staff.officer_id,
        today=today,
        unit=_text(query, "unit"),
        of_officer=_text(query, "officer") if whose is not Whose.MINE else None,
        duty=_text(query, "duty"),
        mark=mark if (mark := _text(query, "mark")) in MARKS else None,
        band=bands.get(query.get("band", "")),
        long_late=query.get("late") == "all",
    )


def _text(query: QueryDict, name: str) -> str | None:
    """A value of the address that a database can be asked for."""
    value = query.get(name, "").strip()
    return value if value and value.isprintable() else None
