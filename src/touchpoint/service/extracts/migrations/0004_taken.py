"""Whoever takes refused rows away is written down."""

from typing import ClassVar

from django.db import migrations

from touchpoint.service.extracts.sql_files import sql_file


class Migration(migrations.Migration):
    """A table that Django reaches by SQL alone."""

    dependencies: ClassVar = [("extracts", "0003_shared"), ("journeys", "0001_journeys")]
    operations: ClassVar = [migrations.RunSQL(sql_file("taken"))]
