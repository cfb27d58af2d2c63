"""A file that is there whole or as it was before: written beside its place, then moved there."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """Give a file to write, with the rights of what stood there; it takes its place when done.

    A link stays a link to what is written. What is no file, like a pipe, is written to as it is.
    """
    place = out.resolve()
    if place.exists() and not place.is_file():
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
