"""Who looked at which journey: written down, chained, asked for a reason where one is owed.

Osei's unit holds the crime R-1 with the journey J-1; the crime R-2 of J-2 and J-3 is Lowe's, who
works elsewhere under Moss.
"""

import io

import psycopg
import pytest
from cast import NOW, Cast
from database import Database, database, server
from django.db import connection, transaction
from django.utils import timezone
from inside import as_owner, cast, signed_in_as
from openpyxl import load_workbook
from pages import checked

from touchpoint.service.journeys.looks import chain
from touchpoint.service.journeys.looks.actions import (
    How,
    NotThere,
    ReasonWanted,
    break_glass,
    look,
    may_see,
)
from touchpoint.service.journeys.raw import rows
from touchpoint.service.organisation.acting import acting_as
from touchpoint.service.organisation.break_glass.queries import notices_of, waiting_for
from touchpoint.service.organisation.models import BreakGlass, Notice, Staff

__all__ = ["cast", "database", "server"]
REASON = "The victim rang the front desk about this crime"
CRIMES = (
    ("I-1", "R-1", "T01", "S0001", "S0019", ("J-1",)),
    ("I-2", "R-2", "T03", "S0050", "S0060", ("J-2", "J-3")),
    ("I-3", "R-3", "T01", "S0001", "S0019", ("J/4~a",)),
    ("I-4", "R-4", "T03", "S0050", "S0060", ("J-5",)),
    ("I-5", "R-5", "T03", "S0050", "S0060", ("J-6",)),
    ("I-6", "R-6", "T02", "S0070", None, ("J-7",)),
    ("I-7", "R-7", "T03", "S0050", "S0060", ("J-8",)),
    ("I-8", "R-8", "T01", "S0001", "S0019", ("J-9",)),
)


@pytest.fixture(scope="module", autouse=True)
def crimes(cast: Cast, database: Database) -> None:
    """Two crimes, one of each area."""
    assert cast.osei.pk
    with database.owner() as owner:
        for crime, reference, unit, officer, supervisor, journeys in CRIMES:
            owner.execute(
                """INSERT INTO journeys_investigation (investigation_id, reference, offence_group,
                marks, victim_based, reported_at, reported_on, unit_id, officer_id, supervisor_id)
                VALUES (%s, %s, 'Burglary', '{}', true, %s, %s, %s, %s, %s)""",
                [crime, reference, NOW, NOW.date(), unit, officer, supervisor],
            )
            for journey in journeys:
                owner.execute(
                    """INSERT INTO journeys_journey (journey_id, investigation_id, role,
                    enhanced_basis, unit_id, officer_id) VALUES (%s, %s, 'victim', '{}', %s, %s)""",
                    [journey, crime, unit, officer],
                )


def looks_of(staff: Staff, journey_id: str) -> list[tuple[str, str | None]]:
    with acting_as(staff):
        found = rows(
            "SELECT how, reason FROM journeys_look WHERE staff_id = %s AND journey_id = %s"
            " ORDER BY look_id",
            [staff.pk, journey_id],
        )
    return [(row["how"], row["reason"]) for row in found]


def test_a_look_is_written_down_with_who_when_and_how(cast: Cast) -> None:
    with acting_as(cast.osei):
        look(by=cast.osei, journey_id="J-1", reason=None, now=NOW)
        look(by=cast.osei, journey_id="J-1", reason=None, now=NOW, how=How.PRINT)
    assert looks_of(cast.osei, "J-1")[-2:] == [("page", None), ("print", None)]


@pytest.mark.parametrize("journey_id", ["J-2", "J-none", "", "J-1' OR true --"])
def test_what_somebody_may_not_see_is_as_if_it_were_not_there(cast: Cast, journey_id: str) -> None:
    with acting_as(cast.byrne), pytest.raises(NotThere):
        look(by=cast.byrne, journey_id=journey_id, reason=None, now=NOW)


