"""Appending: everything wrong at once, all or nothing, the same key never twice, never a fork."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from force import NOW, PROVIDER, TODAY, Force, force, loaded, made_up, server

from touchpoint.errors import Refused
from touchpoint.ledger.vocabulary import WITHDRAWN

if TYPE_CHECKING:
    from touchpoint.service.journeys.actions import NewTouchpoint

__all__ = ["force", "loaded", "made_up", "server"]

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def as_web(force: Force) -> Iterator[None]:
    """The actions as pages run them: as a role that owns nothing."""
    force.database.django("web")
    yield
    force.database.django("owner")


def new(force: Force, kind: str = "victim.updated", **said: Any) -> "NewTouchpoint":  # noqa: ANN401 - whatever is said
    from touchpoint.service.journeys.actions import NewTouchpoint  # noqa: PLC0415 - Django is set up by now

    return NewTouchpoint(
        **{"journey_id": force.journey_id, "kind": kind, "happened_at": NOW - HOUR, **said}
    )


def append(force: Force, *items: "NewTouchpoint", by: str = "osei", key: str | None = None) -> Any:  # noqa: ANN401 - what it answers
    from touchpoint.service.journeys.actions import append_touchpoints  # noqa: PLC0415 - Django is set up by now

    return append_touchpoints(by=force.staff(by), items=items, key=key, now=NOW)


def kept(force: Force) -> int:
    return int(force.one("SELECT count(*) FROM journeys_touchpoint"))


def faults(act: Callable[[], object]) -> tuple[str, ...]:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.faults


def test_what_is_appended_is_kept_as_it_was_said(force: Force) -> None:
    (done,) = append(
        force, new(force, result="done", channel="phone", detail={"note": 'Ärger, "so"'})
    )
    row = force.all(
        "SELECT kind, happened_at, happened_on, recorded_at, result, channel, source, detail, "
        "number, staff_id, appended_by FROM journeys_touchpoint WHERE touchpoint_id = %s",
        done.touchpoint_id,
    )[0]
    assert row[0] == "victim.updated"
    assert row[1:4] == (NOW - HOUR, TODAY, NOW)
    assert row[4:8] == ("done", "phone", "touchpoint", '{"note": "Ärger, \\"so\\""}')
    assert row[8] == done.number
    assert row[9:] == (force.staff("osei").officer_id, force.id_of("osei"))


def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_kept(force: Force) -> None:
    before = kept(force)
    wrong = new(
        force, kind="no.such", happened_at=NOW + HOUR, result="maybe", channel="pigeon",
        about="nothing", received_on=TODAY + timedelta(days=3),
    )  # fmt: skip
    early = new(force, happened_at=NOW - timedelta(days=9000))
    told = faults(lambda: append(force, new(force), wrong, early))
    assert len(told) == 7
    assert [fault.partition(":")[0] for fault in told] == ["Touchpoint 2"] * 6 + ["Touchpoint 3"]
    assert not [
        fault for fault in told if "no.such" in fault or "maybe" in fault or "pigeon" in fault
    ]
    assert kept(force) == before


def test_a_reply_before_what_it_answers_is_refused(force: Force) -> None:
    (arrest,) = append(force, new(force, kind="suspect.arrested"))
    earlier = new(
        force, kind="victim.told", about=arrest.touchpoint_id, happened_at=NOW - HOUR - HOUR
    )
    assert "before what it answers" in faults(lambda: append(force, earlier))[0]
    append(force, new(force, kind="victim.told", about=arrest.touchpoint_id))


@pytest.mark.parametrize(
    ("by", "kind", "may"),
    [
        ("osei", "supervisor.reviewed", False),
        ("byrne", "supervisor.reviewed", True),
        ("wren", "suspect.arrested", False),
        ("wren", "hearing.listed", True),
        ("vine", "suspect.charged", False),
        ("vine", "needs.assessed", True),
    ],
)
def test_a_role_appends_what_it_is_there_for(
    force: Force, by: str, kind: str, *, may: bool
) -> None:
    if may:
        assert append(force, new(force, kind=kind), by=by)
    else:
        assert faults(lambda: append(force, new(force, kind=kind), by=by)) == (
            f"Your role does not record {kind}: ask whoever does.",
        )


@pytest.mark.parametrize("by", ["ash", "ames", "cole", "adams", "vale"])
def test_roles_that_record_nothing_record_nothing(force: Force, by: str) -> None:
    from touchpoint.service.journeys.errors import NotAllowed  # noqa: PLC0415 - Django is set up by now

    with pytest.raises(NotAllowed):
        append(force, new(force), by=by)


def test_a_journey_out_of_sight_is_no_journey(force: Force) -> None:
    from touchpoint.service.journeys.errors import NotSeen  # noqa: PLC0415 - Django is set up by now

    for journey_id in (force.elsewhere, "no such journey"):
        with pytest.raises(NotSeen, match="There is no such journey"):
            append(force, new(force), new(force, journey_id=journey_id))


def test_the_same_key_with_the_same_content_gives_the_same_answer(force: Force) -> None:
    items = [new(force), new(force, kind="text.sent")]
    first = append(force, *items, key="k1")
    before = kept(force)
    assert append(force, *items, key="k1") == first
    assert kept(force) == before
    assert append(force, *items, key="k1", by="byrne") != first


def test_the_same_content_in_other_words_is_the_same_request(force: Force) -> None:
    east = timezone(timedelta(hours=1))
    said = new(force, detail={"a": {"x": 1, "y": 2}, "b": [3]})
    turned = new(
        force,
        happened_at=said.happened_at.astimezone(east),
        detail={"b": [3], "a": {"y": 2, "x": 1}},
    )
    first = append(force, said, key="k4")
    assert append(force, turned, key="k4") == first
    for other in ({"happened_at": NOW - HOUR - HOUR}, {"detail": {"a": 1}}, {"result": "None"}):
        with pytest.raises(Refused, match="used for another request"):
            append(force, replace(said, **other), key="k4")


def test_the_same_key_with_other_content_is_refused(force: Force) -> None:
    append(force, new(force), key="k2")
    before = kept(force)
    with pytest.raises(Refused, match="used for another request"):
        append(force, new(force, kind="text.sent"), key="k2")
    assert kept(force) == before


def together(*acts: Callable[[], object]) -> list[object]:
    """What each gives or raises when all begin at once, each on a connection of its own."""
    from django.db import connections  # noqa: PLC0415 - Django is set up by now

    ready = threading.Barrier(len(acts))
    found: list[object] = [None] * len(acts)

    def one(place: int, act: Callable[[], object]) -> None:
        ready.wait()
        try:
            found[place] = act()
        except Exception as error:  # noqa: BLE001 - it is what the test looks at
            found[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_many_at_once_on_one_journey_never_fork_its_chain(force: Force) -> None:
    from touchpoint.service.journeys.chain import verify  # noqa: PLC0415 - Django is set up by now

    before = kept(force)
    acts = [lambda: append(force, new(force), new(force)) for _ in range(6)]
    found = together(*acts)
    numbers = [done.number for answer in found for done in answer]  # type: ignore[attr-defined] # an answer, or the test fails here
    assert len(set(numbers)) == 12
    assert kept(force) == before + 12
    force.database.django("owner")
    assert verify().sound


def test_the_same_key_sent_twice_at_once_is_answered_twice_and_kept_once(force: Force) -> None:
    before = kept(force)
    item = new(force)
    one, other = together(*[lambda: append(force, item, key="k3")] * 2)
    assert one == other
    assert kept(force) == before + 1


def test_the_same_touchpoint_is_corrected_by_one_of_two_at_once(force: Force) -> None:
    from touchpoint.service.journeys.actions import correct_touchpoint  # noqa: PLC0415 - Django is set up by now

    (wrong,) = append(force, new(force, result="no_contact"))

    def correct() -> object:
        return correct_touchpoint(
            by=force.staff("osei"), touchpoint_id=wrong.touchpoint_id,
            changes={"result": "done"}, reason="typed wrongly", now=NOW,
        )  # fmt: skip

    found = together(correct, correct)
    assert sorted(isinstance(answer, Refused) for answer in found) == [False, True]


def test_a_correction_names_what_it_replaces_and_says_why(force: Force) -> None:
    from touchpoint.service.journeys.actions import correct_touchpoint  # noqa: PLC0415 - Django is set up by now

    (wrong,) = append(force, new(force, kind="contact.agreed", detail={"every_days": 7}))
    done = correct_touchpoint(
        by=force.staff("byrne"), touchpoint_id=wrong.touchpoint_id,
        changes={"channel": "email"}, reason=" she asked for email ", now=NOW,
    )  # fmt: skip
    row = force.all(
        "SELECT kind, channel, replaces, detail FROM journeys_touchpoint WHERE touchpoint_id = %s",
        done.touchpoint_id,
    )
    said = '{"corrected_because": "she asked for email", "every_days": 7}'
    assert row == [("contact.agreed", "email", wrong.touchpoint_id, said)]


def test_a_second_correction_is_refused_and_a_reason_is_needed(force: Force) -> None:
    from touchpoint.service.journeys.actions import correct_touchpoint, withdraw_touchpoint  # noqa: PLC0415 - Django is set up by now

    osei = force.staff("osei")
    (wrong,) = append(force, new(force))
    assert faults(
        lambda: withdraw_touchpoint(by=osei, touchpoint_id=wrong.touchpoint_id, reason=" ", now=NOW)
    ) == ("Say why it is corrected: whoever reads it later must know.",)
    withdraw_touchpoint(by=osei, touchpoint_id=wrong.touchpoint_id, reason="another case", now=NOW)
    again = faults(
        lambda: correct_touchpoint(
            by=osei,
            touchpoint_id=wrong.touchpoint_id,
            changes={"happened_at": NOW + HOUR},
            reason="again",
            now=NOW,
        )
    )
    assert len(again) == 2
    assert "corrected already" in again[0]


def test_nothing_is_taken_back_but_by_a_correction_of_whoever_records_it(force: Force) -> None:
    from touchpoint.service.journeys.actions import correct_touchpoint  # noqa: PLC0415 - Django is set up by now

    (alone,) = faults(lambda: append(force, new(force, kind=WITHDRAWN)))
    assert alone.startswith("Nothing is taken back by itself")
    (review,) = append(force, new(force, kind="supervisor.reviewed"), by="byrne")
    told = faults(
        lambda: correct_touchpoint(
            by=force.staff("osei"),
            touchpoint_id=review.touchpoint_id,
            changes={"kind": WITHDRAWN},
            reason="Not wanted",
            now=NOW,
        )
    )
    assert told == ("Your role does not record supervisor.reviewed: ask whoever does.",)


def test_enhanced_rights_are_not_decided_by_an_entry_that_changes_nothing(force: Force) -> None:
    (fault,) = faults(lambda: append(force, new(force, kind="enhanced.decided", result="done")))
    assert fault.startswith("Enhanced rights are decided on the page of the journey")


def test_a_provider_records_its_own_referrals_and_nothing_else(force: Force) -> None:
    from touchpoint.service.journeys.errors import NotSeen  # noqa: PLC0415 - Django is set up by now

    accepted = new(force, kind="referral.accepted", detail={"provider": PROVIDER})
    with pytest.raises(NotSeen):
        append(force, accepted, by="pike")
    append(force, new(force, kind="referral.sent", detail={"provider": PROVIDER}), by="vine")
    assert append(force, accepted, by="pike")
    assert faults(lambda: append(force, new(force), by="pike"))
    another = new(force, kind="referral.closed", detail={"provider": "Another"})
    assert faults(lambda: append(force, another, by="pike")) == (
        "You record referrals to your own service alone: leave out whose it is.",
    )
    (closed,) = append(force, new(force, kind="referral.closed"), by="pike")
    assert force.one(
        "SELECT detail FROM journeys_touchpoint WHERE touchpoint_id = %s", closed.touchpoint_id
    ) == json.dumps({"provider": PROVIDER})


@pytest.mark.parametrize("result", [None, "done", "accepted"])
def test_an_agreement_that_is_told_says_after_how_many_days(
    force: Force, result: str | None
) -> None:
    def agreed(**detail: object) -> "NewTouchpoint":
        return new(force, kind="contact.agreed", result=result, detail=detail)

    (fault,) = faults(lambda: append(force, agreed(method="phone")))
    assert "whole number of days" in fault
    assert append(force, agreed(method="phone", every_days=14))
    assert append(force, agreed(paused=True))
    assert append(force, replace(agreed(reason="asked for none"), result="declined"))


@pytest.mark.parametrize(
    ("terms", "about"),
    [
        ({"method": "phone", "safe": False}, "safe"),
        ({"method": "phone", "safe": True}, "safe"),
        ({"method": "phone", "safe": "no"}, "safe"),
        ({"method": "phone", "safe": "\u200b"}, "safe"),
        ({"method": "phone", "safe": ""}, "safe"),
        ({"method": "pigeon", "safe": "any time"}, "method"),
        ({"method": 5, "safe": "any time"}, "method"),
        ({"method": "", "safe": "any time"}, "method"),
        ({"safe": "any time"}, "method"),
        ({"method": "pigeon", "paused": True}, "method"),
    ],
)
def test_an_agreement_names_a_way_that_there_is_and_says_in_words_when_it_is_safe(
    force: Force, terms: dict[str, object], about: str
) -> None:
    agreed = new(force, kind="contact.agreed", detail={"every_days": 28, **terms})
    (fault,) = faults(lambda: append(force, agreed))
    assert about in fault
    assert append(force, replace(agreed, result="unsafe"))


def test_the_day_on_which_news_was_received_is_kept(force: Force) -> None:
    happened = NOW - timedelta(days=2)
    (done,) = append(
        force,
        new(
            force,
            kind="hearing.listed",
            happened_at=happened,
            received_on=TODAY - timedelta(days=1),
        ),
    )
    assert force.one(
        "SELECT received_on FROM journeys_touchpoint WHERE touchpoint_id = %s", done.touchpoint_id
    ) == TODAY - timedelta(days=1)
