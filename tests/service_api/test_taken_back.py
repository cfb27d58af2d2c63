"""What was taken back with its load is owed nothing and counts nowhere, as in a ledger folder."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import psycopg
import pytest
from calling import Caller, Force, database, force, make_a_token, server
from database import Database, Server
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pages import got
from sending import SAMPLES, analyst, data, fresh, loaded, signed_in, work

from touchpoint.engines import open_on_duckdb
from touchpoint.extracts.loading import load as load_file
from touchpoint.extracts.loading import undo as undo_load
from touchpoint.extracts.profile import read_profile
from touchpoint.ledger import TABLES

if TYPE_CHECKING:
    from touchpoint.service.organisation.models import Staff

__all__ = ["analyst", "data", "database", "force", "fresh", "server"]

CRIMES, VICTIMS = "crime-investigations.csv", "crime-victims.csv"
OWED = (
    "SELECT journey_id, duty_id, edition, triggered_on, due_on, done_on, state, basis, reason, "
    "reference, unit_id, closed_on, charged_on, marks, enhanced FROM journeys_obligation "
    "ORDER BY journey_id, duty_id, edition, triggered_on, due_on, done_on, state"
)
"""Without what names touchpoints, which are others when a file is loaded again."""

TAKEN_BACK = (
    "SELECT j.journey_id, i.investigation_id, i.reference, j.person_id FROM journeys_journey AS j "
    "JOIN journeys_investigation AS i USING (investigation_id) "
    "WHERE j.taken_back_at IS NOT NULL AND i.taken_back_at IS NOT NULL ORDER BY 1"
)


def asked(fresh: Database, statement: str, *values: object) -> list[tuple[Any, ...]]:
    with fresh.owner() as connection:
        return connection.execute(statement, values).fetchall()


def undone(analyst: Client, fresh: Database, *addresses: str) -> None:
    for address in addresses:
        analyst.post(f"{address}undo/")
        work(fresh)
        assert "Undone" in got(analyst, address).words


@pytest.fixture
def supervisor(fresh: Database, analyst: Client) -> "Staff":
    """Somebody of the whole force who may record."""
    from touchpoint.service.organisation.models import Staff  # noqa: PLC0415 - Django is set up by then

    del analyst
    fresh.django("owner")
    made = Staff.objects.create(
        email="supervisor@force.example",
        name="Supervisor",
        role="supervisor",
        unit_id="F",
        officer_id="S-supervisor",
        added_at=timezone.now(),
    )
    fresh.django("web")
    return made


def in_reach(fresh: Database) -> None:
    """Hand the crimes of the samples to somebody who signs in here."""
    with fresh.owner() as connection:
        connection.execute(
            "UPDATE journeys_investigation SET officer_id = 'S-supervisor' "
            "WHERE reference LIKE '99/%%'"
        )


def test_what_was_taken_back_is_owed_nothing_until_it_is_loaded_again(
    analyst: Client, fresh: Database
) -> None:
    before = asked(fresh, OWED)
    crimes, victims = loaded(analyst, fresh, CRIMES, VICTIMS)
    once = asked(fresh, OWED)
    assert len(once) > len(before)
    undone(analyst, fresh, victims, crimes)
    assert len(asked(fresh, TAKEN_BACK)) > 10
    assert asked(fresh, OWED) == before
    rebuilt(fresh)
    assert asked(fresh, OWED) == before
    loaded(analyst, fresh, CRIMES, VICTIMS)
    assert asked(fresh, TAKEN_BACK) == []
    assert asked(fresh, OWED) == once
    rebuilt(fresh)
    assert asked(fresh, OWED) == once


def rebuilt(fresh: Database) -> None:
    from touchpoint.service.journeys import rebuilding  # noqa: PLC0415 - Django is set up by then

    fresh.django("owner")
    rebuilding.rebuild(today=timezone.localdate())
    fresh.django("web")


def test_crimes_live_again_without_their_victims(analyst: Client, fresh: Database) -> None:
    before = asked(fresh, OWED)
    crimes, victims = loaded(analyst, fresh, CRIMES, VICTIMS)
    undone(analyst, fresh, victims, crimes)
    loaded(analyst, fresh, CRIMES)
    marked = "SELECT count(*) FROM {} WHERE taken_back_at IS NOT NULL"
    assert asked(fresh, marked.format("journeys_investigation")) == [(0,)]
    assert asked(fresh, marked.format("journeys_journey"))[0][0] > 10
    assert asked(fresh, OWED) == before


def test_what_is_given_out_is_what_a_folder_has_after_the_same_loads_and_undoings(
    analyst: Client, fresh: Database, server: Server, tmp_path: Path
) -> None:
    folder = given_out(fresh, tmp_path / "folder")
    crimes, victims = loaded(analyst, fresh, CRIMES, VICTIMS)
    for name in (CRIMES, VICTIMS):
        profile = read_profile(name.removesuffix(".csv"))
        load_file(folder, profile, SAMPLES / name, loaded_at=timezone.now())
    assert differing(folder, given_out(fresh, tmp_path / "loaded")) == {}
    undone(analyst, fresh, victims, crimes)
    for number in (2, 1):
        undo_load(folder, number, undone_at=timezone.now())
    out = given_out(fresh, tmp_path / "undone")
    assert differing(folder, out) == {}
    taken_in_elsewhere(server, out, tmp_path / "elsewhere")
    assert differing(out, tmp_path / "elsewhere") == {}
    fresh.django("owner")
    loaded(analyst, fresh, CRIMES, VICTIMS)
    for name in (CRIMES, VICTIMS):
        profile = read_profile(name.removesuffix(".csv"))
        load_file(folder, profile, SAMPLES / name, loaded_at=timezone.now())
    assert differing(folder, given_out(fresh, tmp_path / "again")) == {}


def given_out(fresh: Database, folder: Path) -> Path:
    from touchpoint.service.journeys.ledger_out import export_ledger  # noqa: PLC0415 - Django is set up by then

    fresh.django("owner")
    export_ledger(folder)
    fresh.django("web")
    return folder


def taken_in_elsewhere(server: Server, ledger: Path, out: Path) -> None:
    """Take a ledger into a service that has nothing, and give it out of there."""
    from touchpoint.service.journeys.chain import verify  # noqa: PLC0415 - Django is set up by then
    from touchpoint.service.journeys.ledger_in import load_ledger  # noqa: PLC0415 - the same

    other = server.clone()
    other.django("owner")
    load_ledger(ledger, now=timezone.now())
    assert verify().sound
    given_out(other, out)
    other.drop()


ELSEWHERE = {"recorded_at", "source_ref"}
"""When something was loaded, and how its file was called there."""


def differing(one: Path, other: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Rows of each table that stand in one ledger alone, as far as both can say the same."""
    found = {}
    for table in TABLES:
        if table == "units":
            continue  # They stay in the service: people may belong to one by now.
        names = ", ".join(
            f'"{name}"' for name in TABLES[table].column_names if name not in ELSEWHERE
        )
        with open_on_duckdb(one) as a, open_on_duckdb(other) as b, duckdb.connect() as duck:
            for side, opened in (("a", a), ("b", b)):
                rows = opened.connection.con.sql(f"SELECT {names} FROM {table}").to_arrow_table()  # noqa: S608 - our own columns
                duck.register(side, rows)
            apart = duck.sql(
                "FROM (FROM a EXCEPT ALL FROM b) UNION ALL FROM (FROM b EXCEPT ALL FROM a)"
            ).fetchall()
        if apart:
            found[table] = apart
    return found


