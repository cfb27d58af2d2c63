"""Correct a touchpoint: by a new one that names the one it replaces, with the reason."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError

from touchpoint.calendar import local_day
from touchpoint.errors import Refused
from touchpoint.ledger.vocabulary import WITHDRAWN
from touchpoint.service.journeys import obligations
from touchpoint.service.journeys.actions.appending import (
    Appended,
    as_their_own,
    hold,
    insert,
    new_id,
    not_their_own,
    not_theirs_to_decide,
)
from touchpoint.service.journeys.errors import NotAllowed, NotSeen
from touchpoint.service.journeys.new_touchpoints import (
    KnownOf,
    NewTouchpoint,
    faults_of,
    not_recorded_by,
)
from touchpoint.service.journeys.queries.known import known_of
from touchpoint.service.journeys.raw import Row, rows
from touchpoint.service.journeys.referral_steps import faults_of_corrected, step_of
from touchpoint.service.organisation.acting import acting_as
from touchpoint.service.organisation.models import Staff
from touchpoint.service.organisation.permissions import Permission

BECAUSE: Final = "corrected_because"
"""Where the detail of a correction says why; `reason` is a duty's word for an excuse."""

CHANGEABLE: Final = frozenset(
    {"kind", "happened_at", "result", "about", "channel", "received_on", "detail"}
)
LONGEST_REASON: Final = 500


def correct_touchpoint(
    *, by: Staff, touchpoint_id: str, changes: Mapping[str, Any], reason: str, now: datetime
) -> Appended:
    """Append what a touchpoint should have said; what it said stays to be read."""
    _refuse(by, reason, [f"{name} cannot be corrected." for name in set(changes) - CHANGEABLE])
    if not changes:
        raise Refused("Nothing is corrected: say what is to be different.")
    with acting_as(by):
        old = _old(touchpoint_id)
        said = replace(_as_new(old), **changes)
        detail = {**(said.detail or {}), BECAUSE: reason.strip()}
        return _append(by, old, as_their_own(by, replace(said, detail=detail)), now)


def withdraw_touchpoint(*, by: Staff, touchpoint_id: str, reason: str, now: datetime) -> Appended:
    """Take back a touchpoint that should not be there at all."""
    _refuse(by, reason, [])
    with acting_as(by):
        old = _old(touchpoint_id)
        said = NewTouchpoint(
            journey_id=old["journey_id"],
            kind=WITHDRAWN,
            happened_at=old["happened_at"],
            detail={BECAUSE: reason.strip()},
        )
        return _append(by, old, as_their_own(by, said), now)


def _append(by: Staff, old: Row, said: NewTouchpoint, now: datetime) -> Appended:
    hold([said.journey_id])
    known = known_of(
        role=by.role,
        now=now,
        journey_ids=[said.journey_id],
        touchpoint_ids=[said.about] if said.about is not None else [],
    )
    if not rows("SELECT journeys_may_replace(%s) AS may", [old["touchpoint_id"]])[0]["may"]:
        raise NotAllowed(NOT_THEIRS)
    faults = [
        *_replaced(old),
        *not_recorded_by(by.role, old["kind"]),
        *faults_of(said, known),
        *_after_its_replies(old, said),
        *_out_of_step(old, said, known),
        *not_their_own(by, said),
        *not_theirs_to_decide(said),
    ]
    if faults:
        raise Refused("This cannot be corrected as it stands.", faults)
    try:
        appended = insert(by, new_id(now), said, now, replaces=old["touchpoint_id"])
    except IntegrityError as error:
        raise Refused("This cannot be corrected as it stands.", [ALREADY]) from error
    obligations.refresh([said.journey_id], today=local_day(now))
    return appended


NOT_THEIRS: Final = (
    "You did not record this and the journey is only open to you for some hours: ask whoever works "
    "on the case to correct it."
)
ALREADY: Final = "It has been corrected already: correct the correction."


_FIRST_REPLY: Final = """
WITH RECURSIVE named (id) AS (
    SELECT %s::text COLLATE "C"
    UNION
    SELECT t.replaces FROM named JOIN journeys_touchpoint AS t ON t.touchpoint_id = named.id
    WHERE t.replaces IS NOT NULL
)
SELECT t.kind, t.happened_at FROM journeys_touchpoint AS t
WHERE t.journey_id = %s AND t.about IN (SELECT id FROM named)
    AND NOT EXISTS (SELECT FROM journeys_touchpoint AS c WHERE c.replaces = t.touchpoint_id)
ORDER BY t.happened_at LIMIT 1
"""
"""The first that answers a touchpoint, by its name or by that of one which it corrects."""


def _after_its_replies(old: Row, said: NewTouchpoint) -> Iterator[str]:
    """The faults of a correction that would turn what happened and its replies around."""
    if said.about == old["touchpoint_id"]:
        yield "It would answer itself: say what else it answers, or nothing."
    if said.happened_at <= old["happened_at"]:
        return
    for reply in rows(_FIRST_REPLY, [old["touchpoint_id"], old["journey_id"]]):
        if reply["happened_at"] < said.happened_at:
            yield (
                f"It would lie after what answers it ({reply['kind']}): check the day and the "
                "time, and correct the answer first if that is wrong."
            )


def _out_of_step(old: Row, said: NewTouchpoint, known: KnownOf) -> Iterator[str]:
    """The faults of what a support service corrects of its referral."""
    step, before = step_of(vars(said)), step_of(old)
    others = list(known.steps.get(said.journey_id, ()))
    if before in others:
        others.remove(before)
    if step is not None:
        yield from faults_of_corrected(step, old["happened_at"], others)


def _replaced(old: Row) -> list[str]:
    asked = "SELECT FROM journeys_touchpoint WHERE replaces = %s"
    return [ALREADY] if rows(asked, [old["touchpoint_id"]]) else []


def _old(touchpoint_id: str) -> Row:
    found = rows(
        "SELECT touchpoint_id, journey_id, kind, happened_at, result, about, channel, received_on, "
        "detail FROM journeys_touchpoint WHERE touchpoint_id = %s",
        [touchpoint_id],
    )
    if not found:
        raise NotSeen("There is no such touchpoint.")
    return found[0]


def _as_new(old: Row) -> NewTouchpoint:
    values = {name: value for name, value in old.items() if name not in {"touchpoint_id", "detail"}}
    return NewTouchpoint(**values, detail=_object(old["detail"]))


def _object(detail: str | None) -> Mapping[str, Any] | None:
    """The detail as an object; what a source wrote that is none is kept as what it said."""
    if detail is None:
        return None
    try:
        read = json.loads(detail)
    except ValueError:
        return {"said": detail}
    return read if isinstance(read, dict) else {"said": detail}


def _refuse(by: Staff, reason: str, faults: list[str]) -> None:
    if not by.may(Permission.CORRECT):
        raise NotAllowed("Your role does not correct anything on journeys.")
    if not reason.strip():
        faults.append("Say why it is corrected: whoever reads it later must know.")
    if len(reason) > LONGEST_REASON:
        faults.append(f"The reason is longer than {LONGEST_REASON} characters: shorten it.")
    if faults:
        raise Refused("This cannot be corrected as it stands.", faults)
