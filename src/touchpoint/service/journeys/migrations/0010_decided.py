"""What is decided of a case is for those whose case it is, and never for break-glass."""

from typing import ClassVar

from django.db import migrations

from touchpoint.service.journeys.sql_files import sql_file


class Migration(migrations.Migration):
    """The policy of appending in place of the earlier one, with every kind that decides."""

    dependencies: ClassVar = [("journeys", "0009_finding")]
    operations: ClassVar = [migrations.RunSQL(sql_file("decided"))]
