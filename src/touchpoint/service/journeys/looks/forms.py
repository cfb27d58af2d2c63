"""The forms of a stated reason and of break-glass."""

from django import forms
from django.core.exceptions import ValidationError

from touchpoint.service.journeys.looks.reasons import LONGEST, fault_of
from touchpoint.service.ui.forms import GovukForm


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
