"""The file of a backup: a zip with a member for each table and secret, and a list of all of them.

The list holds the hash of every member; a file that was cut short or changed is refused before
anything is touched.
"""

import hashlib
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from touchpoint.errors import Refused

FORMAT: Final = 1
CONTENTS: Final = "contents.json"
QUICK: Final = 1
"""Compression that keeps up with a database: rows are mostly repetition."""
PORTION: Final = 1024 * 1024
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, RuntimeError)
"""What comes of reading a file that is none of ours; a zip that wants a password is the last."""

Count = Annotated[int, Field(ge=0, lt=2**63)]


class Form(BaseModel):
    """What every list says, whatever else a later form of it may say."""

    model_config = ConfigDict(strict=True, frozen=True)

    format: int


class Contents(Form):
    """The list of what a backup holds."""

    touchpoint: str
    made_at: str
    migrations: list[tuple[str, str]]
    sequences: dict[str, tuple[Count, bool]]
    rows: dict[str, Count]
    members: dict[str, str]


class Writing:
    """A backup that is being written."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self._hashes: dict[str, str] = {}

    def add(self, member: str, portions: Iterable[bytes | memoryview]) -> None:
        """Write one member, as it comes."""
        digest = hashlib.sha256()
        with self._file.open(member, "w", force_zip64=True) as written:
            for portion in portions:
                digest.update(portion)
                written.write(portion)
        self._hashes[member] = digest.hexdigest()

    def finish(self, contents: dict[str, Any]) -> None:
        """Write the list of what there is."""
        whole = Contents(format=FORMAT, **contents, members=self._hashes)
        self._file.writestr(CONTENTS, whole.model_dump_json(indent=1))


@contextmanager
def writing(path: Path) -> Iterator[Writing]:
    """A new file, which is there whole or not at all and which nobody else may read."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as raw:
            compressed = zipfile.ZIP_DEFLATED
            with zipfile.ZipFile(raw, "w", compressed, compresslevel=QUICK) as file:
                yield Writing(file)
            raw.flush()
            os.fsync(raw.fileno())
        beside.rename(path)
    finally:
        beside.unlink(missing_ok=True)


class Reading:
    """A backup that is whole."""

    def __init__(self, file: zipfile.ZipFile, contents: Contents) -> None:
        self._file = file
        self.contents = contents

    def portions(self, member: str) -> Iterator[bytes]:
        with self._file.open(member) as read:
            while portion := read.read(PORTION):
                yield portion

    def names(self, folder: str) -> list[str]:
        """The members of a folder."""
        return [name for name in self.contents.members if name.startswith(f"{folder}/")]


@contextmanager
def reading(path: Path) -> Iterator[Reading]:
    """A backup, read through once and found to be what was written."""
    try:
        file = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise Refused(f"There is no file {path}.") from None
    except zipfile.BadZipFile:
        raise _not_whole(path) from None
    with file:
        yield _whole(file, path)


def _whole(file: zipfile.ZipFile, path: Path) -> Reading:
    try:
        told = file.read(CONTENTS)
        if Form.model_validate_json(told).format != FORMAT:
            raise Refused(f"{path} is a backup in a form that this Touchpoint does not know.")
        found = Reading(file, Contents.model_validate_json(told))
        _check(found, path)
    except _BROKEN:
        raise _not_whole(path) from None
    return found


def _not_whole(path: Path) -> Refused:
    return Refused(
        f"{path} is not a backup of Touchpoint, or not a whole one. Nothing was changed."
    )


def _check(found: Reading, path: Path) -> None:
    changed = [name for name, is_ in found.contents.members.items() if _hash(found, name) != is_]
    if changed:
        raise Refused(f"{path} was changed after it was written. Nothing was restored:", changed)


def _hash(found: Reading, member: str) -> str:
    digest = hashlib.sha256()
    for portion in found.portions(member):
        digest.update(portion)
    return digest.hexdigest()
