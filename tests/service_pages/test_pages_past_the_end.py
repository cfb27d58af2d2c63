"""Whoever asks for a page after the last comes to one that is there, and reads nothing false."""

import pytest
from django.http import QueryDict
from journeys_opened import Journeys, at_that_moment, journeys, server
from pages import got

from touchpoint.service.ui.paging import PastTheEnd, of_all, of_one_more

__all__ = ["at_that_moment", "journeys", "server"]

LISTS = {
    "/worklists/referrals/": "provider",
    "/worklists/check/?unit=north": "byrne",
    "/worklists/team/?band=overdue&late=all": "byrne",
    "/looks/by/": "auditor",
    "/looks/by/{osei}/": "auditor",
    "/looks/due/": "byrne",
    "/people/": "administrator",
    "/loads/": "analyst",
    "/loads/taken/": "auditor",
}


@pytest.mark.parametrize("address", LISTS)
def test_a_page_after_the_last_leads_to_one_that_is_there(journeys: Journeys, address: str) -> None:
    # Somebody has looked, so that lists of looks hold something.
    journeys.client("osei").get("/journeys/due/")
    client, there = journeys.client(LISTS[address]), address.format(**journeys.staff)
    mark = "&" if "?" in there else "?"
    answer = client.get(f"{there}{mark}page=99")
    assert answer.status_code == 302
    assert answer["Location"] == f"{there}{mark}page=1"
    first, page = got(client, there), got(client, answer["Location"])
    assert page.one("main").words == first.one("main").words


def test_it_is_the_last_page_where_the_list_is_counted_with_every_filter_kept() -> None:
    query = QueryDict("unit=N1&page=9")
    with pytest.raises(PastTheEnd) as past:
        of_all(range(59), number=9, size=25, query=query)
    assert past.value.address == "?unit=N1&page=3"
    with pytest.raises(PastTheEnd) as past:
        of_all((), number=9, size=25, query=query)
    assert past.value.address == "?unit=N1&page=1"


def test_it_is_the_first_page_where_nobody_counted() -> None:
    with pytest.raises(PastTheEnd) as past:
        of_one_more((), number=9, size=25, query=QueryDict("unit=N1&page=9"))
    assert past.value.address == "?unit=N1&page=1"


def test_the_first_page_of_an_empty_list_is_there() -> None:
    _, paging = of_one_more((), number=1, size=25, query=QueryDict(""))
    assert not paging.is_needed
