"""The tree of units, with the ids of the ledger, and for each unit every unit above it."""

from django.db import models


class Unit(models.Model):
    """A force, command, area or team, as the ledger has it."""

    unit_id = models.TextField(primary_key=True, db_collation="C")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, db_column="parent_id", related_name="below"
    )
    name = models.TextField()
    kind = models.TextField()

    class Meta:
        db_table = "organisation_unit"

    def __str__(self) -> str:
        return self.name


class UnitAbove(models.Model):
    """One row for a unit and each unit above it, itself among them. A trigger keeps it."""

    pk = models.CompositePrimaryKey("unit_id", "above_id")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    above = models.ForeignKey(Unit, models.CASCADE, related_name="+")

    class Meta:
        db_table = "organisation_unit_above"

    def __str__(self) -> str:
        return f"{self.unit_id} under {self.above_id}"
