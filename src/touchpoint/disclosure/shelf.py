"""The shelf of a ledger: what each of its releases published, in order, for the next to be held to.

What has been published stays known, whichever command published it, so the shelf stands in the
folder of the ledger and not with one paper. It holds what anybody may read, and no more.
"""

import os
import re
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from touchpoint.disclosure.published import Published, read_published
from touchpoint.errors import Refused

SHELF = "released"
_NAMED = re.compile(r"([0-9]{6})-[a-z0-9-]+\.json")


def earlier_releases(ledger: Path) -> tuple[Published, ...]:
    """What every earlier release of a ledger published, the oldest first."""
    return tuple(_read(file) for file in _files(ledger))


def keep_release(ledger: Path, name: str, published: Published) -> Path:
    """Put what a release published on the shelf, under a name for people, and say where it is."""
    shelf = ledger / SHELF
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "release"
    text = published.to_json().encode()
    try:
        shelf.mkdir(exist_ok=True)
        return _put(shelf, plain, text)
    except OSError as error:
        raise Refused(
            f"What is released now has to be remembered in {shelf}, or the next release could give "
            f"it away, and it cannot be written there ({error.strerror}). Make the folder of the "
            "ledger writable."
        ) from error


def _put(shelf: Path, name: str, text: bytes) -> Path:
    """Write beside, then link to the next free number: what stands there is whole."""
    with NamedTemporaryFile(dir=shelf, prefix=".", suffix=".part") as beside:
        beside.write(text)
        beside.flush()
        os.fsync(beside.fileno())
        while True:
            numbers = [int(n[1]) for one in shelf.iterdir() if (n := _NAMED.fullmatch(one.name))]
            place = shelf / f"{max(numbers, default=0) + 1:06}-{name}.json"
            with suppress(FileExistsError):
                # Two at once may get one number under two names: either order is right.
                os.link(beside.name, place)
                return place


def _files(ledger: Path) -> list[Path]:
    shelf = ledger / SHELF
    return sorted(shelf.glob("*.json")) if shelf.is_dir() else []


def _read(file: Path) -> Published:
    try:
        return read_published(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, Refused) as error:
        raise Refused(
            f"{file} tells what an earlier release published, and cannot be read ({error}). Put it "
            "back from a copy; without it nothing more can be released safely."
        ) from error
