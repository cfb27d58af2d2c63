"""Where no source that is loaded records what would show a duty, nobody is said to miss it."""

from journeys_opened import Journeys, at_that_moment, journeys, server
from pages import got

__all__ = ["at_that_moment", "journeys", "server"]


def test_what_no_source_records_is_cannot_tell_and_can_still_be_recorded(
    journeys: Journeys,
) -> None:
    page = got(journeys.client("osei"), "/journeys/unknown/why/R4.REFER/")
    tags = [tag.words for tag in page.having("touchpoint-tag--unknown")]
    assert tags == ["Cannot tell"]
    assert "No source that is loaded says that it recorded this" in page.one("main").words
    assert "It was done? Record it" in page.one("main").words


def test_a_journey_of_which_nobody_can_tell_has_nothing_that_is_due(journeys: Journeys) -> None:
    page = got(journeys.client("osei"), "/journeys/unknown/")
    assert "Nothing is due today" in page.one("main").words
    states = {tag.words for tag in page.having("touchpoint-tag")}
    assert states == {"Cannot tell"}
    assert "so nothing can be told of what is due" in page.one("main").words
