"""The worker's part of uploads, one at a time: a load rests on the one before it."""

from typing import Final

from django.utils import timezone
from procrastinate.contrib.django import app

from touchpoint.service.extracts import work
from touchpoint.service.extracts.models import Upload

QUEUE: Final = "extracts"
LOCK: Final = "extracts"


@app.task(queue=QUEUE, lock=LOCK)
def look_at(upload_id: str) -> None:
    """Look at a file that somebody sent."""
    work.look_at(Upload.objects.get(pk=upload_id), timezone.now())


@app.task(queue=QUEUE, lock=LOCK)
def take_in(upload_id: str) -> None:
    """Load it."""
    work.take_in(Upload.objects.get(pk=upload_id), timezone.now())


@app.task(queue=QUEUE, lock=LOCK)
def take_back(upload_id: str) -> None:
    """Undo its load."""
    work.take_back(Upload.objects.get(pk=upload_id), timezone.now())
