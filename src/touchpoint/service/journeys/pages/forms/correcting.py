"""The form by which an entry is corrected: what it says now, to be changed, and the reason."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, ClassVar, Final

from django import forms
from django.http import QueryDict

from touchpoint.calendar.local_time import LONDON, utc_of
from touchpoint.errors import Refused
from touchpoint.ledger.vocabulary import AGREED, WITHDRAWN
from touchpoint.service.journeys.pages.telling.details import details_of
from touchpoint.service.journeys.pages.words.channels import CHANNELS
from touchpoint.service.journeys.pages.words.happenings import result_in_words
from touchpoint.service.journeys.pages.words.recordings import recording_of
from touchpoint.service.ui.fields import DayField, TimeField
from touchpoint.service.ui.forms import GovukForm

Row = Mapping[str, Any]

CHANGED: Final = "changed"
NEVER: Final = "never"
WHAT: Final = (
    (CHANGED, "It happened, but something about it is wrong"),
    (NEVER, "It did not happen"),
)


_TERMS: Final = frozenset({"every_days", "method", "safe"})
"""What the detail of an agreement says of contact; the rest is kept whatever came of it."""


class CorrectForm(GovukForm):
    """What an entry should say, and why."""

    what = forms.ChoiceField(
        label="What is wrong?", choices=WHAT, widget=forms.RadioSelect, initial=CHANGED
    )
    day = DayField(label="Day on which it happened", past=True, required=False)
    clock = TimeField(label="Time", required=False)
    about = forms.ChoiceField(
        label="What were they told of?", widget=forms.RadioSelect, required=False
    )
    channel = forms.ChoiceField(label="How?", widget=forms.RadioSelect, required=False)
    result = forms.ChoiceField(label="What came of it?", widget=forms.RadioSelect, required=False)
    reason = forms.CharField(
        label="Why are you correcting it?",
        help_text="For example: I chose the wrong result. It stays with the entry",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    nouns: ClassVar[Mapping[str, str]] = {
        "what": "what is wrong",
        "day": "the day on which it happened",
        "clock": "the time",
        "about": "what they were told of",
        "channel": "how it was done",
        "result": "what came of it",
        "reason": "why you are correcting it",
    }

    def __init__(
        self,
        data: QueryDict | None,
        *,
        touchpoint: Row,
        about: Sequence[tuple[str, str]],
        today: date,
        now: datetime,
    ) -> None:
        local = touchpoint["happened_at"].astimezone(LONDON)
        initial = {
            "day": local.date(),
            "clock": local.time().replace(second=0, microsecond=0),
            "about": touchpoint["about"] or "",
            "channel": touchpoint["channel"] or "",
            "result": touchpoint["result"] or "",
        }
        super().__init__(data, today=today, initial=initial)
        self.touchpoint, self.now = touchpoint, now
        self._local = local
        self._offer(dict(about))

    def _offer(self, about: dict[str, str]) -> None:
        """The choices that this kind has, with what stands there now whatever it is."""
        recording = recording_of(self.touchpoint["kind"])
        results = dict(recording.results) if recording else {}
        asks = recording.asks if recording else ()
        self._choices("about", about, wanted=len(about) > 1)
        self._choices("channel", dict(CHANNELS), wanted="channel" in asks or "method" in asks)
        self._choices("result", results, wanted=bool(results))

    def _choices(self, name: str, offered: dict[str, str], *, wanted: bool) -> None:
        stands = self.touchpoint[name]
        if not wanted and stands is None:
            del self.fields[name]
            return
        if stands is None:
            offered[""] = "Not recorded"
        elif stands not in offered:
            offered[stands] = result_in_words(stands) if name == "result" else "As it stands"
        chooser = self.fields[name]
        if isinstance(chooser, forms.ChoiceField):
            chooser.choices = list(offered.items())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("what") == CHANGED and not self.errors:
            if cleaned.get("day") is None:
                self.add_error("day", "Enter the day on which it happened")
            elif self.happened_at is None:
                self.add_error("clock", "Time must be one that the clock showed, and not to come")
            elif not self.changes():
                self.add_error("what", "Change what is wrong, or select that it did not happen")
        return cleaned

    @property
    def happened_at(self) -> datetime | None:
        """The instant that the form says; that of the entry where nothing of it was changed."""
        day, clock = self.cleaned_data["day"], self.cleaned_data.get("clock")
        before: datetime = self.touchpoint["happened_at"]
        stands = self._local.time().replace(second=0, microsecond=0)
        if (day, clock or stands) == (self._local.date(), stands):
            return before
        try:
            instant = utc_of(datetime.combine(day, clock or stands)).astimezone(UTC)
        except Refused:
            return None
        return instant if instant <= self.now else None

    def changes(self) -> dict[str, Any]:
        """What the correction changes, by the columns of a touchpoint."""
        if self.cleaned_data["what"] == NEVER:
            return {"kind": WITHDRAWN}
        after = {"happened_at": self.happened_at}
        for name in ("about", "channel", "result"):
            if name in self.fields:
                after[name] = self.cleaned_data.get(name) or None
        changed: dict[str, Any] = {
            name: value for name, value in after.items() if value != self.touchpoint[name]
        }
        if self.touchpoint["kind"] == "contact.agreed":
            changed |= _agreement(self.touchpoint, changed)
        return changed


def _agreement(before: Row, changed: Mapping[str, Any]) -> dict[str, Any]:
    """What an agreement on contact says besides, once its way or its result is corrected."""
    agreed = details_of(before)
    if (changed.get("result") or "done") not in AGREED:
        # What was not agreed names no way: "no way is safe" of one alone leaves the others open.
        return {"channel": None, "detail": {n: v for n, v in agreed.items() if n not in _TERMS}}
    # How somebody wants to be reached is said twice, and read in the detail.
    if "channel" in changed and agreed:
        return {"detail": {**agreed, "method": changed["channel"]}}
    return {}
