"""What was changed of people and tokens, by whom and when. Rows are added and never changed."""

from typing import ClassVar

from django.db import models


class Change(models.Model):
    """One change. It refers to people by number alone, so that nothing ever follows a delete."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    """Who did it; none where the command at the console did."""

    about = models.BigIntegerField()
    what = models.TextField()
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        db_table = "organisation_change"
        indexes: ClassVar = [models.Index(fields=["about", "-id"], name="change_about")]

    def __str__(self) -> str:
        return f"{self.what} {self.about}"
