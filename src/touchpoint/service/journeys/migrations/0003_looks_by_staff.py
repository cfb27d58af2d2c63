"""What one person looked at: for those who watch over who looks at whose story."""

from typing import ClassVar

from django.db import migrations

from touchpoint.service.journeys.looks.sql_text import BY_STAFF


class Migration(migrations.Migration):
    """Indexes and functions over the looks that there are."""

    dependencies: ClassVar = [("journeys", "0002_looks")]
    operations: ClassVar = [migrations.RunSQL(BY_STAFF)]
