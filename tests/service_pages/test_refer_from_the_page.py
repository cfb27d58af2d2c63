"""Referrals from a journey page: the service is chosen, finds its own, and says what came of it."""

import json

from journeys_made import FIRST_DAYS, Happening
from journeys_opened import at_that_moment, empty_force, server
from journeys_recorded import Maker, filled, made, saved
from pages import errors_of, got, sent

__all__ = ["at_that_moment", "empty_force", "made", "server"]


def test_the_service_of_a_referral_is_chosen_and_kept_for_what_comes_of_it(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS)
    client = made.force.client("osei")
    address = f"/journeys/{journey}/record/referral.sent/"
    page = got(client, address)
    choices = [box["value"] for box in page.all("input", name="provider")]
    assert choices == ["Northmere Support", "other"]
    sending = filled(page) | {"specialist": "no"}
    assert errors_of(sent(client, address, sending)) == ["Select which service"]
    another = sending | {"provider": "other"}
    assert errors_of(sent(client, address, another)) == ["Enter the name of the service"]
    made_up = sent(client, address, sending | {"provider": "Nobody's"})
    assert errors_of(made_up) == ["Select which service from the list"]
    saved(client, address, sending | {"provider": "Northmere Support"})
    [kept] = made.recorded(journey, "referral.sent")
    assert json.loads(kept["detail"])["provider"] == "Northmere Support"
    assert f'href="/journeys/{journey}/"' in (
        made.force.client("provider").get("/worklists/referrals/").content.decode()
    )
    accepted = f"/journeys/{journey}/record/referral.accepted/"
    saved(client, accepted, filled(got(client, accepted)))
    [kept] = made.recorded(journey, "referral.accepted")
    assert json.loads(kept["detail"]) == {"provider": "Northmere Support"}


def test_a_service_that_does_not_sign_in_here_is_named_once(made: Maker) -> None:
    journey = made.journey(
        *FIRST_DAYS, Happening(kind="referral.sent", ago=3, detail={"provider": "Elsewhere Trust"})
    )
    client = made.force.client("osei")
    address = f"/journeys/{journey}/record/referral.closed/"
    saved(client, address, filled(got(client, address)))
    [kept] = made.recorded(journey, "referral.closed")
    assert json.loads(kept["detail"]) == {"provider": "Elsewhere Trust"}


def test_a_support_service_accepts_a_referral_of_its_own(made: Maker) -> None:
    journey = made.journey(
        *FIRST_DAYS,
        Happening(kind="referral.sent", ago=3, detail={"provider": "Northmere Support"}),
    )
    client = made.force.client("provider")
    assert "for an answer, " in got(client, "/worklists/referrals/").one("main").words
    address = f"/journeys/{journey}/referral/referral.accepted/"
    after = saved(client, address, filled(got(client, address)))
    assert "Referral accepted by the support service" in after.one("main").words
    [accepted] = made.recorded(journey, "referral.accepted")
    assert json.loads(accepted["detail"]) == {"provider": "Northmere Support"}
    crime = f"/journeys/{journey}/referral/crime.recorded/"
    assert client.get(crime, follow=True).status_code == 404
    assert made.force.client("osei").get(address, follow=True).status_code == 404