def test_the_database_writes_down_who_acts_whatever_it_is_told(
    cast: Cast, database: Database
) -> None:
    told = (
        "INSERT INTO journeys_look (journey_id, how, staff_id, at) VALUES ('J-1', 'page', 1, now())"
    )
    with database.web(cast.osei.pk) as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute(told)
    with database.web() as web, pytest.raises(psycopg.errors.CheckViolation):
        web.execute("INSERT INTO journeys_look (journey_id, how) VALUES ('J-1', 'page')")
    with database.web(cast.lowe.pk) as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute("INSERT INTO journeys_look (journey_id, how) VALUES ('J-1', 'page')")


@pytest.mark.parametrize("name", ["ash", "ames"])
def test_who_works_on_no_case_says_why_once_a_shift(cast: Cast, name: str) -> None:
    staff = getattr(cast, name)
    with acting_as(staff):
        for stated in (None, "because", "  "):
            with pytest.raises(ReasonWanted):
                look(by=staff, journey_id="J-1", reason=stated, now=NOW)
        look(by=staff, journey_id="J-1", reason="Dip sample for quarter two", now=NOW)
        look(by=staff, journey_id="J-1", reason=None, now=NOW)
    assert [reason for _, reason in looks_of(staff, "J-1")] == ["Dip sample for quarter two", None]


def test_a_stated_reason_lets_an_auditor_see_names_and_only_of_that_journey(cast: Cast) -> None:
    asked = "SELECT journeys_may_see_identity(%s) AS seen"
    with acting_as(cast.ash):
        look(by=cast.ash, journey_id="J-2", reason="Dip sample for quarter two", now=NOW)
        assert rows(asked, ["J-2"])[0]["seen"]
        assert not rows(asked, ["J-3"])[0]["seen"]
    with acting_as(cast.ames):
        look(by=cast.ames, journey_id="J-3", reason="Checking a late duty", now=NOW)
        assert not rows(asked, ["J-3"])[0]["seen"]


def notices_to(staff: Staff) -> tuple[int, str]:
    """How many somebody has yet to acknowledge, and why the first of them was opened."""
    with acting_as(staff):
        listed = notices_of(staff)
        return waiting_for(staff), listed[0].opened.reason if listed else ""


def test_break_glass_opens_the_crime_to_one_person_and_tells_both_supervisors(cast: Cast) -> None:
    waited, _ = notices_to(cast.moss)
    with acting_as(cast.osei):
        assert not may_see("J-2")
        opened = break_glass(by=cast.osei, journey_id="R-2", reason=REASON, now=timezone.now())
        assert opened.journey_ids == ("J-2", "J-3")
        notices = Notice.objects.filter(break_glass__staff=cast.osei)
        assert set(notices.values_list("told", flat=True)) == {cast.byrne.pk, cast.moss.pk}
    assert notices_to(cast.moss) == (waited + 2, REASON)


@pytest.mark.parametrize(
    ("name", "reference", "told", "said"),
    [
        ("lowe", "R-8", {"moss", "byrne"}, "Your supervisors and those of the case are told"),
        (
            "osei",
            "R-6",
            {"byrne"},
            "Your supervisors are told, with your reason. The case has none",
        ),
        (
            "vine",
            "R-7",
            {"moss"},
            "The supervisors of the case are told, with your reason. You have",
        ),
        ("wren", "R-6", {"ash"}, "The auditors of the force are told, with your reason: no super"),
    ],
)
def test_the_page_says_truly_who_is_told_and_somebody_always_is(
    cast: Cast, name: str, reference: str, told: set[str], said: str
) -> None:
    staff = getattr(cast, name)
    with acting_as(staff):
        last = Notice.objects.order_by("-pk").first()
    shown = signed_in_as(staff).send(
        "/looks/break-glass/", {"reference": reference, "reason": REASON}
    )
    assert said in checked(shown.content.decode()).one("main").words
    with acting_as(staff):
        since = Notice.objects.filter(pk__gt=last.pk if last else 0, break_glass__staff=staff)
        assert {one.told.name.lower() for one in since} == told


