"""Who looked at which journey: the log, its register and who may read it."""

from typing import ClassVar

from django.db import migrations

from touchpoint.service.journeys.looks.sql_text import LOOKS


class Migration(migrations.Migration):
    """Tables that Django reaches by SQL alone."""

    dependencies: ClassVar = [
        ("journeys", "0001_journeys"),
        ("organisation", "0002_codes_used"),
    ]
    operations: ClassVar = [migrations.RunSQL(LOOKS)]
