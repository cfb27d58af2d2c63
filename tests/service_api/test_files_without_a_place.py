"""Files that were sent and find no room, or that the worker does not find."""

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

from calling import database, force, server
from database import Database
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.test import Client, override_settings
from pages import errors_of, got
from pages import sent as answered
from sending import analyst, data, fresh, sent, work

__all__ = ["analyst", "data", "database", "force", "fresh", "server"]


class Filling(SimpleUploadedFile):
    """A file that fills the disk after its first bytes."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        del chunk_size
        yield b"Reference,"
        raise OSError(errno.ENOSPC, "No space left on device")


class Fills(FileUploadHandler):
    """Hands on such a file, whatever is sent."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        del raw_data, start

    def file_complete(self, file_size: int) -> Filling:
        del file_size
        return Filling("crimes.csv", b"Reference,Reported\n")


def test_a_file_for_which_there_is_no_room_is_told_of_and_nothing_of_it_is_kept(
    analyst: Client, data: Path
) -> None:
    file = SimpleUploadedFile("crimes.csv", b"Reference,Reported\n")
    with override_settings(FILE_UPLOAD_HANDLERS=[f"{Fills.__module__}.{Fills.__qualname__}"]):
        page = answered(analyst, "/loads/send/", {"file": file})
    assert "There is no room for this file" in errors_of(page)[0]
    assert list((data / "uploads").iterdir()) == []
    assert "crimes.csv" not in got(analyst, "/loads/").words


def test_a_file_that_the_worker_does_not_find_says_which_setting_is_wrong(
    analyst: Client, fresh: Database, data: Path
) -> None:
    address = sent(analyst, "crimes.csv", b"Reference,Reported\n")
    shutil.move(data / "uploads", data / "elsewhere")
    work(fresh)
    page = got(analyst, address).words
    assert "The worker does not find this file" in page
    assert "TOUCHPOINT_UPLOADS" in page
