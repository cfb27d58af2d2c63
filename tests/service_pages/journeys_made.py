"""Journeys for the tests of their pages: a small force, a named cast, and one journey per state.

All of them are told from one fixed moment, so that a page says the same words on every day.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import psycopg

from touchpoint.ledger.vocabulary import KINDS

NOW: Final = datetime(2025, 11, 26, 10, 0, tzinfo=UTC)
"""A Wednesday morning. Nothing of what is tested happened after it."""
TODAY: Final = NOW.date()


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One touchpoint, told in days before now."""

    kind: str
    ago: float
    """Days before now."""
    result: str | None = None
    about: str | None = None
    channel: str | None = None
    source: str = "crime_system"
    detail: Mapping[str, Any] | None = None
    replaces: str | None = None
    received: int | None = None
    """Days before now on which the news was received."""
    name: str = ""
    """Its id, less that of its journey: a letter by its place unless it is said."""
    staff: str | None = "PC-1"


@dataclass(frozen=True, kw_only=True)
class Made:
    """One journey to be made."""

    name: str
    happenings: Sequence[Happening] = ()
    reported_ago: float = 20
    closed_ago: int | None = None
    outcome: str | None = None
    role: str = "direct"
    age: int | None = 41
    enhanced_ago: int | None = None
    enhanced_basis: Sequence[str] = ()
    marks: Sequence[str] = ("violence",)
    offence: str = "violence"
    unit: str = "north"
    officer: str | None = "PC-1"
    language: str | None = "English"
    identity: Mapping[str, Any] | None = field(
        default_factory=lambda: {
            "given_name": "Amira",
            "family_name": "Testcase",
            "phone": "01632 960123",
            "email": "amira@example.org",
        }
    )


def force(connection: psycopg.Connection) -> dict[str, int]:
    """Units and the cast: PC Osei and Sgt Byrne in the north, an outsider in the south."""
    connection.execute(
        "INSERT INTO organisation_unit (unit_id, parent_id, name, kind) VALUES "
        "('force', NULL, 'Northmere Police', 'force'), ('north', 'force', 'North', 'area'), "
        "('south', 'force', 'South', 'area')"
    )
    cast = (
        ("osei", "PC Osei", "officer", "north", "PC-1", None),
        ("byrne", "Sgt Byrne", "supervisor", "north", "SGT-1", None),
        ("outsider", "PC Outsider", "officer", "south", "PC-2", None),
        ("witness", "W Carer", "witness_care", "force", None, None),
        ("services", "V Services", "victim_services", "north", None, None),
        ("auditor", "A Auditor", "auditor", "force", None, None),
        ("analyst", "A Analyst", "analyst", "force", None, None),
        ("provider", "P Provider", "provider", None, None, "Northmere Support"),
        ("commissioner", "C Commissioner", "commissioner", None, None, None),
        ("administrator", "A Administrator", "administrator", None, None, None),
    )
    return {row[0]: _staff(connection, *row) for row in cast}


def _staff(connection: psycopg.Connection, *row: str | None) -> int:
    made = connection.execute(
        "INSERT INTO organisation_staff (password, email, name, role, unit_id, officer_id, "
        "provider, is_active, sessions_key, added_at) "
        "VALUES ('!', %s, %s, %s, %s, %s, %s, true, 0, now()) RETURNING id",
        [f"{row[0]}@northmere.example", *row[1:]],
    ).fetchone()
    assert made
    return int(made[0])


def covered(connection: psycopg.Connection) -> None:
    """The crime system claims to record everything, but only since 2025."""
    for kind in KINDS:
        connection.execute(
            "INSERT INTO journeys_coverage (source, kind, from_on) VALUES "
            "('crime_system', %s, '2025-01-01')",
            [kind],
        )


