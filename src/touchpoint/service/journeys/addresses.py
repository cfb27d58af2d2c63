"""How an id of the ledger stands in an address, for every page that has one in its own."""

from typing import Final

from django.urls import register_converter


class LedgerId:
    """An id of the ledger, which may hold any sign: a slash is written ~1, and ~ is ~0."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        if "\0" in value:
            raise ValueError("No id holds what a database cannot: there is no such page.")
        return value.replace("~1", "/").replace("~0", "~")

    def to_url(self, value: str) -> str:
        return value.replace("~", "~0").replace("/", "~1")


LEDGER_ID: Final = "ledger_id"
"""The name by which an address asks for one: `<ledger_id:journey_id>`."""

register_converter(LedgerId, LEDGER_ID)
