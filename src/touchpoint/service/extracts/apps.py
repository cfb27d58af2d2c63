"""The room as an application of Django."""

from django.apps import AppConfig


class ExtractsConfig(AppConfig):
    """Files of other systems, sent from a browser."""

    name = "touchpoint.service.extracts"
    label = "extracts"

    def ready(self) -> None:
        """Tell the shell of pages what the room has for the top of every page."""
        from touchpoint.service.organisation.permissions import Permission  # noqa: PLC0415 - models are ready now
        from touchpoint.service.ui.navigation import NavigationItem, register  # noqa: PLC0415 - the same

        register(
            NavigationItem(
                text="Loads",
                url_name="extracts:loads",
                permission=Permission.LOAD_EXTRACTS,
                order=50,
            )
        )
        register(
            NavigationItem(
                text="Refused rows",
                url_name="extracts:taken",
                permission=Permission.SEE_CHANGES,
                order=930,
            )
        )
