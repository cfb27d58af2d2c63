"""How far reach goes: a provider's ends with its referral, and break-glass decides nothing."""

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from touchpoint.service.journeys.compiled import write_kinds
from touchpoint.service.journeys.sql_files import sql_file


def _write_kinds(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    write_kinds(editor.connection.connection)


class Migration(migrations.Migration):
    """Functions and policies in place of earlier ones, and which role appends which kind."""

    dependencies: ClassVar = [("journeys", "0006_references")]
    operations: ClassVar = [
        migrations.RunSQL(sql_file("referred")),
        migrations.RunSQL(sql_file("theirs")),
        migrations.RunPython(_write_kinds),
    ]
