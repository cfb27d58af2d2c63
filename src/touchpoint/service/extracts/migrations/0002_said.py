"""What loads say where people have decided otherwise, for the owner alone."""

from pathlib import Path
from typing import ClassVar, Final

from django.db import migrations, models

SAID: Final = Path(__file__).parents[1] / "sql" / "said.sql"


class Migration(migrations.Migration):
    """One table."""

    dependencies: ClassVar = [("extracts", "0001_initial")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Said",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about", models.TextField()),
                ("id_of", models.TextField()),
                ("decision", models.TextField()),
                ("said", models.JSONField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "extracts_said",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("about", "id_of", "decision"), name="extracts_said_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(SAID.read_text(encoding="utf-8")),
    ]
