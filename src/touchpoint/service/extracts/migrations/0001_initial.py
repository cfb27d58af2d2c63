"""Uploads, what loads are remembered by, and who may see them."""

import uuid
from pathlib import Path
from typing import ClassVar, Final

from django.db import migrations, models

RIGHTS: Final = Path(__file__).parents[1] / "sql" / "rights.sql"


class Migration(migrations.Migration):
    """The first tables."""

    initial = True

    dependencies: ClassVar = [("organisation", "0001_initial")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Memory",
            fields=[
                ("place", models.TextField(primary_key=True, serialize=False)),
                ("content", models.BinaryField()),
            ],
            options={
                "db_table": "extracts_memory",
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("staff_id", models.BigIntegerField()),
                ("name", models.TextField()),
                ("received_at", models.DateTimeField()),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("received", "Waiting to be looked at"),
                            ("looked_at", "Ready to load"),
                            ("unreadable", "Cannot be read"),
                            ("loading", "Loading"),
                            ("loaded", "Loaded"),
                            ("failed", "Not loaded"),
                            ("undoing", "Being undone"),
                            ("undone", "Undone"),
                        ],
                        default="received",
                    ),
                ),
                ("step", models.TextField(default="")),
                ("profile", models.TextField(default="")),
                ("own_profile", models.BooleanField(default=False)),
                ("found", models.JSONField(default=dict)),
                ("tried", models.JSONField(default=dict)),
                ("outcome", models.JSONField(default=dict)),
                ("load_number", models.IntegerField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "extracts_upload",
                "ordering": ["-received_at"],
            },
        ),
        migrations.RunSQL(RIGHTS.read_text(encoding="utf-8")),
    ]