def make(connection: psycopg.Connection, made: Made) -> str:
    """Write one journey with its investigation, and what is owed on it as at today."""
    reported = NOW - timedelta(days=made.reported_ago)
    connection.execute(
        "INSERT INTO journeys_investigation (investigation_id, reference, offence_group, marks, "
        "victim_based, reported_at, reported_on, unit_id, officer_id, supervisor_id, outcome, "
        "closed_on) VALUES (%s, %s, %s, %s, true, %s, %s, %s, %s, 'SGT-1', %s, %s)",
        [
            f"I-{made.name}", f"99/{made.name}/25", made.offence, list(made.marks), reported,
            reported.date(), made.unit, made.officer, made.outcome, day(made.closed_ago),
        ],
    )  # fmt: skip
    connection.execute(
        "INSERT INTO journeys_journey (journey_id, investigation_id, role, age, language, "
        "enhanced_on, enhanced_basis, unit_id, officer_id) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            made.name, f"I-{made.name}", made.role, made.age, made.language,
            day(made.enhanced_ago), list(made.enhanced_basis), made.unit, made.officer,
        ],
    )  # fmt: skip
    if made.identity is not None:
        _identity(connection, made)
    for place, happening in enumerate(made.happenings):
        _happen(connection, made.name, happening, happening.name or chr(ord("a") + place))
    connection.execute("SELECT journeys_make_obligations(%s, %s)", [made.name, TODAY])
    return made.name


def day(ago: int | None) -> date | None:
    """A day so many days before today."""
    return None if ago is None else TODAY - timedelta(days=ago)


def _identity(connection: psycopg.Connection, made: Made) -> None:
    names = ("given_name", "family_name", "phone", "email")
    told = {name: (made.identity or {}).get(name) for name in names}
    connection.execute(
        "INSERT INTO personal.identity (record_id, journey_id, given_name, family_name, phone, "
        "email) VALUES (%s, %s, %s, %s, %s, %s)",
        [f"R-{made.name}", made.name, *told.values()],
    )


def _happen(connection: psycopg.Connection, journey: str, happening: Happening, name: str) -> None:
    at = NOW - timedelta(days=happening.ago)

    def named(other: str | None) -> str | None:
        return f"{journey}-{other}" if other else None

    connection.execute(
        "INSERT INTO journeys_touchpoint (touchpoint_id, journey_id, kind, happened_at, "
        "happened_on, received_on, recorded_at, result, about, channel, staff_id, source, "
        "replaces, detail) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            named(name), journey, happening.kind, at, at.date(), day(happening.received), at,
            happening.result, named(happening.about), happening.channel, happening.staff,
            happening.source, named(happening.replaces),
            json.dumps(happening.detail) if happening.detail else None,
        ],
    )  # fmt: skip


SAFE: Final = Happening(
    kind="contact.agreed", ago=14, result="done", channel="phone", name="agreed",
    detail={"every_days": 28, "method": "phone", "safe": "after 18:00"},
)  # fmt: skip
FIRST_DAYS: Final = (
    Happening(kind="crime.recorded", ago=20, name="recorded"),
    Happening(kind="acknowledgement.sent", ago=19, result="done", channel="email", name="ack"),
    Happening(kind="information.sent", ago=19, result="done", channel="email", name="info"),
    Happening(kind="needs.assessed", ago=18, result="done", name="needs"),
    Happening(kind="referral.offered", ago=18, result="declined", name="referral"),
    SAFE,
)
ARRESTED: Final = Happening(kind="suspect.arrested", ago=5.9, source="custody", name="arrest")
DONE: Final = (
    *FIRST_DAYS,
    Happening(kind="compensation.explained", ago=10, result="done"),
    Happening(kind="statement.offered", ago=10, result="declined"),
    Happening(
        kind="contact.agreed", ago=5, result="done", detail={"method": "phone", "safe": "any time"}
    ),
)

