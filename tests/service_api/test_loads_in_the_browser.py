"""A file is sent in the browser, looked at, loaded by the worker, and undone: nothing is lost."""

import stat
from pathlib import Path

from calling import Force, database, force, server
from database import Database
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pages import got
from sending import analyst, counted, data, fresh, sample, sent, work

from touchpoint.extracts.reading.content import ENDINGS

__all__ = ["analyst", "data", "database", "force", "fresh", "server"]


def test_a_file_is_guessed_tried_loaded_and_undone(analyst: Client, fresh: Database) -> None:
    before = counted(fresh)
    crimes = sample(analyst, "crime-investigations.csv")
    assert "Waiting" in got(analyst, crimes).words
    work(fresh)
    looked_at = got(analyst, crimes).words
    assert "crime-investigations" in looked_at
    assert "What a load would do" in looked_at
    assert counted(fresh) == before
    assert analyst.post(f"{crimes}load/").status_code == 302
    work(fresh)
    assert "Loaded" in got(analyst, crimes).words
    with_crimes = counted(fresh)
    assert with_crimes[0] > before[0]

    log = sample(analyst, "crime-victims.csv")
    work(fresh)
    analyst.post(f"{log}load/")
    work(fresh)
    with_victims = counted(fresh)
    assert with_victims[1] > with_crimes[1]

    again = sample(analyst, "crime-victims.csv")
    work(fresh)
    analyst.post(f"{again}load/")
    work(fresh)
    assert counted(fresh) == with_victims
    assert "Unchanged" in got(analyst, again).words

    entries = sample(analyst, "crime-enquiry-log.tsv")
    work(fresh)
    analyst.post(f"{entries}load/")
    work(fresh)
    assert counted(fresh)[2] > with_victims[2]
    assert analyst.post(f"{entries}undo/").status_code == 302
    work(fresh)
    assert counted(fresh)[2] == with_victims[2]
    assert "Undone" in got(analyst, entries).words


def test_what_a_load_is_owed_is_there_at_once(analyst: Client, fresh: Database) -> None:
    asked = (
        "SELECT count(*) FROM journeys_journey AS j WHERE NOT EXISTS "
        "(SELECT FROM journeys_obligation AS o WHERE o.journey_id = j.journey_id)"
    )
    with fresh.owner() as connection:
        without = connection.execute(asked).fetchone()
    del analyst
    assert without == (0,)


def test_a_file_that_cannot_be_read_says_so_and_nothing_else_happens(
    analyst: Client, fresh: Database
) -> None:
    for name, content in (
        ("notes.csv", b"\x00\x01\x02"),
        ("empty.xlsx", b""),
        ("x.xlsx", b"PK\x03\x04"),
    ):
        answered = analyst.post("/loads/send/", {"file": SimpleUploadedFile(name, content)})
        if answered.status_code == 200:
            assert "empty" in answered.content.decode()
            continue
        work(fresh)
        assert "Cannot be read" in got(analyst, answered.headers["Location"]).words


def test_every_ending_of_a_file_that_is_read_is_kept_where_it_lies(database: Database) -> None:
    from touchpoint.service.extracts import files  # noqa: PLC0415 - Django is set up by then

    del database
    assert frozenset().union(*ENDINGS.values()) - {""} == files.ENDINGS


def test_a_file_name_leads_nowhere_but_into_the_folder_of_its_upload(
    analyst: Client, data: Path
) -> None:
    sent(analyst, "..\\..\\etc/pass<script>wd.csv", b"a,b\n1,2\n")
    inside = [one for one in (data / "uploads").rglob("*") if one.is_file()]
    assert [one.name for one in inside] == ["file.csv"]
    assert [stat.S_IMODE(one.parent.stat().st_mode) for one in inside] == [0o700]


def test_a_load_is_not_started_twice_nor_undone_before_it_is_done(
    analyst: Client, fresh: Database
) -> None:
    crimes = sample(analyst, "crime-investigations.csv")
    assert "cannot be done now" in analyst.post(f"{crimes}load/", follow=True).content.decode()
    work(fresh)
    assert "cannot be done now" in analyst.post(f"{crimes}undo/", follow=True).content.decode()


def test_an_officer_loads_nothing_and_learns_of_no_upload(force: Force, analyst: Client) -> None:
    from touchpoint.service.organisation.sessions import BY_PROVIDER  # noqa: PLC0415 - the same

    crimes = sample(analyst, "crime-investigations.csv")
    officer = Client(SERVER_NAME="localhost")
    officer.force_login(force.staff["officer"])
    session = officer.session
    session[BY_PROVIDER] = True
    session.save()
    assert {officer.get(path).status_code for path in ("/loads/", "/loads/send/", crimes)} == {404}
