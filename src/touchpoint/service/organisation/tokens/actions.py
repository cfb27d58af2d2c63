"""Tokens are made and revoked, and both are written down."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction

from touchpoint.errors import Refused
from touchpoint.service.organisation.changes import record
from touchpoint.service.organisation.models import Staff, Token
from touchpoint.service.organisation.permissions import PERMISSIONS, Permission
from touchpoint.service.organisation.roles import Role
from touchpoint.service.organisation.tokens.queries import PREFIX, hashed

LONGEST: Final = timedelta(days=366)
MADE_ALREADY: Final = (
    "That form has made its token already, which was shown then and is not shown again. If you did "
    "not copy it, revoke it and make another."
)
_OF_PEOPLE: Final = frozenset(
    {
        Permission.USE_API,
        Permission.MANAGE_PEOPLE,
        Permission.SEE_CHANGES,
        Permission.BREAK_GLASS,
    }
)
"""What no token may do: break-glass is a person's own, and USE_API is implied."""


class MadeAlready(Refused):
    """The same form was sent before."""


def grantable(role: str) -> tuple[Permission, ...]:
    """What somebody of a role may let a token do."""
    own = PERMISSIONS.get(Role(role), frozenset()) - _OF_PEOPLE
    return tuple(one for one in Permission if one in own)


@transaction.atomic
def make_token(
    *,
    by: Staff,
    name: str,
    permissions: Iterable[Permission],
    days: int,
    now: datetime,
    form: str = "",
) -> str:
    """Makes a token for oneself and returns it: this once, since only its hash is kept.

    A form, known by its key, makes one token however often it is sent.
    """
    wanted = frozenset(permissions)
    if not by.may(Permission.USE_API):
        raise Refused("Your role does not use the API.")
    if not wanted or not wanted <= frozenset(grantable(by.role)):
        raise Refused("A token may do only what you may, and at least one thing of it.")
    if not timedelta(0) < timedelta(days=days) <= LONGEST:
        raise Refused(f"A token lasts from 1 to {LONGEST.days} days.")
    text = f"{PREFIX}{secrets.token_urlsafe(32)}"
    token = Token(
        staff=by,
        name=name,
        hash=hashed(text),
        permissions=sorted(one.value for one in wanted),
        made_at=now,
        expires_at=now + timedelta(days=days),
        form=form,
    )
    _save_once(token)
    record(by=by, about=by, what="token_made", now=now, after={"token": token.pk})
    return text


def _save_once(token: Token) -> None:
    """Where the same form is being answered at this moment, the database waits for its end."""
    try:
        with transaction.atomic():
            token.save(force_insert=True)
    except IntegrityError as fault:
        raise MadeAlready(MADE_ALREADY) from fault


@transaction.atomic
def revoke_token(*, by: Staff, token_id: int, now: datetime) -> bool:
    """Revokes one of one's own tokens, whose first revoking stands; says whether there was one."""
    own = Token.objects.filter(pk=token_id, staff=by)
    if own.filter(revoked_at=None).update(revoked_at=now):
        record(by=by, about=by, what="token_revoked", now=now, after={"token": token_id})
    return own.exists()
