"""Which database a process works with, and as whom.

Two roles: the owner, who owns every table and runs migrations, commands and the worker, and
touchpoint_web, who owns nothing and as whom pages are served, so that row-level security holds.
"""

import hashlib
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Self

import psycopg

from touchpoint.service.config import kept_secrets
from touchpoint.service.config.database_address import from_url
from touchpoint.service.config.settings import Settings

OWNER: Final = "touchpoint_owner"
WEB: Final = "touchpoint_web"
NAME: Final = "touchpoint"
LONGEST_SOCKET: Final = 100
"""The path of a socket may have 107 bytes on Linux and 103 elsewhere."""
SOCKET: Final = "/.s.PGSQL.5432"
AWAY_SECONDS: Final = 2.0
"""A database that lets nobody in for so long is away."""


def django_database(settings: Settings) -> dict[str, Any]:
    """Django's description of the database, as the role that this process works as."""
    as_web = settings.database_as == "web"
    parameters = connection_parameters(settings)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parameters.pop("dbname"),
        "USER": parameters.pop("user"),
        "PASSWORD": parameters.pop("password", ""),
        "HOST": parameters.pop("host", ""),
        "PORT": parameters.pop("port", ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **parameters,
            "application_name": f"touchpoint {settings.database_as}",
            **({"pool": _pool(settings)} if as_web else {}),
        },
    }


class Warm(psycopg.Connection[Any]):
    """A connection that has planned what is dear to plan before anybody waits for it."""

    @classmethod
    def connect(cls, conninfo: str = "", **more: Any) -> Self:  # noqa: ANN401 - psycopg's own
        opened = super().connect(conninfo, **more)
        # A database that has yet to be set up is no fault of the connection.
        with suppress(psycopg.Error):
            opened.execute("SELECT journeys_warm()")
        opened.rollback()
        return opened


def _pool(settings: Settings) -> dict[str, Any]:
    """One connection for each thread that serves pages, made in advance, and no more.

    A page waits for a database that is away no longer than a person would, and tries it anew each
    time: it is there again as soon as the database is.
    """
    threads = settings.web_threads
    return {
        "min_size": threads,
        "max_size": threads,
        "timeout": AWAY_SECONDS,
        "reconnect_timeout": AWAY_SECONDS,
        "connection_class": Warm,
    }


def connection_parameters(settings: Settings) -> dict[str, Any]:
    """What libpq needs to connect as the role that this process works as."""
    return as_web(settings) if settings.database_as == "web" else as_owner(settings)


def as_owner(settings: Settings) -> dict[str, Any]:
    """What libpq needs to connect as the owner."""
    if settings.database_url is not None:
        return from_url(settings.database_url, "DATABASE_URL")
    return _embedded(settings, OWNER, kept_secrets.OWNER_PASSWORD)


def as_web(settings: Settings) -> dict[str, Any]:
    """What libpq needs to connect as touchpoint_web."""
    if settings.database_web_url is not None:
        return from_url(settings.database_web_url, "DATABASE_WEB_URL")
    if settings.database_url is not None:
        password = kept_secrets.kept(settings.data, kept_secrets.WEB_PASSWORD)
        return {**as_owner(settings), "user": WEB, "password": password or ""}
    return _embedded(settings, WEB, kept_secrets.WEB_PASSWORD)


def _embedded(settings: Settings, user: str, secret: str) -> dict[str, Any]:
    return {
        "dbname": NAME,
        "user": user,
        "password": kept_secrets.kept(settings.data, secret) or "",
        "host": str(socket_folder(settings.data)),
    }


def socket_folder(data: Path) -> Path:
    """Where the embedded Postgres has its socket: beside its files if that path is not too long."""
    near = data.resolve() / "run"
    if len(str(near)) + len(SOCKET) <= LONGEST_SOCKET:
        return near
    name = hashlib.sha256(str(near).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"touchpoint-{name}"
