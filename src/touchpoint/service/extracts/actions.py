"""What pages do with uploads: keep a file, choose a profile, ask for a load or its undoing."""

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from touchpoint.errors import Refused
from touchpoint.ledger.full_disk import as_full_disk
from touchpoint.service.config.settings import settings
from touchpoint.service.config.shared_files import share
from touchpoint.service.extracts import tasks
from touchpoint.service.extracts.clearing import KEPT
from touchpoint.service.extracts.files import Place
from touchpoint.service.extracts.models import State, Upload
from touchpoint.service.organisation.models import Staff

LONGEST_NAME: Final = 200
_log: Final = logging.getLogger(__name__)


@transaction.atomic
def receive(
    *, by: Staff, file: UploadedFile, profile: UploadedFile | None, now: datetime
) -> Upload:
    """Keep a file that somebody sent, and have it looked at."""
    upload = Upload(
        staff_id=by.pk,
        name=(file.name or "file")[-LONGEST_NAME:],
        received_at=now,
        own_profile=profile is not None,
    )
    place = Place.of(upload)
    with _whole(place):
        _write(place.file, file)
        if profile is not None:
            _write(place.profile, profile)
        upload.save(force_insert=True)
        tasks.look_at.defer(upload_id=str(upload.pk))
    return upload


@transaction.atomic
def choose_profile(*, upload: Upload, profile: str) -> None:
    """Have a file looked at again, with a profile that a person chose."""
    _refuse_unless(upload, State.LOOKED_AT, State.UNREADABLE, State.FAILED)
    _refuse_if_cleared(upload)
    upload.profile, upload.own_profile, upload.state = profile, False, State.RECEIVED
    upload.save(update_fields=["profile", "own_profile", "state"])
    tasks.look_at.defer(upload_id=str(upload.pk))


@transaction.atomic
def start_load(*, upload: Upload) -> None:
    """Have a file loaded that was looked at."""
    _refuse_unless(upload, State.LOOKED_AT)
    _refuse_if_cleared(upload)
    if not (upload.profile or upload.own_profile):
        raise Refused("Choose a profile first: it says what the columns of the file mean.")
    upload.state = State.LOADING
    upload.save(update_fields=["state"])
    tasks.take_in.defer(upload_id=str(upload.pk))


@transaction.atomic
def start_undo(*, upload: Upload) -> None:
    """Have a load undone."""
    _refuse_unless(upload, State.LOADED)
    upload.state = State.UNDOING
    upload.save(update_fields=["state"])
    tasks.take_back.defer(upload_id=str(upload.pk))


def _refuse_unless(upload: Upload, *states: State) -> None:
    """Somebody else may have been quicker: the row is held until the end of the transaction."""
    now = Upload.objects.select_for_update().get(pk=upload.pk)
    if now.state not in states:
        raise Refused(f"That cannot be done now: the file is {now.get_state_display().lower()}.")


def _refuse_if_cleared(upload: Upload) -> None:
    if not Place.of(upload).file.is_file():
        raise Refused(
            f"The file itself was removed after {KEPT.days} days. Send it again to load it."
        )


@contextmanager
def _whole(place: Place) -> Iterator[None]:
    """The folder of an upload, of which nothing is left behind where it comes to nothing."""
    try:
        place.make()
        yield
    except BaseException as error:
        shutil.rmtree(place.folder, ignore_errors=True)
        if not isinstance(error, Exception) or as_full_disk(error) is None:
            raise
        _log.error("There is no room for a file that was sent")
        raise Refused(
            "There is no room for this file. Nothing of it was kept. Tell whoever runs the service "
            "that its disk is full, and send the file again once it has room."
        ) from None


def _write(path: Path, file: UploadedFile) -> None:
    with path.open("xb") as out:
        for chunk in file.chunks():
            out.write(chunk)
    share(path, settings())
