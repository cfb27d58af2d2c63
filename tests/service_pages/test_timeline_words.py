"""What the timeline says of a sentence, and of staff whom nobody here knows by name."""

from typing import Any

import pytest
from journeys_made import FIRST_DAYS, Happening
from journeys_opened import Journeys, at_that_moment, empty_force, server
from journeys_recorded import Maker, made
from pages import got

__all__ = ["Journeys", "at_that_moment", "empty_force", "made", "server"]


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ({"long": False, "custody_months": 0}, "No custody."),
        ({"long": False, "custody_months": 1}, "1 month in custody."),
        ({"long": True, "custody_months": 18}, "18 months in custody."),
        ({"custody_months": 4.5}, "4.5 months in custody."),
        ({"long": True}, "A long sentence."),
    ],
)
def test_a_sentence_is_said_by_its_months_in_custody(
    made: Maker, detail: dict[str, Any], words: str
) -> None:
    passed = Happening(kind="sentence.passed", ago=2, source="court", detail=detail)
    journey = made.journey(*FIRST_DAYS, passed)
    main = got(made.force.client("osei"), f"/journeys/{journey}/").one("main").words
    assert words in main
    assert "Long:" not in main
    assert "0 months" not in main


def test_staff_without_a_name_are_said_to_be_a_number_of_staff(made: Maker) -> None:
    update = Happening(kind="victim.updated", ago=2, result="done", channel="phone", staff="W0019")
    plan = Happening(kind="plan.set", ago=2, detail={"note": "House to house."}, staff=None)
    review = Happening(kind="supervisor.reviewed", ago=1, staff="S0043")
    journey = made.journey(*FIRST_DAYS, update, plan, review)
    main = got(made.force.client("osei"), f"/journeys/{journey}/").one("main").words
    assert "By phone, by staff number W0019" in main
    assert "by PC Osei" in main
    assert "by somebody who is not recorded." in main
    assert "by staff number S0043." in main
