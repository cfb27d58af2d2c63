"""Append touchpoints: several at once, all or nothing, and the same key never twice."""

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from django.db.utils import ProgrammingError

from touchpoint.calendar import local_day
from touchpoint.errors import Refused
from touchpoint.ledger.vocabulary import WITHDRAWN
from touchpoint.service.journeys import obligations
from touchpoint.service.journeys.actions.keys import Asked, answered_before, remember
from touchpoint.service.journeys.errors import NotAllowed, NotSeen
from touchpoint.service.journeys.kinds_of_roles import NOT_BY_BREAK_GLASS
from touchpoint.service.journeys.new_touchpoints import (
    MOST_AT_ONCE,
    SOURCE,
    NewTouchpoint,
    faults_of,
)
from touchpoint.service.journeys.queries.known import known_of
from touchpoint.service.journeys.raw import refused, rows, run
from touchpoint.service.journeys.referral_steps import faults_of_step, step_of
from touchpoint.service.organisation.acting import acting_as
from touchpoint.service.organisation.models import Staff
from touchpoint.service.organisation.permissions import Permission

NOT_ALONE: Final[Mapping[str, str]] = MappingProxyType(
    {
        WITHDRAWN: "Nothing is taken back by itself: correct the entry that should not be there.",
        "enhanced.decided": "Enhanced rights are decided on the page of the journey, which asks "
        "since when and why.",
    }
)
"""What would be kept and change nothing, were it appended like any other: where it is done."""


@dataclass(frozen=True, kw_only=True)
class Appended:
    """A touchpoint that is kept, and its place on its journey."""

    touchpoint_id: str
    journey_id: str
    number: int
    appended_at: datetime


def append_touchpoints(
    *,
    by: Staff,
    items: Sequence[NewTouchpoint],
    key: str | None = None,
    now: datetime,
) -> tuple[Appended, ...]:
    """Append touchpoints, and make what is owed on their journeys again.

    The same key with the same touchpoints gives the answer it gave before and adds nothing; with
    others it is refused.
    """
    if not by.may(Permission.APPEND):
        raise NotAllowed("Your role does not record anything on journeys.")
    _refuse_number(items)
    items = [as_their_own(by, item) for item in items]
    journeys = sorted({item.journey_id for item in items})
    with acting_as(by):
        asked = Asked(staff_id=by.pk, key=key, digest=_digest(items)) if key is not None else None
        # Held before anything is asked: what is found to be right is so until it is kept.
        hold(journeys)
        if asked is not None:
            before = answered_before(asked)
            if before is not None:
                return kept(before)
        _refuse_faults(by, items, now)
        ids = [new_id(now) for _ in items]
        if asked is not None:
            elsewhere = remember(asked, ids, now)
            if elsewhere is not None:
                return kept(elsewhere)
        appended = [
            insert(by, touchpoint_id, item, now, request=key)
            for touchpoint_id, item in zip(ids, items, strict=True)
        ]
        obligations.refresh(journeys, today=local_day(now))
        return tuple(appended)


def as_their_own(by: Staff, item: NewTouchpoint) -> NewTouchpoint:
    """A touchpoint as its recorder means it: what a support provider records is of its own."""
    if not by.provider:
        return item
    return replace(item, detail={"provider": by.provider, **(item.detail or {})})


def not_their_own(by: Staff, item: NewTouchpoint) -> Iterator[str]:
    """The fault of a support provider that names another."""
    if by.provider and (item.detail or {}).get("provider") != by.provider:
        yield "You record referrals to your own service alone: leave out whose it is."


def not_theirs_to_decide(item: NewTouchpoint) -> Iterator[str]:
    """The fault of a decision on a journey that is only open by break-glass."""
    if item.kind not in NOT_BY_BREAK_GLASS:
        return
    # The database refuses it too, and says less.
    if not rows("SELECT journeys_is_theirs(%s) AS theirs", [item.journey_id])[0]["theirs"]:
        yield (
            f"The journey is only open to you for some hours, and {item.kind} decides on its case: "
            "ask whoever works on it."
        )


