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
UPLOADS: Final = "uploads"
"""Where a backup has the files that were sent in the browser, wherever they lie here."""


def kept_files(found: Settings) -> Iterator[tuple[str, Path]]:
    """Every file that is state, with its place in a data folder; but not the key in use."""
    for place, path in _files_below(found.uploads_folder):
        if place.parts[0] != RESTORING:
            yield f"{UPLOADS}/{place.as_posix()}", path
    for place, path in _files_below(found.data.resolve()):
        if place.parts[0] in {*NOT_STATE, UPLOADS} or path.is_relative_to(found.uploads_folder):
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


def _files_below(folder: Path) -> Iterator[tuple[Path, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(folder), path
