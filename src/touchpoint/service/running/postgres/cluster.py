"""The files of the embedded Postgres: made whole or not at all, and of the version we run."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

from touchpoint.errors import Refused
from touchpoint.service.config import kept_secrets
from touchpoint.service.running.postgres.programs import VERSION, Programs

FOLDER: Final = "postgres"
SUPERUSER: Final = "postgres"


def make_cluster(data: Path, programs: Programs) -> Path:
    """The folder of the server's files, made where there is none; half a folder is never left."""
    files = data / FOLDER
    if files.exists():
        _refuse_another_version(files)
        return files
    making = data / f"{FOLDER}.making"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(mode=0o700, parents=True)
    programs.open_the_way_to(making)
    programs.give(making)
    _initialise(making, kept_secrets.keep(data, kept_secrets.SUPERUSER_PASSWORD), programs)
    making.rename(files)
    return files


def _initialise(files: Path, password: str, programs: Programs) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".password") as file:
        file.write(password)
        file.flush()
        if programs.user is not None:
            shutil.chown(file.name, programs.user)
        done = programs.run(
            "initdb",
            f"--pgdata={files}",
            f"--username={SUPERUSER}",
            f"--pwfile={file.name}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--data-checksums",
        )
    if done.returncode:
        shutil.rmtree(files, ignore_errors=True)
        raise Refused(
            "The embedded Postgres could not be set up. It said:", done.stderr.strip().splitlines()
        )


def _refuse_another_version(files: Path) -> None:
    try:
        found = (files / "PG_VERSION").read_text().strip()
    except OSError:
        found = "none"
    if found != str(VERSION):
        raise Refused(
            f"The database in {files} was made by Postgres {found}; this Touchpoint brings "
            f"Postgres {VERSION}. Make a backup with the Touchpoint that made it, move the folder "
            "away and restore the backup with this one."
        )


def socket_ready(folder: Path, programs: Programs) -> Path:
    """The folder for the server's socket, which nobody else may open."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid not in {os.geteuid(), _uid(programs)}:
        raise Refused(f"{folder} belongs to somebody else. Remove it, or move the data folder.")
    programs.open_the_way_to(folder)
    programs.give(folder)
    folder.chmod(0o700)
    return folder


def _uid(programs: Programs) -> int:
    if programs.user is None:
        return os.geteuid()
    import pwd  # noqa: PLC0415 - there is none on Windows

    return pwd.getpwnam(programs.user).pw_uid
