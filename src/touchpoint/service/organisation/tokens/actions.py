"""Tokens are made and revoked, and both are written down."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from touchpoint.errors import Refused
from touchpoint.service.organisation.changes import record
from touchpoint.service.organisation.models import Staff, Token
from touchpoint.service.organisation.permissions import PERMISSIONS, Permission
from touchpoint.service.organisation.roles import Role
from touchpoint.service.organisation.tokens.queries import PREFIX, hashed

LONGEST: Final = timedelta(days=366)
_OF_PEOPLE: Final = frozenset(
    {
        Permission.USE_API,
        Permission.MANAGE_PEOPLE,
        Permission.SEE_CHANGES,
        Permission.BREAK_GLASS,
    }
)
"""What no token may do: break-glass is a person's own, and USE_API is implied."""


def grantable(role: str) -> tuple[Permission, ...]:
    """What somebody of a role may let a token do."""
    own = PERMISSIONS.get(Role(role), frozenset()) - _OF_PEOPLE
    return tuple(one for one in Permission if one in own)


@transaction.atomic
def make_token(
    *, by: Staff, name: str, permissions: Iterable[Permission], days: int, now: datetime
) -> str:
    """Makes a token for oneself and returns it: this once, since only its hash is kept."""
    wanted = frozenset(permissions)
    if not by.may(Permission.USE_API):
        raise Refused("Your role does not use the API.")
    if not wanted or not wanted <= frozenset(grantable(by.role)):
        raise Refused("A token may do only what you may, and at least one thing of it.")
    if not timedelta(0) < timedelta(days=days) <= LONGEST:
        raise Refused(f"A token lasts from 1 to {LONGEST.days} days.")
    text = f"{PREFIX}{secrets.token_urlsafe(32)}"
    token = Token.objects.create(
        staff=by,
        name=name,
        hash=hashed(text),
        permissions=sorted(one.value for one in wanted),
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    record(by=by, about=by, what="token_made", now=now, after={"token": token.pk})
    return text


@transaction.atomic
def revoke_token(*, by: Staff, token_id: int, now: datetime) -> bool:
    """Revokes one of one's own tokens; says whether there was one."""
    revoked = Token.objects.filter(pk=token_id, staff=by, revoked_at=None).update(revoked_at=now)
    if revoked:
        record(by=by, about=by, what="token_revoked", now=now, after={"token": token_id})
    return bool(revoked)
