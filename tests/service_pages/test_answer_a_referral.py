"""What a support service records of a referral: each step once, in order, mended if it is wrong."""

from datetime import timedelta

import pytest
from journeys_made import FIRST_DAYS, NOW, Happening
from journeys_opened import at_that_moment, empty_force, server
from journeys_recorded import Maker, filled, made, notice, saved
from pages import errors_of, got, sent

from touchpoint.service.journeys.referral_steps import Referral, Step, referrals_of

__all__ = ["at_that_moment", "empty_force", "made", "server"]

SENT = Happening(kind="referral.sent", ago=3, detail={"provider": "Northmere Support"}, name="sent")

NEXT, THEN = NOW + timedelta(1), NOW + timedelta(2)


def on(day: str, month: str, year: str) -> dict[str, str]:
    return {"when": "day", "day-day": day, "day-month": month, "day-year": year}


def address_of(journey: str, kind: str) -> str:
    return f"/journeys/{journey}/referral/referral.{kind}/"


def test_nothing_is_accepted_before_it_was_sent_or_closed_before_it_was_accepted(
    made: Maker,
) -> None:
    journey = made.journey(*FIRST_DAYS, SENT)
    client = made.force.client("provider")
    for kind in ("accepted", "closed"):
        address = address_of(journey, kind)
        for day in (("1", "1", "2000"), ("22", "11", "2025")):
            [fault] = errors_of(sent(client, address, filled(got(client, address)) | on(*day)))
            assert fault.startswith("It must be after the referral, which was on 23 November 2025")
    accepted = address_of(journey, "accepted")
    saved(client, accepted, filled(got(client, accepted)) | on("25", "11", "2025"))
    closed = address_of(journey, "closed")
    [fault] = errors_of(sent(client, closed, filled(got(client, closed)) | on("24", "11", "2025")))
    assert fault.startswith("It must be after its acceptance, which was on 25 November 2025")


def test_a_referral_is_accepted_once_and_closed_once(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS, SENT)
    client = made.force.client("provider")
    forms = {
        kind: filled(got(client, address_of(journey, kind))) for kind in ("accepted", "closed")
    }
    saved(client, address_of(journey, "accepted"), forms["accepted"])
    again = saved(client, address_of(journey, "accepted"), {**forms["accepted"], "key": "another"})
    assert "accepted already" in notice(again)
    links = {a["href"] for a in again.all("a")}
    assert address_of(journey, "accepted") not in links
    assert address_of(journey, "closed") in links
    page = saved(client, address_of(journey, "closed"), forms["closed"])
    assert "The referral is closed." in page.one("main").words
    for kind in ("accepted", "closed"):
        data = {**forms[kind], "key": f"late-{kind}"}
        assert "The referral is closed" in notice(saved(client, address_of(journey, kind), data))
    for kind in ("accepted", "closed"):
        assert len(made.recorded(journey, f"referral.{kind}")) == 1


def test_a_support_service_mends_its_own_slip_and_takes_back_what_did_not_happen(
    made: Maker,
) -> None:
    journey = made.journey(*FIRST_DAYS, SENT)
    client = made.force.client("provider")
    page = saved(client, a := address_of(journey, "accepted"), filled(got(client, a)))
    [link] = [a["href"] for a in page.all("a") if "/correct/" in (a["href"] or "")]
    data = filled(got(client, link)) | {"day-day": "25", "reason": "It was yesterday"}
    early = data | {"day-day": "20"}
    assert errors_of(sent(client, link, early)) == [
        "It lies before the referral was sent: check the day and the time."
    ]
    page = saved(client, link, data)
    assert "25 November 2025" in page.one("main").words
    [link] = [a["href"] for a in page.all("a") if "/correct/" in (a["href"] or "")]
    data = filled(got(client, link)) | {"what": "never", "reason": "Another person"}
    page = saved(client, link, data)
    assert "accepted by the support service" not in page.one("main").words
    saved(client, a, filled(got(client, a)))
    assert "At work" in got(client, "/worklists/referrals/").one("main").words


def test_a_support_service_corrects_nothing_that_others_recorded(made: Maker) -> None:
    journey = made.journey(*FIRST_DAYS, SENT)
    client = made.force.client("provider")
    for name in ("sent", "agreed", "nothing"):
        address = f"/journeys/{journey}/correct/{journey}-{name}/"
        assert client.get(address).status_code == 404
        assert client.post(address, {"what": "never", "reason": "No"}).status_code == 404


def test_a_referral_that_is_sent_again_after_it_was_closed_can_be_accepted_again(
    made: Maker,
) -> None:
    again = {"provider": "Northmere Support"}
    journey = made.journey(
        *FIRST_DAYS, SENT,
        Happening(kind="referral.accepted", ago=2.5, detail=again),
        Happening(kind="referral.closed", ago=2, detail=again),
        Happening(kind="referral.sent", ago=1, detail=again),
    )  # fmt: skip
    client = made.force.client("provider")
    listed = got(client, "/worklists/referrals/").one("main")
    [row] = [row.words for row in listed.all("tr") if journey in row.words.split()]
    assert "Waiting" in row
    accepted = address_of(journey, "accepted")
    saved(client, accepted, filled(got(client, accepted)))
    assert len(made.recorded(journey, "referral.accepted")) == 1


@pytest.mark.parametrize(
    ("steps", "referrals"),
    [
        ("a", []),
        ("s", [Referral(sent_at=NOW)]),
        ("ss", [Referral(sent_at=NOW)]),
        ("sa", [Referral(sent_at=NOW, accepted_at=NEXT)]),
        ("sca", [Referral(sent_at=NOW, accepted_at=THEN, closed_at=NEXT)]),
        ("scs", [Referral(sent_at=NOW, closed_at=NEXT), Referral(sent_at=THEN)]),
    ],
)
def test_steps_tell_of_referrals_in_the_order_in_which_they_happened(
    steps: str, referrals: list[Referral]
) -> None:
    kinds = {"s": "referral.sent", "a": "referral.accepted", "c": "referral.closed"}
    told = [
        Step(kind=kinds[each], happened_at=NOW + timedelta(place))
        for place, each in enumerate(steps)
    ]
    assert list(referrals_of(told)) == referrals
    assert list(referrals_of(told[::-1])) == referrals
