"""Values as a release gives them, made up for tests of claims and of their words."""

from touchpoint.calendar import read_period
from touchpoint.measures.catalogue import measure_asked
from touchpoint.papers.claims.testing import Testing
from touchpoint.papers.description.paper import ClaimAsked, Group, Key, Says
from touchpoint.papers.description.periods import PREVIOUS
from touchpoint.papers.releasing.values import Status, Value, id_of
from touchpoint.statistics.intervals import poisson, proportion

OWN = read_period("2024-25Q1")
BEFORE = read_period("2023-24Q4")
AREA = "unit:area"


def value(
    some: int | None,
    of: int | None = None,
    *,
    measure: str = "needs_assessed",
    period: str = "2024-25Q1",
    group: Group = (),
    status: Status = "shown",
    part: bool = False,
    note: str | None = None,
    why: str | None = None,
    weighted: tuple[float, float, float] | None = None,
) -> Value:
    """A value: a share of counts, a count alone, or one that may not be seen."""
    found = measure_asked(measure)
    key = Key(measure=measure, period=read_period(period), group=group)
    rate = low = high = None
    if status == "shown" and some is not None and of:
        limits = proportion(some, of) if found.is_share else poisson(some, of)
        rate, low, high = some / of, limits.low, limits.high
    if weighted is not None:
        rate, low, high = weighted
    return Value(
        key=key,
        id=id_of(key),
        measure=found,
        status=status,
        numerator=some,
        denominator=of,
        rate=rate,
        low=low,
        high=high,
        weighted=weighted is not None,
        part=part,
        note=note,
        why=why,
    )


def claim(
    says: Says, measure: str = "needs_assessed", *, name: str = "c", **more: object
) -> ClaimAsked:
    """A claim of the paper's own period, against the one before it where it compares."""
    compares = says in ("rose", "fell", "changed", "did_not_change")
    told = {"against": PREVIOUS} if compares else {}
    return ClaimAsked(id=name, says=says, place="a test", measure=measure, **(told | more))  # type: ignore[arg-type] # whatever a claim takes


def page_of(*values: Value, **more: object) -> Testing:
    """Claims tested on these values."""
    told: dict[str, object] = {"breaks": lambda *_: []} | more
    return Testing(own=OWN, values={each.key: each for each in values}, **told)  # type: ignore[arg-type] # whatever testing takes