def test_whoever_could_see_it_reads_that_it_was_taken_back_and_records_nothing(
    analyst: Client, fresh: Database, supervisor: "Staff"
) -> None:
    from touchpoint.service.journeys.actions import NewTouchpoint, append_touchpoints  # noqa: PLC0415 - Django is set up by then
    from touchpoint.service.journeys.errors import NotSeen  # noqa: PLC0415 - the same

    crimes, victims = loaded(analyst, fresh, CRIMES, VICTIMS)
    in_reach(fresh)
    browser = signed_in(supervisor)
    undone(analyst, fresh, victims, crimes)
    journey_id, investigation_id, reference, _ = asked(fresh, TAKEN_BACK)[0]
    there = reverse("journeys:journey", args=[journey_id])
    page = got(browser, there)
    today = timezone.localdate()
    assert f"undone on {today.day} {today:%B} {today.year}" in page.words
    assert reference in page.words
    assert "Everything recorded" in page.words
    assert "Record something" not in page.words
    assert "Close the investigation" not in page.words
    for name in ("menu", "close", "enhanced"):
        assert browser.get(reverse(f"journeys:{name}", args=[journey_id])).status_code == 404
    reassign = reverse("worklists:reassign", args=[investigation_id])
    assert browser.get(reassign).status_code == 404
    item = NewTouchpoint(journey_id=journey_id, kind="victim.updated", happened_at=timezone.now())
    with pytest.raises(NotSeen):
        append_touchpoints(by=supervisor, items=[item], now=timezone.now())


def test_a_program_reads_of_a_journey_that_it_was_taken_back_and_adds_nothing(
    fresh: Database, force: Force
) -> None:
    fresh.django("owner")
    caller = Caller(tokens={"officer": make_a_token(force.staff["officer"])})
    fresh.django("web")
    assert caller.get("officer", f"/journeys/{force.own}").said["taken_back_at"] is None
    with fresh.owner() as connection:
        connection.execute(
            "UPDATE journeys_journey SET taken_back_at = now() WHERE journey_id = %s", [force.own]
        )
    assert caller.get("officer", f"/journeys/{force.own}").said["taken_back_at"] is not None
    item = {
        "journey_id": force.own,
        "kind": "victim.updated",
        "happened_at": timezone.now().isoformat(),
    }
    assert caller.post("officer", "/touchpoints", {"touchpoints": [item]}).status == 404


