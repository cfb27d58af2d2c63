"""The day it is in the force, for pages that say when something was."""

from datetime import date

from django.utils import timezone


def today() -> date:
    """The local day now."""
    return timezone.localdate()
