"""The forms of a stated reason, of break-glass, and of what a list of looks is narrowed by."""

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from touchpoint.service.journeys.looks.reasons import LONGEST, fault_of
from touchpoint.service.journeys.looks.words import HOW
from touchpoint.service.journeys.raw import rows
from touchpoint.service.ui.fields import DayField
from touchpoint.service.ui.forms import GovukForm

USUAL: Final = timedelta(days=6)
"""How far back from today a list of looks goes unless other days are asked for: a week in all."""

EARLIEST: Final = date(2000, 1, 1)
"""Nobody looked at anything here before."""

_UNITS: Final = """
    SELECT u.unit_id, u.name FROM organisation_unit AS u
    WHERE u.unit_id = ANY ((SELECT acting_units())::text[]) ORDER BY u.name, u.unit_id
"""


class ReasonForm(GovukForm):
    """Why somebody needs to see a journey."""

    reason = forms.CharField(
        label="Why do you need to see this journey?",
        help_text="It is kept for good, and supervisors and auditors can read it. Name nobody.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    nouns = {"reason": "why you need to see this journey"}  # noqa: RUF012 - read and never changed

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if fault := fault_of(reason):
            raise ValidationError(fault)
        return reason.strip()


class BreakGlassForm(ReasonForm):
    """Which journey, and why."""

    reference = forms.CharField(
        label="Crime reference",
        help_text="Or the id of a journey.",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    field_order = ("reference", "reason")

    def clean_reference(self) -> str:
        return str(self.cleaned_data["reference"]).strip()


class DaysForm(GovukForm):
    """The days of a list, as its address has them; what it lacks is a week until today."""

    since = DayField(label="From", required=False, past=True, earliest=EARLIEST)
    until = DayField(label="To", required=False, past=True, earliest=EARLIEST)
    nouns = {"since": "the first day", "until": "the last day"}  # noqa: RUF012 - read and never changed

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            cleaned["until"] = cleaned["until"] or self.today
            cleaned["since"] = cleaned["since"] or (cleaned["until"] - USUAL)
            if cleaned["since"] > cleaned["until"]:
                self.add_error("until", "The last day must be the first day or later")
        return cleaned


class LookersForm(DaysForm):
    """Which days, and the people of which unit."""

    unit = forms.ChoiceField(label="Unit", required=False)

    def __init__(self, data: QueryDict, *, today: date) -> None:
        super().__init__(data, today=today)
        units = rows(_UNITS)
        self.fields["unit"].choices = [  # type: ignore[attr-defined] # a ChoiceField
            ("", "Any"),
            *((row["unit_id"], row["name"]) for row in units),
        ]


class LooksForm(DaysForm):
    """Which days, and which way of looking."""

    how = forms.ChoiceField(label="How", required=False, choices=[("", "Any"), *HOW.items()])
