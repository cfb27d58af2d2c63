"""The room as Django knows it."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """The organisation: units and people."""

    name = "touchpoint.service.organisation"
    label = "organisation"
    verbose_name = "Organisation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from touchpoint.service.organisation.links_at_the_top import register_links  # noqa: PLC0415 - models are known only now

        register_links()
