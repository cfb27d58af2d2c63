"""Writes down what was changed, by whom and when: in the transaction of the change itself."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import connection

from touchpoint.service.organisation.models import Staff

_WRITE: Final = """
INSERT INTO organisation_change (at, by, about, what, before, after)
VALUES (%s, %s, %s, %s, %s::jsonb, %s::jsonb)
"""
"""Nothing of it is asked back: whoever changes something of themselves reads no changes."""


def record(
    *,
    by: Staff | None,
    about: Staff,
    what: str,
    now: datetime,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """One change. `by` is nobody where the command at the console made it."""
    told = [json.dumps(dict(columns or {})) for columns in (before, after)]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [now, by.pk if by else None, about.pk, what, *told])
