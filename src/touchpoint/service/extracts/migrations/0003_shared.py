"""A file that one analyst sent may be loaded by another."""

from typing import ClassVar

from django.db import migrations

from touchpoint.service.extracts.sql_files import sql_file


class Migration(migrations.Migration):
    """Policies in place of another."""

    dependencies: ClassVar = [("extracts", "0002_said")]
    operations: ClassVar = [migrations.RunSQL(sql_file("shared"))]
