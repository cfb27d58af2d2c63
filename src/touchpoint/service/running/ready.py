"""The tables of the service as this version of it has them."""

from django.core.management import call_command
from django.db import connection

MIGRATING = 7_036_010
"""The lock that lets one process migrate at a time, whichever machine it is on."""


def migrate() -> bool:
    """Bring the tables up to date, one process at a time; say whether anything was to be done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
    try:
        to_do = pending_migrations()
        if to_do:
            call_command("migrate", interactive=False, verbosity=0)
        return to_do > 0
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])


def pending_migrations() -> int:
    """How many migrations have not been run on the database."""
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 - needs Django up

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
