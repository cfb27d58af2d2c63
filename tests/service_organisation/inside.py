"""A database with the cast in it, Django as the web role, and browsers for the tests of this room.

from inside import cast, database, server, visitor  # fixtures are used by their names
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import django
import pytest
from cast import PASSWORD, Cast, make_cast
from database import Database, database, server
from django.db import connections
from django.test import Client, override_settings

# Tests import models, which Django has to know of first.
django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402 - as said
from allauth.mfa.totp.internal import auth as totp  # noqa: E402 - as said
from django.contrib.auth.hashers import get_hasher  # noqa: E402 - as said

if TYPE_CHECKING:
    from touchpoint.service.organisation.models import Staff

SCRYPT: Any = type(get_hasher("scrypt"))
AT_FULL_COST: int = SCRYPT.work_factor
# A password is hashed as ever, at a hundredth of the cost: tests sign in hundreds of times.
SCRYPT.work_factor = AT_FULL_COST >> 7

__all__ = [
    "AT_FULL_COST",
    "SCRYPT",
    "Authenticator",
    "Visitor",
    "as_owner",
    "cast",
    "code_for",
    "database",
    "server",
    "signed_in_as",
    "visitor",
    "with_environment",
]


Answer = Any
"""What the client of Django answers with: a response that knows more than one."""


class Visitor(Client):
    """A browser without scripts. It checks CSRF, as a browser's requests are checked."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(enforce_csrf_checks=True, SERVER_NAME="localhost", **kwargs)

    def send(
        self,
        path: str,
        data: Mapping[str, object] | None = None,
        **more: Any,  # noqa: ANN401 - headers, as Django takes them
    ) -> Answer:
        """Post a form as its page would: with the token of the form."""
        for page in ("/sign-in/", "/sign-in/password/change/"):
            if "csrf" not in self.cookies:
                self.get(page)
        token = self.cookies["csrf"].value
        return self.post(path, {**(data or {}), "csrfmiddlewaretoken": token}, **more)

    def sign_in(self, email: str, password: str = PASSWORD) -> Answer:
        """Type an address and a password."""
        return self.send("/sign-in/", {"email": email, "password": password})


@pytest.fixture(scope="module")
def cast(database: Database) -> Cast:
    """The cast, and from then on Django as the web processes have it."""
    made = make_cast()
    database.django("web")
    return made


@contextmanager
def as_owner(database: Database) -> Iterator[None]:
    """Django as the command has it, for a moment."""
    database.django("owner")
    yield
    connections.close_all()
    database.django("web")


@pytest.fixture
def visitor() -> Visitor:
    return Visitor()


def signed_in_as(staff: "Staff", *, second_factor: bool = True) -> Visitor:
    """A browser in which somebody is signed in already, as the sign-in pages would leave it."""
    from touchpoint.service.organisation.sessions import BY_PROVIDER  # noqa: PLC0415 - Django is set up by now

    visitor = Visitor()
    # As they are now: another test may have changed what their sessions are held to.
    staff.refresh_from_db()
    visitor.force_login(staff)
    session = visitor.session
    session[BY_PROVIDER] = second_factor
    session.save()
    return visitor


@contextmanager
def with_environment(**variables: str) -> Iterator[None]:
    """The service as other settings make it, for a while."""
    from touchpoint.service.config.settings import settings  # noqa: PLC0415 - the same
    from touchpoint.service.config.sign_in_settings import sign_in_settings  # noqa: PLC0415 - the same

    with pytest.MonkeyPatch.context() as patch:
        for name, value in variables.items():
            patch.setenv(name, value)
        settings.cache_clear()
        with override_settings(**sign_in_settings(settings())):
            yield
    settings.cache_clear()


def code_for(secret: str, step: int = 0) -> str:
    """What an authenticator app with this secret shows, some steps of 30 seconds from now."""
    now: int = list(totp.yield_hotp_counters_from_time())[1]
    return str(totp.format_hotp_value(totp.hotp_value(secret, now + step)))
