"""Says to the database who acts, for one transaction and no longer.

Row-level security shows rows to whoever acts (sql/scope.sql). Where nobody was said, it shows none.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection, transaction

from touchpoint.service.organisation.models import Staff

_ACTS: Final = "SELECT set_config('touchpoint.staff', %s, true)"


@contextmanager
def acting_as(staff: Staff | None) -> Iterator[None]:
    """One transaction, or a part of the one there is, in which somebody acts, or nobody does."""
    with transaction.atomic():
        before = _acting()
        _act(str(staff.pk) if staff else "")
        yield
        # With a fault, or when all is to be undone, the database takes the setting back by itself.
        if not connection.needs_rollback:
            _act(before)


def _act(staff: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_ACTS, [staff])


def _acting() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('touchpoint.staff', true), '')")
        (found,) = cursor.fetchone() or ("",)
        return str(found)
