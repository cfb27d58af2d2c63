"""Uploads, and what earlier loads left to be remembered."""

import uuid
from typing import ClassVar

from django.db import models


class State(models.TextChoices):
    """How far an upload has come."""

    RECEIVED = "received", "Waiting to be looked at"
    LOOKED_AT = "looked_at", "Ready to load"
    UNREADABLE = "unreadable", "Cannot be read"
    LOADING = "loading", "Loading"
    LOADED = "loaded", "Loaded"
    FAILED = "failed", "Not loaded"
    UNDOING = "undoing", "Being undone"
    UNDONE = "undone", "Undone"


BUSY = (State.RECEIVED, State.LOADING, State.UNDOING)
"""States in which the worker is at it, or will be."""


class Upload(models.Model):
    """One file that somebody sent, what it was found to be and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    staff_id = models.BigIntegerField()
    name = models.TextField()
    """What the file was called where it came from, for whoever sent it; it may name a victim."""

    received_at = models.DateTimeField()
    state = models.TextField(choices=State.choices, default=State.RECEIVED)
    step = models.TextField(default="")
    profile = models.TextField(default="")
    """The shipped profile to load it with; empty for one of the uploader, or none yet."""

    own_profile = models.BooleanField(default=False)
    found = models.JSONField(default=dict)
    """What looking at it said: reasons, what is unknown, which profiles fit, a proposal."""

    tried = models.JSONField(default=dict)
    """What a load would do: counts and the first reasons for which rows would be refused."""

    outcome = models.JSONField(default=dict)
    load_number = models.IntegerField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "extracts_upload"
        ordering: ClassVar = ["-received_at"]

    def __str__(self) -> str:
        return f"upload {self.pk}"

    def called_for(self, staff_id: int) -> str:
        """What the file is called to somebody: its name to whoever sent it, or else its id."""
        own = self.name if self.staff_id == staff_id else ""
        return own or f"File {str(self.pk)[:8]}"

    @property
    def state_in_words(self) -> str:
        """Its state; what no profile fits is looked at, and not ready to load."""
        if self.state == State.LOOKED_AT and not self.tried.get("counts"):
            return "No profile fits"
        return State(self.state).label

    @property
    def is_busy(self) -> bool:
        """Whether the worker is at it, or will be."""
        return self.state in BUSY


class Memory(models.Model):
    """One file of what a ledger remembers of its loads (extracts.loading.memory)."""

    place = models.TextField(primary_key=True)
    content = models.BinaryField()

    class Meta:
        db_table = "extracts_memory"

    def __str__(self) -> str:
        return self.place


class Said(models.Model):
    """What loads have said of a thing since a person decided otherwise (decisions.py)."""

    about = models.TextField()
    id_of = models.TextField()
    decision = models.TextField()
    said = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        db_table = "extracts_said"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["about", "id_of", "decision"], name="extracts_said_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.id_of}: {self.decision}"
