"""The API appends, reads and tells what is due, for whoever's token it is and nobody else."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from calling import Caller, Force, caller, database, force, make_a_token, server
from database import Database
from django.utils import timezone
from psycopg.types.json import Jsonb

__all__ = ["caller", "database", "force", "server"]


def told(force: Force, **said: object) -> dict[str, object]:
    when = timezone.now() - timedelta(minutes=5)
    return {
        "journey_id": force.own,
        "kind": "victim.updated",
        "happened_at": when.isoformat(),
        "result": "done",
        "channel": "phone",
        **said,
    }


def test_an_appended_touchpoint_is_on_the_journey_when_it_is_read(
    caller: Caller, force: Force
) -> None:
    body = {"touchpoints": [told(force, detail={"note": "told of the next step"})]}
    appended = caller.post("officer", "/touchpoints", body)
    assert appended.status == 201
    (kept,) = appended.said["touchpoints"]
    journey = caller.get("officer", f"/journeys/{force.own}").said
    (found,) = (t for t in journey["touchpoints"] if t["touchpoint_id"] == kept["touchpoint_id"])
    assert (found["kind"], found["result"], found["number"]) == (
        "victim.updated",
        "done",
        kept["number"],
    )
    assert found["detail"] == {"note": "told of the next step"}
    assert journey["identities"] == []


def test_the_same_key_with_the_same_body_adds_nothing(caller: Caller, force: Force) -> None:
    body = {
        "touchpoints": [told(force), told(force, kind="contact.attempted", result="no_contact")]
    }
    first = caller.post("officer", "/touchpoints", body, **{"Idempotency-Key": "k-1"})
    again = caller.post("officer", "/touchpoints", body, **{"Idempotency-Key": "k-1"})
    assert first.status == again.status == 201
    assert first.said == again.said


def test_the_same_key_with_another_body_is_a_conflict(caller: Caller, force: Force) -> None:
    one, other = ({"touchpoints": [told(force, channel=way)]} for way in ("phone", "letter"))
    assert caller.post("officer", "/touchpoints", one, **{"Idempotency-Key": "k-2"}).status == 201
    answer = caller.post("officer", "/touchpoints", other, **{"Idempotency-Key": "k-2"})
    assert answer.status == 409
    assert "another request" in answer.said["detail"]


def test_of_several_touchpoints_all_are_kept_or_none_and_every_fault_is_told(
    caller: Caller, force: Force
) -> None:
    before = caller.get("officer", f"/journeys/{force.own}").said["touchpoints"]
    wrong = [told(force), told(force, kind="no.such_kind"), told(force, result="maybe")]
    answer = caller.post("officer", "/touchpoints", {"touchpoints": wrong})
    assert answer.status == 422
    assert [fault.split(":")[0] for fault in answer.said["faults"]] == [
        "Touchpoint 2",
        "Touchpoint 3",
    ]
    assert caller.get("officer", f"/journeys/{force.own}").said["touchpoints"] == before


def test_a_correction_is_a_new_touchpoint_that_names_the_old(caller: Caller, force: Force) -> None:
    body = {"touchpoints": [told(force)]}
    (old,) = caller.post("officer", "/touchpoints", body).said["touchpoints"]
    place = f"/touchpoints/{old['touchpoint_id']}/corrections"
    corrected = caller.post(
        "officer", place, {"reason": "It was a letter.", "changes": {"channel": "letter"}}
    )
    assert corrected.status == 201
    journey = caller.get("officer", f"/journeys/{force.own}").said
    by_id = {t["touchpoint_id"]: t for t in journey["touchpoints"]}
    assert by_id[old["touchpoint_id"]]["replaced_by"] == corrected.said["touchpoint_id"]
    assert by_id[corrected.said["touchpoint_id"]]["channel"] == "letter"


@pytest.mark.parametrize(
    "reason", ["It was\na letter.", "No.\N{NO-BREAK SPACE}7\twas it.", "so \u200d"]
)
def test_a_reason_is_kept_as_people_write_it(
    caller: Caller, force: Force, database: Database, reason: str
) -> None:
    body = {"touchpoints": [told(force)]}
    (old,) = caller.post("officer", "/touchpoints", body).said["touchpoints"]
    place = f"/touchpoints/{old['touchpoint_id']}/corrections"
    corrected = caller.post("officer", place, {"reason": reason, "changes": {"channel": "letter"}})
    assert corrected.status == 201, corrected.said
    with database.owner() as connection:
        kept = connection.execute(
            "SELECT detail::json ->> 'corrected_because' FROM journeys_touchpoint "
            "WHERE touchpoint_id = %s",
            [corrected.said["touchpoint_id"]],
        ).fetchone()
    assert kept == (reason.strip(),)


@pytest.mark.parametrize("name", ["kind", "happened_at"])
def test_a_correction_leaves_nothing_without_a_kind_or_an_instant(
    caller: Caller, force: Force, name: str
) -> None:
    (old,) = caller.post("officer", "/touchpoints", {"touchpoints": [told(force)]}).said[
        "touchpoints"
    ]
    place = f"/touchpoints/{old['touchpoint_id']}/corrections"
    answer = caller.post("officer", place, {"reason": "Unknown.", "changes": {name: None}})
    assert answer.status == 422
    assert name in answer.said["faults"][0]


def test_headers_are_called_in_the_document_what_a_web_server_lets_through(
    caller: Caller, force: Force
) -> None:
    del force
    document = caller.get("officer", "/openapi.json").said
    headers = {
        parameter["name"]
        for path in document["paths"].values()
        for operation in path.values()
        for parameter in operation.get("parameters", [])
        if parameter["in"] == "header"
    }
    assert headers == {"Idempotency-Key", "Look-Reason"}


def test_a_journey_of_others_is_not_there_to_read_or_to_append_to(
    caller: Caller, force: Force
) -> None:
    there = caller.get("officer", f"/journeys/{force.of_others}")
    nowhere = caller.get("officer", "/journeys/no-such-journey")
    assert (there.status, there.said) == (nowhere.status, nowhere.said)
    assert there.status == 404
    body = {"touchpoints": [told(force, journey_id=force.of_others)]}
    assert caller.post("officer", "/touchpoints", body).status in {404, 422}


def test_what_is_due_comes_page_by_page_in_order_and_only_of_what_one_may_see(
    caller: Caller, force: Force
) -> None:
    whole = caller.get("officer", "/obligations?most=500").said
    assert whole["obligations"]
    assert whole["next"] is None
    paged, after = [], ""
    while True:
        page = caller.get("officer", f"/obligations?most=3{after}").said
        paged += page["obligations"]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert paged == whole["obligations"]
    assert {one["state"] for one in paged} <= {"waiting", "missed"}
    assert [one["due_on"] for one in paged] == sorted(one["due_on"] for one in paged)
    mine = caller.get("officer", f"/obligations?officer_id={force.officer}&most=500").said
    assert {one["officer_id"] for one in mine["obligations"]} == {force.officer}


@pytest.fixture(params=["J", "é", "字", "\U0001d4a5", '"', "\N{NO-BREAK SPACE}"])
def long_due(
    request: pytest.FixtureRequest, caller: Caller, force: Force, database: Database
) -> Iterator[list[str]]:
    """Three obligations, the longest due of all, whose ids have 200 characters of one script."""
    assert caller.tokens
    ids = [f"{number}{request.param * 199}" for number in range(3)]
    with database.owner() as owner:
        for one in ids:
            said = {"journey_id": one, "duty_id": one, "occurrence": one, "due_on": "2001-01-01"}
            owner.execute(
                "INSERT INTO journeys_obligation SELECT (jsonb_populate_record(o, %s)).* "
                "FROM journeys_obligation AS o WHERE officer_id = %s AND state = 'open' LIMIT 1",
                [Jsonb(said), force.officer],
            )
    yield ids
    with database.owner() as owner:
        owner.execute("DELETE FROM journeys_obligation WHERE due_on = '2001-01-01'")


def test_what_is_due_comes_page_by_page_however_long_the_ids_are(
    caller: Caller, long_due: list[str]
) -> None:
    after, paged = "", []
    for _ in long_due:
        page = caller.get("officer", f"/obligations?most=1{after}")
        assert page.status == 200, page.said
        paged += [one["journey_id"] for one in page.said["obligations"]]
        after = f"&after={page.said['next']}"
        assert len(after) < 3_500
    assert paged == long_due


def test_names_are_given_only_when_asked_for_and_never_to_an_analyst(
    caller: Caller, force: Force
) -> None:
    asked = f"/journeys/{force.own}?identities=true"
    assert caller.get("officer", asked).said["identities"]
    analyst = caller.get("analyst", asked, **{"Look-Reason": "Checking how it was recorded."})
    assert analyst.status == 200
    assert analyst.said["identities"] == []


def test_an_analyst_says_why_before_a_journey_is_read(caller: Caller, force: Force) -> None:
    answer = caller.get("analyst", f"/journeys/{force.of_others}")
    assert answer.status == 403
    assert "why" in answer.said["detail"]


@pytest.mark.parametrize("path", ["/nothing", "/units/", "/journeys/", "/me/x?y=1"])
def test_an_address_that_is_not_there_is_a_problem_as_every_fault_is(
    caller: Caller, path: str
) -> None:
    for token in (caller.tokens["officer"], "touchpoint_nonsense"):
        answered = caller.client.get(
            f"/api/v1{path}", headers={"Authorization": f"Bearer {token}", "Accept": "text/html"}
        )
        assert answered.status_code == 404
        assert answered.headers["Content-Type"] == "application/problem+json"
        assert answered.json() == {
            "title": "Not Found",
            "status": 404,
            "detail": "There is nothing at this address.",
            "faults": [],
        }


def test_without_a_token_that_counts_nothing_is_answered(caller: Caller) -> None:
    for token in ("", "touchpoint_nonsense"):
        answer = caller.get(token, "/units")
        assert answer.status == 401
        assert answer.said["title"] == "Unauthorized"


def test_a_token_does_no_more_than_it_says_though_its_owner_may(
    caller: Caller, force: Force
) -> None:
    reading = make_a_token(force.staff["officer"], but=frozenset({"append", "correct"}))
    assert caller.get(reading, f"/journeys/{force.own}").status == 200
    answer = caller.post(reading, "/touchpoints", {"touchpoints": [told(force)]})
    assert answer.status == 403
    assert "append" in answer.said["detail"]


def test_a_token_tells_whom_it_acts_for_and_the_units_of_the_force(
    caller: Caller, force: Force
) -> None:
    me = caller.get("officer", "/me").said
    assert (me["role"], me["officer_id"]) == ("officer", force.officer)
    assert "append" in me["permissions"]
    assert {unit["kind"] for unit in caller.get("officer", "/units").said["units"]} >= {
        "force",
        "team",
    }


def test_a_body_that_cannot_be_read_is_a_problem_in_words_without_what_was_sent(
    caller: Caller,
) -> None:
    private = "Somebody's name"
    answer = caller.post(
        "officer", "/touchpoints", {"touchpoints": [{"journey_id": private}], "x": 1}
    )
    assert answer.status == 422
    assert answer.said["faults"]
    assert private not in str(answer.said)
    assert caller.post("officer", "/touchpoints", [1, 2]).status == 422
