"""When something falls due, as it would be said aloud: due tomorrow, Monday 1 December.

Journey pages, worklists and what is printed of them all say it in these words.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from touchpoint.calendar.working_days import count_working_days
from touchpoint.errors import Refused
from touchpoint.rights.code.duty import Duty, Unit
from touchpoint.service.ui.dates import counted, spoken


class Urgency(IntEnum):
    """How soon something is due; the first is the most urgent."""

    OVERDUE = 0
    TODAY = 1
    TOMORROW = 2
    LATER = 3
    NO_DAY = 4


def urgency(due_on: date | None, today: date) -> Urgency:
    """How soon something that is not done is due."""
    if due_on is None:
        return Urgency.NO_DAY
    if due_on < today:
        return Urgency.OVERDUE
    return {0: Urgency.TODAY, 1: Urgency.TOMORROW}.get((due_on - today).days, Urgency.LATER)


def due_words(due_on: date | None, today: date, *, working: bool = True) -> str:
    """When something that is not done is or was due, in a phrase."""
    match urgency(due_on, today):
        case Urgency.OVERDUE if due_on is not None:
            return f"{late_words(due_on, today, working=working)}, was due {on(due_on, today)}"
        case Urgency.TODAY:
            return "due today"
        case Urgency.TOMORROW if due_on is not None:
            return f"due tomorrow, {weekday(due_on, today)}"
        case Urgency.LATER if due_on is not None:
            return f"due {weekday(due_on, today)}{_ahead(due_on, today)}"
        case _:
            return "before the investigation closes"


@dataclass(frozen=True, kw_only=True, slots=True)
class Tagged:
    """The same in two parts: the word of a tag, and what stands after it."""

    tag: str
    rest: str


def tagged(due_on: date | None, today: date, *, working: bool = True) -> Tagged:
    """When something is due, for a tag and the words after it."""
    match urgency(due_on, today):
        case Urgency.OVERDUE if due_on is not None:
            return Tagged(tag="Overdue", rest=due_words(due_on, today, working=working))
        case Urgency.TODAY:
            return Tagged(tag="Due today", rest="")
        case Urgency.TOMORROW if due_on is not None:
            return Tagged(tag="Due tomorrow", rest=weekday(due_on, today))
        case Urgency.LATER if due_on is not None:
            return Tagged(tag="Due", rest=f"{weekday(due_on, today)}{_ahead(due_on, today)}")
        case _:
            return Tagged(tag="To do", rest="before the investigation closes")


def late_words(due_on: date, until: date, *, working: bool = True) -> str:
    """How late: 2 working days late; in days where the limit is one of days, or it is a weekend."""
    days = _working_days(due_on, until) if working else 0
    if days > 0:
        return f"{counted(days, 'working day')} late"
    return f"{counted((until - due_on).days, 'day')} late"


def counts_working_days(duty: Duty | None) -> bool:
    """Whether a duty is late by working days; by days where its limit is one of days."""
    limits = [each.unit for each in ((duty.standard, duty.enhanced) if duty else ()) if each]
    return not limits or Unit.WORKING_DAYS in limits


def on(day: date, today: date) -> str:
    """A day within a sentence: yesterday, or Thursday 26 November."""
    return spoken(day, today)


def weekday(day: date, today: date) -> str:
    """A day with its weekday, whichever it is: Monday 1 December."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%A} {day.day} {day:%B}{year}"


def _ahead(due_on: date, today: date) -> str:
    """How many working days there are, where that is news: in 4 working days."""
    days = _working_days(today, due_on)
    return f", in {counted(days, 'working day')}" if days else ""


def _working_days(after: date, until: date) -> int:
    """None of them where the calendar of working days does not reach."""
    try:
        return count_working_days(after, until)
    except Refused:
        return 0
