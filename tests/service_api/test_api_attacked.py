"""What an attacker or a broken program sends to the API comes back empty, and in one shape."""

import base64
import json
import threading
from datetime import timedelta
from typing import Any

import pytest
from calling import Caller, Force, caller, database, force, make_a_token, server
from database import Database
from django.db import connections
from django.test import Client
from django.utils import timezone

__all__ = ["caller", "database", "force", "server"]

PROBLEM = "application/problem+json"
OTHER_KINDS = (
    "text/plain",
    "application/xml",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
)


def told(force: Force, **said: object) -> dict[str, object]:
    when = timezone.now() - timedelta(minutes=5)
    return {
        "journey_id": force.own,
        "kind": "victim.updated",
        "happened_at": when.isoformat(),
        "result": "done",
        **said,
    }


def raw(caller: Caller, method: str, path: str, body: bytes | str, kind: str) -> Any:  # noqa: ANN401 - a response of the test client
    return caller.client.generic(
        method,
        f"/api/v1{path}",
        data=body,
        content_type=kind,
        headers={"Authorization": f"Bearer {caller.tokens['officer']}"},
    )


@pytest.mark.parametrize(
    "undone",
    [
        "UPDATE organisation_token SET revoked_at = now() WHERE staff_id = %s",
        "UPDATE organisation_token SET expires_at = now() - interval '1 s' WHERE staff_id = %s",
        "UPDATE organisation_staff SET is_active = false WHERE id = %s",
    ],
    ids=["revoked", "expired", "of somebody deactivated"],
)
def test_a_token_that_counts_no_longer_opens_nothing(
    caller: Caller, force: Force, database: Database, undone: str
) -> None:
    database.django("owner")
    somebody = type(force.staff["officer"]).objects.create(
        email=f"s{len(undone)}@force.example",
        name="Somebody",
        role="officer",
        unit_id=force.staff["officer"].unit_id,
        officer_id=f"X{len(undone)}",
        added_at=timezone.now(),
    )
    token = make_a_token(somebody)
    database.django("web")
    assert caller.get(token, "/me").status == 200
    with database.owner() as connection:
        connection.execute(undone, [somebody.pk])
    for path in ("/me", "/units", f"/journeys/{force.own}", "/obligations"):
        assert caller.get(token, path).status == 401


@pytest.mark.parametrize(
    "more",
    [{"staff_id": "S1"}, {"source": "crime_system"}, {"touchpoint_id": "x"}, {"hash": "00"}],
)
def test_what_the_service_writes_itself_cannot_be_sent(
    caller: Caller, force: Force, more: dict[str, str]
) -> None:
    answer = caller.post("officer", "/touchpoints", {"touchpoints": [told(force, **more)]})
    assert answer.status == 422
    assert next(iter(more)) in answer.said["faults"][0]


def test_a_touchpoint_of_others_can_be_neither_answered_nor_corrected(
    caller: Caller, force: Force, database: Database
) -> None:
    with database.owner() as connection:
        ((theirs,),) = connection.execute(
            "SELECT touchpoint_id FROM journeys_touchpoint WHERE journey_id = %s LIMIT 1",
            [force.of_others],
        ).fetchall()
    answering = {"touchpoints": [told(force, about=theirs)]}
    assert caller.post("officer", "/touchpoints", answering).status in {404, 422}
    correction = {"reason": "It is not so.", "changes": {"result": "declined"}}
    answer = caller.post("officer", f"/touchpoints/{theirs}/corrections", correction)
    nowhere = caller.post("officer", "/touchpoints/no-such/corrections", correction)
    assert (answer.status, answer.said) == (nowhere.status, nowhere.said)
    assert answer.status == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/touchpoints"),
        ("DELETE", "/touchpoints"),
        ("POST", "/units"),
        ("PATCH", "/me"),
        *((method, path) for method in ("PUT", "DELETE") for path in ("/", "/openapi.json")),
    ],
)
def test_a_method_that_is_not_there_is_a_problem_that_names_those_that_are(
    caller: Caller, method: str, path: str
) -> None:
    # As from a program: with no form of ours before it, and whatever it would rather be told in.
    program = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    for wanted in ("*/*", "text/html"):
        answer = program.generic(
            method,
            f"/api/v1{path}",
            data=b"{}",
            content_type="application/json",
            headers={"Authorization": f"Bearer {caller.tokens['officer']}", "Accept": wanted},
        )
        assert (answer.status_code, answer["Content-Type"]) == (405, PROBLEM)
        assert answer["Allow"]


