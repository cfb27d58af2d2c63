"""The files of a backup, put where they were: all of them, or those that were there stay.

They are written beside those that are there, so that a full disk or a folder in the way is found
before anything changes, and change places with them in a moment.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from touchpoint.errors import Refused
from touchpoint.service.config.settings import Settings
from touchpoint.service.config.shared_files import share
from touchpoint.service.running.state.archive import Reading
from touchpoint.service.running.state.kept_files import NOT_STATE, RESTORING, UPLOADS


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where one file of a backup belongs: in the data folder, or in a folder of uploads apart."""

    member: str
    within: Path
    below: str

    @property
    def there(self) -> Path:
        return self.within / self.below

    def beside(self, which: str) -> Path:
        """Where it waits, or what was there does: on the same disk."""
        return self.within / RESTORING / which / self.below


@contextmanager
def files_beside(found: Settings, backup: Reading) -> Iterator[Callable[[], None]]:
    """Write the files beside; the block is given what puts them in place, which it does last.

    If the block then fails after all, those that were there are there again.
    """
    places = [_place(member, found) for member in backup.names("files")]
    _refuse_places(places)
    beside = {place.within / RESTORING for place in places}
    # Of a restore that was killed: nobody else is at work here.
    _remove(beside)
    moved: list[tuple[Path, Path]] = []

    def put_in_place() -> None:
        for place in places:
            if place.there.exists():
                _move(place.there, place.beside("old"), moved)
            _move(place.beside("new"), place.there, moved)
            if place.within == found.uploads_folder:
                share(place.there.parent, found)
                share(place.there, found)

    try:
        for place in places:
            _write(place.beside("new"), backup.portions(place.member))
        yield put_in_place
    except BaseException:
        for source, target in reversed(moved):
            shutil.move(target, source)
        raise
    finally:
        _remove(beside)


def _place(member: str, found: Settings) -> Place:
    below = member.removeprefix("files/")
    first, _, rest = below.partition("/")
    if first == UPLOADS and found.uploads is not None:
        return Place(member=member, within=found.uploads_folder, below=rest)
    return Place(member=member, within=found.data, below=below)


def _refuse_places(places: Sequence[Place]) -> None:
    for place in places:
        parts = PurePosixPath(place.below).parts
        outside = not place.there.resolve().is_relative_to(place.within.resolve())
        if not parts or outside or parts[0] in NOT_STATE:
            raise Refused(
                "The backup holds a file that belongs outside of what a backup puts back. Nothing "
                "was changed; restore another backup."
            )
    in_the_way = sorted({str(path) for place in places for path in _in_the_way(place)})
    if in_the_way:
        raise Refused(
            "There is a file where the backup has a folder, or a folder where it has a file. Move "
            "it away and restore again; nothing was changed:",
            in_the_way,
        )


def _in_the_way(place: Place) -> Iterator[Path]:
    if place.there.is_dir():
        yield place.there
    for folder in PurePosixPath(place.below).parents:
        path = place.within / folder
        if path.exists() and not path.is_dir():
            yield path


def _write(path: Path, portions: Iterator[bytes]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    with path.open("wb") as file:
        for portion in portions:
            file.write(portion)


def _move(source: Path, target: Path, moved: list[tuple[Path, Path]]) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.move(source, target)
    moved.append((source, target))


def _remove(folders: set[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
