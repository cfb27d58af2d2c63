"""The service's journeys as a ledger: the same tables, row for row, for any tool of the library."""

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from touchpoint.service.journeys.loading.out import write_ledger
from touchpoint.service.journeys.raw import psycopg_connection, run


def export_ledger(ledger: Path, *, done: Callable[[str], None] = lambda _: None) -> None:
    """Write everything that the service keeps, as at one instant, as a new ledger.

    As the owner it is everything; as the web role, what the person who acts may see.
    """
    with transaction.atomic(durable=True):
        run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        write_ledger(psycopg_connection(), ledger, done=done)
