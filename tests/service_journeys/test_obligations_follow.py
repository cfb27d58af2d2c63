"""What is kept of what is owed is what fresh verdicts say, after whatever happened, on any day."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from force import NOW, TODAY, Force, force, loaded, made_up, server
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from touchpoint.calendar import FIRST_DAY
from touchpoint.errors import Refused
from touchpoint.ledger.vocabulary import RESULTS
from touchpoint.service.journeys.kinds_of_roles import kinds_of

__all__ = ["force", "loaded", "made_up", "server"]

VERDICT = (
    "journey_id, duty_id, edition, occurrence, triggered_on, due_on, done_on, state, basis, "
    "evidence, reason"
)
KEPT = "SELECT * FROM journeys_obligation ORDER BY journey_id, duty_id, edition, occurrence"


@pytest.fixture(autouse=True)
def as_web(force: Force) -> Iterator[None]:
    force.database.django("web")
    yield
    force.database.django("owner")


@pytest.fixture(scope="module", autouse=True)
def judge(force: Force) -> Iterator[None]:
    """One connection for all fresh verdicts: to plan them is the slow part."""
    with force.database.owner(autocommit=True) as connection:
        JUDGES.append(connection)
        yield
        JUDGES.clear()


JUDGES: list[psycopg.Connection] = []


def fresh(journey_id: str, day: date) -> list[tuple[Any, ...]]:
    """The verdicts of one journey on a day, made anew."""
    (connection,) = JUDGES
    connection.execute("SELECT set_config('touchpoint.as_at', %s, false)", [day.isoformat()])
    asked = f"SELECT {VERDICT} FROM ledger.verdicts_of_journey(%s)"  # noqa: S608 - our own columns
    return sorted(connection.execute(asked, [journey_id]).fetchall(), key=repr)


def read(force: Force, journey_id: str, day: date) -> list[tuple[Any, ...]]:
    """The same from what is kept, read on a day."""
    from touchpoint.service.journeys.queries import obligations_of  # noqa: PLC0415 - Django is set up by now
    from touchpoint.service.organisation.acting import acting_as  # noqa: PLC0415 - the same

    with acting_as(force.staff("osei")):
        found = obligations_of(journey_id, today=day)
    names = VERDICT.split(", ")
    return sorted((tuple(o.verdict[name] for name in names) for o in found), key=repr)


NOT_BY_THEMSELVES = ("touchpoint.withdrawn", "enhanced.decided")
HAPPENED: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    kind=st.sampled_from(sorted(kinds_of("supervisor") - set(NOT_BY_THEMSELVES))),
    happened_at=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=40)).map(
        lambda ago: NOW - ago
    ),
    result=st.none() | st.sampled_from(sorted(RESULTS)),
    detail=st.sampled_from(
        [None, {"reason": "she moved"}, {"every_days": 14}, {"of": "suspect.arrested"},
         {"enhanced": True}]
    ),
)  # fmt: skip


@settings(
    max_examples=8,
    deadline=None,
    # What an example appends stays: the next one begins from there, and to shrink would not repeat.
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(happened=st.lists(HAPPENED, min_size=1, max_size=4), later=st.integers(0, 400))
def test_after_any_appends_what_is_kept_is_what_is_true_today_and_later(
    force: Force, happened: list[dict[str, Any]], later: int
) -> None:
    from touchpoint.service.journeys.actions import NewTouchpoint, append_touchpoints  # noqa: PLC0415 - Django is set up by now

    items = [NewTouchpoint(journey_id=force.journey_id, **said) for said in happened]
    always = NewTouchpoint(journey_id=force.journey_id, kind="victim.updated", happened_at=NOW)
    reported = force.one(
        "SELECT i.reported_at FROM journeys_investigation AS i "
        "JOIN journeys_journey AS j USING (investigation_id) WHERE j.journey_id = %s",
        force.journey_id,
    )
    append_touchpoints(
        by=force.staff("byrne"),
        items=[always, *(item for item in items if item.happened_at >= reported)],
        now=NOW,
    )
    for day in (TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=later)):
        assert read(force, force.journey_id, day) == fresh(force.journey_id, day)


def test_making_them_again_from_nothing_changes_nothing(force: Force) -> None:
    from touchpoint.service.journeys import rebuilding  # noqa: PLC0415 - Django is set up by now

    force.database.django("owner")
    before = force.all(KEPT)
    assert len(before) > 1000
    assert rebuilding.rebuild(today=TODAY) == len(before)
    assert force.all(KEPT) == before


def decided(force: Force) -> None:
    """What is kept of every journey of the case is what fresh verdicts say."""
    for (journey_id,) in force.all(
        "SELECT journey_id FROM journeys_journey WHERE investigation_id = (SELECT investigation_id "
        "FROM journeys_journey WHERE journey_id = %s)",
        force.journey_id,
    ):
        assert read(force, journey_id, TODAY) == fresh(journey_id, TODAY)


def test_closing_and_opening_again_makes_them_again(force: Force) -> None:
    from touchpoint.service.journeys.actions import close_investigation  # noqa: PLC0415 - Django is set up by now

    case = case_of(force)
    before = read(force, force.journey_id, TODAY)
    close_investigation(
        by=force.staff("osei"), investigation_id=case, outcome="16", closed_on=TODAY, now=NOW
    )
    assert read(force, force.journey_id, TODAY) != before
    decided(force)
    close_investigation(
        by=force.staff("byrne"), investigation_id=case, outcome=None, closed_on=None, now=NOW
    )
    assert read(force, force.journey_id, TODAY) == before


def test_enhanced_rights_make_them_again_and_are_recorded(force: Force) -> None:
    from touchpoint.service.journeys.actions import decide_enhanced  # noqa: PLC0415 - Django is set up by now

    decide_enhanced(
        by=force.staff("vine"), journey_id=force.journey_id, enhanced_on=TODAY,
        basis=["vulnerable"], now=NOW,
    )  # fmt: skip
    decided(force)
    assert force.one(
        "SELECT bool_and(enhanced) FROM journeys_obligation WHERE journey_id = %s", force.journey_id
    )
    detail = force.one(
        "SELECT detail FROM journeys_touchpoint WHERE journey_id = %s "
        "AND kind = 'enhanced.decided' ORDER BY number DESC LIMIT 1",
        force.journey_id,
    )
    assert detail == '{"basis": ["vulnerable"], "enhanced": true}'


def test_rights_are_enhanced_since_no_day_before_the_calendar_of_the_ledger(force: Force) -> None:
    from touchpoint.service.journeys.actions import decide_enhanced  # noqa: PLC0415 - Django is set up by now

    def decide(day: date) -> None:
        decide_enhanced(
            by=force.staff("vine"), journey_id=force.journey_id, enhanced_on=day,
            basis=["vulnerable"], now=NOW,
        )  # fmt: skip

    for early in (date(1, 1, 1), FIRST_DAY - timedelta(days=1)):
        with pytest.raises(Refused) as refusal:
            decide(early)
        assert "where the calendar of the ledger begins" in refusal.value.faults[0]
    decide(FIRST_DAY)


def test_a_new_officer_takes_the_obligations_along_and_the_change_is_written_down(
    force: Force,
) -> None:
    from touchpoint.service.journeys.actions import reassign  # noqa: PLC0415 - Django is set up by now

    byrne, case = force.staff("byrne"), case_of(force)
    before = force.one(
        "SELECT officer_id FROM journeys_investigation WHERE investigation_id = %s", case
    )
    reassign(by=byrne, investigation_id=case, officer_id="S-byrne", now=NOW)
    held = "SELECT DISTINCT officer_id FROM journeys_obligation WHERE investigation_id = %s"
    assert force.all(held, case) == [("S-byrne",)]
    last = force.all(
        "SELECT by, before, after FROM journeys_change WHERE id_of = %s ORDER BY id DESC LIMIT 1",
        case,
    )
    assert last == [(byrne.pk, {"officer_id": before}, {"officer_id": "S-byrne"})]
    reassign(by=byrne, investigation_id=case, officer_id=before, now=NOW)


def test_who_may_not_decide_does_not(force: Force) -> None:
    from touchpoint.service.journeys.actions import close_investigation, reassign  # noqa: PLC0415 - Django is set up by now
    from touchpoint.service.journeys.errors import NotAllowed, NotSeen  # noqa: PLC0415 - the same

    case = case_of(force)
    with pytest.raises(NotAllowed):
        reassign(by=force.staff("osei"), investigation_id=case, officer_id="S-byrne", now=NOW)
    with pytest.raises(NotAllowed):
        close_investigation(
            by=force.staff("vine"), investigation_id=case, outcome="1", closed_on=TODAY, now=NOW
        )
    elsewhere = force.one(
        "SELECT investigation_id FROM journeys_journey WHERE journey_id = %s", force.elsewhere
    )
    with pytest.raises(NotSeen):
        reassign(by=force.staff("byrne"), investigation_id=elsewhere, officer_id="S-byrne", now=NOW)


def test_what_lies_ahead_counts_from_its_day_on(force: Force) -> None:
    from touchpoint.service.journeys import obligations, rebuilding  # noqa: PLC0415 - Django is set up by now

    force.database.django("owner")
    ahead = force.one("SELECT max(happened_on) FROM journeys_touchpoint") - timedelta(days=200)
    rebuilding.rebuild(today=ahead)
    journey_id, wakes_on = force.all(
        "SELECT journey_id, wakes_on FROM journeys_waking ORDER BY 2, 1 LIMIT 1"
    )[0]
    assert ahead < wakes_on
    assert obligations.wake(today=wakes_on) >= 1
    kept = sorted(
        force.all(
            "SELECT duty_id, occurrence, done_on FROM journeys_obligation WHERE journey_id = %s",
            journey_id,
        )
    )
    assert kept == sorted((r[1], r[3], r[6]) for r in fresh(journey_id, wakes_on))
    rebuilding.rebuild(today=TODAY)


def test_the_proof_is_the_library_s_own(force: Force) -> None:
    from touchpoint.rights.proof.text import passages_of  # noqa: PLC0415 - here alone
    from touchpoint.service.journeys.queries import why  # noqa: PLC0415 - Django is set up by now
    from touchpoint.service.organisation.acting import acting_as  # noqa: PLC0415 - the same

    duty = force.one(
        "SELECT duty_id FROM journeys_obligation WHERE journey_id = %s AND state = 'met' LIMIT 1",
        force.journey_id,
    )
    with acting_as(force.staff("osei")):
        proof = why(force.journey_id, duty, today=TODAY)
        assert why(force.elsewhere, duty, today=TODAY) is None
    assert proof is not None
    told = [row for row in fresh(force.journey_id, TODAY) if row[1] == duty]
    assert [step.verdict["state"] for step in proof.steps] == [
        row[7] for row in sorted(told, key=lambda r: (r[4], r[3]))
    ]
    assert list(passages_of(proof))


def case_of(force: Force) -> str:
    asked = "SELECT investigation_id FROM journeys_journey WHERE journey_id = %s"
    return str(force.one(asked, force.journey_id))
