"""Fields that Django does not have: a day in three boxes and a time, both as people type them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from touchpoint.service.ui.dates import day_in_words, time_in_words
from touchpoint.service.ui.typed import (
    clock,
    day_number,
    month_number,
    must_be,
    parts_of,
    year_number,
)

PARTS = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class TypedDay:
    """What stands in the three boxes of a day, as it was typed."""

    day: str = ""
    month: str = ""
    year: str = ""

    def __bool__(self) -> bool:
        return bool(self.day or self.month or self.year)


class DayBoxes(forms.Widget):
    """Three boxes for a day. GOV.UK's date input draws them."""

    use_fieldset = True

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> TypedDay:
        del files
        return TypedDay(*(str(data.get(f"{name}-{part}") or "").strip() for part in PARTS))

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> bool:
        del files
        return not any(f"{name}-{part}" in data for part in PARTS)


class DayField(forms.Field):
    """A day. `earliest` and `latest` are days, and `today` comes from the form."""

    widget = DayBoxes

    def __init__(
        self,
        *,
        earliest: date | None = None,
        latest: date | None = None,
        past: bool = False,
        **kwargs: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        self.earliest, self.latest, self.past = earliest, latest, past
        self.today: date | None = None
        self.noun = "Date"
        super().__init__(**kwargs)

    def prepare_value(self, value: object) -> object:
        if isinstance(value, date):
            return TypedDay(str(value.day), str(value.month), str(value.year))
        return value

    def to_python(self, value: object) -> date | None:
        if isinstance(value, date):
            return value
        if not isinstance(value, TypedDay) or not value:
            return None
        if value.day and not (value.month or value.year):
            whole = parts_of(value.day, self.today)
            value = TypedDay(*whole) if whole else value
        self._refuse_missing(value)
        return self._day(value)

    def validate(self, value: object) -> None:
        super().validate(value)
        if not isinstance(value, date):
            return
        if self.past and self.today is not None and value > self.today:
            raise ValidationError(
                f"{self.noun} must be today or in the past", code="day month year"
            )
        if self.earliest is not None and value < self.earliest:
            raise ValidationError(
                f"{self.noun} must be on or after {day_in_words(self.earliest)}",
                code="day month year",
            )
        if self.latest is not None and value > self.latest:
            raise ValidationError(
                f"{self.noun} must be on or before {day_in_words(self.latest)}",
                code="day month year",
            )

    def _refuse_missing(self, value: TypedDay) -> None:
        missing = [part for part in PARTS if not getattr(value, part)]
        if missing:
            listed = " and a ".join(missing)
            raise ValidationError(f"{self.noun} must include a {listed}", code=" ".join(missing))

    def _day(self, value: TypedDay) -> date:
        until = self.today.year if self.today else None
        numbers = {
            "day": day_number(value.day),
            "month": month_number(value.month),
            "year": year_number(value.year, until if self.past else until and until + 50),
        }
        faulty = [part for part, number in numbers.items() if number is None]
        if numbers["month"] is not None and not 1 <= numbers["month"] <= 12:  # noqa: PLR2004 - months
            faulty.append("month")
        if "year" in faulty and value.year.isdigit():
            raise ValidationError("Year must include 4 numbers", code="year")
        try:
            if not faulty:
                return date(numbers["year"] or 0, numbers["month"] or 0, numbers["day"] or 0)
        except ValueError:
            faulty = ["day"] if numbers["year"] else ["year"]
        raise ValidationError(f"{self.noun} must be a real date", code=" ".join(faulty))


class TimeField(forms.CharField):
    """A time of day, on the 12-hour or the 24-hour clock."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        kwargs.setdefault("help_text", "For example, 9:30am or 16:05")
        self.noun = "Time"
        super().__init__(max_length=12, **kwargs)
        self.widget.attrs.update({"autocomplete": "off", "width": "5"})

    def prepare_value(self, value: object) -> object:
        return time_in_words(value) if isinstance(value, time) else value

    def to_python(self, value: object) -> Any:  # noqa: ANN401 - the field it extends gives a str
        if isinstance(value, time):
            return value
        text = super().to_python(value)
        if not text:
            return None
        typed = clock(str(text))
        if typed is None:
            raise ValidationError(f"{self.noun} must {must_be(str(text))}", code="invalid")
        return typed

    def run_validators(self, value: object) -> None:
        """A time that could be read has nothing left to go wrong; the length is that of the box."""
        if isinstance(value, str):
            super().run_validators(value)
