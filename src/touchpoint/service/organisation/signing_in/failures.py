"""Stops guessing: after some failures an account, known or not, or a network address has to wait.

Nothing here depends on whether the account exists. Neither address is kept, only a keyed hash.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from touchpoint.service.config.settings import settings
from touchpoint.service.organisation.models import FailedSignIn

WINDOW: Final = timedelta(minutes=15)
OF_ONE_ACCOUNT: Final = 10
FROM_ONE_ADDRESS: Final = 100
"""A whole station may come from one address."""

_KEPT: Final = timedelta(days=1)
_SALT: Final = "touchpoint.service.organisation.signing_in.failures"


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """One try to sign in: of which account, from where, when."""

    account: bytes
    address: bytes
    at: datetime


def attempt(request: HttpRequest, account: str, at: datetime) -> Attempt:
    """A try by whoever sent a request; `account` is whatever they said they are."""
    return Attempt(
        account=_hidden(account.strip().lower()), address=_hidden(address_of(request)), at=at
    )


def must_wait(tried: Attempt) -> bool:
    """Whether there were too many failures lately, or the same account is being tried just now.

    Tries of one account go one after the other, so that many at once cannot outrun the count.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(%s)",
            [int.from_bytes(tried.account[:8], "big", signed=True)],
        )
        (alone,) = cursor.fetchone() or (False,)
    since = tried.at - WINDOW
    lately = FailedSignIn.objects.filter(at__gt=since)
    return (
        not alone
        or lately.filter(account=tried.account).count() >= OF_ONE_ACCOUNT
        or lately.filter(address=tried.address).count() >= FROM_ONE_ADDRESS
    )


def failed(tried: Attempt) -> None:
    """Writes a failure down, and forgets those that no longer matter."""
    FailedSignIn.objects.filter(at__lt=tried.at - _KEPT).delete()
    FailedSignIn.objects.create(account=tried.account, address=tried.address, at=tried.at)


def succeeded(account: str) -> None:
    """Forgets the failures of an account whose person has proved to be its owner."""
    FailedSignIn.objects.filter(account=_hidden(account.strip().lower())).delete()


def address_of(request: HttpRequest) -> str:
    """The network address of a browser: what our own proxy says, and nobody before it."""
    if settings().behind_proxy:
        return str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def _hidden(text: str) -> bytes:
    return salted_hmac(_SALT, text, algorithm="sha256").digest()