def test_an_opening_lasts_as_long_as_the_settings_say_and_is_nobody_elses(
    cast: Cast, database: Database
) -> None:
    with acting_as(cast.wren):
        break_glass(by=cast.wren, journey_id="J-2", reason=REASON, now=timezone.now())
        assert may_see("J-2")
        look(by=cast.wren, journey_id="J-2", reason=None, now=NOW)
    with acting_as(cast.vine):
        assert not may_see("J-2")
    with acting_as(cast.wren):
        opened = BreakGlass.objects.filter(staff=cast.wren).latest("pk")
    assert (opened.ends_at - opened.opened_at).total_seconds() == 8 * 3600
    with database.owner() as owner, pytest.raises(psycopg.errors.RestrictViolation):
        owner.execute("UPDATE organisation_break_glass SET ends_at = ends_at + interval '1 day'")


@pytest.mark.parametrize("name", ["ash", "ames", "cole", "pike", "adams", "vale"])
def test_who_does_not_work_on_cases_opens_none(cast: Cast, name: str) -> None:
    staff = getattr(cast, name)
    with acting_as(staff), pytest.raises(NotThere):
        break_glass(by=staff, journey_id="R-2", reason=REASON, now=NOW)


def test_the_pages_of_break_glass_and_of_its_acknowledgement(cast: Cast) -> None:
    vine = signed_in_as(cast.vine)
    address = "/looks/break-glass/"
    assert b"Enter why you need" in vine.send(address, {"reference": "R-2"}).content
    said = {"reference": "R-9", "reason": REASON}
    assert b"no journey with this reference" in vine.send(address, said).content
    shown = vine.send(address, {"reference": "J-3", "reason": REASON})
    assert b"The journey is open to you" in shown.content
    moss = signed_in_as(cast.moss)
    page = moss.get("/people/break-glass/").content.decode()
    assert REASON in page
    with acting_as(cast.moss):
        notice = Notice.objects.filter(told=cast.moss, acknowledged_at=None).latest("pk")
    byrne = signed_in_as(cast.byrne)
    assert byrne.send(f"/people/break-glass/{notice.pk}/").status_code == 404
    assert moss.send(f"/people/break-glass/{notice.pk}/").status_code == 302
    with acting_as(cast.moss):
        notice.refresh_from_db()
    assert notice.acknowledged_at is not None


def test_what_is_acknowledged_in_a_second_tab_as_well_is_told_so_and_the_first_time_stands(
    cast: Cast,
) -> None:
    with acting_as(cast.vine):
        break_glass(by=cast.vine, journey_id="J-3", reason=REASON, now=timezone.now())
    with acting_as(cast.moss):
        notice = Notice.objects.filter(told=cast.moss, acknowledged_at=None).latest("pk")
    moss, address = signed_in_as(cast.moss), f"/people/break-glass/{notice.pk}/"
    moss.send(address)
    with acting_as(cast.moss):
        first = Notice.objects.get(pk=notice.pk).acknowledged_at
    assert moss.send(address)["Location"] == "/people/break-glass/"
    assert (
        "You have acknowledged this already." in moss.get("/people/break-glass/").content.decode()
    )
    with acting_as(cast.moss):
        assert Notice.objects.get(pk=notice.pk).acknowledged_at == first
    assert signed_in_as(cast.byrne).send(address).status_code == 404


