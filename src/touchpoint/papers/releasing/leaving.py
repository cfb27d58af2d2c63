"""Figures of measures as disclosure takes them, one by one."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from touchpoint.disclosure import Figure as ToLeave
from touchpoint.measures.counting.asked import number_of
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
    from_on, to_on = days_of(figure)
    whole = {
        "measure": measure.name,
        "from_on": from_on,
        "to_on": to_on,
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
    if "source" in figure.groups and measure.is_among_any_source:
        # By source it is no count of what that source recorded, as the measure of that name is.
        named = f"{named} by any source"
    if _is_whole(figure) or _in_a_row(figure.months):
        return named
    # Pooled over months with gaps, it counts another population of the same days.
    return f"{named} in {len(figure.months)} months to {figure.months[-1]}"


def days_of(figure: Figure) -> tuple[date, date]:
    """The days that its counts are of: of a period known in part, those of the months it has.

    A reader knows from the note which months these are, so it is the sum of just these.
    """
    if _is_whole(figure) or not _in_a_row(figure.months):
        return figure.period.from_on, figure.period.to_on
    first, last = figure.months[0], figure.months[-1]
    months = {number_of(month.from_on): month for month in figure.period.months()}
    return months[first].from_on, months[last].to_on


def once_a_month(figure: Figure) -> Iterator[str]:
    """Counts of persons, each counted once in a month: they add up over months alone."""
    if figure.measure.population is Population.PERSONS:
        yield figure.measure.name
        named = among(figure)
        if named is not None:
            yield named


def _is_whole(figure: Figure) -> bool:
    return len(figure.months) in (0, len(figure.period.months()))


def _in_a_row(months: Sequence[int]) -> bool:
    return months[-1] - months[0] + 1 == len(months)
