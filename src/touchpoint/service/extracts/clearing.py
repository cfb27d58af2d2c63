"""Files that were sent are kept no longer than they are needed: they hold what victims said.

A file goes when it is loaded: the ledger has what it said, and undoing needs no file. Of an upload
that was never loaded, and of rows that were refused, everything goes after `KEPT`. So does the name
that the file came with.
"""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from touchpoint.service.extracts.files import Place, uploads_folder
from touchpoint.service.extracts.models import BUSY, Upload

KEPT: Final = timedelta(days=30)
A_WHILE: Final = timedelta(days=1)


def clear_loaded(upload: Upload) -> None:
    """Remove the file of an upload that is loaded; the rows that were refused stay for a while."""
    place = Place.of(upload)
    for file in (place.file, place.profile):
        file.unlink(missing_ok=True)


def clear_old(now: datetime) -> int:
    """Remove what is left of old uploads, and folders that no upload knows; say how many."""
    old = Upload.objects.filter(received_at__lte=now - KEPT).exclude(state__in=BUSY)
    old.exclude(name="").update(name="")
    folder = uploads_folder()
    if not folder.is_dir():
        return 0
    needed = {
        str(pk)
        for pk, state, received_at in Upload.objects.values_list("pk", "state", "received_at")
        if state in BUSY or received_at > now - KEPT
    }
    gone = [one for one in folder.iterdir() if one.name not in needed and _is_old(one, now)]
    for one in gone:
        shutil.rmtree(one)
    return len(gone)


def _is_old(folder: Path, now: datetime) -> bool:
    """A folder that was made a moment ago may belong to an upload that is not written down yet."""
    return folder.stat().st_mtime < (now - A_WHILE).timestamp()
