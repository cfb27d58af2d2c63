"""What an administrator says of a person, and what is wrong with it."""

from dataclasses import dataclass

from touchpoint.service.organisation.models import Staff, Unit
from touchpoint.service.organisation.roles import IN_A_UNIT, ROLE_NAMES, SIGNS_IN, Role


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Who somebody is in the service. Nothing else of a person can be set by a form."""

    name: str
    email: str
    role: Role
    unit_id: str | None = None
    officer_id: str | None = None
    provider: str | None = None

    def as_stored(self) -> dict[str, str | None]:
        """The columns of it."""
        return {
            "name": self.name,
            "email": self.email.lower(),
            "role": self.role.value,
            "unit_id": self.unit_id,
            "officer_id": self.officer_id,
            "provider": self.provider,
        }


def stored(staff: Staff) -> dict[str, str | None]:
    """The same columns of somebody who is there."""
    return {
        "name": staff.name,
        "email": staff.email,
        "role": staff.role,
        "unit_id": staff.unit_id,
        "officer_id": staff.officer_id,
        "provider": staff.provider,
    }


def faults_of(person: Person, *, staff: Staff | None = None) -> dict[str, str]:
    """Every fault of what was said, by field. `staff` is whoever it is said of, if anybody yet."""
    others = Staff.objects.exclude(pk=staff.pk) if staff else Staff.objects.all()
    name = ROLE_NAMES[person.role].lower()
    checks = {
        "role": (person.role not in SIGNS_IN, "Select a role that signs in"),
        "email": (
            others.filter(email=person.email.lower()).exists(),
            "Somebody has this email address already",
        ),
        "unit": (_unit_is_wrong(person), f"Select the unit of this {name}"),
        "officer_id": (
            person.role is Role.OFFICER and not person.officer_id,
            "Enter the officer number, as crimes have it",
        ),
        "provider": (
            (person.role is Role.PROVIDER) != bool(person.provider),
            "Enter the provider, as referrals name it, for a support provider and nobody else",
        ),
    }
    faults = {field: sentence for field, (wrong, sentence) in checks.items() if wrong}
    if person.officer_id and others.filter(officer_id=person.officer_id).exists():
        faults["officer_id"] = "Somebody has this officer number already"
    return faults


def _unit_is_wrong(person: Person) -> bool:
    if person.role not in IN_A_UNIT:
        return False
    return not person.unit_id or not Unit.objects.filter(unit_id=person.unit_id).exists()
