"""A journey that is only open for some hours is read and recorded on, and decided by others."""

import json

import pytest
from journeys_made import ARRESTED, FIRST_DAYS, Happening, Made, make
from journeys_opened import Journeys, at_that_moment, empty_force, server
from journeys_recorded import Maker, filled, made, saved
from pages import got

__all__ = ["Journeys", "at_that_moment", "empty_force", "made", "server"]

TOLD = Happening(
    kind="victim.told",
    ago=1,
    about="arrest",
    result="done",
    channel="phone",
    name="t",
    staff="PC-2",
)


@pytest.fixture
def opened(made: Maker) -> str:
    """A journey of the south that Byrne, of the north, has opened."""
    Maker.number += 1
    name = f"J{Maker.number}"
    south = Made(name=name, unit="south", officer="PC-2", happenings=(*FIRST_DAYS, ARRESTED, TOLD))
    with made.force.write() as connection:
        make(connection, south)
        connection.execute(
            "INSERT INTO organisation_break_glass "
            "(staff_id, journey_id, reason, opened_at, ends_at) "
            "VALUES (%s, %s, 'she stands at the desk', now(), now() + interval '1 hour')",
            [made.force.staff["byrne"], name],
        )
    return name


def test_what_was_opened_by_break_glass_offers_no_decision(made: Maker, opened: str) -> None:
    client = made.force.client("byrne")
    links = {a["href"] for a in got(client, f"/journeys/{opened}/").all("a")}
    assert f"/journeys/{opened}/record/" in links
    for refused in ("enhanced/", "close/", f"correct/{opened}-t/"):
        address = f"/journeys/{opened}/{refused}"
        assert address not in links
        assert client.get(address).status_code == 404
        assert client.post(address, {"outcome": "no suspect"}).status_code == 404
    record = {a["href"] for a in got(client, f"/journeys/{opened}/record/").all("a")}
    for kind in ("plan.set", "supervisor.reviewed", "investigation.filed", "risk_plan.closed"):
        address = f"/journeys/{opened}/record/{kind}/"
        assert address not in links | record
        assert client.get(address, follow=True).status_code == 404
        assert client.post(address, {"note": "another plan"}).status_code == 404
    assert f"/journeys/{opened}/record/victim.updated/" in record
    held = f"/investigations/I-{opened}/reassign/"
    assert client.get(held).status_code == 404
    assert client.post(held, {"officer_id": "PC-1"}).status_code == 404


def test_what_was_done_for_the_victim_is_recorded_and_a_slip_of_ones_own_is_corrected(
    made: Maker, opened: str
) -> None:
    client = made.force.client("byrne")
    address = f"/journeys/{opened}/record/victim.updated/"
    page = saved(client, address, filled(got(client, address)))
    [update] = made.recorded(opened, "victim.updated")
    assert (update["staff_id"], update["channel"]) == ("SGT-1", "phone")
    [link] = [a["href"] for a in page.all("a") if "/correct/" in (a["href"] or "")]
    data = filled(got(client, link)) | {"channel": "in_person", "reason": "She stood here"}
    saved(client, link, data)
    told = made.recorded(opened, "victim.updated")
    assert [each["channel"] for each in told] == ["phone", "in_person"]
    assert json.loads(told[1]["detail"]) == {"corrected_because": "She stood here"}
