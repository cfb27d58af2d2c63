"""Who may open a route. Every view says so; the middleware refuses a view that says nothing.

What somebody may not know exists answers as if it did not: with a 404.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeVar

from touchpoint.service.organisation.models import Staff
from touchpoint.service.organisation.permissions import Permission

View = TypeVar("View", bound=Callable[..., Any])
MARK: Final = "opening"


class Who(StrEnum):
    """Whom a route asks for before it looks at permissions."""

    NOBODY = "nobody"
    """Closed: a page of another package that we do not offer."""

    ANYONE = "anyone"
    """Signed in or not: signing in itself, whether the service is up."""

    TOKEN = "token"  # noqa: S105 - the word, not a token
    """The API, which looks at a token itself and answers in its own way."""

    ENROLLING = "enrolling"
    """Signed in, whether or not the second factor is set up yet."""

    SIGNED_IN = "signed_in"


@dataclass(frozen=True, slots=True)
class Opening:
    """What a route asks of whoever opens it: any one of its permissions will do."""

    who: Who
    permissions: frozenset[Permission] = frozenset()

    def admits(self, staff: Staff) -> bool:
        """Whether somebody signed in may open the route."""
        if self.who is Who.NOBODY:
            return False
        return not self.permissions or any(staff.may(one) for one in self.permissions)


def opened_by(*permissions: Permission) -> Callable[[View], View]:
    """Opens a view to whoever has one of the permissions."""
    if not permissions:
        raise ValueError("Say which permission opens the view, or use `signed_in`.")
    return _marked(Opening(Who.SIGNED_IN, frozenset(permissions)))


def _marked(opening: Opening) -> Callable[[View], View]:
    def mark(view: View) -> View:
        setattr(view, MARK, opening)
        return view

    return mark


opened_by_anyone: Final = _marked(Opening(Who.ANYONE))
"""Opens a view to everybody, signed in or not."""

opened_by_token: Final = _marked(Opening(Who.TOKEN))
"""Leaves a view to the API, which asks for a token itself."""

signed_in: Final = _marked(Opening(Who.SIGNED_IN))
"""Opens a view to everybody who is signed in, whatever their role."""

enrolling: Final = _marked(Opening(Who.ENROLLING))
"""Opens a view to everybody who is signed in, even before they have a second factor."""

closed: Final = _marked(Opening(Who.NOBODY))
"""Opens a view to nobody."""


def opening_of(view: Callable[..., Any]) -> Opening | None:
    """What a view says of itself, if it says anything.

    A room that may not import this one says it in the word alone, such as "anyone".
    """
    found = getattr(view, MARK, None)
    if isinstance(found, str):
        return Opening(Who(found))
    return found if isinstance(found, Opening) else None
