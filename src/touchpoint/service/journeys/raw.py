"""Django's own connection, as psycopg has it: for COPY, and for rows as plain dictionaries."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import psycopg
from django.db import connection

Row = dict[str, Any]

_REFUSED: Final = "42501"
"""Postgres's own word for a right that somebody does not have."""


def psycopg_connection() -> psycopg.Connection:
    """The connection that Django works with, open."""
    connection.ensure_connection()
    opened: psycopg.Connection = connection.connection
    return opened


def rows(statement: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
    """What a statement gives, by the names of its columns."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


def tuples(
    statement: str, parameters: Sequence[Any] | Mapping[str, Any] = ()
) -> list[tuple[Any, ...]]:
    """What a statement gives, row by row, for thousands of rows with few columns."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def run(statement: str, parameters: Sequence[Any] | None = None) -> None:
    """Run a statement that gives nothing."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def refused(error: Exception) -> bool:
    """Whether the database refused something, because whoever acts has not the right to it."""
    return getattr(error.__cause__, "sqlstate", None) == _REFUSED
