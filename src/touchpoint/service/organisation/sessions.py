"""How long a session lasts, and whether its person has a second factor.

A session ends when its person does nothing for a while, after a shift whatever they do, and at once
when they are let go, change role or password, or are signed out everywhere (`models/staff.py`).
"""

from datetime import datetime, timedelta
from typing import Final

from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.base import SessionBase

from touchpoint.service.config.settings import settings
from touchpoint.service.organisation.models import Staff

BEGAN: Final = "began"
SEEN: Final = "seen"
SECOND_FACTOR: Final = "second_factor"
BY_PROVIDER: Final = "by_provider"
_OFTEN: Final = timedelta(minutes=1)
"""How often it is written down that somebody is there; not at every page."""


def has_ended(session: SessionBase, now: datetime) -> bool:
    """Whether a session has lasted too long, or nobody was there for too long."""
    if BEGAN not in session:
        return False
    began = datetime.fromisoformat(session[BEGAN])
    last = datetime.fromisoformat(session[SEEN])
    lasted = now - began >= timedelta(hours=settings().session_hours)
    return lasted or now - last >= timedelta(minutes=settings().idle_minutes)


def seen(session: SessionBase, now: datetime) -> None:
    """Writes down that somebody is there."""
    if BEGAN not in session:
        session[BEGAN] = now.isoformat()
    elif now - datetime.fromisoformat(session[SEEN]) < _OFTEN:
        return
    session[SEEN] = now.isoformat()


def has_second_factor(session: SessionBase, staff: Staff) -> bool:
    """Whether somebody has what the settings ask for beside a password."""
    if settings().second_factor == "offered" or session.get(SECOND_FACTOR):
        return True
    if session.get(BY_PROVIDER):
        return True
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    found: bool = Authenticator.objects.filter(user_id=staff.pk, type__in=kinds).exists()
    if found:
        session[SECOND_FACTOR] = True
    return found
