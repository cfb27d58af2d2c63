"""The rows behind a figure of a paper, for whoever holds the ledger."""

from difflib import get_close_matches
from typing import Any

from touchpoint.errors import Refused
from touchpoint.measures.behind import rows_behind
from touchpoint.measures.catalogue import catalogue
from touchpoint.papers.making.collecting import collected
from touchpoint.papers.making.given import Given
from touchpoint.papers.releasing.values import id_of


def behind(given: Given, figure: str) -> list[dict[str, Any]]:
    """The ids of the rows of a figure's numerator and denominator; refused where it is unknown."""
    figures = collected(given)
    ids = {id_of(key): key for key in figures.printed().keys}
    if figure not in ids:
        near = get_close_matches(figure, ids, n=5, cutoff=0.4)
        guess = f" Near it: {', '.join(near)}." if near else ""
        raise Refused(
            f"The paper prints no figure {figure!r}.{guess} The ids stand in its workbook and its "
            "page."
        )
    key = ids[figure]
    measure = figures.figures.measures[key.measure]
    every = tuple({m.name: m for m in (*catalogue(), measure)}.values())
    return rows_behind(
        given.asking.runner,
        measure,
        key.period,
        dict(key.group),
        as_at=given.asking.as_at,
        editions=given.asking.editions,
        measures=every,
        whenever=given.asking.whenever,
    )
