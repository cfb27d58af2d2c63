"""What one form asks, and what its answers say happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from touchpoint.service.journeys.pages.forms.moments import Bounds
from touchpoint.service.journeys.pages.words.recordings import Recording


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What one form asks: its kind, less what is known already."""

    recording: Recording
    bounds: Bounds
    today: date
    about: Sequence[tuple[str, str]] = ()
    """What it may answer, for a choice; none where that is known or there is nothing."""
    about_id: str | None = None
    """What it answers, where that is known: it is not asked then."""
    known: frozenset[str] = frozenset()
    """Questions whose answers are known: they are not asked."""
    says: Mapping[str, Any] = field(default_factory=dict)
    """What is known to stand in the detail."""
    providers: Sequence[str] = ()
    """The support services that sign in here."""
    provider: str | None = None
    """The one that was last named on this journey."""
    channel: str | None = None
    """The way of contact that is chosen beforehand."""

    @property
    def asks(self) -> tuple[str, ...]:
        """The questions that remain."""
        return tuple(each for each in self.recording.asks if each not in self.known)


@dataclass(frozen=True, kw_only=True, slots=True)
class Recorded:
    """What a form that is whole says happened."""

    key: str
    kind: str
    happened_at: datetime
    just_now: bool
    """Whether it was said to have happened just now, whenever the form is sent."""
    result: str | None
    about: str | None
    channel: str | None
    received_on: date | None
    detail: Mapping[str, Any]
