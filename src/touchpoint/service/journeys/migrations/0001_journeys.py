"""The tables of the journeys, the chain, who may see what, the ledger's views and the verdicts."""

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from touchpoint.service.journeys.compiled import make_ledger_functions, stand
from touchpoint.service.journeys.sql_files import sql_file


def _make_functions(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    make_ledger_functions(editor.connection.connection)


def _stand(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    stand(editor.connection.connection)


class Migration(migrations.Migration):
    """Everything of the room but its models, which Django only reads through."""

    dependencies: ClassVar = [("organisation", "0001_initial")]

    operations: ClassVar = [
        migrations.RunSQL(sql_file("tables")),
        migrations.RunSQL(sql_file("plain")),
        migrations.RunPython(_make_functions),
        *(
            migrations.RunSQL(sql_file(name))
            for name in (
                "indexes_large", "indexes", "chain", "rights", "obligations", "changing", "search",
                "ledger",
            )
        ),
        migrations.RunPython(_stand),
        migrations.RunSQL(sql_file("grants")),
    ]  # fmt: skip
