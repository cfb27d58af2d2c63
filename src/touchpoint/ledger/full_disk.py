"""Telling a full disk from other errors: DuckDB says so in a text, and gives no number."""

import errno
import os
from typing import Final

_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What a computer says where there is no room: on a disk, for a user, in one file."""

_LAID_ASIDE: Final = "max_temp_directory_size"
"""What DuckDB says when there is no room for what it lays aside, which it measures itself."""


def as_full_disk(error: Exception) -> OSError | None:
    """The error of the computer that another error tells of, if it is that a disk is full."""
    if isinstance(error, OSError) and error.errno in _FULL:
        return error
    said = str(error)
    for number in _FULL:
        if os.strerror(number) in said or (number == errno.ENOSPC and _LAID_ASIDE in said):
            return OSError(number, os.strerror(number))
    return None
