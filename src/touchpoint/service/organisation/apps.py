"""The room as an application of Django."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Units, staff, roles, sign-in."""

    name = "touchpoint.service.organisation"
    label = "organisation"
