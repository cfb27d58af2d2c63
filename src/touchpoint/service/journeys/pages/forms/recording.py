"""The form by which one touchpoint is recorded: it asks what its kind asks, and nothing known."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.http import QueryDict

from touchpoint.calendar.local_time import local_day
from touchpoint.rights.code.duty import DONE
from touchpoint.service.journeys.pages.forms import questions
from touchpoint.service.journeys.pages.forms.asked import Asked, Recorded
from touchpoint.service.journeys.pages.forms.every_question import EveryQuestion
from touchpoint.service.journeys.pages.forms.moments import NOW, moment_of
from touchpoint.service.journeys.safe_words import Says, says_of_safety

if TYPE_CHECKING:
    from datetime import datetime

_FIELDS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "about_if_any": ("about",),
    "method": ("method",),
    "every_days": ("often", "every_days"),
    "why_withdrawn": ("why_withdrawn", "why_withdrawn_other"),
    "why_dissatisfied": ("why_dissatisfied", "why_dissatisfied_other"),
    "attested": ("attested", "attested_other"),
    "provider": ("provider", "provider_other"),
}
"""The fields of a question that has other than one of its own name."""
_ALWAYS: Final = ("key", "when", "today_at", "day", "day_at")
_MAY_BE_BLANK: Final = frozenset({"about_if_any", "children", "satisfied", "topic"})
_OF_WHAT_WAS_DONE: Final = ("channel", "specialist")
"""Asked only where something was done or offered: what was not has no way and is of no kind."""
_OTHERS: Final[Mapping[str, str]] = {
    "why_withdrawn": "Enter what it is, in their words",
    "why_dissatisfied": "Enter what it is, in their words",
    "attested": "Enter what it is, in their words",
    "provider": "Enter the name of the service",
}
NOT_SAID: Final = "Enter when and how contact is safe"
SAYS_TOO_LITTLE: Final = (
    "When and how contact is safe must be words that settle it for the way selected, like any "
    "time, or after 6pm"
)
SAYS_NO: Final = (
    "When and how contact is safe can be read here as a no. Enter when it is safe, like after 6pm, "
    "or never leave a message. If another way is safe, select that one. If no way is safe, select "
    "that in what came of it"
)
OTHER: Final = "other"
"""What is chosen where none of the choices fits: what it is, is written beside it."""


class RecordForm(EveryQuestion):
    """One touchpoint."""

    def __init__(self, data: QueryDict | None, *, asked: Asked, key: str) -> None:
        super().__init__(data, today=asked.today, initial={"key": key})
        self.asked = asked
        self.happened_at: datetime | None = None
        wanted = {*_ALWAYS}
        for question in asked.asks:
            wanted.update(_FIELDS_OF.get(question, (question,)))
            if question in _MAY_BE_BLANK:
                for name in _FIELDS_OF.get(question, (question,)):
                    self.fields[name].required = False
        for name in set(self.fields) - wanted:
            del self.fields[name]
        if self._may_be_undone:
            for name in _OF_WHAT_WAS_DONE:
                if name in self.fields:
                    self.fields[name].required = False
        self._choose()

    def _choose(self) -> None:
        """The choices and what is chosen beforehand, as this journey has them."""
        recording = self.asked.recording
        if "result" in self.fields:
            self._offer("result", recording.results, recording.result)
        if "about" in self.fields:
            if self.asked.about:
                one = self.asked.about[0][0] if len(self.asked.about) == 1 else None
                self._offer("about", self.asked.about, one)
            else:
                del self.fields["about"]
        if "provider" in self.fields:
            self._offer_providers()
        for name in ("channel", "method"):
            if name in self.fields:
                self.fields[name].initial = self.asked.channel

    def _offer_providers(self) -> None:
        """The services that sign in here, so that each finds its referral; or another, by name."""
        named = self.asked.provider
        known = named is None or named in self.asked.providers
        offered = [(name, name) for name in self.asked.providers]
        self._offer("provider", [*offered, (OTHER, "Another service")], named if known else OTHER)
        if not known:
            self.fields["provider_other"].initial = named

    def _offer(self, name: str, choices: Sequence[tuple[str, str]], chosen: str | None) -> None:
        chooser = self.fields[name]
        if isinstance(chooser, forms.ChoiceField):
            chooser.choices = list(choices)
        chooser.initial = chosen

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.happened_at = moment_of(self, self.asked.bounds)
        if "method" in self.fields and cleaned.get("result", "done") == "done":
            self._require_agreement(cleaned)
        if not (self._may_be_undone and self.is_excuse):
            for name in _OF_WHAT_WAS_DONE:
                if not cleaned.get(name):
                    self._require(name, f"Select {self.nouns[name]}")
        for name, sentence in _OTHERS.items():
            if cleaned.get(name) == OTHER and not cleaned.get(f"{name}_other"):
                self._require(f"{name}_other", sentence)
        self._check_received(cleaned)
        return cleaned

    def _require_agreement(self, cleaned: Mapping[str, Any]) -> None:
        if not cleaned.get("method"):
            self._require("method", "Select how they want to be contacted")
        safe = cleaned.get("safe") or ""
        match says_of_safety(safe, cleaned.get("method")):
            case Says.NOT_SAFE:
                self._require("safe", SAYS_NO)
            case Says.NOTHING:
                self._require("safe", SAYS_TOO_LITTLE if safe.strip() else NOT_SAID)
            case Says.SAFE:
                pass
        if not cleaned.get("often"):
            self._require("often", "Select how often they want an update")
        elif cleaned["often"] == "other" and not cleaned.get("every_days"):
            self._require("every_days", "Enter the number of days")

    def _check_received(self, cleaned: Mapping[str, Any]) -> None:
        received = cleaned.get("received")
        if received is None or self.happened_at is None:
            return
        if received < local_day(self.happened_at):
            self._require("received", "News is received on the day it happened or later")

    def _require(self, name: str, sentence: str) -> None:
        if name in self.fields and name not in self.errors:
            self.add_error(name, sentence)

    @property
    def _may_be_undone(self) -> bool:
        """Whether it records what was done and what was not; an attempt is made some way."""
        return any(result in DONE for result, _ in self.asked.recording.results)

    @property
    def is_excuse(self) -> bool:
        """Whether what came of it is that it could not be done."""
        return (self.cleaned_data.get("result") or "") not in {*DONE, "declined", "deferred"}

    def recorded(self) -> Recorded:
        """What the form says happened; ask only of a form that is whole."""
        if self.happened_at is None:
            raise ValueError("A form with faults records nothing.")
        answers = self.cleaned_data
        of_case = self.asked.recording.group in {"case", "court"} and "result" not in self.fields
        return Recorded(
            key=answers["key"],
            kind=self.asked.recording.kind,
            happened_at=self.happened_at,
            just_now=answers.get("when") == NOW,
            result=answers.get("result") or (None if of_case else "done"),
            about=self.asked.about_id or answers.get("about") or None,
            channel=self._channel(answers),
            received_on=answers.get("received"),
            detail=questions.detail_of(self.asked.asks, answers, self.asked.says),
        )

    def _channel(self, answers: Mapping[str, Any]) -> str | None:
        """By which way it was; of an agreement the way agreed, and of one not made none.

        A way stands chosen beforehand. Kept beside "no way is safe" it would call that one alone
        unsafe, and every other open.
        """
        if "method" in self.fields and answers.get("result", "done") == "done":
            return answers.get("method") or None
        return answers.get("channel") or None