def odd_bodies(force: Force) -> dict[str, bytes]:
    def with_detail(text: str) -> bytes:
        said = json.dumps({"touchpoints": [told(force, detail={"note": "PLACE"})]})
        return said.replace('"PLACE"', text).encode()

    return {
        "no JSON": b"journey_id=1",
        "no text": b"\xff\xfe\x00{",
        "nothing": b"",
        "NUL": with_detail('"\\u0000"'),
        "half a character": with_detail('"\\ud800"'),
        "deep": with_detail("[" * 50_000 + "]" * 50_000),
        "a number without end": with_detail("9" * 5000),
        "no number": with_detail("NaN"),
        "more than can be counted": with_detail("1e999"),
        "a year beyond the calendar": json.dumps(
            {"touchpoints": [told(force, happened_at="99999-01-01T00:00:00Z")]}
        ).encode(),
        "no time zone": json.dumps(
            {"touchpoints": [told(force, happened_at="2024-01-01T00:00:00")]}
        ).encode(),
        "too many": json.dumps({"touchpoints": [told(force)] * 101}).encode(),
        "a list": b"[]",
        "null": b"null",
    }


def test_a_body_that_makes_no_sense_is_a_problem_and_adds_nothing(
    caller: Caller, force: Force
) -> None:
    before = caller.get("officer", f"/journeys/{force.own}").said["touchpoints"]
    for name, body in odd_bodies(force).items():
        answer = raw(caller, "POST", "/touchpoints", body, "application/json")
        assert answer.status_code in {400, 422}, (name, answer.content[:300])
        assert answer["Content-Type"] == PROBLEM, name
    sent = json.dumps({"touchpoints": [told(force)]})
    for kind in OTHER_KINDS:
        answer = raw(caller, "POST", "/touchpoints", sent, kind)
        assert answer.status_code == 415, kind
        assert answer["Content-Type"] == PROBLEM, kind
    assert caller.get("officer", f"/journeys/{force.own}").said["touchpoints"] == before
    assert raw(caller, "POST", "/touchpoints", sent, "").status_code == 201


def test_a_body_larger_than_is_taken_is_a_problem_before_it_is_read(caller: Caller) -> None:
    answer = raw(caller, "POST", "/touchpoints", b" " * (1 << 20) + b"{}", "application/json")
    assert (answer.status_code, answer["Content-Type"]) == (413, PROBLEM)


def test_a_body_in_chunks_is_a_problem_that_asks_for_its_length(caller: Caller) -> None:
    answer = caller.client.generic(
        "POST",
        "/api/v1/touchpoints",
        headers={
            "Authorization": f"Bearer {caller.tokens['officer']}",
            "Transfer-Encoding": "chunked",
            "Content-Type": "application/json",
        },
    )
    assert (answer.status_code, answer["Content-Type"]) == (411, PROBLEM)
    assert "Content-Length" in answer.json()["detail"]


def test_odd_questions_are_problems(caller: Caller) -> None:
    for path in (
        "/obligations?after=bm90aGluZw==",
        "/obligations?most=0",
        "/obligations?most=99999999999999999999999",
        "/obligations?until=0000-00-00",
        "/obligations?until=%00",
        "/obligations?nonsense=1",
        "/units?nonsense=1",
        "/journeys/%00",
        "/journeys/" + "x" * 300,
    ):
        answer = caller.get("officer", path)
        assert answer.status in {404, 422}, path
        assert answer.said["faults"] is not None


@pytest.mark.parametrize("day", ["2024-W01-1", "2024W011", "20240101", "2024-1-1", "", None])
def test_a_place_whose_day_is_not_written_as_next_writes_it_is_refused(
    caller: Caller, day: object
) -> None:
    after = base64.urlsafe_b64encode(json.dumps([day, "a", "b", "c"]).encode()).decode()
    answer = caller.get("officer", f"/obligations?after={after}")
    assert answer.status == 422
    assert "not what `next` of the page before said" in answer.said["detail"]


def test_a_key_sent_by_many_at_once_adds_one_and_answers_all_alike(
    caller: Caller, force: Force
) -> None:
    body = json.dumps({"touchpoints": [told(force, channel="letter")]})
    held = threading.Barrier(4)
    answers: list[tuple[int, bytes]] = []

    def send() -> None:
        held.wait()
        answer = Client(SERVER_NAME="localhost").generic(
            "POST",
            "/api/v1/touchpoints",
            data=body,
            content_type="application/json",
            headers={
                "Authorization": f"Bearer {caller.tokens['officer']}",
                "Idempotency-Key": "at-once",
            },
        )
        answers.append((answer.status_code, answer.content))
        connections.close_all()

    before = len(caller.get("officer", f"/journeys/{force.own}").said["touchpoints"])
    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {status for status, _ in answers} == {201}
    assert len(set(answers)) == 1
    after = len(caller.get("officer", f"/journeys/{force.own}").said["touchpoints"])
    assert after == before + 1
