"""Writes down what was changed, by whom and when: in the transaction of the change itself."""

from collections.abc import Mapping
from datetime import datetime

from touchpoint.service.organisation.models import Change, Staff


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
    Change.objects.create(
        at=now,
        by=by.pk if by else None,
        about=about.pk,
        what=what,
        before=dict(before or {}),
        after=dict(after or {}),
    )
