"""Kill -9 of the web server, the worker and Postgres while touchpoints are being appended."""

import http.client
import json
import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from living import PATIENCE, FirstStart, Living, begun, beside, command, living

__all__ = ["begun"]

WRITERS: Final = 3
APPENDS: Final = 10
TRIES: Final = 2_000
BETWEEN_TRIES: Final = 0.05
PARTS: Final = ("gunicorn", "running.worker", "bin/postgres")


def officer_at(data: Path, email: str) -> tuple[str, str, str]:
    """A token of an officer, a journey of theirs, and an instant just gone by."""
    with beside(data) as connection:
        from touchpoint.service.organisation.models import Staff  # noqa: PLC0415 - once Django is set up
        from touchpoint.service.organisation.permissions import (  # noqa: PLC0415 - as above
            Permission,
        )
        from touchpoint.service.organisation.tokens.actions import (  # noqa: PLC0415 - as above
            make_token,
        )

        staff, now = Staff.objects.get(email=email), datetime.now(UTC)  # noqa: TID251 - it runs now
        may = [Permission.APPEND, Permission.SEE_JOURNEY]
        token = make_token(by=staff, name="load", permissions=may, days=1, now=now)
        held = connection.execute(
            "SELECT min(journey_id) FROM journeys_journey WHERE officer_id = %s",
            [staff.officer_id],
        ).fetchone()
    assert held
    return token, held[0], (now - timedelta(minutes=5)).isoformat()


def kept_in(data: Path) -> list[str]:
    """The touchpoints that were appended, and no others."""
    with beside(data) as connection:
        found = connection.execute(
            "SELECT touchpoint_id FROM journeys_touchpoint WHERE source = 'touchpoint' ORDER BY 1"
        ).fetchall()
    return [one for (one,) in found]


@dataclass
class Load:
    """Programs that append touchpoints, each until it is told that it is kept, under one key."""

    service: Living
    token: str
    journey: str
    happened_at: str
    acknowledged: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    told: threading.Condition = field(default_factory=threading.Condition)

    def write(self, writer: int) -> None:
        for number in range(APPENDS):
            self._append(f"load-{writer}-{number}")

    def _append(self, key: str) -> None:
        for _ in range(TRIES):
            status, answer = self._sent(key)
            if status == http.client.CREATED:
                with self.told:
                    kept = json.loads(answer)["touchpoints"][0]["touchpoint_id"]
                    self.acknowledged[key] = kept
                    self.told.notify_all()
                return
            if status is not None and status < http.client.INTERNAL_SERVER_ERROR:
                self.refused.append(answer)
                return
            threading.Event().wait(BETWEEN_TRIES)

    def _sent(self, key: str) -> tuple[int | None, str]:
        touchpoint = {
            "journey_id": self.journey,
            "kind": "victim.told",
            "happened_at": self.happened_at,
            "channel": "phone",
            "detail": {"of": "suspect.arrested"},
        }
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": key,
        }
        body = json.dumps({"touchpoints": [touchpoint]})
        try:
            status, _, answer = self.service.ask("POST", "/api/v1/touchpoints", body, headers)
        except (OSError, http.client.HTTPException):
            return None, ""
        return status, answer

    def wait_for(self, more: int) -> None:
        """Wait until so many more are acknowledged."""
        with self.told:
            wanted = min(len(self.acknowledged) + more, WRITERS * APPENDS)
            assert self.told.wait_for(
                lambda: len(self.acknowledged) >= wanted or self.refused, PATIENCE
            )


def test_nothing_acknowledged_is_lost_or_doubled_when_every_part_is_killed(
    begun: FirstStart, tmp_path: Path
) -> None:
    with living(begun.copied(tmp_path / "data")) as service:
        email, _ = service.sign_ins()["Officer"]
        load = Load(service, *officer_at(service.data, email))
        writers = [threading.Thread(target=load.write, args=(one,)) for one in range(WRITERS)]
        for writer in writers:
            writer.start()
        for part in PARTS:
            load.wait_for(WRITERS)
            service.one(part).kill()
        for writer in writers:
            writer.join(PATIENCE)
        assert load.refused == []
        assert len(load.acknowledged) == WRITERS * APPENDS
        kept = kept_in(service.data)
        assert Counter(kept) == Counter(load.acknowledged.values())

        service.kill()
        service.start()
        assert kept_in(service.data) == kept
        assert service.said.count("is made up") == 1
        assert command("verify", "--data", str(service.data)).returncode == 0
        assert service.stop() == 0
