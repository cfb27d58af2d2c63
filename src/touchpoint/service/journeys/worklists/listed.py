"""A worklist in words: each task, when it is due, why it stands where it does, and its crime."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from heapq import nsmallest
from typing import Any, Final

from touchpoint.calendar import count_working_days
from touchpoint.errors import Refused
from touchpoint.rights.code.duty import Duty
from touchpoint.rights.editions import in_force
from touchpoint.service.journeys.kinds_of_roles import kinds_of
from touchpoint.service.journeys.pages.telling.due import kind_to_record
from touchpoint.service.journeys.pages.telling.due_words import counts_working_days, due_words
from touchpoint.service.journeys.pages.words.people import called
from touchpoint.service.journeys.pages.words.tasks import task_of
from touchpoint.service.journeys.queries.obligations import Obligation
from touchpoint.service.journeys.worklists import queries
from touchpoint.service.journeys.worklists.asked import (
    BAND_NAMES,
    SHORT_NAMES,
    Asked,
    Band,
    Whose,
)
from touchpoint.service.journeys.worklists.harm import reason, score
from touchpoint.service.ui.dates import capital

ON_A_PAGE: Final = 25
FIRST_FEW: Final = 10
"""How many tasks of a part are shown where all parts stand on one page."""

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """One thing to do."""

    journey_id: str
    duty_id: str
    occurrence: str
    investigation_id: str
    reference: str
    offence: str
    do: str
    due_on: date
    due: str
    state: str
    because: str
    """Why it stands where it stands: the harm of the crime."""

    unit: str
    officer: str
    reported_on: date
    may_record: bool
    """Whether the role of whoever reads records what would meet it."""

    @property
    def when(self) -> str:
        """When it is due, as short as it can be said: 12 working days late."""
        return capital(self.due.split(", ")[0])

    @property
    def more(self) -> str:
        """What else there is to say of the day: was due Monday 10 November."""
        return capital(self.due.partition(", ")[2])


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """The tasks that are due in one band, the first to do first, and how many there are in all."""

    band: Band
    heading: str
    tasks: tuple[Task, ...]
    total: int
    cut: bool
    """Whether there are more than were counted."""

    @property
    def more(self) -> int:
        return self.total - len(self.tasks)

    @property
    def short(self) -> str:
        """How the number of its tasks is said in a sentence."""
        return SHORT_NAMES[self.band]


@dataclass(frozen=True, kw_only=True, slots=True)
class Unknown:
    """A duty of which nobody can tell whether it was done, and on how many journeys."""

    do: str
    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Worklist:
    """A whole list."""

    parts: tuple[Part, ...]
    first: Task | None
    unknown: tuple[Unknown, ...]

    @property
    def unknown_number(self) -> int:
        """Of how many nobody can tell, as far as they were counted."""
        return sum(one.number for one in self.unknown)

    def number(self, band: Band) -> int:
        """How many tasks a part has."""
        return next((part.total for part in self.parts if part.band is band), 0)


def worklist(asked: Asked, *, start: int = 0, number: int = FIRST_FEW) -> Worklist:
    """The list as a page shows it: the first of every part, or those of one from a place on."""
    found, order = _found(asked), _order_on(asked.today)
    shown = {
        band: nsmallest(start + number, rows, key=order)[start:] for band, rows in found.items()
    }
    every_shown = [row for rows in shown.values() for row in rows]
    tasks = iter(told(queries.obligations(every_shown, asked.today), asked))
    parts = tuple(
        Part(
            band=band,
            heading=BAND_NAMES[band],
            tasks=tuple(next(tasks) for _ in rows),
            total=len(found[band]),
            cut=len(found[band]) >= queries.MOST[band],
        )
        for band, rows in shown.items()
    )
    every = [task for part in parts for task in part.tasks]
    return Worklist(parts=parts, first=every[0] if every else None, unknown=_unknown(asked))


def ranked(asked: Asked) -> dict[Band, list[Obligation]]:
    """Every open obligation of the list by its part, each in the order in which to do it."""
    order = _order_on(asked.today)
    return {
        band: queries.obligations(sorted(rows, key=order), asked.today)
        for band, rows in _found(asked).items()
    }


def _found(asked: Asked) -> dict[Band, list[queries.Due]]:
    wanted = [band for band in Band if asked.band in (None, band)]
    if asked.whose is Whose.MINE and asked.officer is None:
        return {band: [] for band in wanted}
    return {band: queries.due(asked, band) for band in wanted}


def told(rows: Sequence[Obligation], asked: Asked) -> Iterator[Task]:
    """The tasks in words, in the order given; with two more questions for all of them together."""
    cases = queries.cases_of(sorted({row.investigation_id for row in rows}))
    people = queries.people_of(sorted({row.journey_id for row in rows}))
    for row in rows:
        case: Row = cases.get(row.investigation_id, {})
        person: Row = people.get(row.journey_id, {})
        yield Task(
            journey_id=row.journey_id,
            duty_id=row.duty_id,
            occurrence=row.occurrence,
            investigation_id=row.investigation_id,
            reference=row.reference,
            offence=case.get("offence_group") or "",
            do=in_words(row.edition, row.duty_id, person),
            due_on=_day(row),
            due=_due(row, asked.today),
            state=_state(row, asked.today),
            because=reason(row.marks, enhanced=row.enhanced),
            unit=case.get("unit") or row.unit_id or "",
            officer=case.get("officer") or row.officer_id or "",
            reported_on=row.reported_on,
            may_record=_may_record(row, asked.role),
        )


def in_words(edition: str, duty_id: str, person: Row) -> str:
    """What a duty asks somebody to do."""
    duty = _duties().get((edition, duty_id))
    if duty is None:
        return duty_id
    noun = called(person["role"], person["age"]).noun if person else "the victim"
    return task_of(duty, noun).do


@cache
def _duties() -> Mapping[tuple[str, str], Duty]:
    return {(e.name, duty.id): duty for e in in_force() for duty in e.duties}


def _unknown(asked: Asked) -> tuple[Unknown, ...]:
    if asked.whose is Whose.MINE and asked.officer is None:
        return ()
    names = {duty_id: duty for (_, duty_id), duty in _duties().items()}
    return tuple(
        Unknown(do=task_of(names[row["duty_id"]]).do, number=row["number"])
        for row in queries.cannot_tell(asked)
        if row["duty_id"] in names
    )


def _due(row: Obligation, today: date) -> str:
    """When it is due, in the words of the journey page."""
    duty = _duties().get((row.edition, row.duty_id))
    return due_words(_day(row), today, working=counts_working_days(duty))


def _may_record(row: Obligation, role: str) -> bool:
    duty = _duties().get((row.edition, row.duty_id))
    return duty is not None and kind_to_record(duty, kinds_of(role)) is not None


def _day(row: Obligation) -> date:
    return row.due_on or date.max


def _order_on(today: date) -> Callable[[queries.Due], tuple[object, ...]]:
    """Overdue: the heaviest times the latest first. Ahead: day by day, the heaviest first."""

    def order(row: queries.Due) -> tuple[object, ...]:
        journey_id, duty_id, _, _, day, marks, enhanced = row
        return (_place(day, marks, enhanced, today), day, journey_id, duty_id)

    return order


@lru_cache(maxsize=65_536)
def _place(day: date, marks: str, enhanced: bool, today: date) -> tuple[date, int]:  # noqa: FBT001 - a cache's key
    late = _working_days_late(day, today)
    weighed = score(marks.split(), enhanced=enhanced, days_late=late)
    return (date.min if day < today else day, -weighed)


def _working_days_late(day: date, today: date) -> int:
    if day >= today:
        return 0
    try:
        return count_working_days(day, today)
    except Refused:
        return (today - day).days


def _state(row: Obligation, today: date) -> str:
    day = _day(row)
    if day < today:
        return "overdue"
    return "due_today" if day == today else "due"
