"""What people change about how they themselves sign in."""

from datetime import datetime

from django.db import transaction

from touchpoint.service.organisation.changes import record
from touchpoint.service.organisation.models import Staff
from touchpoint.service.organisation.signing_in.failures import succeeded


@transaction.atomic
def set_own_password(*, by: Staff, password: str, now: datetime) -> None:
    """Sets one's own password. Every session that there was ends with the old one."""
    by.set_password(password)
    by.save(update_fields=["password"])
    succeeded(by.email)
    record(by=by, about=by, what="password_set", now=now)


@transaction.atomic
def sign_out_everywhere(*, by: Staff, now: datetime) -> None:
    """Ends every session one has, this one among them."""
    by.sessions_key += 1
    by.save(update_fields=["sessions_key"])
    record(by=by, about=by, what="signed_out_everywhere", now=now)
