"""The files of a backup, put where they were: all of them, or those that were there stay.

They are written beside those that are there, so that a full disk or a folder in the way is found
before anything changes, and change places with them in a moment.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from touchpoint.errors import Refused
from touchpoint.service.running.state.archive import Reading
from touchpoint.service.running.state.kept_files import NOT_STATE, RESTORING


@contextmanager
def files_beside(data: Path, backup: Reading) -> Iterator[Callable[[], None]]:
    """Write the files beside; the block is given what puts them in place, which it does last.

    If the block then fails after all, those that were there are there again.
    """
    places = [member.removeprefix("files/") for member in backup.names("files")]
    _refuse_places(data, places)
    beside = data / RESTORING
    # Of a restore that was killed: nobody else is at work here.
    shutil.rmtree(beside, ignore_errors=True)
    moved: list[tuple[Path, Path]] = []

    def put_in_place() -> None:
        for place in places:
            there = data / place
            if there.exists():
                _move(there, beside / "old" / place, moved)
            _move(beside / "new" / place, there, moved)

    try:
        for place in places:
            _write(beside / "new" / place, backup.portions(f"files/{place}"))
        yield put_in_place
    except BaseException:
        for source, target in reversed(moved):
            shutil.move(target, source)
        raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _refuse_places(data: Path, places: Sequence[str]) -> None:
    for place in places:
        parts = PurePosixPath(place).parts
        outside = not (data / place).resolve().is_relative_to(data.resolve())
        if not parts or outside or parts[0] in NOT_STATE:
            raise Refused(
                "The backup holds a file that belongs outside of what a backup puts back. Nothing "
                "was changed; restore another backup."
            )
    in_the_way = sorted({name for place in places for name in _in_the_way(data, place)})
    if in_the_way:
        raise Refused(
            f"The data folder {data} has a file where the backup has a folder, or a folder where "
            "it has a file. Move it away and restore again; nothing was changed:",
            in_the_way,
        )


def _in_the_way(data: Path, place: str) -> Iterator[str]:
    there = data / place
    if there.is_dir():
        yield place
    for folder in PurePosixPath(place).parents:
        if (data / folder).exists() and not (data / folder).is_dir():
            yield str(folder)


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
