"""Worklists in the database: what is open and due, of whose journeys, narrowed as asked."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

from touchpoint.service.journeys.queries.obligations import Obligation, on_day
from touchpoint.service.journeys.raw import Row, rows, tuples
from touchpoint.service.journeys.worklists.asked import AHEAD, RECENT, Asked, Band, Whose

MOST: Final[Mapping[Band, int]] = MappingProxyType(
    {Band.OVERDUE: 1000, Band.TODAY: 500, Band.TOMORROW: 500, Band.WEEK: 500}
)
"""Nobody reads a longer list: what is due nearest to today stands for the rest, and the page says
so."""

MOST_UNKNOWN: Final = 500
_COLUMNS: Final = (
    "journey_id, duty_id, edition, occurrence, triggered_on, due_on, done_on, state, basis, "
    "evidence, reason, investigation_id, reference, unit_id, officer_id, supervisor_id, "
    "reported_on, closed_on, marks, enhanced"
)
_OPEN: Final = (
    "FROM journeys_obligation WHERE state = %(state)s "
    "AND duty_id = ANY (string_to_array(%(duties)s, ' ')) "
    "AND (closed_on IS NULL OR closed_on >= %(closed_from)s)"
)


_RANKED: Final = (
    "journey_id, duty_id, edition, occurrence, due_on, array_to_string(marks, ' '), enhanced"
)
_DAY_BY_DAY: Final = "SELECT found.* FROM unnest(%(days)s) AS days (day) CROSS JOIN LATERAL"
"""Day by day in the order given, until a list is full: the database would otherwise read four weeks
of a whole force to show a day of it."""

_THESE: Final = (
    f"SELECT {_COLUMNS} FROM journeys_obligation "  # noqa: S608 - our own text
    "JOIN unnest(%s::text[], %s::text[], %s::text[], %s::text[]) "
    "AS these (journey_id, duty_id, edition, occurrence) "
    "USING (journey_id, duty_id, edition, occurrence)"
)


Due = tuple[str, str, str, str, date, str, bool]
"""Something that is open, with what its place on a list rests on: its journey, duty, edition and
occurrence, by which it is found; the day, the marks with blanks between them, whether enhanced.
There are thousands, so they stay as they come."""


def due(asked: Asked, band: Band) -> list[Due]:
    """What is open and due in one band, that which is due nearest to today first."""
    most = MOST[band]
    found = _due_on(asked, _days(asked.today, band), most)
    if band is Band.OVERDUE and asked.long_late:
        found += _due_before(asked, asked.today - RECENT, most - len(found))
    return found


def _due_on(asked: Asked, days: Sequence[date], most: int) -> list[Due]:
    where = " AND ".join(["due_on = day", *_narrowed(asked)])
    statement = f"{_DAY_BY_DAY} (SELECT {_RANKED} {_OPEN} AND {where}) AS found LIMIT %(most)s"
    given = _parameters(asked, "open") | {"days": list(days), "most": most}
    return tuples(statement, given)


def _due_before(asked: Asked, day: date, most: int) -> list[Due]:
    where = " AND ".join(["due_on < %(day)s", *_narrowed(asked)])
    statement = f"SELECT {_RANKED} {_OPEN} AND {where} ORDER BY due_on DESC LIMIT %(most)s"
    given = _parameters(asked, "open") | {"day": day, "most": most}
    return tuples(statement, given)


def obligations(found: Sequence[Due], today: date) -> list[Obligation]:
    """All that is kept of what is shown, in the same order."""
    keys = [list(column) for column in zip(*(one[:4] for one in found), strict=True)]
    kept = [on_day(row, today) for row in rows(_THESE, keys)] if keys else []
    named = {(o.journey_id, o.duty_id, o.edition, o.occurrence): o for o in kept}
    return [named[one[:4]] for one in found if one[:4] in named]


def _days(today: date, band: Band) -> list[date]:
    """The days of a band, the nearest to today first."""
    late, ahead = range(-1, -RECENT.days - 1, -1), range(2, AHEAD.days + 1)
    numbers = {Band.OVERDUE: late, Band.TODAY: (0,), Band.TOMORROW: (1,), Band.WEEK: ahead}
    return [today + timedelta(days=number) for number in numbers[band]]


def cannot_tell(asked: Asked) -> list[Row]:
    """Of which duties nobody can tell whether they were done, and of how many, lately.

    No more than `MOST_UNKNOWN` are counted.
    """
    where = " AND ".join(["due_on = day", *_narrowed(asked)])
    lately = f"{_DAY_BY_DAY} (SELECT duty_id {_OPEN} AND {where}) AS found LIMIT {MOST_UNKNOWN}"
    return rows(
        f"SELECT duty_id, count(*) AS number FROM ({lately}) AS lately "  # noqa: S608 - our own text
        "GROUP BY duty_id ORDER BY number DESC, duty_id",
        _parameters(asked, "cannot_tell") | {"days": _days(asked.today, Band.OVERDUE)},
    )


def cases_of(investigation_ids: Sequence[str]) -> dict[str, Row]:
    """What a list says of crimes besides what is owed: the offence, and who holds it."""
    found = rows(
        "SELECT i.investigation_id, i.offence_group, u.name AS unit, s.name AS officer "
        "FROM journeys_investigation AS i "
        "LEFT JOIN organisation_unit AS u ON u.unit_id = i.unit_id "
        "LEFT JOIN organisation_staff AS s ON s.officer_id = i.officer_id "
        "WHERE i.investigation_id = ANY (%s)",
        [list(investigation_ids)],
    )
    return {row["investigation_id"]: row for row in found}


def people_of(journey_ids: Sequence[str]) -> dict[str, Row]:
    """In which role and how old the people of journeys are: how a list speaks of them."""
    found = rows(
        "SELECT journey_id, role, age FROM journeys_journey WHERE journey_id = ANY (%s)",
        [list(journey_ids)],
    )
    return {row["journey_id"]: row for row in found}


def units_in_scope() -> list[Row]:
    """The units of whoever acts, from the top down."""
    return rows(
        "SELECT u.unit_id, u.name, u.kind, count(*) AS depth FROM organisation_unit AS u "
        "JOIN organisation_unit_above AS a ON a.unit_id = u.unit_id "
        "WHERE u.unit_id = ANY ((SELECT acting_units())::text[]) "
        "GROUP BY u.unit_id, u.name, u.kind ORDER BY depth, u.name"
    )


def officers_in_scope(unit: str | None = None, *, most: int | None = None) -> list[Row]:
    """The officers who sign in here and whose unit is in scope, and in a unit if asked, by name."""
    return rows(
        "SELECT s.officer_id, s.name, u.name AS unit FROM organisation_staff AS s "
        "JOIN organisation_unit AS u ON u.unit_id = s.unit_id "
        "WHERE s.is_active AND s.officer_id IS NOT NULL AND s.role IN ('officer', 'supervisor') "
        "AND s.unit_id = ANY ((SELECT acting_units())::text[]) "
        "AND (%(unit)s::text IS NULL OR EXISTS (SELECT FROM organisation_unit_above AS a "
        "WHERE a.unit_id = s.unit_id AND a.above_id = %(unit)s)) "
        "ORDER BY s.name, s.officer_id LIMIT %(most)s",
        {"unit": unit, "most": most},
    )


def officer_name(officer_id: str) -> str | None:
    """What an officer is called who signs in here."""
    found = rows("SELECT name FROM organisation_staff WHERE officer_id = %s", [officer_id])
    return found[0]["name"] if found else None


def _narrowed(asked: Asked) -> Iterator[str]:
    """Conditions, whose text never depends on what was typed."""
    if asked.whose is Whose.MINE:
        yield "officer_id = %(officer)s"
    elif asked.unit is None:
        yield "unit_id = ANY ((SELECT acting_units())::text[])"
    else:
        yield (
            "unit_id = ANY (ARRAY("
            "SELECT unit_id FROM organisation_unit_above WHERE above_id = %(unit)s))"
        )
    if asked.of_officer is not None:
        yield "officer_id = %(of_officer)s"
    if asked.mark is not None:
        yield "%(mark)s = ANY (marks)"
    if asked.whose is Whose.WITNESS_CARE:
        yield "charged_on IS NOT NULL"


def _parameters(asked: Asked, state: str) -> dict[str, Any]:
    return {
        "state": state,
        "duties": " ".join(asked.duties),
        "closed_from": asked.today - RECENT,
        "officer": asked.officer,
        "unit": asked.unit,
        "of_officer": asked.of_officer,
        "mark": asked.mark,
    }
