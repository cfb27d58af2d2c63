"""Figures of measures as disclosure takes them, one by one."""

from collections.abc import Iterator
from typing import Final

from touchpoint.disclosure import Figure as ToLeave
from touchpoint.measures.definition.measure import Population
from touchpoint.measures.figuring.figure import Figure
from touchpoint.papers.description.measures import is_plain

NOT_WHOLE: Final = "It is no whole number of anybody, and cannot be protected."
Where = tuple[tuple[str, str], ...]


def to_leave(
    figure: Figure, *, where: Where | None = None, places: tuple[str, ...] = ("table",)
) -> ToLeave:
    """A figure with its counts, for a release."""
    measure = figure.measure
    missing = figure.note or "It is missing." if figure.status == "missing" else None
    if missing is None and not isinstance(figure.numerator, int):
        missing = NOT_WHOLE
    whole = {
        "measure": measure.name,
        "from_on": figure.period.from_on,
        "to_on": figure.period.to_on,
    }
    stands = tuple(figure.groups.items()) if where is None else where
    if missing is not None:
        return ToLeave(**whole, where=stands, missing=missing, places=places)  # type: ignore[arg-type] # one dict of texts and days
    return ToLeave(
        **whole,  # type: ignore[arg-type] # the same
        where=stands,
        numerator=int(figure.numerator or 0),
        denominator=None if is_plain(measure) and measure.per is None else figure.denominator,
        among=among(figure),
        share=not is_plain(measure),
        low=figure.low,
        high=figure.high,
        note=figure.note,
        places=places,
    )


def among(figure: Figure) -> str | None:
    """The name of what its denominator counts."""
    measure = figure.measure
    if figure.denominator is None or (is_plain(measure) and measure.per is None):
        return None
    named = measure.per or measure.within or f"all of {measure.name}"
    # Pooled over fewer months than the period has, it counts another population of the same days.
    whole = len(figure.months) in (0, len(figure.period.months()))
    return named if whole else f"{named} in {len(figure.months)} months to {figure.months[-1]}"


def counted_once(figure: Figure) -> Iterator[str]:
    """Counts of persons, each counted once: they add up over nothing."""
    if figure.measure.population is Population.PERSONS:
        yield figure.measure.name
        if figure.measure.within:
            yield figure.measure.within
