"""Whether letters can leave at all."""

from django.conf import settings as django_settings

from touchpoint.service.config.sign_in_settings import NOWHERE


def may_send() -> bool:
    """Whether a mail server is set. Where none is, links are handed over by people instead."""
    return bool(django_settings.EMAIL_BACKEND != NOWHERE)
