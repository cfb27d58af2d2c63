"""Who the tests of the organisation are about: a small force, and one person of each role.

Osei is an officer of the team, Byrne supervises it, Lowe is an officer elsewhere who must see
nothing of it. Nobody here is a real person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from django.contrib.auth.hashers import make_password

if TYPE_CHECKING:
    from touchpoint.service.organisation.models import Staff

NOW: Final = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PASSWORD: Final = "correct horse battery staple"  # noqa: S105 - of nobody who exists
UNITS: Final = (
    ("F", None, "Made-up Force", "force"),
    ("C1", "F", "North", "command"),
    ("A1", "C1", "Harbour", "area"),
    ("T01", "A1", "Harbour Response", "team"),
    ("T02", "A1", "Harbour Detectives", "team"),
    ("A2", "C1", "Moor", "area"),
    ("T03", "A2", "Moor Response", "team"),
)
PEOPLE: Final[Mapping[str, Mapping[str, str]]] = {
    "osei": {"role": "officer", "unit_id": "T01", "officer_id": "S0001"},
    "byrne": {"role": "supervisor", "unit_id": "T01", "officer_id": "S0019"},
    "lowe": {"role": "officer", "unit_id": "T03", "officer_id": "S0050"},
    "moss": {"role": "supervisor", "unit_id": "A2", "officer_id": "S0060"},
    "vine": {"role": "victim_services", "unit_id": "A1"},
    "wren": {"role": "witness_care", "unit_id": "F"},
    "ash": {"role": "auditor", "unit_id": "F"},
    "ames": {"role": "analyst", "unit_id": "C1"},
    "cole": {"role": "commissioner"},
    "pike": {"role": "provider", "provider": "Harbour Support"},
    "adams": {"role": "administrator"},
    "abbot": {"role": "administrator"},
    "vale": {"role": "victim"},
}


@dataclass(frozen=True)
class Cast:
    """The people, by name."""

    by_name: Mapping[str, "Staff"]

    def __getattr__(self, name: str) -> "Staff":
        return self.by_name[name]

    def of_role(self, role: str) -> "Staff":
        """The first of a role."""
        return next(one for one in self.by_name.values() if one.role == role)


def make_cast() -> Cast:
    """Put the force and its people into the database that Django is turned to, as its owner."""
    from touchpoint.service.organisation.models import Staff, Unit  # noqa: PLC0415 - Django is set up by now

    Unit.objects.bulk_create(
        Unit(unit_id=unit, parent_id=parent, name=name, kind=kind)
        for unit, parent, name, kind in UNITS
    )
    password = make_password(PASSWORD)
    made = Staff.objects.bulk_create(
        Staff(
            email=f"{name}@force.example",
            name=name.title(),
            password=password,
            added_at=NOW,
            **who,
        )
        for name, who in PEOPLE.items()
    )
    return Cast({one.name.lower(): one for one in made})
