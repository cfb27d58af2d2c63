"""Secrets that the service makes for itself at set-up and keeps in its data folder.

Each is a file that only the owner of the service may read. They are part of its state: a backup
holds them, or nobody's second factor and no session would outlive a restore.
"""

import os
import secrets
from pathlib import Path
from typing import Final

FOLDER: Final = "secrets"
SECRET_KEY: Final = "secret-key"  # noqa: S105 - the name of its file
OWNER_PASSWORD: Final = "database-owner"  # noqa: S105 - the name of its file
WEB_PASSWORD: Final = "database-web"  # noqa: S105 - the name of its file
SUPERUSER_PASSWORD: Final = "database-superuser"  # noqa: S105 - the name of its file


def kept(data: Path, name: str) -> str | None:
    """A secret of the data folder, or None where it has not been made."""
    try:
        return (data / FOLDER / name).read_text().strip() or None
    except FileNotFoundError:
        return None


def keep(data: Path, name: str, value: str | None = None) -> str:
    """The secret there is; where there is none, the value given or one that nobody can guess."""
    there = kept(data, name)
    if there is not None:
        return there
    made = value or secrets.token_urlsafe(48)
    folder = data / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_private(folder / name, made)
    return made


def write_private(path: Path, text: str) -> None:
    """Write a file whole, or not at all, that only its owner may read."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.rename(path)
