"""Whatever somebody does to the rows with the triggers out of the way, `verify` says where."""

from collections.abc import Iterator

import pytest
from force import NOW, Force, force, loaded, made_up, server

__all__ = ["force", "loaded", "made_up", "server"]

BEHIND = "SET session_replication_role = replica"
"""No trigger fires: what only a superuser can do."""

TABLES = ("journeys_touchpoint", "journeys_register")


@pytest.fixture
def tampered(force: Force) -> Iterator[Force]:
    """The force, whose rows are put back afterwards."""
    with force.database.superuser() as connection:
        connection.execute(BEHIND)
        for table in TABLES:
            connection.execute(f"CREATE TABLE before_{table} AS TABLE {table}")
    yield force
    with force.database.superuser() as connection:
        connection.execute(BEHIND)
        for table in TABLES:
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - a table of our own
            connection.execute(f"INSERT INTO {table} TABLE before_{table}")
            connection.execute(f"DROP TABLE before_{table}")


def do(force: Force, *statements: str) -> None:
    with force.database.superuser() as connection:
        connection.execute(BEHIND)
        for statement in statements:
            connection.execute(statement.replace("@here", f"'{force.journey_id}'"))


def first_broken() -> tuple[str, int, str | None, str]:
    from touchpoint.service.journeys.chain import verify  # noqa: PLC0415 - Django is set up by now

    broken = verify().broken
    assert broken, "nothing was noticed"
    return broken[0].journey_id, broken[0].number, broken[0].touchpoint_id, broken[0].what


def named(force: Force, number: int) -> str:
    asked = "SELECT touchpoint_id FROM journeys_touchpoint WHERE journey_id = %s AND number = %s"
    return str(force.one(asked, force.journey_id, number))


def test_a_loaded_force_is_sound(force: Force) -> None:
    from touchpoint.service.journeys.chain import verify  # noqa: PLC0415 - Django is set up by now

    found = verify()
    assert found.sound
    assert found.touchpoints == force.one("SELECT count(*) FROM journeys_touchpoint")
    assert found.entry == force.one("SELECT count(DISTINCT journey_id) FROM journeys_touchpoint")


@pytest.mark.parametrize(
    "column",
    ["kind = 'x'", "happened_at = happened_at + interval '1 microsecond'", "detail = ''",
     "received_on = '2024-01-01'", "result = 'no such'", "appended_by = 1", "staff_id = NULL",
     "appended_at = now()", "request = 'x'"],
)  # fmt: skip
def test_a_row_that_was_changed_is_named(tampered: Force, column: str) -> None:
    touchpoint = named(tampered, 2)
    do(tampered, f"UPDATE journeys_touchpoint SET {column} WHERE touchpoint_id = '{touchpoint}'")  # noqa: S608 - an id of our own
    assert first_broken() == (
        tampered.journey_id, 2, touchpoint, "it was changed after it was appended",
    )  # fmt: skip


def test_a_row_that_was_changed_with_its_hash_breaks_the_next_one(tampered: Force) -> None:
    do(
        tampered,
        "UPDATE journeys_touchpoint SET kind = 'x' WHERE journey_id = @here AND number = 2",
        "UPDATE journeys_touchpoint AS t SET hash = journeys_hash(t) "
        "WHERE journey_id = @here AND number = 2",
    )
    assert first_broken()[:3] == (tampered.journey_id, 3, named(tampered, 3))


def test_a_row_removed_from_the_middle_is_missed(tampered: Force) -> None:
    do(tampered, "DELETE FROM journeys_touchpoint WHERE journey_id = @here AND number = 2")
    assert first_broken()[:3] == (tampered.journey_id, 3, named(tampered, 3))


def test_the_last_row_of_a_journey_is_missed(tampered: Force) -> None:
    last = tampered.one(
        "SELECT max(number) FROM journeys_touchpoint WHERE journey_id = %s", tampered.journey_id
    )
    do(tampered, f"DELETE FROM journeys_touchpoint WHERE journey_id = @here AND number = {last}")  # noqa: S608 - a number
    assert first_broken() == (
        tampered.journey_id, last, None, "it was removed, or another stands in its place",
    )  # fmt: skip


