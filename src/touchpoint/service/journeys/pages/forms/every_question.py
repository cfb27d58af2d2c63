"""Every question that the form of some kind asks; recording.py takes out the others."""

from collections.abc import Mapping
from typing import ClassVar

from django import forms

from touchpoint.service.journeys.pages.forms import questions
from touchpoint.service.journeys.pages.forms.moments import NOW, WHEN
from touchpoint.service.journeys.pages.words.channels import CHANNELS
from touchpoint.service.ui.fields import DayField, TimeField
from touchpoint.service.ui.forms import GovukForm


class EveryQuestion(GovukForm):
    """The fields of all kinds, in the order in which a form shows them."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    about = forms.ChoiceField(label="What were they told of?", widget=forms.RadioSelect)
    channel = forms.ChoiceField(
        label="How?", choices=tuple(CHANNELS.items()), widget=forms.RadioSelect
    )
    when = forms.ChoiceField(label="When?", choices=WHEN, widget=forms.RadioSelect, initial=NOW)
    today_at = TimeField(label="Time", required=False)
    day = DayField(label="Day", required=False, past=True)
    day_at = TimeField(label="Time, if you know it", required=False)
    received = DayField(
        label="When did you receive the news?", required=False, past=True,
        help_text="Leave it empty if it was the same day",
    )  # fmt: skip
    result = forms.ChoiceField(label="What came of it?", widget=forms.RadioSelect)
    method = forms.ChoiceField(
        label="How do they want to be contacted?",
        choices=tuple(CHANNELS.items()),
        widget=forms.RadioSelect,
        required=False,
    )
    safe = forms.CharField(
        label="When and how is that safe?",
        help_text="In their words. For example: any time; after 6pm; never leave a message",
        max_length=120,
        required=False,
    )
    often = forms.ChoiceField(
        label="How often do they want an update?",
        choices=questions.OFTEN,
        widget=forms.RadioSelect,
        required=False,
    )
    every_days = forms.IntegerField(
        label="Number of days", min_value=1, max_value=366, required=False
    )
    topic = forms.ChoiceField(
        label="What about?", choices=questions.TOPICS, widget=forms.RadioSelect, initial="rights"
    )
    scheme = forms.ChoiceField(
        label="Which compensation?", choices=questions.SCHEMES, widget=forms.RadioSelect
    )
    specialist = forms.ChoiceField(
        label="Is it specialist support?",
        help_text="For example an adviser for domestic abuse or sexual violence",
        choices=questions.YES_NO,
        widget=forms.RadioSelect,
    )
    provider = forms.ChoiceField(label="Which service?", widget=forms.RadioSelect)
    provider_other = forms.CharField(
        label="Name of the service",
        help_text="It does not sign in here: tell it of the referral yourself",
        max_length=120,
        required=False,
    )
    grade = forms.ChoiceField(
        label="What is the grade of the risk (DASH)?",
        choices=questions.GRADES,
        widget=forms.RadioSelect,
    )
    children = forms.ChoiceField(
        label="Are children involved?",
        choices=questions.YES_NO_UNKNOWN,
        widget=forms.RadioSelect,
        initial="",
    )
    satisfied = forms.ChoiceField(
        label="Were they satisfied with the service?",
        choices=questions.YES_NO_UNKNOWN,
        widget=forms.RadioSelect,
        initial="",
    )
    why_withdrawn = forms.ChoiceField(
        label="Why, in their words?", choices=questions.WITHDRAWN, widget=forms.RadioSelect
    )
    why_withdrawn_other = forms.CharField(label="Which reason?", max_length=200, required=False)
    why_dissatisfied = forms.ChoiceField(
        label="Why, in their words?", choices=questions.DISSATISFIED, widget=forms.RadioSelect
    )
    why_dissatisfied_other = forms.CharField(label="Which reason?", max_length=200, required=False)
    attested = forms.ChoiceField(
        label="What shows it?", choices=questions.ATTESTED, widget=forms.RadioSelect
    )
    attested_other = forms.CharField(label="What?", max_length=200, required=False)
    note = forms.CharField(
        label="What was decided?", max_length=1000, widget=forms.Textarea(attrs={"rows": 5})
    )
    reason = forms.CharField(
        label="Reason, if it could not be done",
        help_text="Without a reason it does not count as a good reason under the Code",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    nouns: ClassVar[Mapping[str, str]] = {
        "about": "what they were told of",
        "channel": "how it was done",
        "when": "when it happened",
        "result": "what came of it",
        "method": "how they want to be contacted",
        "often": "how often they want an update",
        "children": "whether children are involved",
        "satisfied": "whether they were satisfied",
        "why_withdrawn_other": "the reason",
        "why_dissatisfied_other": "the reason",
        "attested_other": "what shows it",
        "received": "the day on which you received the news",
        "safe": "when and how contact is safe",
        "every_days": "the number of days",
        "topic": "what it was about",
        "scheme": "which compensation",
        "specialist": "whether it is specialist support",
        "provider": "which service",
        "provider_other": "the name of the service",
        "grade": "the grade of the risk",
        "why_withdrawn": "why support was withdrawn",
        "why_dissatisfied": "why they were dissatisfied",
        "attested": "what shows it",
        "note": "what was decided",
        "reason": "the reason",
        "day": "the day",
        "today_at": "the time",
        "day_at": "the time",
    }
