"""The worker's part of uploads, one at a time: a load rests on the one before it.

A worker may be killed in the middle. What it had begun is then as if it had not been, and within a
minute or two another takes the job up again; after `TRIES` the upload says that it failed.

Web processes read this module to hand work over, and never do it: what does it is read in late.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app

from touchpoint.service.extracts import clearing
from touchpoint.service.extracts.models import State, Upload

QUEUE: Final = "extracts"
LOCK: Final = "extracts"
TRIES: Final = 3
Work = Callable[[Upload, datetime], None]


@app.task(queue=QUEUE, lock=LOCK, pass_context=True)
def look_at(context: JobContext, upload_id: str) -> None:
    """Look at a file that somebody sent."""
    from touchpoint.service.extracts import work  # noqa: PLC0415 - the worker's alone

    _do(context, upload_id, work.look_at, State.RECEIVED, State.UNREADABLE)


@app.task(queue=QUEUE, lock=LOCK, pass_context=True)
def take_in(context: JobContext, upload_id: str) -> None:
    """Load it."""
    from touchpoint.service.extracts import work  # noqa: PLC0415 - the worker's alone

    _do(context, upload_id, work.take_in, State.LOADING, State.FAILED)


@app.task(queue=QUEUE, lock=LOCK, pass_context=True)
def take_back(context: JobContext, upload_id: str) -> None:
    """Undo its load."""
    from touchpoint.service.extracts import work  # noqa: PLC0415 - the worker's alone

    _do(context, upload_id, work.take_back, State.UNDOING, State.LOADED)


def _do(context: JobContext, upload_id: str, what: Work, waiting: State, otherwise: State) -> None:
    """Do it, unless it is done already or was begun too often."""
    upload = Upload.objects.get(pk=upload_id)
    if upload.state != waiting:
        return
    if context.job.attempts >= TRIES:
        from touchpoint.service.extracts import work  # noqa: PLC0415 - the worker's alone

        work.give_up(upload, otherwise, timezone.now())
        return
    what(upload, timezone.now())


@app.periodic(cron="* * * * *", periodic_id="extracts.resume")
@app.task(name="extracts.resume", queue=QUEUE, queueing_lock="extracts.resume", pass_context=True)
async def resume(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - the signature procrastinate calls
    """Give jobs whose worker is gone to another: theirs bears the lock that all others wait for."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(queue=QUEUE):
        await manager.retry_job(job)


@app.periodic(cron="40 2 * * *", periodic_id="extracts.clear")
@app.task(name="extracts.clear", queue=QUEUE, queueing_lock="extracts.clear")
def clear(timestamp: int) -> None:
    """Remove what is left of old uploads."""
    clearing.clear_old(datetime.fromtimestamp(timestamp, UTC))