def test_an_auditor_reads_of_every_opening_by_people_of_their_units_and_acknowledges_none(
    cast: Cast, database: Database
) -> None:
    with as_owner(database):
        of_moor = Staff.objects.create(
            email="eve@force.example", name="Eve", role="auditor", unit_id="A2", added_at=NOW
        )
    why = f"{REASON}, which is of interest"
    for staff, journey_id in ((cast.osei, "J-6"), (cast.lowe, "J/4~a")):
        with acting_as(staff):
            break_glass(by=staff, journey_id=journey_id, reason=why, now=timezone.now())
    shown = checked(signed_in_as(cast.ash).get("/people/break-glass/").content.decode())
    said = [row.words for row in shown.all("tr") if why in row.words]
    assert len(said) == 2
    assert "Lowe, officer, Moor Response" in said[0]
    assert "Osei, officer, Harbour Response" in said[1]
    assert "0 of 2 told" in shown.words
    assert "Acknowledge the opening of J-6 by Osei" not in shown.words
    with acting_as(cast.ash):
        notices = Notice.objects.filter(break_glass__reason=why)
        assert {one.told.name for one in notices} == {"Byrne", "Moss"}
    shown = checked(signed_in_as(of_moor).get("/people/break-glass/").content.decode())
    said = [row.all("td")[0].words for row in shown.all("tr") if why in row.words]
    assert said == ["J/4~a"]


def test_a_reason_is_stated_on_a_page_and_leads_back_here_alone(cast: Cast) -> None:
    ames = signed_in_as(cast.ames)
    address = "/looks/J-2/reason/"
    said = {"reason": "Dip sample for quarter two", "next": "/journeys/J-2/?of=all"}
    assert ames.send(address, said)["Location"] == "/journeys/J-2/?of=all"
    for elsewhere in ("https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\x"):
        assert ames.send(address, {**said, "next": elsewhere})["Location"] == "/"
    assert ames.get("/looks/J-none/reason/").status_code == 404


def test_who_looked_is_for_supervisors_of_the_journey_and_auditors(cast: Cast) -> None:
    with acting_as(cast.osei):
        look(by=cast.osei, journey_id="J-1", reason=None, now=NOW)
    for name in ("byrne", "ash"):
        page = signed_in_as(getattr(cast, name)).get("/looks/J-1/")
        assert page.status_code == 200
        assert b"Osei" in page.content
    assert signed_in_as(cast.moss).get("/looks/J-1/").status_code == 404
    assert signed_in_as(cast.byrne).get("/looks/J-none/").status_code == 404


def test_the_id_of_a_journey_may_hold_any_sign(cast: Cast) -> None:
    ash = signed_in_as(cast.ash)
    asked = ash.get("/journeys/J~14~0a/")
    assert asked["Location"] == "/looks/J~14~0a/reason/?next=%2Fjourneys%2FJ~14~0a%2F"
    stated = {"reason": "Dip sample for quarter two", "next": "/journeys/J~14~0a/"}
    assert ash.send(asked["Location"], stated)["Location"] == "/journeys/J~14~0a/"
    assert ash.get("/journeys/J~14~0a/").status_code == 200
    assert b"Ash" in ash.get("/looks/J~14~0a/").content


def test_an_auditor_sees_what_one_person_looked_at_and_why(cast: Cast) -> None:
    with acting_as(cast.vine):
        look(by=cast.vine, journey_id="J-1", reason=None, now=NOW)
        break_glass(by=cast.vine, journey_id="J-5", reason=REASON, now=timezone.now())
    ash = signed_in_as(cast.ash)
    people = checked(ash.get("/looks/by/").content.decode())
    assert "opened with break-glass" in people.one("main").words
    (link,) = [one["href"] for one in people.all("a") if one.words == "Vine"]
    shown = checked(ash.get(link).content.decode()).one("main").words
    assert REASON in shown
    assert "R-1" in shown
    by_glass = checked(ash.get(f"{link}?how=break_glass").content.decode()).one("main").words
    assert "R-4" in by_glass
    assert "R-1" not in by_glass


