"""What an action refuses with, besides sentences about what was asked."""

from touchpoint.errors import Refused


class NotSeen(Refused):
    """There is no such journey for whoever asks; a page answers with 404, whatever the reason."""


class NotAllowed(Refused):
    """Whoever asks may not do this at all."""


class Stale(Refused):
    """What was to be changed is no longer as it was when whoever asks read it."""


class KeyUsed(Refused):
    """The idempotency key stands for another request already."""
