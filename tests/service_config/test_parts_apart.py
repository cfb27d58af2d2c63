"""The web server and the worker, each with a data folder of its own, as a force runs them."""

import http.client
import shutil
import stat
from pathlib import Path

import pytest
from apart import browser_of, environment, part, web
from calling import Force, database, force, server
from database import Database
from living import command, free_port
from sending import SAMPLES, counted, fresh
from source import ROOT

__all__ = ["database", "force", "fresh", "server"]


def test_a_file_that_the_web_server_took_is_loaded_by_the_worker_and_then_gone(
    force: Force, fresh: Database, tmp_path: Path
) -> None:
    fresh.django("owner")
    browser = browser_of(force.staff["analyst"])
    before, uploads = counted(fresh), tmp_path / "uploads"
    file = (SAMPLES / "crime-investigations.csv").read_bytes()
    with (
        web(environment(fresh, tmp_path, "web"), tmp_path) as serving,
        part("worker", environment(fresh, tmp_path, "worker"), tmp_path / "worker.log"),
    ):
        status, page, text = serving.send(browser, "/loads/send/", file=file)
        assert status == http.client.FOUND, text
        modes = [stat.S_IMODE(one.stat().st_mode) for one in sorted(uploads.rglob("*"))]
        assert modes == [0o770, 0o660]
        assert "What a load would do" in serving.until_not("Waiting", page, browser)
        serving.send(browser, page, to=f"{page}load/")
        assert "Undo this load" in serving.until_not("Loading", page, browser)
    assert counted(fresh)[0] > before[0]
    assert [one for one in uploads.rglob("*") if one.is_file()] == []


def test_a_backup_holds_files_that_were_sent_wherever_they_lie_and_puts_them_back_for_both(
    fresh: Database, tmp_path: Path
) -> None:
    given = environment(fresh, tmp_path, "worker")
    sent = tmp_path / "uploads" / "an-id" / "file.csv"
    sent.parent.mkdir()
    sent.write_text("a,b\n")
    made = command("backup", str(tmp_path / "state.zip"), **given)
    assert made.returncode == 0, made.stderr
    sent.unlink()
    sent.parent.rmdir()
    back = command("restore", str(tmp_path / "state.zip"), "--over", **given)
    assert back.returncode == 0, back.stderr
    assert sent.read_text() == "a,b\n"
    assert stat.S_IMODE(sent.parent.stat().st_mode) == 0o770
    assert stat.S_IMODE(sent.stat().st_mode) == 0o660
    assert not (tmp_path / "worker" / "uploads").exists()


@pytest.mark.parametrize("name", ["web", "worker"])
@pytest.mark.parametrize(
    ("uploads", "said"), [(None, "is not set"), ("nowhere", "there is no such folder")]
)
def test_a_part_does_not_start_where_the_other_would_not_find_what_was_sent(
    fresh: Database, tmp_path: Path, name: str, uploads: str | None, said: str
) -> None:
    given = environment(fresh, tmp_path, name)
    if uploads is None:
        del given["TOUCHPOINT_UPLOADS"]
    else:
        given["TOUCHPOINT_UPLOADS"] = str(tmp_path / uploads)
    asked = command("run", "--only", name, **given)
    assert (asked.returncode, asked.stderr.count("\n")) == (1, 1)
    assert "TOUCHPOINT_UPLOADS" in asked.stderr
    assert said in asked.stderr


def may_too_much(database: Database, role: str) -> str:
    """The address of a database as a role that row-level security does not hold for."""
    return database.url("web").replace("touchpoint_web", role)


@pytest.mark.parametrize(
    ("role", "said"),
    [("touchpoint_owner", "owns a table"), ("postgres", "is a superuser")],
)
def test_pages_are_not_served_as_a_role_that_could_step_round_row_level_security(
    fresh: Database, tmp_path: Path, role: str, said: str
) -> None:
    given = environment(fresh, tmp_path, "web")
    asked = command(
        "run", "--only", "web", **{**given, "DATABASE_WEB_URL": may_too_much(fresh, role)}
    )
    assert asked.returncode == 1
    assert f"It is called {role}" in asked.stderr
    assert said in asked.stderr


@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_part_does_not_start_with_a_key_of_its_own_making(
    fresh: Database, tmp_path: Path, name: str
) -> None:
    given = environment(fresh, tmp_path, name)
    del given["TOUCHPOINT_SECRET_KEY"]
    asked = command("run", "--only", name, **given)
    assert (asked.returncode, asked.stderr.count("\n")) == (1, 1)
    assert "TOUCHPOINT_SECRET_KEY is not set" in asked.stderr
    assert list((tmp_path / name).iterdir()) == []


def test_what_is_reached_by_https_is_not_served_without_a_proxy_that_speaks_it(
    fresh: Database, tmp_path: Path
) -> None:
    given = environment(fresh, tmp_path, "web")
    given["TOUCHPOINT_PUBLIC_URL"] = "https://touchpoint.example.police.uk"
    for words in (("--only", "web"), ()):
        asked = command("run", "--port", str(free_port()), *words, **given)
        assert (asked.returncode, asked.stderr.count("\n")) == (1, 1)
        assert "set TOUCHPOINT_BEHIND_PROXY to true" in asked.stderr


def test_no_page_is_served_where_the_style_sheets_were_not_built(
    fresh: Database, tmp_path: Path
) -> None:
    bare = tmp_path / "src"
    leave_out = shutil.ignore_patterns("assets", "__pycache__")
    shutil.copytree(ROOT / "src", bare, ignore=leave_out)
    given = {**environment(fresh, tmp_path, "web"), "PYTHONPATH": str(bare)}
    asked = command("run", "--only", "web", **given)
    assert (asked.returncode, asked.stderr.count("\n")) == (1, 1)
    assert "The style sheets of the service have not been built" in asked.stderr
