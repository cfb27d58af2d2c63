"""How far a support provider reaches: as far as a referral to it, and as long as that stands."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from force import NOW, PROVIDER, Force, force, loaded, made_up, server

from touchpoint.errors import Refused
from touchpoint.ledger.vocabulary import RESULTS

__all__ = ["force", "loaded", "made_up", "server"]

SENT_AT = NOW - timedelta(hours=5)


@pytest.fixture(autouse=True)
def as_web(force: Force) -> Iterator[None]:
    force.database.django("web")
    yield
    force.database.django("owner")


@pytest.fixture(scope="module", autouse=True)
def over_the_force(force: Force) -> None:
    """Vine refers victims of the whole force, so that there is a journey for each test."""
    with force.database.owner() as connection:
        connection.execute(
            "UPDATE organisation_staff SET unit_id = (SELECT unit_id FROM organisation_unit "
            "WHERE parent_id IS NULL) WHERE name = 'Vine'"
        )


@pytest.fixture
def journey(force: Force) -> str:
    """A journey of which nobody has referred anybody anywhere."""
    return str(
        force.one(
            "SELECT j.journey_id FROM journeys_journey AS j JOIN personal.identity USING "
            "(journey_id) WHERE NOT EXISTS (SELECT FROM journeys_touchpoint AS t WHERE "
            "t.journey_id = j.journey_id AND t.kind LIKE 'referral.%%') ORDER BY 1 LIMIT 1"
        )
    )


def record(force: Force, journey: str, kind: str, by: str, **said: Any) -> str:  # noqa: ANN401 - whatever is said
    from touchpoint.service.journeys.actions import NewTouchpoint, append_touchpoints  # noqa: PLC0415 - Django is set up by now

    item = NewTouchpoint(
        journey_id=journey,
        kind=kind,
        **{"happened_at": SENT_AT, "detail": {"provider": PROVIDER}, **said},
    )
    (kept,) = append_touchpoints(by=force.staff(by), items=[item], now=NOW)
    return kept.touchpoint_id


def sees(force: Force, journey: str, table: str = "journeys_journey") -> bool:
    with force.database.web(force.id_of("pike")) as connection:
        asked = f"SELECT count(*) FROM {table} WHERE journey_id = %s"  # noqa: S608 - a table of our own
        listed = "SELECT count(*) FROM journeys_of_provider() AS o (id) WHERE id = %s"
        found = [connection.execute(each, [journey]).fetchone() for each in (asked, listed)]
    assert table != "journeys_journey" or (found[0] == (0,)) == (found[1] == (0,))
    return found[0] != (0,)


@pytest.mark.parametrize("result", [None, "done", "accepted"])
def test_a_referral_that_was_made_opens_the_journey_to_its_provider(
    force: Force, journey: str, result: str | None
) -> None:
    assert not sees(force, journey)
    record(force, journey, "referral.sent", "vine", result=result)
    assert sees(force, journey)


@pytest.mark.parametrize("result", sorted({*RESULTS} - {"done", "accepted"}))
def test_a_referral_that_was_not_made_opens_nothing(
    force: Force, journey: str, result: str
) -> None:
    record(force, journey, "referral.sent", "vine", result=result)
    record(force, journey, "referral.accepted", "vine")
    for table in ("journeys_journey", "journeys_touchpoint", "personal.identity"):
        assert not sees(force, journey, table), table


def test_a_referral_that_is_taken_back_ends_the_reach_though_it_was_accepted(
    force: Force, journey: str
) -> None:
    from touchpoint.service.journeys.actions import withdraw_touchpoint  # noqa: PLC0415 - Django is set up by now

    sent = record(force, journey, "referral.sent", "vine")
    record(force, journey, "referral.accepted", "pike", happened_at=NOW)
    withdraw_touchpoint(
        by=force.staff("vine"), touchpoint_id=sent, reason="she never agreed", now=NOW
    )
    for table in ("journeys_journey", "journeys_touchpoint", "personal.identity"):
        assert not sees(force, journey, table), table


def test_a_referral_that_is_corrected_to_another_provider_or_to_a_refusal_ends_the_reach(
    force: Force, journey: str
) -> None:
    from touchpoint.service.journeys.actions import correct_touchpoint  # noqa: PLC0415 - Django is set up by now

    sent = record(force, journey, "referral.sent", "vine")
    record(force, journey, "referral.accepted", "pike", happened_at=NOW)
    steps: list[tuple[dict[str, Any], bool]] = [
        ({"happened_at": SENT_AT - timedelta(hours=1)}, True),
        ({"detail": {"provider": "Another Service"}}, False),
        ({"detail": {"provider": PROVIDER}}, True),
        ({"result": "declined"}, False),
    ]
    for changes, reached in steps:
        sent = correct_touchpoint(
            by=force.staff("vine"), touchpoint_id=sent, changes=changes, reason="a slip", now=NOW
        ).touchpoint_id
        assert sees(force, journey) is reached, changes


def test_a_provider_refers_nobody_to_itself(force: Force, journey: str) -> None:
    record(force, journey, "referral.sent", "vine")
    with pytest.raises(Refused) as refusal:
        record(force, journey, "referral.sent", "pike")
    assert refusal.value.faults == ("Your role does not record referral.sent: ask whoever does.",)
    with (
        force.database.web(force.id_of("pike")) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(
            "INSERT INTO journeys_touchpoint (touchpoint_id, journey_id, kind, happened_at, "
            "happened_on, source, detail) VALUES ('by hand', %s, 'referral.sent', now(), "
            "now()::date, 'touchpoint', %s)",
            [journey, f'{{"provider": "{PROVIDER}"}}'],
        )


def test_a_provider_does_not_read_what_was_taken_back_beside_a_referral_that_stands(
    force: Force, journey: str
) -> None:
    from touchpoint.service.journeys.actions import withdraw_touchpoint  # noqa: PLC0415 - Django is set up by now

    wrong = record(force, journey, "referral.sent", "vine")
    withdraw_touchpoint(by=force.staff("vine"), touchpoint_id=wrong, reason="too soon", now=NOW)
    right = record(force, journey, "referral.sent", "vine", happened_at=NOW)
    with force.database.web(force.id_of("pike")) as connection:
        found = connection.execute(
            "SELECT touchpoint_id FROM journeys_touchpoint WHERE journey_id = %s", [journey]
        ).fetchall()
    assert found == [(right,)]


def test_a_program_of_a_provider_is_held_to_the_order_of_a_referral_as_its_pages_are(
    force: Force, journey: str
) -> None:
    from touchpoint.service.journeys.actions import NewTouchpoint, append_touchpoints  # noqa: PLC0415 - Django is set up by now

    def refused(*kinds: str, at: datetime = NOW) -> tuple[str, ...]:
        items = [
            NewTouchpoint(journey_id=journey, kind=f"referral.{kind}", happened_at=at)
            for kind in kinds
        ]
        with pytest.raises(Refused) as refusal:
            append_touchpoints(by=force.staff("pike"), items=items, now=NOW)
        return refusal.value.faults

    record(force, journey, "referral.sent", "vine")
    [fault] = refused("accepted", at=SENT_AT - timedelta(days=9000))
    assert fault.startswith("It lies before the referral was sent")
    [fault] = refused("accepted", "accepted")
    assert fault.startswith("Touchpoint 2: The referral has been accepted already")
    [fault] = refused("closed", "accepted")
    assert fault.startswith("Touchpoint 2: The referral is closed")


def test_of_two_acceptances_at_once_one_is_kept(force: Force, journey: str) -> None:
    from django.db import connections  # noqa: PLC0415 - Django is set up by now

    record(force, journey, "referral.sent", "vine")

    def accept() -> str:
        try:
            return record(force, journey, "referral.accepted", "pike", happened_at=NOW)
        except Refused as refusal:
            return refusal.faults[0]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        told = [each.result() for each in [threads.submit(accept) for _ in range(2)]]
    assert sum("accepted already" in each for each in told) == 1
