"""What an address may be that is set: of the service, of who signs people in, of a mail server."""

import re
from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

_NAME: Final = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
"""A host as Django and browsers take it."""


def is_loopback(host: str) -> bool:
    """Whether an address is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_served(address: str) -> bool:
    """Whether a browser comes to a service by this address, at its root."""
    parts = _parts(address)
    return (
        parts is not None
        and parts.scheme in {"http", "https"}
        and parts.path in {"", "/"}
        and not (parts.query or parts.fragment or parts.username)
    )


def is_provider(address: str) -> bool:
    """Whether an OpenID Connect provider may be asked here: nobody listens on the way."""
    parts = _parts(address)
    return (
        parts is not None
        and (parts.scheme == "https" or is_loopback(parts.hostname or ""))
        and not (parts.query or parts.fragment or parts.username)
    )


def is_mail_server(address: str) -> bool:
    """Whether mail can be handed over here."""
    parts = _parts(address)
    return (
        parts is not None
        and parts.scheme == "smtp"
        and parts.path in {"", "/"}
        and not (parts.query or parts.fragment)
    )


def _parts(address: str) -> SplitResult | None:
    """The parts of an address that has a host, and if any a port that there can be."""
    if not address.isprintable() or " " in address:
        return None
    try:
        parts = urlsplit(address)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        return None
    is_host = bool(_NAME.fullmatch(host)) or "[" in parts.netloc
    return parts if is_host and port != 0 and not parts.netloc.endswith(":") else None
