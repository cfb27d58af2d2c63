"""Auditors read who took refused rows away, of those whom they watch over."""

from typing import ClassVar

from django.db import migrations

from touchpoint.service.extracts.sql_files import sql_file


class Migration(migrations.Migration):
    """Rights of rows, by SQL alone."""

    dependencies: ClassVar = [("extracts", "0004_taken"), ("organisation", "0003_rows")]
    operations: ClassVar = [migrations.RunSQL(sql_file("audited"))]
