"""What is state of the service outside its database: secrets, and files that it was given."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from touchpoint.service.config import kept_secrets
from touchpoint.service.config.settings import Settings
from touchpoint.service.running.one_run import LOCK
from touchpoint.service.running.postgres.cluster import FOLDER
from touchpoint.service.running.postgres.server import LOGS

RESTORING: Final = "restoring"
NOT_STATE: Final = {FOLDER, f"{FOLDER}.making", "run", LOGS, LOCK, "made-up", RESTORING}
"""The database, which is copied by its rows, and what only a run or a restore needs."""
OF_ONE_DATABASE: Final = {
    kept_secrets.OWNER_PASSWORD,
    kept_secrets.WEB_PASSWORD,
    kept_secrets.SUPERUSER_PASSWORD,
}
"""Passwords of one Postgres: another has its own."""
KEY: Final = f"{kept_secrets.FOLDER}/{kept_secrets.SECRET_KEY}"
"""The place of the key that signs sessions and seals second factors, wherever it is kept here."""


def kept_files(data: Path) -> Iterator[tuple[str, Path]]:
    """Every file that is state, with its place in the data folder; but not the key in use."""
    for path in sorted(data.rglob("*")):
        place = path.relative_to(data)
        if place.parts[0] in NOT_STATE or not path.is_file() or path.is_symlink():
            continue
        if place.parts[0] == kept_secrets.FOLDER and path.name in OF_ONE_DATABASE:
            continue
        if place.as_posix() == KEY:
            continue
        yield place.as_posix(), path


def key_in_use(found: Settings) -> str | None:
    """The key that is set or, where none is, the one that was made at set-up."""
    if found.secret_key is not None:
        return found.secret_key.get_secret_value()
    return kept_secrets.kept(found.data, kept_secrets.SECRET_KEY)
