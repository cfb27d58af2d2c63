"""The cache that every process shares: which codes were used, so that none counts twice."""

from typing import ClassVar, Final

from django.db import migrations

_TABLE: Final = """
CREATE TABLE organisation_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX organisation_cache_expires ON organisation_cache (expires);
GRANT SELECT, INSERT, UPDATE, DELETE ON organisation_cache TO touchpoint_web;
"""


class Migration(migrations.Migration):
    """As Django's own command would make it."""

    dependencies: ClassVar = [("organisation", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(_TABLE)]
