"""One journey: its investigation, who it is about, its touchpoints and what is owed on it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from touchpoint.rights.proof.journey_record import JourneyRecord
from touchpoint.service.journeys.queries.obligations import Obligation, obligations_of
from touchpoint.service.journeys.raw import Row, rows


@dataclass(frozen=True, kw_only=True)
class Touchpoint:
    """One thing that happened, and how it stands in the record."""

    touchpoint_id: str
    journey_id: str
    kind: str
    happened_at: datetime
    happened_on: date
    received_on: date | None
    recorded_at: datetime | None
    result: str | None
    about: str | None
    channel: str | None
    staff_id: str | None
    source: str
    source_ref: str | None
    replaces: str | None
    detail: str | None
    number: int
    appended_at: datetime
    replaced_by: str | None
    """The touchpoint that corrects it, so that it counts nowhere."""

    @property
    def counts(self) -> bool:
        return self.replaced_by is None


@dataclass(frozen=True, kw_only=True)
class Identity:
    """A name and contacts, as one record has them."""

    record_id: str
    given_name: str | None
    family_name: str | None
    born_on: date | None
    postcode: str | None
    phone: str | None
    email: str | None


@dataclass(frozen=True, kw_only=True)
class JourneyFound:
    """One journey as whoever asks may see it."""

    journey_id: str
    journey: Row
    investigation: Row | None
    """None for a support service, which sees its own referrals alone."""
    touchpoints: tuple[Touchpoint, ...]
    obligations: tuple[Obligation, ...]
    identities: tuple[Identity, ...]
    """Empty as well where whoever asks may not see any."""
    record: JourneyRecord | None
    """The same as the library's proofs read it."""


_JOURNEY: Final = (
    "SELECT journey_id, investigation_id, person_id, role, age, sex, ethnicity, disability, "
    "language, enhanced_on, enhanced_basis, taken_back_at FROM journeys_journey "
    "WHERE journey_id = %s"
)
_INVESTIGATION: Final = (
    "SELECT investigation_id, reference, offence_code, offence_group, marks, victim_based, "
    "reported_at, reported_on, recorded_at, pathway, unit_id, officer_id, supervisor_id, outcome, "
    "closed_on, charged_on FROM journeys_investigation WHERE investigation_id = %s"
)
_TOUCHPOINTS: Final = (
    "SELECT touchpoint_id, journey_id, kind, happened_at, happened_on, received_on, recorded_at, "
    "result, about, channel, staff_id, source, source_ref, replaces, detail, number, appended_at "
    "FROM journeys_touchpoint WHERE journey_id = %s ORDER BY happened_at, touchpoint_id"
)
_IDENTITIES: Final = (
    "SELECT record_id, given_name, family_name, born_on, postcode, phone, email "
    "FROM personal.identity WHERE journey_id = %s ORDER BY record_id"
)
_COVERAGE: Final = "SELECT source, kind, from_on, to_on, note FROM journeys_coverage"


def journey(journey_id: str, *, today: date) -> JourneyFound | None:
    """Everything of one journey; None where there is none that whoever acts may see."""
    found = rows(_JOURNEY, [journey_id])
    if not found:
        return None
    case = rows(_INVESTIGATION, [found[0]["investigation_id"]])
    touchpoints = rows(_TOUCHPOINTS, [journey_id])
    return JourneyFound(
        journey_id=journey_id,
        journey=found[0],
        investigation=case[0] if case else None,
        touchpoints=_with_corrections(touchpoints),
        obligations=obligations_of(journey_id, today=today),
        identities=tuple(Identity(**row) for row in rows(_IDENTITIES, [journey_id])),
        record=_record(found[0], case[0], touchpoints, today) if case else None,
    )


def record_of(journey_id: str, *, today: date) -> JourneyRecord | None:
    """A journey as the library's proofs read it."""
    found = rows(_JOURNEY, [journey_id])
    case = rows(_INVESTIGATION, [found[0]["investigation_id"]]) if found else []
    if not case:
        return None
    return _record(found[0], case[0], rows(_TOUCHPOINTS, [journey_id]), today)


def _record(found: Row, case: Row, touchpoints: list[Row], today: date) -> JourneyRecord:
    return JourneyRecord(
        journey=found,
        investigation=case,
        touchpoints=touchpoints,
        coverage=rows(_COVERAGE),
        as_at=today,
    )


def _with_corrections(found: list[Row]) -> tuple[Touchpoint, ...]:
    replaced = {row["replaces"]: row["touchpoint_id"] for row in found if row["replaces"]}
    return tuple(Touchpoint(**row, replaced_by=replaced.get(row["touchpoint_id"])) for row in found)
