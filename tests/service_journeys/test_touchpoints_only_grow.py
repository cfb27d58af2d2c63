"""Touchpoints, their register and the changes only grow, whoever asks, in a sentence."""

import psycopg
import pytest
from force import Force, force, loaded, made_up, server

__all__ = ["force", "loaded", "made_up", "server"]

GROWING = ("journeys_touchpoint", "journeys_register", "journeys_change")


@pytest.mark.parametrize("table", GROWING)
@pytest.mark.parametrize("role", ["owner", "superuser"])
def test_nothing_is_updated_deleted_or_truncated_by_anybody(
    force: Force, role: str, table: str
) -> None:
    column = {"journeys_change": "about"}.get(table, "journey_id")
    for statement in (
        f"UPDATE {table} SET {column} = 'x'",  # noqa: S608 - a table of our own
        f"DELETE FROM {table}",  # noqa: S608 - the same
        f"DELETE FROM {table} WHERE false",  # noqa: S608 - the same
        f"TRUNCATE {table}",
        f"TRUNCATE {table} CASCADE",
    ):
        with getattr(force.database, role)() as connection:
            with pytest.raises(psycopg.errors.RestrictViolation, match="only grows"):
                connection.execute(statement)
            connection.rollback()


def test_a_journey_with_touchpoints_is_not_removed(force: Force) -> None:
    with (
        force.database.owner() as connection,
        pytest.raises(psycopg.errors.RestrictViolation, match="never removed"),
    ):
        connection.execute("DELETE FROM journeys_journey WHERE journey_id = %s", [force.journey_id])