def test_a_whole_journey_is_missed(tampered: Force) -> None:
    do(tampered, "DELETE FROM journeys_touchpoint WHERE journey_id = @here")
    assert first_broken()[0] == tampered.journey_id


def test_the_last_row_is_missed_when_the_register_is_cut_as_well(tampered: Force) -> None:
    do(
        tampered,
        "DELETE FROM journeys_touchpoint AS t WHERE journey_id = @here AND number = "
        "(SELECT max(number) FROM journeys_touchpoint WHERE journey_id = @here)",
        "DELETE FROM journeys_register WHERE journey_id = @here",
    )
    from touchpoint.service.journeys.chain import verify  # noqa: PLC0415 - Django is set up by now

    assert any("register" in broken.what for broken in verify().broken)


def test_a_row_that_was_inserted_is_named(tampered: Force) -> None:
    do(
        tampered,
        "INSERT INTO journeys_touchpoint SELECT 'forged', journey_id, kind, happened_at, "
        "happened_on, received_on, recorded_at, result, about, channel, staff_id, source, "
        "source_ref, replaces, detail, number + 1, hash, hash, appended_at, appended_by, request "
        "FROM journeys_touchpoint WHERE journey_id = @here ORDER BY number DESC LIMIT 1",
        "UPDATE journeys_touchpoint AS t SET hash = journeys_hash(t) "
        "WHERE touchpoint_id = 'forged'",
    )
    found = first_broken()
    assert found[2:] == ("forged", "it was inserted: the register does not know of it")


def test_rows_that_changed_places_are_named(tampered: Force) -> None:
    do(
        tampered,
        "UPDATE journeys_touchpoint SET number = -1 WHERE journey_id = @here AND number = 1",
        "UPDATE journeys_touchpoint SET number = 1 WHERE journey_id = @here AND number = 2",
        "UPDATE journeys_touchpoint SET number = 2 WHERE journey_id = @here AND number = -1",
    )
    assert first_broken()[:2] == (tampered.journey_id, 1)


def test_a_register_that_was_cut_does_not_show_the_seal_that_was_kept(tampered: Force) -> None:
    from touchpoint.service.journeys.chain import verify  # noqa: PLC0415 - Django is set up by now
    from touchpoint.service.journeys.seals import Seal  # noqa: PLC0415 - the same

    before = verify()
    kept = Seal(entry=before.entry, seal=before.seal)
    assert verify(kept).sound
    do(tampered, f"DELETE FROM journeys_register WHERE entry = {before.entry}")  # noqa: S608 - a number
    ended = f"it ends at entry {before.entry - 1}, and went on to entry {before.entry}"
    assert verify(kept).not_shown == (f"{ended}: entries are missing",)


def test_a_register_written_anew_does_not_show_any_seal_that_was_kept(tampered: Force) -> None:
    from touchpoint.service.journeys.chain import verify  # noqa: PLC0415 - Django is set up by now
    from touchpoint.service.journeys.seals import Seal  # noqa: PLC0415 - the same

    of_first = tampered.one("SELECT encode(seal, 'hex') FROM journeys_register WHERE entry = 1")
    last = verify()
    kept = (Seal(entry=1, seal=of_first), Seal(entry=last.entry, seal=last.seal))
    assert verify(*kept).sound
    do(tampered, "UPDATE journeys_register SET seal = hash WHERE entry = 1")
    anew = "does not show the seal that was written down: it was written anew"
    assert verify(*kept).not_shown == (f"entry 1 {anew}",)


def test_an_append_is_entered_and_sealed_at_its_commit(tampered: Force) -> None:
    from touchpoint.service.journeys.actions import NewTouchpoint, append_touchpoints  # noqa: PLC0415 - Django is set up by now
    from touchpoint.service.journeys.chain import verify  # noqa: PLC0415 - the same

    before = verify()
    append_touchpoints(
        by=tampered.staff("osei"),
        items=[
            NewTouchpoint(journey_id=tampered.journey_id, kind="victim.updated", happened_at=NOW)
        ] * 2,
        now=NOW,
    )  # fmt: skip
    after = verify()
    assert after.sound
    assert after.entry == before.entry + 2
    assert after.touchpoints == before.touchpoints + 2
