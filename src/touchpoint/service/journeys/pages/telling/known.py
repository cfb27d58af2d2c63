"""Everything that is known of one journey: the ground of all that a page tells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from touchpoint.calendar.local_time import local_day
from touchpoint.rights.code.duty import Duty, Edition
from touchpoint.rights.proof.journey_record import JourneyRecord
from touchpoint.service.journeys.pages.words.people import Called, called

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Known:
    """One journey with its verdicts as at today, and the names that go with it."""

    record: JourneyRecord
    verdicts: Sequence[Row]
    edition: Edition | None
    """The edition of the Code that judges the journey; none where none was in force."""
    identities: Sequence[Row] | None
    """Who the person is; none where this reader may not know."""
    staff: Mapping[str, str] = field(default_factory=dict)
    """The names of officers and supervisors, by the ids of the ledger."""
    unit: str | None = None

    @property
    def today(self) -> date:
        """The day on which the page is read."""
        return self.record.as_at

    @property
    def journey_id(self) -> str:
        """The journey's id."""
        found: str = self.record.journey["journey_id"]
        return found

    @property
    def called(self) -> Called:
        """How the person is spoken of."""
        return called(self.record.journey["role"], self.record.journey["age"])

    @property
    def is_closed(self) -> bool:
        """Whether the investigation has closed."""
        return self.record.closed_on is not None

    @property
    def taken_back_on(self) -> date | None:
        """The day on which the load that brought the journey was undone; none while it counts."""
        at = self.record.journey.get("taken_back_at")
        return None if at is None else local_day(at)

    @cached_property
    def duties(self) -> Mapping[str, Duty]:
        """The duties of the edition that judges the journey, by id."""
        return {duty.id: duty for duty in self.edition.duties} if self.edition else {}

    def named(self, staff_id: str | None) -> str:
        """Who somebody is by the ledger's id: by name, or by the id where no name is known."""
        return "not recorded" if staff_id is None else self.staff.get(staff_id, staff_id)

    def by(self, staff_id: str | None) -> str:
        """The same after "by", where a number alone would not say whose it is."""
        if staff_id is None:
            return "somebody who is not recorded"
        return self.staff.get(staff_id, f"staff number {staff_id}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Referred:
    """What a support service sees of a journey: who was referred to it, and its own referrals."""

    journey: Row
    touchpoints: Sequence[Row]
    identities: Sequence[Row]
