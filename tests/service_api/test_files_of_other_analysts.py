"""What one analyst may do with a file that another sent, and what of it they may read."""

from datetime import timedelta
from pathlib import Path

import duckdb
import psycopg
import pytest
from calling import Force, database, force, server
from database import Database
from django.test import Client
from django.utils import timezone
from pages import got
from sending import SAMPLES, analyst, colleague, data, fresh, sample, sent, signed_in, work

__all__ = ["analyst", "colleague", "data", "database", "force", "fresh", "server"]


def test_a_file_that_one_analyst_sent_is_loaded_and_undone_by_another(
    analyst: Client, colleague: Client, fresh: Database
) -> None:
    address = sample(analyst, "crime-investigations.csv")
    work(fresh)
    again = colleague.post(address, {"profile": "crime-investigations"})
    assert again.status_code == 302
    work(fresh)
    assert colleague.post(f"{address}load/").status_code == 302
    work(fresh)
    assert "What was done" in got(colleague, address).words
    assert colleague.post(f"{address}undo/").status_code == 302
    work(fresh)
    assert "Undone" in got(colleague, address).words


def test_nobody_sends_a_file_in_the_name_of_somebody_else(
    analyst: Client, colleague: Client, fresh: Database
) -> None:
    del analyst, colleague
    with fresh.owner() as connection:
        one, other = (
            row[0]
            for row in connection.execute(
                "SELECT id FROM organisation_staff WHERE role = 'analyst' ORDER BY id"
            )
        )
    with fresh.web(one) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(
            "INSERT INTO extracts_upload (id, staff_id, name, received_at, state, step, profile, "
            "own_profile, found, tried, outcome) VALUES (gen_random_uuid(), %s, '', now(), "
            "'received', '', '', false, '{}', '{}', '{}')",
            [other],
        )


def refused(analyst: Client, fresh: Database) -> str:
    """The address of a loaded file of which a row was refused, whose cell looks like a name."""
    text = (SAMPLES / "crime-investigations.csv").read_bytes()
    address = sent(analyst, "crimes.csv", text.replace(b"02/04/2024,21:15", b"Shannon,21:15"))
    work(fresh)
    assert "Shannon" in got(analyst, address).words
    analyst.post(f"{address}load/")
    work(fresh)
    return address


def test_refused_rows_and_why_are_for_whoever_sent_the_file(
    analyst: Client, colleague: Client, fresh: Database
) -> None:
    address = refused(analyst, fresh)
    own, others = (got(client, address) for client in (analyst, colleague))
    assert "Shannon" in own.words
    assert "Refused 1" in own.words
    assert "Refused 1" in others.words
    assert "Shannon" not in others.words
    assert "Whoever sent the file reads why" in others.words
    link = f"{address}refused/"
    assert [a["href"] for page in (own, others) for a in page.all("a") if a["href"] == link] == [
        link
    ]
    assert colleague.get(link).status_code == 404
    assert b"Shannon" in b"".join(analyst.get(link))


def test_taking_refused_rows_away_is_written_down_for_good(
    analyst: Client, colleague: Client, fresh: Database
) -> None:
    address = refused(analyst, fresh)
    assert "Downloaded by whoever sent the file" not in got(colleague, address).words
    b"".join(analyst.get(f"{address}refused/"))
    assert "Downloaded by whoever sent the file" in got(colleague, address).words
    colleague.get(f"{address}refused/")
    with fresh.owner() as connection:
        taken = connection.execute(
            "SELECT s.email, t.upload_id::text FROM extracts_taken AS t "
            "JOIN organisation_staff AS s ON s.id = t.staff_id"
        ).fetchall()
        assert taken == [("analyst@force.example", address.split("/")[2])]
        with pytest.raises(psycopg.errors.RestrictViolation):
            connection.execute("DELETE FROM extracts_taken")


