"""The links that worklists add to the top of every page."""

from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.ui.navigation import NavigationItem, register


def register_links() -> None:
    """Tell the shell of pages what this room has."""
    for order, (text, name, permission) in enumerate(
        (
            ("Your work", "worklists:mine", Permission.SEE_OWN_WORK),
            ("Witness care", "worklists:witness-care", Permission.SEE_WITNESS_CARE_WORK),
            ("Team work", "worklists:team", Permission.SEE_TEAM_WORK),
            ("Daily check", "worklists:check", Permission.REASSIGN),
            ("Search", "worklists:search", Permission.SEARCH),
            ("Who looked", "looks:people", Permission.SEE_LOOKS),
        )
    ):
        register(NavigationItem(text=text, url_name=name, permission=permission, order=order))
