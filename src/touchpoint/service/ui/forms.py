"""The form that every room builds on: its faults are sentences, its fields are GOV.UK's."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Final

from django import forms

from touchpoint.service.ui.fields import DayField, TimeField

_CHOSEN: Final = (
    forms.RadioSelect,
    forms.Select,
    forms.CheckboxSelectMultiple,
    forms.CheckboxInput,
    forms.FileInput,
)

_TAMPERED: Final = (
    "Something is missing from this page. Go back, open it again and send it once more"
)
"""What is said of a box that nobody sees, and that nobody can therefore mend."""


class GovukForm(forms.Form):
    """A form whose faults are said as GOV.UK says them.

    `nouns` says what each field asks for, in the words that complete "Enter …" and "Select …",
    wherever its label does not: "the day you told them". A label that is a question needs one.
    """

    use_required_attribute = False
    nouns: ClassVar[Mapping[str, str]] = {}

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own
        today: date | None = None,
        **kwargs: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name, field in self.fields.items():
            self._word(name, field)

    def _word(self, name: str, field: forms.Field) -> None:
        noun = self._noun(name, field)
        if isinstance(field, DayField):
            field.today = self.today
        if isinstance(field, DayField | TimeField):
            field.noun = _capital(noun)
        given = _defaults(type(field))
        for key, sentence in _sentences(noun, field).items():
            if field.error_messages.get(key) is given.get(key):
                field.error_messages[key] = sentence

    def _noun(self, name: str, field: forms.Field) -> str:
        label = str(field.label or name.replace("_", " "))
        if name in self.nouns:
            return self.nouns[name]
        if label.endswith("?"):
            raise ValueError(
                f"The label of {type(self).__name__}.{name} is a question: say in `nouns` what it "
                "asks for, in the words that complete “Enter …” or “Select …”."
            )
        # An abbreviation keeps its capitals.
        return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _sentences(noun: str, field: forms.Field) -> dict[str, str]:
    if field.widget.is_hidden:
        return {"required": _TAMPERED, "invalid": _TAMPERED, "invalid_choice": _TAMPERED}
    start = _capital(noun)
    verb = "Select" if isinstance(field.widget, _CHOSEN) else "Enter"
    sentences = {
        "required": f"{verb} {noun}",
        "max_length": f"{start} must be %(limit_value)d characters or less",
        "min_length": f"{start} must be %(limit_value)d characters or more",
        "max_value": f"{start} must be %(limit_value)s or less",
        "min_value": f"{start} must be %(limit_value)s or more",
    }
    match field:
        case forms.BooleanField():
            sentences["required"] = f"Select “{field.label or noun}” to go on"
        case forms.EmailField():
            sentences["invalid"] = (
                "Enter an email address in the correct format, like name@example.com"
            )
        case forms.IntegerField():
            sentences["invalid"] = f"{start} must be a number, like 12"
        case forms.FileField():
            sentences["empty"] = "The selected file is empty"
            sentences["invalid"] = f"Select {noun}"
            sentences["max_length"] = (
                "The name of the selected file is too long: give it a shorter one"
            )
        case forms.MultipleChoiceField() | forms.ChoiceField():
            sentences["invalid_choice"] = f"{verb} {noun} from the list"
        case _:
            pass
    return sentences


def _defaults(kind: type[forms.Field]) -> dict[str, Any]:
    """What Django would say, by the same walk over the classes that Django makes."""
    said: dict[str, Any] = {}
    for one in reversed(kind.__mro__):
        said.update(getattr(one, "default_error_messages", {}))
    return said


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
