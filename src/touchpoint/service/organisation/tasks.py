"""Letters leave from the worker: no page waits for a mail server, nor tells by haste who is known.

A letter names no victim and no journey. It is made when it is sent, so that the queue holds ids
alone.
"""

from django.urls import reverse
from procrastinate.contrib.django import app

from touchpoint.service.config.settings import settings
from touchpoint.service.organisation.letters import Letter, send
from touchpoint.service.organisation.links import link_for
from touchpoint.service.organisation.models import BreakGlass, Staff

QUEUE = "letters"


@app.task(queue=QUEUE)
def send_password_link(staff_id: int | None) -> None:
    """A link with which somebody sets a password. For an address that nobody has, nothing."""
    known = Staff.objects.filter(is_active=True)
    staff = known.filter(pk=staff_id).first() if staff_id is not None else None
    if staff:
        send(
            staff.email,
            Letter(
                subject="Set your password for Touchpoint",
                sentences=(
                    "Open this link to set your password. It works once, for 24 hours:",
                    link_for(staff),
                    "If you did not ask for it, you need do nothing: your password stays as it is.",
                ),
            ),
        )


@app.task(queue=QUEUE)
def send_break_glass_notice(break_glass_id: int, told_id: int) -> None:
    """Tells somebody that a journey was opened, and where to look; who and why stands there."""
    told = Staff.objects.filter(pk=told_id, is_active=True).first()
    if told and BreakGlass.objects.filter(pk=break_glass_id).exists():
        address = settings().served_from + reverse("organisation:break_glass")
        send(
            told.email,
            Letter(
                subject="A journey was opened with break-glass",
                sentences=(
                    "Somebody opened a journey that was not theirs to see, and gave a reason.",
                    "Please look at it and acknowledge it:",
                    address,
                ),
            ),
        )
