"""Tokens of the API: kept as a hash, held to the person who made them and to what they may do."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from touchpoint.service.organisation.models.staff import Staff


class Token(models.Model):
    """One token. It may do what its owner may do and the token says, whichever is less."""

    id = models.BigAutoField(primary_key=True)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="tokens")
    name = models.TextField()
    hash = models.BinaryField(unique=True)
    permissions = ArrayField(models.TextField())
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    form = models.TextField(default="")
    """The key of the form that asked for it, if any: sent twice, it makes one token."""

    class Meta:
        db_table = "organisation_token"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["staff", "form"],
                condition=~models.Q(form=""),
                name="organisation_token_once",
            )
        ]

    def __str__(self) -> str:
        return f"token {self.pk}"
