"""A restore: the state of a backup in place of what there is, whole or not at all.

Guards that refuse any change but an append are set aside for the one transaction in which the rows
of the backup are put where they were, with the hashes that they had.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import psycopg
from psycopg import sql

from touchpoint.errors import Refused
from touchpoint.service.config.database import as_owner
from touchpoint.service.config.settings import Settings
from touchpoint.service.running import ready
from touchpoint.service.running.state.archive import Reading
from touchpoint.service.running.state.files_put_back import files_beside
from touchpoint.service.running.state.kept_files import KEY
from touchpoint.service.running.state.tables import (
    StoredTable,
    holds_something,
    migrations,
    others_at_work,
    sequences,
    stored_tables,
)
from touchpoint.service.running.telling import Telling

_REFERENCES: Final = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
    FROM pg_constraint WHERE contype = 'f' AND connamespace IN (
        SELECT oid FROM pg_namespace WHERE nspname NOT IN ('pg_catalog', 'information_schema'))
"""


def restore(found: Settings, backup: Reading, *, over: bool, telling: Telling) -> int:
    """Put the state of a backup in place; say how many rows it held."""
    with _alone(found):
        _refuse_another_key(found, backup)
        with psycopg.connect(**as_owner(found)) as connection:
            _refuse_to_harm(connection, backup, over=over)
        # The files first, beside those that are there: what they could fail by fails before any
        # row is touched, and they change places once all rows are in and before they count.
        with files_beside(found, backup) as put_in_place:
            _make_tables(found, backup)
            with psycopg.connect(**as_owner(found)) as connection:
                _put_rows(connection, backup, telling)
                put_in_place()
        # A backup of an older Touchpoint goes through what has changed since.
        ready.migrate_as_holder()
        with psycopg.connect(**as_owner(found), autocommit=True) as connection:
            connection.execute("ANALYZE")
        return sum(backup.contents.rows.values())


@contextmanager
def _alone(found: Settings) -> Iterator[None]:
    """Until the block ends nobody else restores or migrates, whichever machine they are on."""
    with psycopg.connect(**as_owner(found), autocommit=True) as holding:
        asked = holding.execute("SELECT pg_try_advisory_lock(%s)", [ready.MIGRATING]).fetchone()
        if asked is None or not asked[0]:
            raise Refused(
                "Another restore or a set-up is at work on this database. Wait until it has ended, "
                "and look at what it left; nothing was changed."
            )
        yield


def _refuse_to_harm(connection: psycopg.Connection[Any], backup: Reading, *, over: bool) -> None:
    at_work = others_at_work(connection)
    if at_work:
        raise Refused("The service is running on this database. Stop it first:", at_work)
    if not holds_something(connection):
        return
    if not over:
        raise Refused(
            "The database holds a force already. To lose it and have the backup instead, restore "
            "with --over; nothing was changed."
        )
    if sorted(migrations(connection)) != _migrations(backup):
        raise Refused(
            "The backup was made by another version of Touchpoint than the tables that are there. "
            "Restore it into a data folder or a database that is empty; nothing was changed."
        )


def _refuse_another_key(found: Settings, backup: Reading) -> None:
    """Second factors that were sealed with one key are not opened with another."""
    member = f"files/{KEY}"
    if found.secret_key is None or member not in backup.contents.members:
        return
    if b"".join(backup.portions(member)).strip() != found.secret_key.get_secret_value().encode():
        raise Refused(
            "TOUCHPOINT_SECRET_KEY is another key than the one that the backup was made with: no "
            "second factor could be opened. Set it, for every part of the service, to the key in "
            f"the backup, which is its file {member}; nothing was changed."
        )


def _make_tables(found: Settings, backup: Reading) -> None:
    """Tables as the backup had them: made by the same migrations, and no later one."""
    wanted = _migrations(backup)
    unknown = ready.unknown_migrations(wanted)
    if unknown:
        raise Refused(
            "The backup was made by a later Touchpoint than this one, which does not know:",
            unknown,
        )
    with psycopg.connect(**as_owner(found)) as connection:
        there = migrations(connection)
    if sorted(there) != wanted:
        if set(there) - set(wanted):
            raise Refused(
                "The tables that are there are of a later Touchpoint than the backup. Restore it "
                "into a data folder or a database that is empty; nothing was changed."
            )
        ready.migrate_to(wanted)


def _put_rows(connection: psycopg.Connection[Any], backup: Reading, telling: Telling) -> None:
    tables = stored_tables(connection)
    kept = [name.removeprefix("tables/") for name in backup.names("tables")]
    _refuse_others("tables", kept, [table.called for table in tables])
    _refuse_others("sequences", backup.contents.sequences, sequences(connection))
    references = connection.execute(_REFERENCES).fetchall()
    for owner, name, _ in references:
        _alter(connection, owner, f"DROP CONSTRAINT {name}")
    for table in tables:
        _trigger(connection, table, "DISABLE")
    names = sql.SQL(", ").join(table.identifier for table in tables)
    connection.execute(sql.SQL("TRUNCATE {}").format(names))
    try:
        _copy_in(connection, backup, tables, telling)
        for name, (value, called) in backup.contents.sequences.items():
            connection.execute("SELECT setval(%s::regclass, %s, %s)", (name, value, called))
        for table in tables:
            _trigger(connection, table, "ENABLE")
        for owner, name, definition in references:
            _alter(connection, owner, f"ADD CONSTRAINT {name} {definition}")
    except (psycopg.DataError, psycopg.IntegrityError):
        raise Refused(
            "The backup holds rows that the tables do not take: it was not written by Touchpoint, "
            "or not as it is now. Nothing was changed; restore another backup."
        ) from None


def _refuse_others(what: str, kept: Iterable[str], there: Iterable[str]) -> None:
    differing = sorted(set(kept) ^ set(there))
    if differing:
        raise Refused(f"The backup has other {what} than the database:", differing)


def _copy_in(
    connection: psycopg.Connection[Any],
    backup: Reading,
    tables: Sequence[StoredTable],
    telling: Telling,
) -> None:
    with telling.progress("Putting tables back", len(tables)) as done:
        for table in tables:
            with connection.cursor() as cursor, cursor.copy(table.copy("FROM STDIN")) as copied:
                for portion in backup.portions(f"tables/{table.called}"):
                    copied.write(portion)
            done(1)


def _trigger(connection: psycopg.Connection[Any], table: StoredTable, verb: str) -> None:
    statement = sql.SQL("ALTER TABLE {} {} TRIGGER USER")
    connection.execute(statement.format(table.identifier, sql.SQL(verb)))


def _alter(connection: psycopg.Connection[Any], table: str, change: str) -> None:
    """Change a table whose name and definition the database has quoted itself."""
    connection.execute(f"ALTER TABLE {table} {change}".encode())


def _migrations(backup: Reading) -> list[tuple[str, str]]:
    return sorted(backup.contents.migrations)