def recorded_by(by: Staff) -> str:
    """How a touchpoint names whoever recorded it."""
    return by.officer_id or f"staff-{by.pk}"


def new_id(now: datetime) -> str:
    """A name for a touchpoint that nobody can guess, and that sorts by when it was made."""
    return f"{int(now.timestamp() * 1000):012x}{secrets.token_hex(10)}"


def hold(journeys: Sequence[str]) -> None:
    """Let nobody else append to these journeys until the transaction ends.

    They are held in order, so that two that hold several never wait for each other.
    """
    run("SELECT journeys_hold(id) FROM unnest(%s::text[]) AS held (id)", [sorted(journeys)])


def insert(
    by: Staff,
    touchpoint_id: str,
    item: NewTouchpoint,
    now: datetime,
    *,
    request: str | None = None,
    replaces: str | None = None,
) -> Appended:
    """Add one row; the database gives it its place in the chain."""
    with _unseen_where_refused():
        (made,) = rows(
            "INSERT INTO journeys_touchpoint (touchpoint_id, journey_id, kind, happened_at, "
            "happened_on, received_on, recorded_at, result, about, channel, staff_id, source, "
            "replaces, detail, request) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) "
            "RETURNING touchpoint_id, journey_id, number, appended_at",
            [
                touchpoint_id,
                item.journey_id,
                item.kind,
                item.happened_at,
                local_day(item.happened_at),
                item.received_on,
                now,
                item.result,
                item.about,
                item.channel,
                recorded_by(by),
                SOURCE,
                replaces,
                item.detail_text,
                request,
            ],
        )
    return Appended(**made)


@contextmanager
def _unseen_where_refused() -> Iterator[None]:
    """The database refuses what was seen a moment ago: a journey that was taken back since."""
    try:
        yield
    except ProgrammingError as error:
        if refused(error):
            raise NotSeen("There is no such journey.") from error
        raise


def kept(ids: Sequence[str]) -> tuple[Appended, ...]:
    """The touchpoints of these names, in the same order, as they are kept."""
    found = rows(
        "SELECT touchpoint_id, journey_id, number, appended_at FROM journeys_touchpoint "
        "WHERE touchpoint_id = ANY (%s)",
        [list(ids)],
    )
    by_id = {row["touchpoint_id"]: Appended(**row) for row in found}
    return tuple(by_id[touchpoint_id] for touchpoint_id in ids if touchpoint_id in by_id)


def _refuse_number(items: Sequence[NewTouchpoint]) -> None:
    if not items:
        raise Refused("Nothing was given to append.")
    if len(items) > MOST_AT_ONCE:
        raise Refused(
            f"{len(items):,} touchpoints were given: append at most {MOST_AT_ONCE} at once."
        )


def _refuse_faults(by: Staff, items: Sequence[NewTouchpoint], now: datetime) -> None:
    faults = list(_faults(by, items, now))
    if faults:
        raise Refused("This cannot be recorded as it stands.", faults)


def _faults(by: Staff, items: Sequence[NewTouchpoint], now: datetime) -> Iterator[str]:
    known = known_of(
        role=by.role,
        now=now,
        journey_ids=[item.journey_id for item in items],
        touchpoint_ids=[item.about for item in items if item.about is not None],
    )
    for number, item in enumerate(items, 1):
        which = f"Touchpoint {number}: " if len(items) > 1 else ""
        if item.kind in NOT_ALONE:
            yield f"{which}{NOT_ALONE[item.kind]}"
        step = step_of(vars(item))
        steps = () if step is None else faults_of_step(step, known.steps.get(item.journey_id, ()))
        theirs = (*not_their_own(by, item), *not_theirs_to_decide(item))
        for fault in (*faults_of(item, known), *theirs, *steps):
            yield f"{which}{fault}"
        known = known.and_then(item)


def _digest(items: Sequence[NewTouchpoint]) -> bytes:
    """What tells one request from another: what was asked for, however it was written."""
    plain = [
        {
            **vars(item),
            "happened_at": item.happened_at.astimezone(UTC),
            "detail": item.detail_text,
        }
        for item in items
    ]
    return hashlib.sha256(json.dumps(plain, default=str, sort_keys=True).encode()).digest()
