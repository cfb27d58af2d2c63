"""The address of a Postgres database as it is set, for libpq; nothing of it is ever repeated."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg
from psycopg.conninfo import make_conninfo
from pydantic import SecretStr

from touchpoint.errors import Refused


def from_url(secret: SecretStr, variable: str) -> dict[str, Any]:
    """What a postgresql:// address says, for libpq."""
    try:
        said = _said(secret.get_secret_value())
        # Of an option that libpq does not know it says so itself, before anything is opened.
        make_conninfo("", **said)
    except (ValueError, psycopg.Error):
        raise Refused(
            f"{variable} is not the address of a Postgres database. Write it as "
            "postgresql://user:password@host/name, with % and the number of the sign in place of "
            "each sign of the password that an address gives a meaning to: %2F for /, %3A for :, "
            "%40 for @, %3F for ?, %23 for #, %25 for %."
        ) from None
    return said


def _said(address: str) -> dict[str, Any]:
    url = urlsplit(address)
    name = url.path.lstrip("/")
    if url.scheme not in {"postgresql", "postgres"} or not name or {*name} & {"/", "@", ":"}:
        raise ValueError
    parts = {
        "user": unquote(url.username or ""),
        "password": unquote(url.password or ""),
        "host": unquote(url.hostname or ""),
        "port": str(url.port or ""),
    }
    return {
        "dbname": unquote(name),
        **{key: value for key, value in parts.items() if value},
        **dict(parse_qsl(url.query, strict_parsing=bool(url.query))),
    }
