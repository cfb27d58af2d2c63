"""The room as an application of Django."""

from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """Investigations, journeys, touchpoints, obligations, who looked."""

    name = "touchpoint.service.journeys"
    label = "journeys"
