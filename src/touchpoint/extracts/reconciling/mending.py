"""The records to mend first, each with its reason in a sentence; journeys are named by id alone."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from touchpoint.extracts.facts import SILENT
from touchpoint.extracts.reconciling.agreement import SIGNS
from touchpoint.extracts.reconciling.saying import TABLE, Said

ORDER = """
CASE WHEN class = 'contradiction' THEN 0 WHEN sign_0 THEN 1 ELSE 2 END,
closed_on IS NOT NULL, NOT enhanced, last_on DESC, journey_id
"""
"""Contradictions, then what was taken without an offer, then what is dated after the closing; of
each the open before the closed, those with enhanced rights before others, the latest first."""

NEEDED = "class = 'contradiction' OR sign_0 OR sign_1 OR sign_2"


@dataclass(frozen=True, kw_only=True)
class ToMend:
    """A journey whose records somebody should put right."""

    rank: int
    journey_id: str
    reason: str


def number_to_mend(said: Said) -> int:
    """How many journeys have something to put right."""
    found = said.rows(f"SELECT count(*) FROM {TABLE} WHERE {NEEDED}")
    return cast("int", found[0][0])


def records_to_mend(said: Said, first: int) -> list[ToMend]:
    """The first so many journeys to put right."""
    codes = ", ".join(said.columns)
    rows = said.rows(
        f"SELECT journey_id, class, sign_0, sign_1, sign_2, closed_on, enhanced, last_on, {codes} "
        f"FROM {TABLE} WHERE {NEEDED} ORDER BY {ORDER} LIMIT {first}"
    )
    return [
        ToMend(rank=rank, journey_id=str(row[0]), reason=_reason(said, row))
        for rank, row in enumerate(rows, 1)
    ]


def _reason(said: Said, row: tuple[Any, ...]) -> str:
    _, class_, *signs = row[:5]
    closed_on, enhanced, last_on = row[5:8]
    words = said.question.fact.words
    told = [
        f"{source} says {words[code].replace('_', ' ')}"
        for source, code in zip(said.sources, row[8:], strict=True)
        if words[code] not in SILENT
    ]
    parts = [", ".join(told)]
    if class_ == "contradiction":
        parts[0] = "Sources contradict one another: " + parts[0]
    parts += [name for name, there in zip(SIGNS, signs, strict=True) if there]
    parts.append(_case(closed_on, last_on, enhanced=enhanced))
    sentence = "; ".join(parts)
    return sentence[0].upper() + sentence[1:] + "."


def _case(closed_on: date | None, last_on: date, *, enhanced: bool) -> str:
    state = "the investigation is open" if closed_on is None else f"closed on {closed_on}"
    rights = ", enhanced rights" if enhanced else ""
    return f"{state}{rights}, last record on {last_on}"
