"""What may be worked out while the figures are counted: it needs the ledger and none of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from touchpoint.calendar import Period
from touchpoint.errors import Refused
from touchpoint.papers.asking.answering import Figures
from touchpoint.papers.claims.ripening import Asked
from touchpoint.papers.description.paper import DriversAsked
from touchpoint.papers.voices.driving import Driving, Found
from touchpoint.papers.voices.gapping import Gap


@dataclass(frozen=True, kw_only=True)
class Likely:
    """What sources together make likely of a fact, worked out by whoever may reconcile them."""

    fact: str
    period: Period
    rate: float | None
    low: float | None
    high: float | None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What victims' voices say: every ranking of drivers, and the record beside the voice."""

    drivers: Mapping[DriversAsked, tuple[Driving, Found] | Refused]
    gaps: Mapping[str, Sequence[Gap] | Refused]
    """By the id of the chart that shows them."""


@dataclass(frozen=True, kw_only=True)
class Meanwhile:
    """What was worked out elsewhere; voices that nobody heard elsewhere are heard with the rest."""

    likely: tuple[Likely, ...] = ()
    heard: Heard | None = None
    ripened: Mapping[Asked, Figures] = field(default_factory=dict)
    """The figures of older periods as they stood at the age of younger ones."""
