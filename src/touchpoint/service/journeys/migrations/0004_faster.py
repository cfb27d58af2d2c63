"""What keeps pages quick at a million journeys: other indexes, and a search that looks first."""

from typing import ClassVar

from django.db import migrations

from touchpoint.service.journeys.sql_files import sql_file


class Migration(migrations.Migration):
    """Indexes, and functions in place of earlier ones."""

    dependencies: ClassVar = [("journeys", "0003_looks_by_staff")]
    operations: ClassVar = [
        migrations.RunSQL(sql_file("search")),
        migrations.RunSQL(sql_file("faster")),
    ]
