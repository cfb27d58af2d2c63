"""What the parts of the service do while Postgres is away, and when it is back."""

import http.client
import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from apart import BETWEEN_TRIES, TRIES, browser_of, environment, part, web
from between import between
from calling import Force, database, force, make_a_token, server
from database import Database
from living import PATIENCE, command, free_port
from sending import fresh

if TYPE_CHECKING:
    import subprocess

__all__ = ["database", "force", "fresh", "server"]


def test_a_page_says_within_seconds_that_something_is_broken_and_is_there_once_it_is_not(
    force: Force, fresh: Database, tmp_path: Path
) -> None:
    fresh.django("owner")
    browser = browser_of(force.staff["officer"])
    token = make_a_token(force.staff["officer"])
    program = {"Authorization": f"Bearer {token}"}
    given = environment(fresh, tmp_path, "web")
    with between(fresh) as way:
        given["DATABASE_WEB_URL"] = way.address(fresh, "touchpoint_web")
        with web(given, tmp_path) as serving:
            assert serving.page("/", browser)[0] == http.client.OK
            way.cut()
            status, _, text = serving.ask("GET", "/", headers=browser)
            assert status == http.client.INTERNAL_SERVER_ERROR
            assert "Sorry, there is a problem with the service" in text
            status, _, text = serving.ask("GET", "/health")
            assert status == http.client.SERVICE_UNAVAILABLE
            status, _, text = serving.ask("GET", "/api/v1/me", headers=program)
            assert (status, json.loads(text)["status"]) == (500, 500)
            way.mend()
            assert serving.page("/", browser)[0] == http.client.OK
            assert serving.ask("GET", "/health")[0] == http.client.OK


def until_it_says(log: Path, words: str, times: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait until a log has some words so many times."""
    for _ in range(TRIES):
        if log.exists() and log.read_text().count(words) >= times:
            return
        assert process.poll() is None, log.read_text()
        threading.Event().wait(BETWEEN_TRIES)
    raise AssertionError(log.read_text())


def test_the_worker_waits_for_a_database_that_is_not_there_and_goes_on_once_it_is(
    fresh: Database, tmp_path: Path
) -> None:
    given, log = environment(fresh, tmp_path, "worker"), tmp_path / "worker.log"
    with between(fresh) as way:
        way.cut()
        given["DATABASE_URL"] = way.address(fresh, "touchpoint_owner")
        with part("worker", given, log) as process:
            until_it_says(log, "The database is away", 1, process)
            way.mend()
            until_it_says(log, "The worker is working", 1, process)
            way.cut()
            until_it_says(log, "The database is away", 2, process)
            way.mend()
            until_it_says(log, "The worker is working", 2, process)


def test_set_up_and_web_server_wait_for_a_database_that_a_machine_starts_after_them(
    fresh: Database, tmp_path: Path
) -> None:
    given = environment(fresh, tmp_path, "set-up")
    serving = environment(fresh, tmp_path, "web")
    with between(fresh) as way:
        way.cut()
        given["DATABASE_URL"] = way.address(fresh, "touchpoint_owner")
        serving["DATABASE_WEB_URL"] = way.address(fresh, "touchpoint_web")
        serving["TOUCHPOINT_PORT"] = str(free_port())
        made, served = tmp_path / "set-up.log", tmp_path / "web.log"
        with part("set-up", given, made) as setting_up, part("web", serving, served) as web_server:
            until_it_says(made, "The database is away", 1, setting_up)
            until_it_says(served, "The database is away", 1, web_server)
            way.mend()
            assert setting_up.wait(PATIENCE) == 0
            assert "The tables are up to date." in made.read_text()
            until_it_says(served, "Listening at", 1, web_server)


def test_a_database_that_lets_a_role_in_no_more_is_not_waited_for(
    fresh: Database, tmp_path: Path
) -> None:
    with fresh.superuser() as connection:
        connection.execute(f"REVOKE CONNECT ON DATABASE {fresh.name} FROM PUBLIC, touchpoint_web")
    asked = command("run", "--only", "web", **environment(fresh, tmp_path, "web"))
    assert (asked.returncode, asked.stderr.count("\n")) == (1, 1)
    assert "does not let touchpoint_web in" in asked.stderr
    assert f'permission denied for database "{fresh.name}"' in asked.stderr
