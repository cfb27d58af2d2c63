"""Sign-ins that failed, so that guessing stops. Neither address is kept, only what hides it."""

from typing import ClassVar

from django.db import models


class FailedSignIn(models.Model):
    """One failure of one account, known or not, from one network address."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    account = models.BinaryField()
    address = models.BinaryField()

    class Meta:
        db_table = "organisation_failed_sign_in"
        indexes: ClassVar = [
            models.Index(fields=["account", "at"], name="failed_account"),
            models.Index(fields=["address", "at"], name="failed_address"),
        ]

    def __str__(self) -> str:
        return f"failure {self.pk}"
