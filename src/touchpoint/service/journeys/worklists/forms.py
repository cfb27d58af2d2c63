"""What a list may be narrowed by, and what search and reassignment ask for."""

from collections.abc import Sequence
from typing import Final

from django import forms
from django.http import QueryDict

from touchpoint.ledger.vocabulary import MARKS
from touchpoint.rights.editions import in_force
from touchpoint.service.journeys.pages.words.tasks import task_of
from touchpoint.service.journeys.raw import Row
from touchpoint.service.journeys.worklists.asked import Asked, Whose
from touchpoint.service.ui.fields import DayField
from touchpoint.service.ui.forms import GovukForm

Choices = list[tuple[str, str]]
ANY: Final = ("", "Any")
MOST_OFFICERS: Final = 100
"""Among more nobody finds a name in a select: they are listed once a unit is chosen."""
INDENT: Final = "\u2003"
"""By which a select shows that a unit lies below another."""


class FilterForm(GovukForm):
    """What a list is narrowed by. It is only drawn: `asked_for` reads the address."""

    unit = forms.ChoiceField(label="Unit", required=False)
    officer = forms.ChoiceField(label="Officer", required=False)
    duty = forms.ChoiceField(label="What is to be done", required=False)
    mark = forms.ChoiceField(label="Kind of crime", required=False)
    late = forms.ChoiceField(
        label="How late",
        required=False,
        choices=[("", "Up to four weeks late"), ("all", "However late")],
        widget=forms.RadioSelect,
    )

    def __init__(self, asked: Asked, *, units: Sequence[Row], officers: Sequence[Row]) -> None:
        super().__init__(
            initial={
                "unit": asked.unit or "",
                "officer": asked.of_officer or "",
                "duty": asked.duty or "",
                "mark": asked.mark or "",
                "late": "all" if asked.long_late else "",
            },
            auto_id="filter-%s",
        )
        choices = {
            "unit": _units(units),
            "officer": _officers(officers, asked.of_officer),
            "duty": duties_in_words(),
            "mark": [(mark, words[:1].upper() + words[1:]) for mark, words in MARKS.items()],
        }
        for name, listed in choices.items():
            self.fields[name].choices = [ANY, *listed]  # type: ignore[attr-defined] # a ChoiceField
        if len(officers) > MOST_OFFICERS:
            self.fields["officer"].help_text = "Choose a unit first, to choose among its officers."
        if asked.whose is Whose.MINE:
            for name in ("unit", "officer"):
                del self.fields[name]


class SearchForm(GovukForm):
    """What people have at hand when they look for a journey."""

    reference = forms.CharField(
        label="Crime reference",
        required=False,
        max_length=100,
        help_text="Or how it begins.",
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )
    family_name = forms.CharField(label="Family name", required=False, max_length=100)
    born_on = DayField(label="Date of birth", required=False)
    postcode = forms.CharField(label="Postcode", required=False, max_length=10)
    phone = forms.CharField(label="Phone number", required=False, max_length=30)
    email = forms.CharField(label="Email address", required=False, max_length=254)


class ReassignForm(GovukForm):
    """Who is to hold an investigation."""

    read = forms.CharField(required=False, widget=forms.HiddenInput)
    officer_id = forms.ChoiceField(label="New officer in the case", widget=forms.RadioSelect)
    nouns = {"officer_id": "who is to hold the investigation"}  # noqa: RUF012 - read and never changed

    def __init__(self, data: QueryDict | None, *, officers: Sequence[Row], read: str) -> None:
        super().__init__(data, initial={"read": read})
        self.fields["officer_id"].choices = [  # type: ignore[attr-defined] # a ChoiceField
            (row["officer_id"], f"{row['name']}, {row['unit']}") for row in officers
        ]


def duties_in_words() -> Choices:
    """Every duty of the editions in force, as something to do."""
    named = {duty.id: task_of(duty).do for edition in in_force() for duty in edition.duties}
    return sorted(named.items(), key=lambda pair: pair[1])


def _officers(officers: Sequence[Row], chosen: str | None) -> Choices:
    listed = len(officers) <= MOST_OFFICERS
    return [
        (row["officer_id"], row["name"])
        for row in officers
        if listed or row["officer_id"] == chosen
    ]


def _units(units: Sequence[Row]) -> Choices:
    top = min((unit["depth"] for unit in units), default=0)
    return [(u["unit_id"], f"{INDENT * (u['depth'] - top)}{u['name']}") for u in units]