def test_what_somebody_looked_at_is_narrowed_by_days_and_taken_away(cast: Cast) -> None:
    with acting_as(cast.vine):
        break_glass(by=cast.vine, journey_id="J-6", reason=f"=2+5 {REASON}", now=timezone.now())
    ash = signed_in_as(cast.ash)
    of_vine = f"/looks/by/{cast.vine.pk}/"
    long_ago = {"until-day": "1", "until-month": "1", "until-year": "2020"}
    assert b"No looks" in ash.get(of_vine, long_ago).content
    assert b"Nobody looked" in ash.get("/looks/by/", long_ago).content
    wrong = ash.get(of_vine, {"since-day": "40", "since-month": "1", "since-year": "2020"})
    assert b"must be a real date" in wrong.content
    sheet = load_workbook(io.BytesIO(ash.get(f"{of_vine}spreadsheet/").content)).worksheets[0]
    (why,) = [row[5] for row in sheet.iter_rows(min_row=2) if str(row[5].value).startswith("=2+5")]
    assert (why.data_type, why.quotePrefix) == ("s", True)
    counted = ash.get("/looks/by/spreadsheet/", {"unit": "A1"}).content
    names = [row[0] for row in load_workbook(io.BytesIO(counted)).worksheets[0].values]
    assert "Vine" in names
    assert "Lowe" not in names


def test_nobody_watches_over_people_who_are_not_theirs(cast: Cast) -> None:
    with acting_as(cast.pike), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM journeys_lookers(now() - interval '1 day', now())")
        assert cursor.fetchall() == []
    byrne = signed_in_as(cast.byrne)
    assert byrne.get(f"/looks/by/{cast.osei.pk}/").status_code == 200
    for other in (cast.vine, cast.lowe, cast.adams, cast.pike):
        for page in ("", "spreadsheet/"):
            assert byrne.get(f"/looks/by/{other.pk}/{page}").status_code == 404
    assert b"Vine" not in byrne.get("/looks/by/").content
    assert signed_in_as(cast.ash).get(f"/looks/by/{cast.pike.pk}/").status_code == 200


def test_the_log_only_grows_and_what_was_done_to_it_shows(cast: Cast, database: Database) -> None:
    with acting_as(cast.osei):
        for _ in range(3):
            look(by=cast.osei, journey_id="J-1", reason=None, now=NOW)
    for statement in ("UPDATE journeys_look SET reason = 'x'", "DELETE FROM journeys_look"):
        with database.owner() as owner, pytest.raises(psycopg.errors.RestrictViolation):
            owner.execute(statement)
    with as_owner(database):
        whole = chain.verify()
        assert whole.sound
        assert (whole.looks, whole.entry) == (whole.entry, whole.looks)
        for statement, what in TAMPERING:
            assert what in {fault.what for fault in verified_after(statement)}
        assert chain.verify() == whole


LAST_LOOK = "(SELECT max(look_id) FROM journeys_look)"
LAST_ENTRY = "(SELECT max(entry) FROM journeys_look_register)"
CUT = "the register was changed, cut or filled up at this entry"
TAMPERING = (
    (
        f"UPDATE journeys_look SET reason = 'another reason' WHERE look_id = {LAST_LOOK}",  # noqa: S608 - of this file
        "it was changed after it was written",
    ),
    (f"DELETE FROM journeys_look WHERE look_id = {LAST_LOOK}", "it was removed"),  # noqa: S608 - of this file
    ("DELETE FROM journeys_look_register WHERE entry = 2", CUT),
    (
        f"DELETE FROM journeys_look_register WHERE entry = {LAST_ENTRY}",  # noqa: S608 - of this file
        "it was put in: the register does not know of it",
    ),
)


def verified_after(statement: str) -> tuple[chain.Fault, ...]:
    """What verify finds after somebody with all rights has done something, which is then undone."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journeys_look DISABLE TRIGGER only_grows")
        cursor.execute("ALTER TABLE journeys_look_register DISABLE TRIGGER only_grows")
        cursor.execute(statement)
        found = chain.faults()
        transaction.set_rollback(True)
    return found
