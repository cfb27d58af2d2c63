"""Search in which every part that is given has to fit, and which shows the latest."""

from typing import ClassVar

from django.db import migrations

from touchpoint.service.journeys.sql_files import sql_file


class Migration(migrations.Migration):
    """Functions in place of earlier ones, and an index by which they find the latest."""

    dependencies: ClassVar = [("journeys", "0008_taken_back")]
    operations: ClassVar = [migrations.RunSQL(sql_file("finding"))]
