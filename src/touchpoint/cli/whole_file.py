"""A file that is there whole or as it was before: written beside its place, then moved there."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from touchpoint.errors import Refused


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """Give a file to write, with the rights of what stood there; it takes its place when done.

    A link stays a link to what is written. What is no file, like a pipe, is written to as it is.
    """
    place = out.resolve()
    if _is_no_file(place):
        yield place
        return
    draft = place.with_name(f".{place.name}.part")
    try:
        if place.exists():
            draft.touch()
            shutil.copymode(place, draft)
        yield draft
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)


def refuse_unwritable(out: Path) -> None:
    """Refuse a file that could not be written, before the work that is for it is done."""
    place = out.resolve()
    if not _is_no_file(place) and not os.access(place.parent, os.W_OK | os.X_OK):
        raise Refused(
            f"Nothing may be written in the folder {place.parent}: give {out.name} a place in "
            "another, or ask whoever keeps that one."
        )
    if place.exists() and not os.access(place, os.W_OK):
        raise Refused(f"{out} may not be written over: give the name of another file.")


def _is_no_file(place: Path) -> bool:
    return place.exists() and not place.is_file()
