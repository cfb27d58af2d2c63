"""What this room adds to the links at the top of every page."""

from typing import Final

from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.ui.navigation import NavigationItem, register

_ITEMS: Final = (
    NavigationItem(
        text="People",
        url_name="organisation:people",
        permission=Permission.MANAGE_PEOPLE,
        order=900,
    ),
    NavigationItem(
        text="Break-glass",
        url_name="organisation:break_glass",
        permission=Permission.SEE_LOOKS,
        order=910,
    ),
    NavigationItem(
        text="Changes to people",
        url_name="organisation:changes",
        permission=Permission.SEE_CHANGES,
        order=920,
    ),
)


def register_links() -> None:
    """Adds them, each for whoever may open it."""
    for item in _ITEMS:
        register(item)
