"""Break-glass, by hand in the database: it opens one journey to one person, for a while."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import psycopg
import pytest
from force import NOW, TODAY, Force, force, loaded, made_up, server

from touchpoint.errors import Refused
from touchpoint.service.journeys.kinds_of_roles import NOT_BY_BREAK_GLASS
from touchpoint.service.journeys.new_touchpoints import NewTouchpoint

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["force", "loaded", "made_up", "server"]


def journeys_of(force: Force, name: str) -> set[str]:
    """The journeys that somebody sees."""
    with force.database.web(force.id_of(name)) as connection:
        found = connection.execute("SELECT journey_id FROM journeys_journey").fetchall()
    return {row[0] for row in found}


def test_break_glass_opens_one_journey_and_its_case_to_one_person(force: Force) -> None:
    before = journeys_of(force, "osei")
    with force.database.owner() as connection:
        connection.execute(
            "INSERT INTO organisation_break_glass "
            "(staff_id, journey_id, reason, opened_at, ends_at) "
            "VALUES (%s, %s, 'asked at the counter', now(), now() + interval '1 hour')",
            [force.id_of("osei"), force.elsewhere],
        )
    assert force.elsewhere not in before
    assert journeys_of(force, "osei") == before | {force.elsewhere}
    with force.database.web(force.id_of("osei")) as connection:
        found = connection.execute(
            "SELECT count(*) FROM journeys_touchpoint WHERE journey_id = %s", [force.elsewhere]
        ).fetchone()
    assert found != (0,)
    assert force.elsewhere not in journeys_of(force, "vine")


@pytest.fixture
def opened(force: Force) -> str:
    """The journey elsewhere, opened to the supervisor for an hour."""
    with force.database.owner() as connection:
        connection.execute(
            "INSERT INTO organisation_break_glass "
            "(staff_id, journey_id, reason, opened_at, ends_at) "
            "VALUES (%s, %s, 'asked at the counter', now(), now() + interval '1 hour')",
            [force.id_of("byrne"), force.elsewhere],
        )
    return force.elsewhere


def test_nothing_that_outlasts_the_opening_is_decided_by_hand(force: Force, opened: str) -> None:
    case = force.one("SELECT investigation_id FROM journeys_journey WHERE journey_id = %s", opened)
    entry = force.one(
        "SELECT touchpoint_id FROM journeys_touchpoint WHERE journey_id = %s AND kind <> "
        "'touchpoint.withdrawn' ORDER BY number LIMIT 1",
        opened,
    )
    insert = (
        "INSERT INTO journeys_touchpoint (touchpoint_id, journey_id, kind, happened_at, "
        "happened_on, source, replaces) VALUES (%s, %s, %s, now(), now()::date, 'touchpoint', %s)"
    )
    refused: list[tuple[str, list[object]]] = [
        ("SELECT journeys_assign(%s, 'x', 'S-byrne', NULL, %s)", [case, TODAY]),
        ("SELECT journeys_close(%s, 'no suspect', %s, %s)", [case, TODAY, TODAY]),
        ("SELECT journeys_enhance(%s, %s, '{vulnerable}', %s)", [opened, TODAY, TODAY]),
        (insert, ["by hand", opened, "victim.updated", entry]),
        (insert, ["by hand", opened, "touchpoint.withdrawn", entry]),
    ]
    refused.extend((insert, ["by hand", opened, kind, None]) for kind in sorted(NOT_BY_BREAK_GLASS))
    with force.database.web(force.id_of("byrne")) as connection:
        for statement, values in refused:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement, values)
            connection.rollback()
        connection.execute(insert, ["by hand", opened, "victim.updated", None])
        connection.execute(insert, ["mended", opened, "victim.updated", "by hand"])
        connection.rollback()


def test_the_database_holds_the_list_of_what_is_not_decided_by_break_glass(force: Force) -> None:
    assert set(force.one("SELECT journeys_not_by_break_glass()")) == NOT_BY_BREAK_GLASS


def test_an_action_says_that_what_is_only_open_for_some_hours_is_for_others_to_decide(
    force: Force, opened: str
) -> None:
    from touchpoint.service.journeys.actions import (  # noqa: PLC0415 - Django is set up by now
        close_investigation,
        decide_enhanced,
        reassign,
        withdraw_touchpoint,
    )
    from touchpoint.service.journeys.errors import NotAllowed  # noqa: PLC0415 - the same

    case = force.one("SELECT investigation_id FROM journeys_journey WHERE journey_id = %s", opened)
    entry = force.one(
        "SELECT touchpoint_id FROM journeys_touchpoint WHERE journey_id = %s LIMIT 1", opened
    )
    by, day = force.staff("byrne"), date(2026, 8, 31)
    acts: list[Callable[[], object]] = [
        lambda: reassign(by=by, investigation_id=case, officer_id="S-byrne", now=NOW),
        lambda: close_investigation(
            by=by, investigation_id=case, outcome="no suspect", closed_on=day, now=NOW
        ),
        lambda: decide_enhanced(
            by=by, journey_id=opened, enhanced_on=day, basis=["vulnerable"], now=NOW
        ),
        lambda: withdraw_touchpoint(by=by, touchpoint_id=entry, reason="not so", now=NOW),
    ]
    force.database.django("web")
    try:
        for act in acts:
            with pytest.raises(Refused, match="only open to you for some hours") as refusal:
                act()
            assert isinstance(refusal.value, NotAllowed)
    finally:
        force.database.django("owner")


def test_appending_says_that_the_plan_of_a_case_is_for_those_who_work_on_it(
    force: Force, opened: str
) -> None:
    from touchpoint.service.journeys.actions import (  # noqa: PLC0415 - Django is set up by now
        append_touchpoints,
        correct_touchpoint,
    )

    by = force.staff("byrne")
    update = NewTouchpoint(journey_id=opened, kind="victim.updated", happened_at=NOW, result="done")
    force.database.django("web")
    try:
        for kind in ("plan.set", "supervisor.reviewed", "investigation.filed"):
            with pytest.raises(Refused) as refusal:
                append_touchpoints(by=by, items=[replace(update, kind=kind)], now=NOW)
            [fault] = refusal.value.faults
            assert f"{kind} decides on its case: ask whoever works on it." in fault
        [own] = append_touchpoints(by=by, items=[update], now=NOW)
        with pytest.raises(Refused, match="decides on its case"):
            correct_touchpoint(
                by=by,
                touchpoint_id=own.touchpoint_id,
                changes={"kind": "plan.set"},
                reason="It was the plan",
                now=NOW,
            )
    finally:
        force.database.django("owner")
