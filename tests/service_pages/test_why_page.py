"""The page that says why: the rule and how far it is verified, the days one by one, what met it."""

from journeys_opened import Journeys, at_that_moment, journeys, server
from pages import Element, got

from touchpoint.rights.editions import in_force

__all__ = ["at_that_moment", "journeys", "server"]


def why(journeys: Journeys, name: str, duty: str) -> Element:
    return got(journeys.client("osei"), f"/journeys/{name}/why/{duty}/")


def test_the_rule_is_cited_and_says_how_far_it_is_verified(journeys: Journeys) -> None:
    page = why(journeys, "due", "R6.ARREST").one("main").words
    assert "Code of Practice for Victims of Crime in England and Wales" in page
    assert "paragraph not yet verified" in page
    assert "V: seen in text that describes the Code in force" in page
    old = why(journeys, "many", "R6.CHARGE").one("main").words
    assert "Not fully. V-old: seen only in text for an earlier Code" in old


def test_the_days_are_counted_one_by_one_without_the_weekend(journeys: Journeys) -> None:
    page = why(journeys, "due", "R6.ARREST")
    days = [day.words for day in page.having("journey-day")]
    assert days == [
        "Thursday 20 November day 0",
        "Friday 21 November working day 1",
        "Saturday 22 November not counted: weekend",
        "Sunday 23 November not counted: weekend",
        "Monday 24 November working day 2",
        "Tuesday 25 November working day 3",
        "Wednesday 26 November working day 4",
        "Thursday 27 November working day 5, the last",
    ]


def test_what_is_missing_is_one_tap_away(journeys: Journeys) -> None:
    page = why(journeys, "due", "R6.ARREST")
    assert "What would: tell the victim of the arrest." in page.one("main").words
    [record] = page.having("journey-item__record")
    assert record["href"] == "/journeys/due/due/R6.ARREST/due-arrest/"


def test_what_met_it_and_what_did_not_count_are_called_as_on_the_journey(
    journeys: Journeys,
) -> None:
    page = why(journeys, "many", "R6.ARREST").one("main").words
    assert "Told of the interview under caution, 24 November 2025" in page
    assert "answers something else" in page
    for name in ("many-arrest", "many-interview", "I-many", "victim.told"):
        assert name not in page
    met = why(journeys, "due", "R4.NEEDS").one("main").words
    assert "It was done on 8 November 2025: Needs assessment" in met


def test_a_duty_that_nothing_set_off_says_why_there_is_nothing(journeys: Journeys) -> None:
    page = why(journeys, "due", "R6.CHARGE").one("main").words
    assert "It says nothing of this journey" in page
    assert "Nothing has set it off" in page


def test_every_duty_of_the_code_has_a_page_without_an_id_of_the_ledger(journeys: Journeys) -> None:
    client = journeys.client("osei")
    for duty in in_force()[0].duties:
        page = got(client, f"/journeys/court/why/{duty.id}/").one("main").words
        assert "I-court" not in page, duty.id
        assert "court-" not in page, duty.id


def test_a_duty_of_no_edition_is_a_404(journeys: Journeys) -> None:
    client = journeys.client("osei")
    assert client.get("/journeys/due/why/R99.NONE/").status_code == 404
    assert client.get("/journeys/old/why/R6.ARREST/").status_code == 404
