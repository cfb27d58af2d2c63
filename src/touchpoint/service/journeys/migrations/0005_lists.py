"""Indexes by which lists of a whole force are found."""

from typing import ClassVar

from django.db import migrations

from touchpoint.service.journeys.sql_files import sql_file


class Migration(migrations.Migration):
    """In place of those without the duty."""

    dependencies: ClassVar = [("journeys", "0004_faster")]
    operations: ClassVar = [migrations.RunSQL(sql_file("lists"))]
