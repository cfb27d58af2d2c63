"""The room as Django knows it."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """The organisation: units and people."""

    name = "touchpoint.service.organisation"
    label = "organisation"
    verbose_name = "Organisation"
    default_auto_field = "django.db.models.BigAutoField"
