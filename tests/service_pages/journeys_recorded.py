"""Journeys made for one test each, forms sent as they stand, and what is recorded then.

from journeys_recorded import Maker, filled, made, notice, saved  # the fixture is used by its name
"""

from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client
from journeys_made import Happening, Made, make
from journeys_opened import Journeys
from pages import Element, got


@pytest.fixture
def made(empty_force: Journeys) -> "Maker":
    return Maker(empty_force)


class Maker:
    """Makes a journey for one test, and asks what is recorded on it."""

    number = 0

    def __init__(self, force: Journeys) -> None:
        self.force = force

    def journey(self, *happenings: Happening) -> str:
        Maker.number += 1
        name = f"J{Maker.number}"
        with self.force.write() as opened:
            make(opened, Made(name=name, happenings=happenings))
        return name

    def recorded(self, journey: str, kind: str) -> list[Mapping[str, Any]]:
        found = self.force.rows(
            "SELECT result, about, channel, staff_id, source, happened_at, received_on, detail "
            "FROM journeys_touchpoint "
            "WHERE journey_id = %s AND kind = %s AND source = 'touchpoint' ORDER BY number",
            journey,
            kind,
        )
        names = ("result", "about", "channel", "staff_id", "source", "at", "received", "detail")
        return [dict(zip(names, row, strict=True)) for row in found]

    def state(self, journey: str, duty: str) -> list[str]:
        return [
            row[0]
            for row in self.force.rows(
                "SELECT state FROM journeys_obligation WHERE journey_id = %s AND duty_id = %s",
                journey,
                duty,
            )
        ]


def filled(page: Element) -> dict[str, str]:
    """What a form sends when nothing of it is changed: what is chosen beforehand."""
    form = page.one("main").all("form")[0]
    data = {box["name"]: box["value"] for box in form.all("input") if _is_sent(box)}
    data |= {box["name"]: box.words for box in form.all("textarea")}
    return data


def _is_sent(box: Element) -> bool:
    if box["type"] in {"radio", "checkbox"}:
        return "checked" in box
    return bool(box["name"])


def saved(client: Client, address: str, data: Mapping[str, Any]) -> Element:
    """The page that somebody is shown once a form is saved."""
    answer = client.post(address, dict(data))
    assert answer.status_code == 303, answer.content.decode()[-3000:]
    return got(client, answer["Location"])


def notice(page: Element) -> str:
    return " ".join(one.words for one in page.having("govuk-notification-banner"))
