"""What the people whom somebody watches over looked at, in some days.

How often is counted for all of them at once (sql/by_staff.sql); look by look, row-level security
decides what whoever asks may see.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from touchpoint.calendar.local_time import LONDON
from touchpoint.service.journeys.looks.words import HOW
from touchpoint.service.journeys.raw import Row, rows
from touchpoint.service.organisation.roles import ROLE_NAMES, Role

MOST: Final = 20_000
"""Rows of a spreadsheet: nobody reads more, and the page says so."""

_LOOKERS: Final = """
    SELECT l.*, s.name, s.role, u.name AS unit FROM journeys_lookers(%(since)s, %(until)s) AS l
    JOIN organisation_staff AS s ON s.id = l.staff_id
    LEFT JOIN organisation_unit AS u ON u.unit_id = s.unit_id
    WHERE %(unit)s::text IS NULL OR s.unit_id = ANY (ARRAY(
        SELECT unit_id FROM organisation_unit_above WHERE above_id = %(unit)s))
    ORDER BY l.opened DESC, l.journeys DESC, s.name, l.staff_id
"""
_LOOKS: Final = """
    SELECT l.look_id, l.at, l.journey_id, l.how, l.reason, i.reference
    FROM journeys_look AS l
    LEFT JOIN journeys_journey AS j ON j.journey_id = l.journey_id
    LEFT JOIN journeys_investigation AS i ON i.investigation_id = j.investigation_id
    WHERE l.staff_id = %(staff)s AND l.at >= %(since)s AND l.at < %(until)s
        AND (%(how)s::text IS NULL OR l.how = %(how)s)
    ORDER BY l.look_id DESC LIMIT %(most)s OFFSET %(after)s
"""
_WHO: Final = """
    SELECT s.name, s.role, u.name AS unit FROM organisation_staff AS s
    LEFT JOIN organisation_unit AS u ON u.unit_id = s.unit_id
    WHERE s.id = %s AND journeys_watches_over(s.id)
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Days:
    """Some days, from the first to the last."""

    since: date
    until: date

    def as_moments(self) -> dict[str, datetime]:
        """Where they begin and end in London."""
        return {
            "since": datetime.combine(self.since, time(), LONDON),
            "until": datetime.combine(self.until + timedelta(days=1), time(), LONDON),
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Looker:
    """Somebody who looked, and how often."""

    staff_id: int
    name: str
    role: str
    unit: str
    looks: int
    journeys: int
    reasons: int
    opened: int
    last_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """One look of somebody."""

    at: datetime
    journey_id: str
    reference: str
    how: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Watched:
    """Somebody whose looks are for whoever asks to watch over."""

    staff_id: int
    name: str
    role: str
    unit: str


def lookers(days: Days, *, unit: str | None = None) -> list[Looker]:
    """Who looked: first who opened journeys with break-glass, then who looked at most."""
    found = rows(_LOOKERS, {**days.as_moments(), "unit": unit})
    return [
        Looker(
            **{name: row[name] for name in ("staff_id", "name", "looks", "journeys", "reasons")},
            role=_role(row),
            unit=row["unit"] or "",
            opened=row["opened"],
            last_at=row["last_at"],
        )
        for row in found
    ]


def watched(staff_id: int) -> Watched | None:
    """Somebody of this id, where whoever asks watches over them."""
    for row in rows(_WHO, [staff_id]):
        return Watched(staff_id=staff_id, name=row["name"], role=_role(row), unit=row["unit"] or "")
    return None


def looks_by(
    staff_id: int, days: Days, *, how: str | None = None, number: int = MOST, after: int = 0
) -> Sequence[Seen]:
    """What somebody looked at, the latest first."""
    asked = {"staff": staff_id, "how": how, "most": number, "after": after, **days.as_moments()}
    return [
        Seen(
            at=row["at"],
            journey_id=row["journey_id"],
            reference=row["reference"] or row["journey_id"],
            how=HOW[row["how"]],
            reason=row["reason"] or "",
        )
        for row in rows(_LOOKS, asked)
    ]


def _role(row: Row) -> str:
    return ROLE_NAMES[Role(row["role"])]
