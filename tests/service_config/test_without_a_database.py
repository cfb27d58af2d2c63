"""What the parts of the service do while Postgres is away, and when it is back."""

import http.client
import json
from pathlib import Path

from apart import browser_of, environment, web
from between import between
from calling import Force, database, force, make_a_token, server
from database import Database
from sending import fresh

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
            for _ in range(2):
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
