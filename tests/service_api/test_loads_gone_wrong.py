"""Files that lie, loads that are interrupted and undoings that others stand against."""

import io
import struct
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from calling import Force, database, force, server
from database import Database
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pages import errors_of, got
from pages import sent as answered
from sending import SAMPLES, analyst, counted, data, fresh, loaded, sample, sent, work

__all__ = ["analyst", "data", "database", "force", "fresh", "server"]


def packed(declared: int | None = None) -> bytes:
    """A workbook of nothing but zeros, which says of itself that it holds so many bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b"\0" * 3_000_000)
    content = bytearray(out.getvalue())
    if declared is not None:
        central = content.index(b"PK\x01\x02")
        content[central + 24 : central + 28] = struct.pack("<I", declared)
    return bytes(content)


HOSTILE = {
    "a bomb": ("bomb.xlsx", packed(0xF0000000), "would swell"),
    "a bomb that says it is small": ("small.xlsx", packed(10), "damaged"),
    "no workbook at all": ("book.xlsx", b"Reference,Reported\n1,2\n", ""),
    "a workbook called text": ("book.csv", packed(), ""),
    "a program": ("run.csv", b"MZ\x90\x00\x03" * 50, ""),
    "markup": ("page.csv", b"<script>alert(1)</script>", ""),
    "no rows": ("none.csv", b"Reference,Reported\n", ""),
    "too many columns": (
        "wide.csv",
        b"%s\n%s\n" % (b",".join(b"c%d" % n for n in range(1_001)), b",".join([b"1"] * 1_001)),
        "1,001 columns",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_lies_is_told_of_in_words_and_changes_nothing(
    analyst: Client, fresh: Database, name: str
) -> None:
    called, content, words = HOSTILE[name]
    before = counted(fresh)
    address = sent(analyst, called, content)
    work(fresh)
    page = got(analyst, address).words
    assert "Waiting to be looked at" not in page
    assert "Something went wrong in Touchpoint" not in page
    assert words in page
    assert "Load this file" not in page
    assert counted(fresh) == before


@pytest.mark.parametrize("called", ["book", "book.csv", "book.xlsx"])
def test_what_is_said_of_a_file_begins_with_no_name_under_which_it_lies(
    analyst: Client, fresh: Database, called: str
) -> None:
    address = sent(analyst, called, HOSTILE["a program"][1])
    work(fresh)
    warning = got(analyst, address).having("govuk-warning-text__text")[0].words
    assert warning.startswith("Warning The file cannot be read: ")


def test_what_is_said_of_a_profile_of_ones_own_begins_with_no_name_under_which_it_lies(
    analyst: Client, fresh: Database
) -> None:
    profile = SimpleUploadedFile("mine.toml", b"name = 3\n")
    file = SimpleUploadedFile("crimes.csv", b"a,b\n1,2\n")
    address = analyst.post("/loads/send/", {"file": file, "profile": profile})["Location"]
    work(fresh)
    warning = got(analyst, address).having("govuk-warning-text__text")[0].words
    assert warning.startswith("Warning Your profile cannot be read")


def test_names_with_paths_and_lines_stay_names(analyst: Client, data: Path) -> None:
    for name in ("../../../etc/passwd", "a\nb\r.csv", "." * 90, "é" * 150 + ".csv"):
        got(analyst, sent(analyst, name, b"a,b\n1,2\n"))
    files = [one for one in (data / "uploads").rglob("*") if one.is_file()]
    assert all(one.parent.parent == data / "uploads" for one in files)
    assert all(one.name.isprintable() for one in files)


def test_a_file_that_no_profile_fits_is_not_said_to_be_ready(
    analyst: Client, fresh: Database
) -> None:
    address = sent(analyst, "odd.csv", b"a,b\n1,2\n")
    work(fresh)
    for page in (address, "/loads/"):
        words = got(analyst, page).words
        assert "No profile fits" in words
        assert "Ready to load" not in words


def test_a_long_name_is_cut_short_in_the_list_and_whole_on_its_page(analyst: Client) -> None:
    address = sent(analyst, "n" * 150 + ".csv", b"a,b\n1,2\n")
    assert "n" * 37 + "... " in got(analyst, "/loads/").words
    assert "n" * 150 + ".csv" in got(analyst, address).words


def test_an_empty_form_says_what_is_missing(analyst: Client) -> None:
    assert errors_of(answered(analyst, "/loads/send/"))
    nothing = {"file": SimpleUploadedFile("empty.csv", b"")}
    assert errors_of(answered(analyst, "/loads/send/", nothing))


def test_every_fault_of_a_profile_of_ones_own_is_told(analyst: Client, fresh: Database) -> None:
    profile = SimpleUploadedFile("own.toml", b'name = ""\nsource = 3\nnonsense = true\n')
    file = SimpleUploadedFile("crimes.csv", (SAMPLES / "crime-investigations.csv").read_bytes())
    address = analyst.post("/loads/send/", {"file": file, "profile": profile})["Location"]
    work(fresh)
    page = got(analyst, address)
    assert "Cannot be read" in page.words
    told = [one.words for listed in page.having("govuk-list--bullet") for one in listed.all("li")]
    assert len(told) > 1


def test_an_interrupted_load_is_taken_up_again_by_itself(analyst: Client, fresh: Database) -> None:
    address = sample(analyst, "crime-investigations.csv")
    work(fresh)
    before = counted(fresh)
    analyst.post(f"{address}load/")
    with fresh.owner() as connection:
        # So a worker leaves it that was killed in the middle.
        connection.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE status = 'todo'")
    work(fresh)
    assert "Loading" in got(analyst, address).words
    taken_up(fresh)
    assert "Loaded" in got(analyst, address).words
    assert counted(fresh)[0] >= before[0]


def test_a_load_that_is_interrupted_again_and_again_says_so(
    analyst: Client, fresh: Database
) -> None:
    address = sample(analyst, "crime-investigations.csv")
    work(fresh)
    before = counted(fresh)
    analyst.post(f"{address}load/")
    with fresh.owner() as connection:
        connection.execute("UPDATE procrastinate_jobs SET attempts = 3 WHERE status = 'todo'")
    work(fresh)
    page = got(analyst, address).words
    assert "Not loaded" in page
    assert "Something went wrong in Touchpoint" in page
    assert counted(fresh) == before


def taken_up(fresh: Database) -> None:
    """What the worker does every minute, and then what it is asked."""
    from procrastinate.contrib.django import app  # noqa: PLC0415 - Django is set up by then

    fresh.django("owner")
    app.configure_task("extracts.resume").defer(timestamp=0)
    work(fresh)
    work(fresh)


def test_a_load_on_which_another_rests_is_not_undone_and_what_only_it_brought_goes(
    analyst: Client, fresh: Database
) -> None:
    before = counted(fresh)
    crimes = sample(analyst, "crime-investigations.csv")
    work(fresh)
    analyst.post(f"{crimes}load/")
    work(fresh)
    victims = sample(analyst, "crime-victims.csv")
    work(fresh)
    analyst.post(f"{victims}load/")
    work(fresh)
    analyst.post(f"{crimes}undo/")
    work(fresh)
    refused = got(analyst, crimes).words
    assert "cannot be undone while other rows rest on it" in refused
    assert "undo what brought those rows first" in refused
    analyst.post(f"{victims}undo/")
    work(fresh)
    assert counted(fresh)[2] == before[2]
    assert "stay, because touchpoints stand on them" in got(analyst, victims).words


def test_crimes_are_undone_after_their_victims_though_withdrawn_touchpoints_keep_some(
    analyst: Client, fresh: Database
) -> None:
    before = counted(fresh)
    crimes, victims = loaded(analyst, fresh, "crime-investigations.csv", "crime-victims.csv")
    for address in (victims, crimes):
        analyst.post(f"{address}undo/")
        work(fresh)
        page = got(analyst, address).words
        assert "Undone" in page
        assert "while other rows rest on it" not in page
    kept = counted(fresh)
    assert kept[2] == before[2]
    with fresh.owner() as connection:
        resting = connection.execute(
            "SELECT count(*) FROM journeys_investigation AS i WHERE NOT EXISTS (SELECT FROM "
            "journeys_journey AS j WHERE j.investigation_id = i.investigation_id)"
        ).fetchone()
    assert resting == (0,)
    assert f"{kept[0] - before[0]:,} crimes and journeys stay" in got(analyst, crimes).words


def test_what_was_undone_and_stays_is_loaded_again_as_a_corrected_file_has_it(
    analyst: Client, fresh: Database
) -> None:
    crimes, victims = loaded(analyst, fresh, "crime-investigations.csv", "crime-victims.csv")
    once = counted(fresh)
    for address in (victims, crimes):
        analyst.post(f"{address}undo/")
        work(fresh)
    text = (SAMPLES / "crime-victims.csv").read_text("windows-1252")
    corrected = text.replace(",34,Female,", ",35,Female,", 1)
    assert corrected != text
    loaded(analyst, fresh, "crime-investigations.csv")
    address = sent(analyst, "crime-victims.csv", corrected.encode("windows-1252"))
    work(fresh)
    analyst.post(f"{address}load/")
    work(fresh)
    page = got(analyst, address).words
    assert "Why rows were refused" not in page
    assert counted(fresh) == once
    with fresh.owner() as connection:
        ages = connection.execute(
            "SELECT age FROM journeys_journey WHERE investigation_id LIKE '%0101/24%'"
        ).fetchall()
    assert ages == [(35,)]


def test_two_files_at_once_are_loaded_one_after_the_other(
    analyst: Client, fresh: Database, force: Force
) -> None:
    del force
    one, other = (sample(analyst, name) for name in ("survey-waves.csv", "limesurvey.csv"))
    work(fresh)
    for address in (one, other):
        analyst.post(f"{address}load/")
    work(fresh)
    for address in (one, other):
        page = got(analyst, address).words
        assert "Loading" not in page
        assert "Something went wrong in Touchpoint" not in page


def test_a_file_goes_when_it_is_loaded_and_one_that_is_not_goes_after_a_month(
    analyst: Client, fresh: Database, data: Path
) -> None:
    from touchpoint.service.extracts import clearing  # noqa: PLC0415 - Django is set up by then

    crimes = sample(analyst, "crime-investigations.csv")
    waiting = sample(analyst, "crime-victims.csv")
    work(fresh)
    analyst.post(f"{crimes}load/")
    work(fresh)
    assert not list((data / "uploads" / crimes.split("/")[2]).iterdir())
    fresh.django("owner")
    now = timezone.now()
    assert clearing.clear_old(now) == 0
    assert clearing.clear_old(now + clearing.KEPT + timedelta(days=2)) == 2
    fresh.django("web")
    again = analyst.post(f"{waiting}load/", follow=True).content.decode()
    assert "Send it again" in again
