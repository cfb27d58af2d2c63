"""Mail to people who sign in: plain text, through the mail server of the settings, if any."""

from dataclasses import dataclass

from django.conf import settings as django_settings
from django.core.mail import EmailMessage

from touchpoint.service.organisation.mail_server import may_send


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """What is written, in sentences."""

    subject: str
    sentences: tuple[str, ...]


def send(address: str, letter: Letter) -> None:
    """Sends a letter. Without a mail server nothing is sent, and the pages say so."""
    if may_send():
        EmailMessage(
            subject=letter.subject,
            body="\n\n".join(letter.sentences),
            from_email=django_settings.DEFAULT_FROM_EMAIL,
            to=[address],
        ).send()
