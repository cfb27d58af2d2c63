"""A figure as it may leave: its counts, rate and interval as far as they may be read, and its mark.

Tables, charts, sentences and workbooks are made of these and of nothing else (house law 3).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from touchpoint.measures.definition.measure import Measure
from touchpoint.measures.figuring.figure import Figure
from touchpoint.papers.description.paper import Key

Status = Literal["shown", "suppressed", "missing"]
NO_SUCH_GROUP: Final = "The ledger has nobody and nothing of this group."
_NOT_IN_IDS: Final = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True, kw_only=True)
class Value:
    """One figure that may be printed, or the mark that stands for it."""

    key: Key
    id: str
    measure: Measure
    status: Status
    numerator: int | None = None
    denominator: int | None = None
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    weighted: bool = False
    part: bool = False
    """Whether only a part of its period is known."""

    note: str | None = None
    why: str | None = None
    """Why it is missing."""

    beside: Mapping[str, int | None] = field(default_factory=dict)
    """Counts beside a share, such as what cannot be told; none where it is kept back."""

    @property
    def shown(self) -> bool:
        """Whether it may be read whole."""
        return self.status == "shown"


def as_it_is(key: Key, figure: Figure) -> Value:
    """A figure as it is, for a test whose numbers are not printed; never for a table or a text."""
    return Value(
        key=key,
        id=id_of(key),
        measure=figure.measure,
        status="missing" if figure.numerator is None else "shown",
        numerator=None if figure.numerator is None else int(figure.numerator),
        denominator=figure.denominator,
        rate=figure.rate,
        low=figure.low,
        high=figure.high,
        weighted=figure.weighted,
    )


def id_of(key: Key) -> str:
    """The id of a figure: letters, digits, points, - and _, so that it can name a place."""
    label = key.period.label.replace("/", "r")
    parts = [key.measure, label, *(f"{name}={value}" for name, value in key.group)]
    return ".".join(_NOT_IN_IDS.sub("-", part).strip("-") for part in parts)


def is_part(figure: Figure, as_at: date) -> bool:
    """Whether only a part of its period is known: the day asked about or coverage cuts it.

    That the ledger's first report came some days into its first period cuts nothing for sure.
    """
    if figure.period.to_on > as_at:
        return True
    groups = [" or ".join(group) for group in figure.measure.needs]
    said = figure.note or ""
    return any(f"{group} is recorded " in said for group in groups) or "months have data" in said
