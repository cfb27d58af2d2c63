"""Indexes of large tables, taken away before rows come into empty ones and made again after."""

import re
from typing import Final

import psycopg

from touchpoint.service.journeys.sql_files import sql_file

LARGE: Final = ("journeys_touchpoint", "journeys_register", "journeys_obligation")

_NAMED: Final = re.compile(r"(?:INDEX|CONSTRAINT) (\w+)\s+(?:ON|PRIMARY)")


def statements() -> dict[str, list[str]]:
    """The statements that make the indexes, by the table that they are of."""
    text = re.sub(r"--.*", "", sql_file("indexes_large"))
    found: dict[str, list[str]] = {table: [] for table in LARGE}
    for statement in filter(None, (part.strip() for part in text.split(";"))):
        found[next(table for table in LARGE if f" {table} " in statement)].append(statement)
    return found


def take_away(connection: psycopg.Connection, table: str) -> None:
    """Drop the indexes of a table."""
    for statement in statements()[table]:
        named = _NAMED.search(statement)
        if named is None:
            raise LookupError(statement)
        if statement.startswith("ALTER"):
            connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {named[1]}")
        else:
            connection.execute(f"DROP INDEX {named[1]}")


def make_again(connection: psycopg.Connection, table: str) -> None:
    """Make them, with as much memory as a bulk load may take."""
    connection.execute("SELECT set_config('maintenance_work_mem', '512MB', true)")
    for statement in statements()[table]:
        connection.execute(statement)
