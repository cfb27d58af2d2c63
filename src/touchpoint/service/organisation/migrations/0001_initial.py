"""Units, people, failed sign-ins, changes, tokens and openings, with their guards and grants."""

from pathlib import Path
from typing import ClassVar, Final

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

SQL: Final = Path(__file__).parents[1] / "sql"


def from_file(name: str) -> migrations.RunSQL:
    """Run a file of SQL. It is not taken back: nothing that only grows is unmade."""
    return migrations.RunSQL((SQL / name).read_text(encoding="utf-8"))


class Migration(migrations.Migration):
    """The first tables."""

    initial = True

    dependencies: ClassVar = []

    operations: ClassVar = [
        migrations.CreateModel(
            name="Staff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.TextField()),
                (
                    "role",
                    models.TextField(
                        choices=[
                            ("officer", "Officer"),
                            ("supervisor", "Supervisor"),
                            ("victim_services", "Victim services"),
                            ("witness_care", "Witness care"),
                            ("auditor", "Auditor"),
                            ("analyst", "Analyst"),
                            ("commissioner", "Commissioner"),
                            ("provider", "Support provider"),
                            ("administrator", "Administrator"),
                            ("victim", "Victim"),
                        ]
                    ),
                ),
                ("officer_id", models.TextField(blank=True, db_collation="C", null=True)),
                ("provider", models.TextField(blank=True, db_collation="C", null=True)),
                ("is_active", models.BooleanField(default=True)),
                ("sessions_key", models.BigIntegerField(default=0)),
                ("added_at", models.DateTimeField()),
            ],
            options={
                "db_table": "organisation_staff",
            },
        ),
        migrations.CreateModel(
            name="BreakGlass",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("journey_id", models.TextField(db_collation="C")),
                ("reason", models.TextField()),
                ("opened_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "organisation_break_glass",
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("by", models.BigIntegerField(null=True)),
                ("about", models.BigIntegerField()),
                ("what", models.TextField()),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
            ],
            options={
                "db_table": "organisation_change",
                "indexes": [models.Index(fields=["about", "-id"], name="change_about")],
            },
        ),
        migrations.CreateModel(
            name="FailedSignIn",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("account", models.BinaryField()),
                ("address", models.BinaryField()),
            ],
            options={
                "db_table": "organisation_failed_sign_in",
                "indexes": [
                    models.Index(fields=["account", "at"], name="failed_account"),
                    models.Index(fields=["address", "at"], name="failed_address"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("acknowledged_at", models.DateTimeField(null=True)),
                (
                    "break_glass",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="organisation.breakglass",
                    ),
                ),
                (
                    "told",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "organisation_notice",
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("hash", models.BinaryField(unique=True)),
                (
                    "permissions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), size=None
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "organisation_token",
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("unit_id", models.TextField(db_collation="C", primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("kind", models.TextField()),
                (
                    "parent",
                    models.ForeignKey(
                        db_column="parent_id",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="below",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "db_table": "organisation_unit",
            },
        ),
        migrations.AddField(
            model_name="staff",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="staff",
                to="organisation.unit",
            ),
        ),
        migrations.CreateModel(
            name="UnitAbove",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "unit_id",
                        "above_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "above",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "db_table": "organisation_unit_above",
            },
        ),
        migrations.AddIndex(
            model_name="breakglass",
            index=models.Index(fields=["staff", "ends_at"], name="break_glass_staff"),
        ),
        migrations.AddConstraint(
            model_name="breakglass",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="break_glass_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="breakglass",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("opened_at"))),
                name="break_glass_ends_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("break_glass", "told"), name="notice_once"),
        ),
        migrations.AddConstraint(
            model_name="staff",
            constraint=models.UniqueConstraint(
                fields=("officer_id",), name="staff_officer_id_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="staff",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                name="staff_email_lower",
            ),
        ),
        migrations.AddConstraint(
            model_name="staff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "officer",
                            "supervisor",
                            "victim_services",
                            "witness_care",
                            "auditor",
                            "analyst",
                            "commissioner",
                            "provider",
                            "administrator",
                            "victim",
                        ],
                    )
                ),
                name="staff_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="staff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "role__in",
                            [
                                "analyst",
                                "auditor",
                                "officer",
                                "supervisor",
                                "victim_services",
                                "witness_care",
                            ],
                        ),
                        _negated=True,
                    ),
                    ("unit__isnull", False),
                    _connector="OR",
                ),
                name="staff_in_a_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="staff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role", "officer"), _negated=True),
                    ("officer_id__isnull", False),
                    _connector="OR",
                ),
                name="staff_officer_has_id",
            ),
        ),
        migrations.AddConstraint(
            model_name="staff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("provider__isnull", False), ("role", "provider")),
                    models.Q(
                        models.Q(("role", "provider"), _negated=True), ("provider__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="staff_provider_named",
            ),
        ),
        from_file("units_above.sql"),
        from_file("scope.sql"),
        from_file("guards.sql"),
        from_file("grants.sql"),
    ]
