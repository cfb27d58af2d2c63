"""What could not be done is recorded without saying how it was done."""

import json

import pytest
from journeys_made import ARRESTED, FIRST_DAYS
from journeys_opened import Journeys, at_that_moment, empty_force, server
from journeys_recorded import Maker, filled, made, saved
from pages import errors_of, got, sent

__all__ = ["Journeys", "at_that_moment", "empty_force", "made", "server"]


@pytest.mark.parametrize("result", ["not_asked", "no_contact", "unable", "unsafe"])
def test_what_was_not_offered_says_neither_how_nor_of_which_kind(made: Maker, result: str) -> None:
    journey = made.journey(ARRESTED)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/due/R4.REFER/I-{journey}/"
    data = filled(got(client, address)) | {"result": result, "reason": "The line was dead"}
    saved(client, address, data)
    [offer] = made.recorded(journey, "referral.offered")
    assert (offer["result"], offer["channel"]) == (result, None)
    assert json.loads(offer["detail"]) == {"reason": "The line was dead"}
    assert made.state(journey, "R4.REFER") == ["open" if result == "not_asked" else "excused"]


@pytest.mark.parametrize("result", ["", "accepted", "declined", "deferred"])
def test_what_was_offered_says_how_and_of_which_kind(made: Maker, result: str) -> None:
    journey = made.journey(ARRESTED)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/due/R4.REFER/I-{journey}/"
    faults = errors_of(sent(client, address, filled(got(client, address)) | {"result": result}))
    assert faults == [
        "Select how it was done",
        *(() if result else ("Select what came of it",)),
        "Select whether it is specialist support",
    ]


def test_somebody_who_was_not_told_is_recorded_without_a_way_and_an_attempt_with_one(
    made: Maker,
) -> None:
    journey = made.journey(*FIRST_DAYS, ARRESTED)
    client = made.force.client("osei")
    told, tried = (f"/journeys/{journey}/record/{k}/" for k in ("victim.told", "contact.attempted"))
    no_way = {"channel": "", "result": "no_contact"}
    saved(client, told, filled(got(client, told)) | no_way)
    assert [each["channel"] for each in made.recorded(journey, "victim.told")] == [None]
    faults = errors_of(sent(client, tried, filled(got(client, tried)) | no_way))
    assert faults == ["Select how it was done"]
