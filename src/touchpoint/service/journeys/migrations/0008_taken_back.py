"""What was taken back with its load is owed nothing and counts nowhere, and can still be read."""

from typing import ClassVar

from django.db import migrations

from touchpoint.service.journeys.sql_files import sql_file


class Migration(migrations.Migration):
    """A column each for crimes and journeys, and the ledger's views without those that have it."""

    dependencies: ClassVar = [("journeys", "0007_reach")]
    operations: ClassVar = [migrations.RunSQL(sql_file("taken_back"))]
