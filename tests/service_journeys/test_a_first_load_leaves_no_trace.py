"""A first load sets indexes, keys and guards aside: all of them are there again when it is done."""

from typing import Any

from database import TEMPLATE, Server
from force import LOADED, loaded, made_up, server

__all__ = ["loaded", "made_up", "server"]

GUARDS = (
    (
        "SELECT tgrelid::regclass::text, tgname, tgenabled, pg_get_triggerdef(oid) FROM pg_trigger "
        "WHERE NOT tgisinternal ORDER BY 1, 2"
    ),
    (
        "SELECT conrelid::regclass::text, conname, convalidated, pg_get_constraintdef(oid) "
        "FROM pg_constraint ORDER BY 1, 2"
    ),
    (
        "SELECT indrelid::regclass::text, indexrelid::regclass::text, indisvalid, indisprimary, "
        "pg_get_indexdef(indexrelid) FROM pg_index ORDER BY 1, 2"
    ),
    # How often a name occurs is not counted, by an index no more than by its table.
    (
        "SELECT attrelid::regclass::text, attname FROM pg_attribute WHERE attstattarget = 0 "
        "ORDER BY 1, 2"
    ),
)


def guards(server: Server, name: str) -> list[list[tuple[Any, ...]]]:
    with server.open(name, user="touchpoint_owner") as connection:
        connection.execute("SET search_path = public")
        return [
            [row for row in connection.execute(asked).fetchall() if "pg_toast" not in row[0]]
            for asked in GUARDS
        ]


def test_a_first_load_leaves_every_index_key_and_guard_as_it_found_them(loaded: Server) -> None:
    before, after = guards(loaded, TEMPLATE), guards(loaded, LOADED)
    assert before == after
    assert all(len(found) > 5 for found in before)
