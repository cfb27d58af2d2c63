"""A form with every kind of field, of made-up questions."""

from collections.abc import Mapping
from typing import ClassVar

from django import forms

from touchpoint.service.ui.fields import DayField, TimeField
from touchpoint.service.ui.forms import GovukForm

CHANNELS = (("phone", "By phone"), ("in_person", "In person"), ("letter", "By letter"))


class Told(GovukForm):
    """Telling a victim of an arrest, and a good deal that no such form would ask."""

    nouns: ClassVar[Mapping[str, str]] = {
        "told_on": "the day you told them",
        "told_at": "the time you told them",
        "channel": "how you told them",
        "reasons": "why they asked",
    }

    told_on = DayField(
        label="When did you tell them?", help_text="For example, 27 3 2025, or today", past=True
    )
    told_at = TimeField(label="What time was it?")
    channel = forms.ChoiceField(
        label="How did you tell them?", choices=CHANNELS, widget=forms.RadioSelect
    )
    number = forms.CharField(
        label="Number that was called",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(label="Email address", required=False)
    visits = forms.IntegerField(label="Visits so far", min_value=0, max_value=99)
    unit = forms.ChoiceField(
        label="Unit", choices=[("", "Choose a unit"), ("N1", "North one"), ("S2", "South two")]
    )
    reasons = forms.MultipleChoiceField(
        label="Why did they ask?",
        choices=[("worry", "They are worried"), ("plans", "They need to plan")],
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label="Note", help_text="Do not name anybody else.", max_length=200, widget=forms.Textarea
    )
    remarks = forms.CharField(label="Remarks", required=False, widget=forms.Textarea)
    letter = forms.FileField(
        label="Letter", required=False, widget=forms.ClearableFileInput(attrs={"accept": ".pdf"})
    )
    secret = forms.CharField(label="Password", required=False, widget=forms.PasswordInput)
    agreed = forms.BooleanField(label="I have checked that this is right")
    journey = forms.CharField(widget=forms.HiddenInput, initial="J1")
