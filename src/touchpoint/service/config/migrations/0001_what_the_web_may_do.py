"""What touchpoint_web may do with the tables that come with other people's packages.

Each room grants what its own tables allow. A table that no migration names stays closed; a test
looks at every one.
"""

from typing import ClassVar, Final

from django.db import migrations, models

_WRITE: Final = "SELECT, INSERT, UPDATE, DELETE"
_MAY: Final = {
    "django_session": _WRITE,
    "django_content_type": "SELECT",
    "auth_permission": "SELECT",
    "account_emailaddress": _WRITE,
    "account_emailconfirmation": _WRITE,
    "mfa_authenticator": _WRITE,
    "socialaccount_socialaccount": _WRITE,
    "socialaccount_socialapp": "SELECT",
    "socialaccount_socialtoken": _WRITE,
    # Pages put work into the queue and ask how it goes; the worker, as owner, does the rest.
    "procrastinate_jobs": "SELECT, INSERT",
    "procrastinate_events": "SELECT, INSERT",
    "procrastinate_periodic_defers": "SELECT",
    "procrastinate_workers": "SELECT",
}


def _grant(table: str, rights: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"GRANT {rights} ON {table} TO touchpoint_web",
        f"REVOKE ALL ON {table} FROM touchpoint_web",
    )


class Migration(migrations.Migration):
    """The web's rights, and what the service remembers of itself."""

    initial = True
    dependencies: ClassVar = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("procrastinate", "0041_post_retry_failed_job"),
        ("sessions", "0001_initial"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]
    operations: ClassVar = [
        *(_grant(table, rights) for table, rights in _MAY.items()),
        migrations.RunSQL(
            "GRANT USAGE ON SEQUENCE procrastinate_jobs_id_seq, procrastinate_events_id_seq"
            " TO touchpoint_web",
            migrations.RunSQL.noop,
        ),
        migrations.CreateModel(
            name="Remembered",
            fields=[
                ("name", models.TextField(primary_key=True, serialize=False)),
                ("value", models.TextField()),
            ],
        ),
        migrations.RunSQL("GRANT SELECT ON config_remembered TO touchpoint_web"),
    ]