def test_no_list_and_no_search_finds_what_was_taken_back(
    analyst: Client, fresh: Database, supervisor: "Staff"
) -> None:
    from touchpoint.service.journeys.queries.search import Sought, find  # noqa: PLC0415 - Django is set up by then
    from touchpoint.service.journeys.worklists.check import checked  # noqa: PLC0415 - the same
    from touchpoint.service.journeys.worklists.people import incidents, people_beside  # noqa: PLC0415 - the same
    from touchpoint.service.organisation.acting import acting_as  # noqa: PLC0415 - the same

    crimes, victims = loaded(analyst, fresh, CRIMES, VICTIMS)
    in_reach(fresh)
    with fresh.owner() as connection:
        connection.execute(
            "UPDATE journeys_investigation SET unit_id = 'F', closed_on = NULL, "
            "victim_based = true WHERE reference LIKE '99/%%'"
        )
    people = [person for (person,) in asked(
        fresh, "SELECT DISTINCT person_id FROM journeys_journey AS j "
        "JOIN journeys_investigation AS i USING (investigation_id) "
        "WHERE i.reference LIKE '99/%%' AND person_id IS NOT NULL"
    )]  # fmt: skip

    def listed() -> list[int]:
        with acting_as(supervisor):
            return [
                len(find(Sought(reference="99/0"))),
                len(incidents(people)),
                sum(len(people_beside(person)) for person in people),
                sum(one.reference.startswith("99/") for one in checked("F", timezone.localdate())),
            ]

    assert all(listed()), listed()
    undone(analyst, fresh, victims, crimes)
    assert listed() == [0, 0, 0, 0]


def test_nobody_undoes_what_something_is_recorded_on_meanwhile(
    analyst: Client, fresh: Database, supervisor: "Staff"
) -> None:
    (victims,) = loaded(analyst, fresh, CRIMES, VICTIMS)[1:]
    in_reach(fresh)
    ((journey_id,),) = asked(
        fresh, "SELECT journey_id FROM journeys_journey AS j JOIN journeys_investigation AS i "
        "USING (investigation_id) WHERE i.reference = '99/0101/24' LIMIT 1"
    )  # fmt: skip
    once = asked(fresh, OWED)
    analyst.post(f"{victims}undo/")
    with fresh.web(supervisor.pk) as officer:
        recorded(officer, journey_id)
        with waiting_for(fresh, lambda: work(fresh)):
            officer.commit()
    page = got(analyst, victims).words
    assert "Something was added meanwhile" in page
    assert "Loaded" in page
    assert asked(fresh, TAKEN_BACK) == []
    assert asked(fresh, OWED) == once
    analyst.post(f"{victims}undo/")
    work(fresh)
    assert "cannot be undone while other rows rest on it" in got(analyst, victims).words


def recorded(officer: psycopg.Connection, journey_id: str) -> None:
    officer.execute(
        "INSERT INTO journeys_touchpoint (touchpoint_id, journey_id, kind, happened_at, "
        "happened_on, recorded_at, source) "
        "VALUES ('own', %s, 'victim.updated', now(), current_date, now(), 'touchpoint')",
        [journey_id],
    )


@contextmanager
def waiting_for(fresh: Database, act: Callable[[], object]) -> Iterator[None]:
    """Begin an act, and go on once it waits for a lock; at the end of the block it goes on."""
    failed: list[BaseException] = []

    def acting() -> None:
        from django.db import connections  # noqa: PLC0415 - Django is set up by then

        try:
            act()
        except BaseException as error:  # noqa: BLE001 - it is raised again where it is looked for
            failed.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=acting)
    thread.start()
    with fresh.owner(autocommit=True) as connection:
        while thread.is_alive():
            found = connection.execute(
                "SELECT count(*) FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database "
                "WHERE d.datname = current_database() AND NOT l.granted"
            ).fetchone()
            if found != (0,):
                break
    assert thread.is_alive(), failed
    yield
    thread.join()
    if failed:
        raise failed[0]


def test_nothing_is_recorded_on_what_is_taken_back_meanwhile(
    analyst: Client, fresh: Database, supervisor: "Staff"
) -> None:
    from touchpoint.service.journeys.actions import NewTouchpoint, append_touchpoints  # noqa: PLC0415 - Django is set up by then
    from touchpoint.service.journeys.errors import NotSeen  # noqa: PLC0415 - the same

    loaded(analyst, fresh, CRIMES, VICTIMS)
    in_reach(fresh)
    ((journey_id,),) = asked(
        fresh, "SELECT journey_id FROM journeys_journey AS j JOIN journeys_investigation AS i "
        "USING (investigation_id) WHERE i.reference = '99/0101/24' LIMIT 1"
    )  # fmt: skip
    item = NewTouchpoint(journey_id=journey_id, kind="victim.updated", happened_at=timezone.now())

    def append() -> None:
        append_touchpoints(by=supervisor, items=[item], now=timezone.now())

    with fresh.owner() as undoing:
        undoing.execute("LOCK TABLE journeys_touchpoint IN SHARE ROW EXCLUSIVE MODE")
        undoing.execute(
            "UPDATE journeys_journey SET taken_back_at = now() WHERE journey_id = %s", [journey_id]
        )
        with pytest.raises(NotSeen), waiting_for(fresh, append):
            undoing.commit()