def test_auditors_read_who_took_refused_rows_away_of_those_whom_they_watch_over(
    force: Force, analyst: Client, fresh: Database
) -> None:
    from touchpoint.service.organisation.models import Staff  # noqa: PLC0415 - Django is set up by then

    address = refused(analyst, fresh)
    fresh.django("owner")
    watching = Staff.objects.create(
        email="auditor@force.example",
        name="Auditor",
        role="auditor",
        unit_id="F",
        added_at=timezone.now(),
    )
    fresh.django("web")
    auditor = signed_in(watching)
    assert "Nobody took refused rows away" in got(auditor, "/loads/taken/").words
    b"".join(analyst.get(f"{address}refused/"))
    words = got(auditor, "/loads/taken/").words
    assert force.staff["analyst"].name in words
    assert address.split("/")[2][:8] in words
    assert "Refused rows" in words
    assert analyst.get("/loads/taken/").status_code == 404

    # The analyst goes to one area, and the auditor watches over another.
    with fresh.owner() as connection:
        areas = connection.execute(
            "SELECT unit_id FROM organisation_unit WHERE parent_id = 'F' ORDER BY unit_id LIMIT 2"
        ).fetchall()
    fresh.django("owner")
    for one, (unit,) in zip((force.staff["analyst"], watching), areas, strict=True):
        Staff.objects.filter(pk=one.pk).update(unit_id=unit)
    fresh.django("web")
    assert "Nobody took refused rows away" in got(auditor, "/loads/taken/").words


def test_nobody_writes_down_that_another_took_rows_away(
    analyst: Client, colleague: Client, fresh: Database
) -> None:
    del colleague
    upload = refused(analyst, fresh).split("/")[2]
    with fresh.owner() as connection:
        ((other,),) = connection.execute(
            "SELECT id FROM organisation_staff WHERE email = 'colleague@force.example'"
        ).fetchall()
    taking = "INSERT INTO extracts_taken (upload_id) VALUES (%s)"
    with fresh.web(other) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(taking, [upload])


def test_the_name_of_a_file_is_for_whoever_sent_it_and_goes_with_the_file(
    analyst: Client, colleague: Client, fresh: Database, data: Path
) -> None:
    from touchpoint.service.extracts import clearing  # noqa: PLC0415 - Django is set up by then

    content = (SAMPLES / "crime-investigations.csv").read_bytes()
    address = sent(analyst, "VPS of Shannon Collier.csv", content)
    work(fresh)
    colleague.post(f"{address}load/")
    work(fresh)
    for page in (address, "/loads/"):
        assert "Shannon" in got(analyst, page).words
        assert "Shannon" not in got(colleague, page).words
    assert f"File {address.split('/')[2][:8]}" in got(colleague, address).words
    fresh.django("owner")
    clearing.clear_old(timezone.now() + clearing.KEPT + timedelta(days=2))
    fresh.django("web")
    assert "Shannon" not in got(analyst, address).words
    assert not [one for one in data.rglob("*") if "Shannon" in one.name]


def test_no_touchpoint_and_no_memory_of_a_load_holds_the_name_of_its_file(
    analyst: Client, fresh: Database, tmp_path: Path
) -> None:
    for name in ("crime-investigations.csv", "crime-victims.csv"):
        content = (SAMPLES / name).read_bytes()
        address = sent(analyst, f"VPS of Shannon Collier {name}", content)
        work(fresh)
        analyst.post(f"{address}load/")
        work(fresh)
    with fresh.owner() as connection:
        references = connection.execute(
            "SELECT source_ref FROM journeys_touchpoint WHERE source_ref LIKE 'load %'"
        ).fetchall()
        kept = connection.execute("SELECT place, content FROM extracts_memory").fetchall()
    assert references
    assert not [one for (one,) in references if "Shannon" in one]
    assert {place.split("/")[0] for place, _ in kept} == {"loads", "rows", "records"}
    for number, (_, content) in enumerate(kept):
        file = tmp_path / f"{number}.parquet"
        file.write_bytes(content)
        with duckdb.connect() as connection:
            rows = connection.execute("SELECT t::VARCHAR FROM read_parquet(?) t", [str(file)])
            assert not [row for (row,) in rows.fetchall() if "Shannon" in row]
