"""What is wrong with settings that are each well written: what they lead to, and how they fit."""

import re
from collections.abc import Iterator, Mapping
from email.utils import parseaddr
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from pydantic import SecretStr

from touchpoint.errors import Refused
from touchpoint.service.config.addresses import (
    is_loopback,
    is_mail_server,
    is_provider,
    is_served,
)
from touchpoint.service.config.database_address import from_url

EXAMPLE: Final = "CHANGE"
"""How every value begins that deploy/*.example leave to whoever sets the service up."""
Databases: TypeAlias = Mapping[str, SecretStr | None]
"""Addresses of databases, by their variables."""
_MAIL_ADDRESS: Final = re.compile(r"[^@\s]+@[^@\s]+")


def of_address(public_url: str, served_from: str) -> Iterator[str]:
    if public_url and not is_served(public_url):
        yield (
            "TOUCHPOINT_PUBLIC_URL is not an address without a path, such as "
            "https://touchpoint.example.police.uk."
        )
        return
    if not is_served(served_from):
        yield "TOUCHPOINT_HOST is not an address to listen on, such as 127.0.0.1."
        return
    at = urlsplit(served_from)
    if at.scheme != "https" and not is_loopback(at.hostname or ""):
        yield (
            f"The service would be reached at {served_from}, where sign-ins can be read "
            "on the way. Set TOUCHPOINT_PUBLIC_URL to an https address, or TOUCHPOINT_HOST to "
            "127.0.0.1."
        )


def of_databases(given: Databases) -> Iterator[str]:
    for variable, address in given.items():
        if address is not None:
            yield from _of_database(variable, address)


def _of_database(variable: str, address: SecretStr) -> Iterator[str]:
    try:
        password = from_url(address, variable).get("password", "")
    except Refused as refusal:
        yield str(refusal)
    else:
        if password.startswith(EXAMPLE):
            yield f"The password in {variable} is still that of the example. Set the role's own."


def of_provider(given: Mapping[str, str | SecretStr | None], url: str) -> Iterator[str]:
    """Of all four settings of a provider, and of its address among them."""
    for name, value in given.items():
        if any(given.values()) and not value:
            yield (
                f"{name} is missing: an OpenID Connect provider needs all four of "
                "TOUCHPOINT_OIDC_NAME, _URL, _CLIENT and _SECRET."
            )
    if url and not is_provider(url):
        yield (
            "TOUCHPOINT_OIDC_URL is not the address of a provider: write it as "
            "https://login.example.police.uk/force."
        )


def of_mail(smtp_url: SecretStr | None, mail_from: str) -> Iterator[str]:
    server = smtp_url.get_secret_value() if smtp_url else ""
    if server and not is_mail_server(server):
        yield (
            "TOUCHPOINT_SMTP_URL is not the address of a mail server: write it as "
            "smtp://user:password@host:587."
        )
    if mail_from and not _MAIL_ADDRESS.fullmatch(parseaddr(mail_from)[1]):
        yield (
            "TOUCHPOINT_MAIL_FROM is not an address that mail can come from: write it as "
            "touchpoint@example.police.uk."
        )


def of_key(secret_key: SecretStr | None) -> Iterator[str]:
    if secret_key is not None and secret_key.get_secret_value().startswith(EXAMPLE):
        yield (
            "TOUCHPOINT_SECRET_KEY is still that of the example, which everybody knows. Set it to "
            "what `openssl rand -base64 48` prints."
        )
