"""The investigation plan and its reviews, after row 15 of the practices of forces."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from touchpoint.rights.code.duty import DONE
from touchpoint.service.journeys.pages.telling.details import details_in_words
from touchpoint.service.journeys.pages.telling.due_words import on
from touchpoint.service.journeys.pages.telling.known import Known
from touchpoint.service.ui.dates import counted

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """One plan or review: when, by whom and what was written."""

    when: str
    by: str
    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Supervision:
    """The plan that stands, and the reviews, the newest first."""

    plan: Review | None
    plans: int
    reviews: tuple[Review, ...]
    since: str
    """How long ago the last review was; how long there has been none."""


def supervision(known: Known) -> Supervision:
    """What is recorded of plan and reviews."""
    plans, reviews = _done(known, "plan.set"), _done(known, "supervisor.reviewed")
    return Supervision(
        plan=_told(known, plans[-1]) if plans else None,
        plans=len(plans),
        reviews=tuple(_told(known, each) for each in reversed(reviews)),
        since=_since(known, reviews),
    )


def _done(known: Known, kind: str) -> list[Row]:
    return [t for t in known.record.counting if t["kind"] == kind and (t["result"] or "") in DONE]


def _told(known: Known, touchpoint: Row) -> Review:
    return Review(
        when=on(touchpoint["happened_on"], known.today),
        by=known.by(touchpoint["staff_id"]),
        words=tuple(details_in_words(touchpoint)),
    )


def _since(known: Known, reviews: list[Row]) -> str:
    if known.is_closed:
        return ""
    start = reviews[-1]["happened_on"] if reviews else known.record.investigation["reported_on"]
    days = counted((known.today - start).days, "day")
    if reviews:
        return f"The last review was {days} ago."
    return f"No review is recorded, {days} after the report."
