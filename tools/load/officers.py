"""What people do all day, for locust: look at their list, open journeys, search, record.

Everybody signs in first, as in a browser; what is recorded goes through the API under a key.
"""

import json
import os
import re
import secrets
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

from locust import HttpUser, between, task

PEOPLE: dict[str, list[dict[str, Any]]] = defaultdict(list)
for _person in json.loads(Path(os.environ["LOAD_PEOPLE"]).read_text())["people"]:
    PEOPLE[_person["role"]].append(_person)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Person(HttpUser):
    """One person, signed in for as long as the load lasts."""

    abstract = True
    wait_time = between(0.5, 1.5)
    role: ClassVar[str]

    def on_start(self) -> None:
        self.person = PEOPLE[self.role].pop()
        page = self.client.get("/sign-in/", name="sign in")
        self._post("/sign-in/", page.text, "sign in", **self._words("email", "password"))
        self.search = self.client.get("/search/", name="search, empty").text

    def _words(self, *names: str) -> dict[str, str]:
        return {name: self.person[name] for name in names}

    def _post(self, path: str, page: str, name: str, **form: str) -> None:
        token = TOKEN.search(page)
        if token is None:
            raise ValueError(f"{name}: the page has no form")
        sent = {"csrfmiddlewaretoken": token[1], **form}
        self.client.post(path, sent, name=name, headers={"Referer": self.host or ""})

    @property
    def journey(self) -> dict[str, Any]:
        return dict(secrets.choice(self.person["held"]))

    @task(4)
    def look(self) -> None:
        self.client.get(f"/journeys/{self.journey['journey_id']}/", name="journey page")

    @task(2)
    def find(self) -> None:
        self._post("/search/", self.search, "search", reference=self.journey["reference"])

    @task(1)
    def find_by_name(self) -> None:
        name = self.journey["family_name"] or "Smith"
        self._post("/search/", self.search, "search by name", family_name=name)

    @task(2)
    def record(self) -> None:
        happened = datetime.now(UTC) - timedelta(minutes=1)  # noqa: TID251 - a program of its own
        touchpoint = {
            "journey_id": self.journey["journey_id"],
            "kind": "victim.told",
            "happened_at": happened.isoformat(),
            "channel": "phone",
            "detail": {"of": "suspect.arrested"},
        }
        headers = {
            "Authorization": f"Bearer {self.person['token']}",
            "Idempotency-Key": secrets.token_hex(8),
        }
        sent = {"touchpoints": [touchpoint]}
        self.client.post("/api/v1/touchpoints", json=sent, headers=headers, name="append")


class Officer(Person):
    """Most people: their own list, and the form on which something is recorded."""

    role = "officer"
    fixed_count = 14

    @task(3)
    def worklist(self) -> None:
        self.client.get("/worklists/mine/", name="own worklist")

    @task(1)
    def form(self) -> None:
        address = f"/journeys/{self.journey['journey_id']}/record/victim.told/"
        self.client.get(address, name="form to record")


class Supervisor(Person):
    """Their team's list, and once in a while the check of all of its open crimes."""

    role = "supervisor"
    fixed_count = 3

    @task(3)
    def worklist(self) -> None:
        self.client.get("/worklists/team/", name="team worklist")

    @task(1)
    def check(self) -> None:
        self.client.get("/worklists/check/", name="daily check")


class VictimServices(Person):
    """The list of an area."""

    role = "victim_services"
    fixed_count = 2

    @task(3)
    def worklist(self) -> None:
        self.client.get("/worklists/team/", name="area worklist")


class WitnessCare(Person):
    """The list of a whole force, of what comes after a charge."""

    role = "witness_care"
    fixed_count = 1

    @task(3)
    def worklist(self) -> None:
        self.client.get("/worklists/witness-care/", name="witness care worklist")
