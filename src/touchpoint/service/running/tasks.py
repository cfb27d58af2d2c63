"""What the worker does every night to keep the service tidy."""

from django.core.management import call_command
from procrastinate.contrib.django import app


@app.periodic(cron="15 2 * * *")
@app.task(name="running.forget_old_sessions", queueing_lock="running.forget_old_sessions")
def forget_old_sessions(timestamp: int) -> None:  # noqa: ARG001 - the signature procrastinate calls
    """Delete the sessions that have ended."""
    call_command("clearsessions")
