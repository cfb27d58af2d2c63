"""References are found however they are typed: in capitals or not."""

from typing import ClassVar

from django.db import migrations

from touchpoint.service.journeys.sql_files import sql_file


class Migration(migrations.Migration):
    """One index in place of another, and functions that ask it."""

    dependencies: ClassVar = [("journeys", "0005_lists")]
    operations: ClassVar = [
        migrations.RunSQL(sql_file("references")),
        migrations.RunSQL(sql_file("search")),
    ]
