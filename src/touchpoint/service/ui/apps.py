"""The room as Django knows it. It has no tables."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The shell of every page and the parts it is made of."""

    name = "touchpoint.service.ui"
    label = "ui"
