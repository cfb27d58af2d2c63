"""What the service remembers of itself, in the database that it is true of."""

from django.db import models


class Remembered(models.Model):
    """One thing remembered, by name."""

    name = models.TextField(primary_key=True)
    value = models.TextField()

    def __str__(self) -> str:
        return self.name
