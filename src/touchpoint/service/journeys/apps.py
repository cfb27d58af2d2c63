"""The room as an application of Django."""

from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """Investigations, journeys, touchpoints, obligations, who looked."""

    name = "touchpoint.service.journeys"
    label = "journeys"

    def ready(self) -> None:
        """Tell the shell of pages what the room has for the top of every page."""
        from touchpoint.service.journeys.worklists.links import register_links  # noqa: PLC0415 - models are ready now

        register_links()
