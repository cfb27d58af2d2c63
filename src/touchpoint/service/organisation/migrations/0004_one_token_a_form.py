"""A form that is sent twice makes one token."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """The key of the form beside the token, once for each person."""

    dependencies: ClassVar = [("organisation", "0003_rows")]
    operations: ClassVar = [
        migrations.AddField("token", "form", models.TextField(default="")),
        migrations.AddConstraint(
            "token",
            models.UniqueConstraint(
                fields=["staff", "form"],
                condition=~models.Q(form=""),
                name="organisation_token_once",
            ),
        ),
    ]
