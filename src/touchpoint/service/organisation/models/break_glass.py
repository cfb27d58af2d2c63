"""Journeys opened to somebody who could not see them, for a stated reason and a limited time.

The journey is named by its id alone: journeys are another room's.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from touchpoint.service.organisation.models.staff import Staff


class BreakGlass(models.Model):
    """One opening. Rows are added and never changed; it ends by itself."""

    id = models.BigAutoField(primary_key=True)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    journey_id = models.TextField(db_collation="C")
    reason = models.TextField()
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        db_table = "organisation_break_glass"
        indexes: ClassVar = [models.Index(fields=["staff", "ends_at"], name="break_glass_staff")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="break_glass_has_reason"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("opened_at")), name="break_glass_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"break-glass {self.pk}"


class Notice(models.Model):
    """Somebody told of one opening; acknowledged once, and that is all that changes."""

    id = models.BigAutoField(primary_key=True)
    break_glass = models.ForeignKey(BreakGlass, models.PROTECT, related_name="notices")
    told = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "organisation_notice"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["break_glass", "told"], name="notice_once")
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"