CAST: Final[Sequence[Made]] = (
    Made(name="due", happenings=(*FIRST_DAYS, ARRESTED)),
    Made(
        name="many",
        reported_ago=40,
        enhanced_ago=40,
        enhanced_basis=("vulnerable", "intimidated"),
        marks=("domestic_abuse", "violence"),
        happenings=(
            Happening(kind="suspect.arrested", ago=12, name="arrest", source="custody"),
            Happening(kind="suspect.interviewed", ago=12, name="interview", source="custody"),
            Happening(kind="suspect.bailed", ago=11, name="bail", source="custody"),
            Happening(kind="suspect.charged", ago=1, name="charge", source="custody"),
            Happening(
                kind="victim.told", ago=2, about="interview", result="done", channel="phone"
            ),
            Happening(kind="plan.set", ago=38, detail={"note": "Enquiries at the scene first."}),
            Happening(kind="supervisor.reviewed", ago=9, staff="SGT-1"),
        ),
    ),
    Made(
        name="conflicts",
        happenings=(
            *FIRST_DAYS,
            Happening(kind="statement.offered", ago=10, result="declined"),
            Happening(kind="statement.offered", ago=9, result="not_asked", source="cju_sheet"),
            Happening(kind="statement.taken", ago=8, result="done", source="witness_system"),
        ),
    ),
    Made(
        name="unsafe",
        marks=("domestic_abuse",),
        happenings=(
            Happening(kind="crime.recorded", ago=20),
            SAFE,
            Happening(kind="victim.updated", ago=3, result="unsafe", channel="phone",
                      detail={"reason": "The suspect answered"}),
            ARRESTED,
        ),
    ),
    Made(
        name="corrected",
        happenings=(
            *FIRST_DAYS,
            Happening(kind="statement.offered", ago=6, result="not_asked", name="wrong"),
            Happening(kind="statement.offered", ago=6, result="declined", replaces="wrong",
                      detail={"corrected_because": "The wrong result"}, source="touchpoint"),
        ),
    ),
    Made(
        name="closed",
        reported_ago=90,
        closed_ago=10,
        outcome="no_suspect",
        happenings=(
            Happening(kind="crime.recorded", ago=90),
            Happening(kind="investigation.filed", ago=10, name="filed"),
            Happening(kind="victim.told", ago=9, about="filed", result="done", channel="letter"),
        ),
    ),
    Made(name="empty", reported_ago=0.1, identity=None, age=None, language=None),
    Made(name="child", age=9, marks=("child", "sexual"), happenings=(ARRESTED,), language="Polish"),
    Made(name="bereaved", role="bereaved", marks=("fatal",), happenings=(ARRESTED,)),
    Made(name="business", role="business", marks=("burglary_dwelling",), happenings=(ARRESTED,)),
    Made(name="spokesperson", role="spokesperson", happenings=(ARRESTED,)),
    Made(name="guardian", role="parent_or_guardian", happenings=(ARRESTED,)),
    Made(name="unknown", reported_ago=400),
    Made(name="done", reported_ago=100, happenings=DONE),
    Made(name="old", reported_ago=2400, happenings=(ARRESTED,)),
    Made(name="with/slash~", happenings=(ARRESTED,)),
    Made(name="elsewhere", unit="south", officer="PC-2", happenings=(ARRESTED,)),
    Made(
        name="court",
        reported_ago=100,
        happenings=(
            *FIRST_DAYS,
            Happening(kind="suspect.charged", ago=30, name="charge"),
            Happening(kind="victim.told", ago=29, about="charge", result="done", channel="phone"),
            Happening(kind="hearing.listed", ago=2, received=1, name="hearing", source="court"),
        ),
    ),
    Made(
        name="referred",
        happenings=(
            *FIRST_DAYS,
            Happening(kind="referral.sent", ago=17, result="done",
                      detail={"provider": "Northmere Support"}),
        ),
    ),
)  # fmt: skip


def make_all(connection: psycopg.Connection) -> dict[str, int]:
    """The force, its cast, and every journey; the ids of the cast by name."""
    staff = force(connection)
    covered(connection)
    for made in CAST:
        make(connection, made)
    connection.commit()
    return staff
