"""The links at the top of every page: rooms register theirs, people see what they may open."""

from dataclasses import dataclass
from typing import Final, Protocol

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


class Person(Protocol):
    """What the shell of a page knows of whoever is signed in."""

    name: str

    def may(self, permission: object, /) -> bool:
        """Whether they have a permission."""

    def get_role_display(self) -> str:
        """What a page calls their role."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NavigationItem:
    """One link of the navigation: its words, the name of its address, and who sees it."""

    text: str
    url_name: str
    permission: object
    """Somebody without it does not see the link. It opens nothing: the route declares its own."""
    order: int = 100

    def __post_init__(self) -> None:
        if not self.text or ":" not in self.url_name:
            raise ValueError("A navigation item has words and a url name such as room:page.")


_items: Final[dict[str, NavigationItem]] = {}


def register(item: NavigationItem) -> None:
    """Adds a link, or replaces the one with the same address. A room calls it when it is ready."""
    _items[item.url_name] = item


def registered() -> tuple[NavigationItem, ...]:
    """Every link, in order."""
    return tuple(sorted(_items.values(), key=lambda item: (item.order, item.text)))


def navigation(request: HttpRequest, person: Person) -> list[dict[str, object]]:
    """The links that somebody sees, as parameters of GOV.UK's service navigation."""
    shown = [
        (item, address)
        for item in registered()
        if person.may(item.permission) and (address := address_of(item.url_name))
    ]
    here = _nearest(request.path, [address for _, address in shown])
    return [
        {
            "text": item.text,
            "href": address,
            "current": address == request.path,
            "active": address == here,
        }
        for item, address in shown
    ]


def address_of(url_name: str) -> str:
    """The address with a name, or nothing where no room has it."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def _nearest(path: str, addresses: list[str]) -> str:
    """The longest address that the path lies within."""
    within = [address for address in addresses if path == address or _is_in(path, address)]
    return max(within, key=len, default="")


def _is_in(path: str, address: str) -> bool:
    return address != "/" and path.startswith(address.rstrip("/") + "/")
