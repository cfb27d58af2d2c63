"""Whose rows of this room are whose, kept by the database."""

from pathlib import Path
from typing import ClassVar, Final

from django.db import migrations

_ROWS: Final = Path(__file__).parents[1] / "sql" / "rows.sql"


class Migration(migrations.Migration):
    """Row-level security, and a guard over who somebody is."""

    dependencies: ClassVar = [("organisation", "0002_codes_used")]
    operations: ClassVar = [migrations.RunSQL(_ROWS.read_text(encoding="utf-8"))]
