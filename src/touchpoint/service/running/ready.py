"""The tables of the service as this version of it has them."""

from collections.abc import Sequence

from django.core.management import call_command
from django.db import connection

MIGRATING = 7_036_010
"""The lock that lets one process migrate at a time, whichever machine it is on."""


def migrate() -> bool:
    """Bring the tables up to date, one process at a time; say whether anything was to be done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
    try:
        return migrate_as_holder()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])


def migrate_as_holder() -> bool:
    """The same, for whoever holds the lock already."""
    to_do = pending_migrations()
    if to_do:
        call_command("migrate", interactive=False, verbosity=0)
    return to_do > 0


def has_tables() -> bool:
    """Whether tables were ever made."""
    from django.db.migrations.recorder import MigrationRecorder  # noqa: PLC0415 - needs Django up

    return MigrationRecorder(connection).has_table()


def unknown_migrations(wanted: Sequence[tuple[str, str]]) -> list[str]:
    """Those of some migrations that this version does not have."""
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415 - needs Django up

    known = MigrationLoader(connection).disk_migrations or {}
    return [f"{app}.{name}" for app, name in wanted if (app, name) not in known]


def migrate_to(wanted: Sequence[tuple[str, str]]) -> None:
    """Bring empty tables to where these migrations had brought others, and no further."""
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 - needs Django up

    executor = MigrationExecutor(connection)
    nodes = executor.loader.graph.node_map
    last_of_each = [
        (app, name)
        for app, name in wanted
        if not any(
            child.key[0] == app and child.key in wanted for child in nodes[app, name].children
        )
    ]
    executor.migrate(last_of_each)
    connection.close()


def pending_migrations() -> int:
    """How many migrations have not been run on the database."""
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 - needs Django up

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
