"""Whose a token is, and what may be done with it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from touchpoint.service.organisation.models import Staff, Token
from touchpoint.service.organisation.permissions import Permission

PREFIX: Final = "touchpoint_"
"""With which every token begins, so that scanners for leaked secrets know one."""

_OFTEN: Final = timedelta(minutes=1)


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
    token = (
        Token.objects.select_related("staff")
        .filter(hash=hashed(text), revoked_at=None, expires_at__gt=now, staff__is_active=True)
        .first()
    )
    if token is None or not token.staff.may(Permission.USE_API):
        return None
    if token.last_used_at is None or now - token.last_used_at > _OFTEN:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)
    known = {one.value: one for one in Permission}
    return Holder(
        staff=token.staff,
        permissions=frozenset(known[name] for name in token.permissions if name in known),
    )


def staff_of_token(text: str) -> Staff | None:
    """Whose a token is, now."""
    holder = holder_of_token(text, timezone.now())
    return holder.staff if holder else None


def tokens_of(staff: Staff) -> tuple[Token, ...]:
    """Somebody's tokens, the newest first."""
    return tuple(Token.objects.filter(staff=staff).order_by("-pk")[:100])


def hashed(text: str) -> bytes:
    """What is kept of a token. It is long and random, so that a plain hash hides it."""
    return hashlib.sha256(text.encode()).digest()
