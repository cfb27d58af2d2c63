"""Whose a token is, and what may be done with it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection

from touchpoint.service.organisation.models import Staff, Token
from touchpoint.service.organisation.permissions import Permission

PREFIX: Final = "touchpoint_"
"""With which every token begins, so that scanners for leaked secrets know one."""

_USE: Final = "SELECT staff_id, permissions FROM organisation_use_token(%s, %s)"
"""Nobody acts yet, and with nobody acting no token is shown: a function of the owner looks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Holder:
    """Somebody who came with a token: they may do what both they and the token may."""

    staff: Staff
    permissions: frozenset[Permission]

    def may(self, permission: Permission) -> bool:
        """Whether the token may do something."""
        return permission in self.permissions and self.staff.may(permission)


def holder_of_token(text: str, now: datetime) -> Holder | None:
    """Whose a token is, if it still counts. It is written down that it was used, now and then."""
    with connection.cursor() as cursor:
        cursor.execute(_USE, [hashed(text), now])
        found = cursor.fetchone()
    staff = Staff.objects.filter(pk=found[0], is_active=True).first() if found else None
    if staff is None or not staff.may(Permission.USE_API):
        return None
    known = {one.value: one for one in Permission}
    return Holder(
        staff=staff, permissions=frozenset(known[name] for name in found[1] if name in known)
    )


def tokens_of(staff: Staff) -> tuple[Token, ...]:
    """Somebody's tokens, the newest first."""
    return tuple(Token.objects.filter(staff=staff).order_by("-pk")[:100])


def hashed(text: str) -> bytes:
    """What is kept of a token. It is long and random, so that a plain hash hides it."""
    return hashlib.sha256(text.encode()).digest()
