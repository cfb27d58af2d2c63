"""What the API takes and gives, as types: the OpenAPI document is made of these.

Words and columns are the ledger's. Texts are held to what a database can keep before anything looks
at them.
"""

import json
import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Final

from ninja import Schema
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

MOST_TOUCHPOINTS: Final = 100
LONGEST_DETAIL: Final = 16_384
EARLIEST: Final = date(1900, 1, 1)
_DATED: Final = re.compile(r"\d{4}-\d\d-\d\d(?:$|[Tt ])", re.ASCII)
LATEST: Final = date(2200, 1, 1)


def _storable(text: str) -> str:
    """Whatever people write, lines and all, but for the one character that no database keeps."""
    if "\x00" in text:
        raise ValueError("it holds a character that cannot be kept (NUL)")
    return text


def _of_one_line(text: str) -> str:
    """An id or a word of the ledger, in which nothing may hide that no page shows."""
    if not text.isprintable():
        raise ValueError("it holds characters that are in no id and no word of the ledger")
    return text


def _said(detail: dict[str, Any]) -> dict[str, Any]:
    try:
        text = json.dumps(detail, ensure_ascii=False, allow_nan=False)
        text.encode()
    except (ValueError, RecursionError):
        raise ValueError("it holds what JSON or the database cannot keep") from None
    if len(text) > LONGEST_DETAIL or "\\u0000" in text:
        raise ValueError(f"it is longer than {LONGEST_DETAIL:,} characters, or holds NUL")
    return detail


def _written(value: object) -> object:
    """A number is no day: pydantic would take it for seconds since 1970."""
    if value is not None and not (isinstance(value, str) and _DATED.match(value)):
        raise ValueError("it is not written as 2026-03-02 or 2026-03-02T14:05:00Z")
    return value


def _in_reach(day: date) -> date:
    only = day.date() if isinstance(day, datetime) else day
    if not EARLIEST <= only < LATEST:
        raise ValueError(f"it is not from {EARLIEST:%Y} to {LATEST:%Y}")
    return day


Name = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_of_one_line)]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(_storable)]
Detail = Annotated[dict[str, Any], AfterValidator(_said)]
Instant = Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_in_reach)]
Day = Annotated[date, BeforeValidator(_written), AfterValidator(_in_reach)]


class Taken(Schema):
    """What is taken in: a key that nobody knows is a mistake, and is told."""

    model_config = ConfigDict(extra="forbid")


class NewTouchpointIn(Taken):
    """One thing that happened on a journey."""

    journey_id: Name
    kind: Name = Field(description="A kind of touchpoint, like victim.told.")
    happened_at: Instant = Field(description="When it happened, with its time zone.")
    result: Name | None = Field(None, description="done, accepted, declined, no_contact …")
    about: Name | None = Field(None, description="The touchpoint that this one answers.")
    channel: Name | None = Field(None, description="phone, in_person, text, email, letter …")
    received_on: Day | None = Field(
        None, description="The day on which whoever owes the duty had the news from others."
    )
    detail: Detail | None = None


class TouchpointsIn(Taken):
    """Touchpoints that are appended together or not at all."""

    touchpoints: Annotated[list[NewTouchpointIn], Field(min_length=1, max_length=MOST_TOUCHPOINTS)]


class ChangesIn(Taken):
    """What a touchpoint should have said; what is left out stays as it was."""

    # These two can be left out and cannot be null; what they are made of then is never looked at.
    kind: Name = Field(default_factory=str)
    happened_at: Instant = Field(default_factory=lambda: datetime.max.replace(tzinfo=UTC))
    result: Name | None = None
    about: Name | None = None
    channel: Name | None = None
    received_on: Day | None = None
    detail: Detail | None = None


class CorrectionIn(Taken):
    """A correction, with its reason."""

    reason: Reason
    changes: ChangesIn


class AppendedOut(Schema):
    """A touchpoint that is kept, and its place on its journey."""

    touchpoint_id: str
    journey_id: str
    number: int
    appended_at: datetime


class AppendedListOut(Schema):
    """Touchpoints that are kept, in the order in which they were given."""

    touchpoints: list[AppendedOut]


class TouchpointOut(Schema):
    """A touchpoint as it is kept; one that was corrected names the one that corrects it."""

    touchpoint_id: str
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
    replaces: str | None
    replaced_by: str | None
    detail: Any | None
    number: int


class ObligationOut(Schema):
    """A duty, one time that it was set off, as it stands today."""

    journey_id: str
    investigation_id: str
    reference: str
    duty_id: str
    edition: str
    occurrence: str
    triggered_on: date
    due_on: date | None
    done_on: date | None
    state: str
    basis: str
    evidence: str | None
    reason: str | None
    unit_id: str | None
    officer_id: str | None


class InvestigationOut(Schema):
    """The crime that a journey is about."""

    investigation_id: str
    reference: str
    offence_group: str
    marks: list[str]
    reported_at: datetime
    reported_on: date
    pathway: str | None
    unit_id: str | None
    officer_id: str | None
    supervisor_id: str | None
    outcome: str | None
    closed_on: date | None


class IdentityOut(Schema):
    """A name and contacts, as one record has them."""

    record_id: str
    given_name: str | None
    family_name: str | None
    born_on: date | None
    postcode: str | None
    phone: str | None
    email: str | None


class JourneyOut(Schema):
    """One victim's journey through one investigation."""

    journey_id: str
    taken_back_at: datetime | None = Field(
        description="When the load that brought it was undone: since then nothing is owed on it "
        "and it counts nowhere."
    )
    role: str
    enhanced_on: date | None
    enhanced_basis: list[str]
    language: str | None
    investigation: InvestigationOut | None
    touchpoints: list[TouchpointOut]
    obligations: list[ObligationOut]
    identities: list[IdentityOut]


class ObligationsOut(Schema):
    """Duties due, the longest due first; `next` asks for the ones after them."""

    obligations: list[ObligationOut]
    next: str | None


class UnitOut(Schema):
    """A unit of the force."""

    unit_id: str
    parent_id: str | None
    name: str
    kind: str


class UnitsOut(Schema):
    """The units of the force."""

    units: list[UnitOut]


class MeOut(Schema):
    """Whom the token acts for, and what it may do."""

    role: str
    unit_id: str | None
    officer_id: str | None
    permissions: list[str]


class ProblemOut(Schema):
    """What is wrong, in a sentence, with every fault (RFC 9457)."""

    title: str
    status: int
    detail: str
    faults: list[str]


WRONG: Final = {frozenset({400, 401, 403, 404, 409, 411, 413, 415, 422}): ProblemOut}
"""With what statuses a request may end besides the one that it is made for."""
