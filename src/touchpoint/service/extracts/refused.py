"""The refused rows of an upload, for whoever sent it alone: they hold what the source held.

Colleagues see how many there are. Who takes them away is written down before they are given.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from touchpoint.service.extracts.files import Place
from touchpoint.service.extracts.models import Upload
from touchpoint.service.journeys.raw import rows, run
from touchpoint.service.organisation.models import Staff


def is_senders(upload: Upload, staff: Staff) -> bool:
    """Whether somebody sent the file, and so knows what stands in it."""
    return upload.staff_id == staff.pk


@transaction.atomic
def take_refused(*, by: Staff, upload: Upload) -> Path | None:
    """The file of the refused rows, where there is one for this person; written down."""
    file = Place.of(upload).refused
    if not is_senders(upload, by) or not file.is_file():
        return None
    run("INSERT INTO extracts_taken (upload_id) VALUES (%s)", [upload.pk])
    return file


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """One download of refused rows: when, by whom, and of which file by its id."""

    at: datetime
    name: str
    file: str


_TAKEN = """
SELECT t.at, s.name, left(t.upload_id::text, 8) AS file
FROM extracts_taken AS t JOIN organisation_staff AS s ON s.id = t.staff_id
ORDER BY t.at DESC, t.id DESC LIMIT %s OFFSET %s
"""


def all_taken(*, number: int, after: int) -> list[Taken]:
    """Downloads by those whom the auditor who asks watches over, the latest first."""
    return [Taken(**row) for row in rows(_TAKEN, [number, after])]


def times_taken(upload: Upload) -> list[datetime]:
    """When the refused rows were taken away."""
    asked = "SELECT at FROM extracts_taken WHERE upload_id = %s ORDER BY id"
    return [row["at"] for row in rows(asked, [upload.pk])]
