"""Corrections of days: what happened stays before what answers it, by whatever name it is named."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from force import NOW, Force, force, loaded, made_up, server

from touchpoint.errors import Refused

__all__ = ["force", "loaded", "made_up", "server"]

ARRESTED_AT = NOW - timedelta(hours=9)
TOLD_AT = NOW - timedelta(hours=6)
LATER = NOW - timedelta(hours=3)


@pytest.fixture(autouse=True)
def as_web(force: Force) -> Iterator[None]:
    force.database.django("web")
    yield
    force.database.django("owner")


def record(force: Force, kind: str, **said: Any) -> str:  # noqa: ANN401 - whatever is said
    from touchpoint.service.journeys.actions import NewTouchpoint, append_touchpoints  # noqa: PLC0415 - Django is set up by now

    item = NewTouchpoint(journey_id=force.journey_id, kind=kind, **said)
    (kept,) = append_touchpoints(by=force.staff("osei"), items=[item], now=NOW)
    return kept.touchpoint_id


def correct(force: Force, touchpoint_id: str, changes: Mapping[str, Any]) -> str:
    from touchpoint.service.journeys.actions import correct_touchpoint  # noqa: PLC0415 - Django is set up by now

    return correct_touchpoint(
        by=force.staff("osei"), touchpoint_id=touchpoint_id, changes=changes, reason="slip", now=NOW
    ).touchpoint_id


def faults(force: Force, touchpoint_id: str, **changes: Any) -> tuple[str, ...]:  # noqa: ANN401 - whatever is changed
    with pytest.raises(Refused) as refusal:
        correct(force, touchpoint_id, changes)
    return refusal.value.faults


def test_what_happened_is_not_moved_behind_what_answers_it(force: Force) -> None:
    arrest = record(force, "suspect.arrested", happened_at=ARRESTED_AT)
    told = record(force, "victim.told", happened_at=TOLD_AT, about=arrest, result="done")
    (fault,) = faults(force, arrest, happened_at=LATER)
    assert fault.startswith("It would lie after what answers it (victim.told)")
    moved = correct(force, arrest, {"happened_at": TOLD_AT})
    # The reply names the first: the correction of the correction is held to it as well.
    assert faults(force, moved, happened_at=LATER) == (fault,)
    correct(force, told, {"happened_at": NOW})
    correct(force, moved, {"happened_at": LATER})


def test_a_reply_that_was_taken_back_holds_nothing(force: Force) -> None:
    from touchpoint.service.journeys.actions import withdraw_touchpoint  # noqa: PLC0415 - Django is set up by now

    arrest = record(force, "suspect.arrested", happened_at=ARRESTED_AT)
    told = record(force, "victim.told", happened_at=TOLD_AT, about=arrest, result="done")
    withdraw_touchpoint(by=force.staff("osei"), touchpoint_id=told, reason="not told", now=NOW)
    assert correct(force, arrest, {"happened_at": LATER})


def test_nothing_is_corrected_to_answer_itself(force: Force) -> None:
    arrest = record(force, "suspect.arrested", happened_at=ARRESTED_AT)
    told = record(force, "victim.told", happened_at=TOLD_AT, about=arrest, result="done")
    (fault,) = faults(force, told, about=told)
    assert fault.startswith("It would answer itself")
