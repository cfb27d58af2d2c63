"""The room as an application of Django: it holds what the role of the web may do elsewhere."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The set-up of the service; it has no tables of its own."""

    name = "touchpoint.service.config"
    label = "config"
