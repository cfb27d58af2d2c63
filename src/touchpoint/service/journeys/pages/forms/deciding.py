"""The forms of decisions: whether enhanced rights apply, and that an investigation closes."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.http import QueryDict

from touchpoint.calendar import FIRST_DAY
from touchpoint.ledger.vocabulary import ENHANCED_BASES
from touchpoint.service.ui.fields import DayField
from touchpoint.service.ui.forms import GovukForm

BASES: Final = tuple((word, text[:1].upper() + text[1:]) for word, text in ENHANCED_BASES.items())
FROM_TODAY: Final = "today"
FROM_REPORT: Final = "report"
FROM_DAY: Final = "day"
HOW: Final = "how"
OPEN: Final = "open"


class EnhancedForm(GovukForm):
    """Whether enhanced rights apply, why and since when."""

    read = forms.CharField(required=False, widget=forms.HiddenInput)
    enhanced = forms.ChoiceField(
        label="Do enhanced rights apply?",
        choices=(("yes", "Yes"), ("no", "No")),
        widget=forms.RadioSelect,
    )
    basis = forms.MultipleChoiceField(
        label="Why?", choices=BASES, widget=forms.CheckboxSelectMultiple, required=False
    )
    since = forms.ChoiceField(
        label="Since when?",
        choices=(
            (FROM_TODAY, "Today"),
            (FROM_REPORT, "The day of the report"),
            (FROM_DAY, "Another day"),
        ),
        widget=forms.RadioSelect,
        initial=FROM_TODAY,
        required=False,
    )
    day = DayField(label="Day", past=True, required=False, earliest=FIRST_DAY)

    nouns: ClassVar[Mapping[str, str]] = {
        "enhanced": "whether enhanced rights apply",
        "basis": "why enhanced rights apply",
        "since": "since when they apply",
        "day": "the day since when they apply",
    }

    def __init__(
        self, data: QueryDict | None, *, today: date, reported_on: date, read: str
    ) -> None:
        super().__init__(data, today=today, initial={"read": read})
        self.reported_on = reported_on
        self._today = today

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("enhanced") == "yes":
            if not cleaned.get("basis") and "basis" not in self.errors:
                self.add_error("basis", "Select why enhanced rights apply")
            named = cleaned.get("day") is not None or "day" in self.errors
            if cleaned.get("since") == FROM_DAY and not named:
                self.add_error("day", "Enter the day since when they apply")
        return cleaned

    @property
    def enhanced_on(self) -> date | None:
        """Since when rights are enhanced; none where they are not."""
        if self.cleaned_data["enhanced"] != "yes":
            return None
        named: date | None = self.cleaned_data.get("day")
        chosen = {FROM_REPORT: self.reported_on, FROM_DAY: named}
        return chosen.get(self.cleaned_data.get("since") or FROM_TODAY) or self._today

    @property
    def bases(self) -> list[str]:
        """Why; nothing where they are not enhanced."""
        return list(self.cleaned_data.get("basis") or ()) if self.enhanced_on else []


class CloseForm(GovukForm):
    """With which outcome an investigation closes, and on which day."""

    read = forms.CharField(required=False, widget=forms.HiddenInput)
    outcome = forms.CharField(
        label="Outcome",
        help_text="In the words of your force. For example: no suspect identified",
        max_length=120,
    )
    closed_on = DayField(label="Day on which it closes", past=True)

    nouns: ClassVar[Mapping[str, str]] = {
        "outcome": "the outcome",
        "closed_on": "the day on which it closes",
    }

    def __init__(
        self,
        data: QueryDict | None,
        *,
        today: date,
        reported_on: date,
        read: str,
        closed_on: date | None = None,
        outcome: str | None = None,
    ) -> None:
        initial = {"closed_on": closed_on or today, "outcome": outcome or "", "read": read}
        super().__init__(data, today=today, initial=initial)
        closing = self.fields["closed_on"]
        if isinstance(closing, DayField):
            closing.earliest = reported_on

    @property
    def end(self) -> tuple[str | None, date | None]:
        """The outcome and the day on which it closes."""
        return self.cleaned_data["outcome"], self.cleaned_data["closed_on"]


class ClosedForm(CloseForm):
    """What is wrong with how an investigation has closed."""

    what = forms.ChoiceField(
        label="What is to be changed?",
        choices=((HOW, "How it closed: the outcome or the day"), (OPEN, "It is open again")),
        widget=forms.RadioSelect,
        initial=HOW,
    )
    field_order = ("read", "what", "outcome", "closed_on")
    nouns: ClassVar[Mapping[str, str]] = {"what": "what is to be changed", **CloseForm.nouns}

    @property
    def end(self) -> tuple[str | None, date | None]:
        """The outcome and the day on which it closes; neither where it is open again."""
        return (None, None) if self.cleaned_data["what"] == OPEN else super().end
