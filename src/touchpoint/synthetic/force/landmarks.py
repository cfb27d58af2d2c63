"""The days on which things changed at the made-up force, counted from the last day of its reports.

With the default range they fall as in Essex Police's paper of 2024: training from October 2023, the
portal from 5 December 2023, texts from 20 May 2024, no statements from the unit in February and
March 2024.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from touchpoint.calendar import Period, month_of, quarter_of

Days = tuple[date, date]


@dataclass(frozen=True, kw_only=True, slots=True)
class Landmarks:
    """The three last financial quarters and the days on which something began."""

    from_on: date
    to_on: date
    first: Period
    second: Period
    third: Period

    @property
    def training_on(self) -> date:
        """Direct-entry training begins, and needs come to be assessed."""
        return self.first.from_on

    @property
    def portal_on(self) -> date:
        """The portal opens."""
        return self.first.to_on.replace(day=5)

    @property
    def text_on(self) -> date:
        """The contact centre begins to send texts."""
        return self.third.months()[1].from_on.replace(day=20)

    @property
    def form_on(self) -> date:
        """The form for closure discussions is in use everywhere."""
        return month_of(self.training_on).previous().from_on

    @property
    def sheet_gap(self) -> Days:
        """The justice unit's sheet has no statements: its way of recording changed, and back."""
        months = self.second.months()
        return months[1].from_on, months[2].to_on

    @property
    def unsampled(self) -> Period:
        """The month without a dip sample, after which another method is used."""
        return self.first.months()[0]

    def period(self, name: str) -> Days | None:
        """The days of reports that a truth speaks of; none when the range does not reach them."""
        days: dict[str, Days] = {
            "before": (self.from_on, self.training_on - timedelta(days=1)),
            "first": (self.first.from_on, self.first.to_on),
            "second": (self.second.from_on, self.second.to_on),
            "third": (self.third.from_on, self.third.to_on),
            "portal": (self.portal_on, self.first.to_on),
            "texts": (self.text_on, self.to_on),
        }
        start, end = days[name]
        start, end = max(start, self.from_on), min(end, self.to_on)
        return (start, end) if start <= end else None


def landmarks_of(from_on: date, to_on: date) -> Landmarks:
    third = quarter_of(to_on)
    second = third.previous()
    return Landmarks(
        from_on=from_on, to_on=to_on, first=second.previous(), second=second, third=third
    )
