"""Says to the database who acts, for one transaction and no longer.

Row-level security shows rows to whoever acts (sql/scope.sql). Where nobody was said, it shows none.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from django.db import connection, transaction

from touchpoint.service.organisation.models import Staff

_ACTS: Final = "SELECT set_config('touchpoint.staff', %s, true)"
_acting: Final = ContextVar("acting", default="")
"""Whom the database was told last in the transaction that is open, so that it is told once."""


@contextmanager
def acting_as(staff: Staff | None) -> Iterator[None]:
    """One transaction, or a part of the one there is, in which somebody acts, or nobody does."""
    wanted, before = str(staff.pk) if staff else "", _acting.get()
    begins = not connection.in_atomic_block
    with transaction.atomic():
        if begins or wanted != before:
            _act(wanted)
        token = _acting.set(wanted)
        try:
            yield
        finally:
            _acting.reset(token)
        # With a fault, or at the end of a transaction, the database takes it back by itself.
        if not begins and wanted != before and not connection.needs_rollback:
            _act(before)


def _act(staff: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_ACTS, [staff])
