"""The form of a person, and the search for one."""

from typing import Any

from django import forms

from touchpoint.service.organisation.models import Staff, Unit
from touchpoint.service.organisation.people.person import Person, faults_of, stored
from touchpoint.service.organisation.roles import ROLE_NAMES, SIGNS_IN, Role
from touchpoint.service.ui.forms import GovukForm

INSET = "\N{EN DASH} "


class PersonForm(GovukForm):
    """Who somebody is."""

    name = forms.CharField(label="Name", max_length=200)
    email = forms.EmailField(
        label="Email address",
        max_length=254,
        help_text="They sign in with it.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(
        label="Role",
        choices=[(role.value, ROLE_NAMES[role]) for role in SIGNS_IN],
        widget=forms.RadioSelect,
    )
    unit = forms.ChoiceField(
        label="Unit",
        required=False,
        help_text="For everybody who sees journeys: they see those of this unit and all below it.",
    )
    officer_id = forms.CharField(
        label="Officer number",
        required=False,
        max_length=100,
        help_text="As the crime system has it, such as S0001. For officers and supervisors.",
    )
    provider = forms.CharField(
        label="Provider",
        required=False,
        max_length=200,
        help_text="As referrals name it. For support providers only.",
    )

    def __init__(self, *args: Any, staff: Staff | None = None, **kwargs: Any) -> None:
        if staff:
            said = stored(staff)
            kwargs["initial"] = {**said, "unit": said["unit_id"]}
        super().__init__(*args, **kwargs)
        self.staff = staff
        self.fields["unit"].choices = [("", "No unit"), *_units()]  # type: ignore[attr-defined] # a choice field has them

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            for field, sentence in faults_of(self.person(), staff=self.staff).items():
                self.add_error(field, sentence)
        return cleaned

    def person(self) -> Person:
        """What was said, and nothing else of what was sent."""
        said = self.cleaned_data
        return Person(
            name=said["name"],
            email=said["email"],
            role=Role(said["role"]),
            unit_id=said["unit"] or None,
            officer_id=said["officer_id"] or None,
            provider=said["provider"] or None,
        )


class FindForm(GovukForm):
    """Part of a name, an address or an officer number."""

    q = forms.CharField(
        label="Find a person",
        required=False,
        max_length=100,
        help_text="Part of a name, an email address or an officer number.",
    )


def _units() -> list[tuple[str, str]]:
    """Units as a tree: each below the one it belongs to, set in by its depth."""
    below: dict[str | None, list[Unit]] = {}
    for unit in Unit.objects.order_by("name", "unit_id"):
        below.setdefault(unit.parent_id, []).append(unit)
    return list(_from(None, 0, below))


def _from(
    parent: str | None, depth: int, below: dict[str | None, list[Unit]]
) -> list[tuple[str, str]]:
    listed: list[tuple[str, str]] = []
    for unit in below.get(parent, []):
        listed.append((unit.unit_id, f"{INSET * depth}{unit.name}"))
        listed += _from(unit.unit_id, depth + 1, below)
    return listed
