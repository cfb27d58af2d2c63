"""How much of a period the sources cover, so that a figure for part of one never reads as whole.

The ledger's format prints every break in coverage on the paper that uses it; this is its sentence.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from touchpoint.errors import Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What is known of a period: all of it, part or none, in days and in whole calendar months.

    from_on and to_on are the first and last day known, None when there is none. The note is the
    sentence for a paper, empty when the whole period is known.
    """

    state: Literal["whole", "part", "none"]
    from_on: date | None
    to_on: date | None
    days_known: int
    days_expected: int
    months_known: int
    months_expected: int
    note: str


def known_of(period: tuple[date, date], from_on: date, to_on: date | None) -> Known:
    """What is known of a period's days when records run from one day to another, or run on."""
    first, last = period
    if to_on is not None and to_on < from_on:
        raise Refused(
            f"The records run from {from_on} to {to_on}, which is earlier. Give the first day "
            "and then the last."
        )
    start = max(first, from_on)
    end = last if to_on is None else min(last, to_on)
    expected = _days(first, last)
    some = start <= end
    days = _days(start, end) if some else 0
    return Known(
        state="whole" if days == expected else "part" if some else "none",
        from_on=start if some else None,
        to_on=end if some else None,
        days_known=days,
        days_expected=expected,
        months_known=_whole_months(start, end) if some else 0,
        months_expected=_whole_months(first, last),
        note="" if days == expected else _note(start, end) if some else _nothing(first, last),
    )


def _days(first: date, last: date) -> int:
    return (last - first).days + 1


def _whole_months(first: date, last: date) -> int:
    """How many calendar months lie wholly between two days, both included."""
    after = last + timedelta(days=1)
    begun = first.year * 12 + first.month + (first.day > 1)
    return max(0, after.year * 12 + after.month - begun)


def _note(first: date, last: date) -> str:
    if first == last:
        return f"on {_in_words(first)} only"
    return f"from {_in_words(first)} to {_in_words(last)} only"


def _nothing(first: date, last: date) -> str:
    return f"nothing is known from {_in_words(first)} to {_in_words(last)}"


def _in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


# Spelled here because strftime follows the machine's language.
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
