"""The pages of a long list: which one this is, and where the others are, every filter kept.

A page after the last holds nothing, while the list does: whoever asks for one is led to one that is
there, whatever view they ask.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase

PARAMETER: Final = "page"
Row = TypeVar("Row")


@dataclass(frozen=True, kw_only=True, slots=True)
class Paging:
    """One page of a list. `total` is None where counting would take longer than it is worth."""

    number: int
    size: int
    shown: int
    more: bool
    query: QueryDict
    total: int | None = None

    def __post_init__(self) -> None:
        if self.number < 1 or self.size < 1 or not 0 <= self.shown <= self.size:
            raise ValueError("A page has a number from 1 and shows no more than its size.")

    @property
    def is_needed(self) -> bool:
        return self.number > 1 or self.more

    @property
    def said(self) -> str:
        """Which of the list is shown, in a sentence; nothing where all of it is."""
        if not (self.is_needed and self.shown):
            return ""
        first = (self.number - 1) * self.size + 1
        of = "" if self.total is None else f" of {self.total:,}"
        return f"Showing {first:,} to {first + self.shown - 1:,}{of}"

    @property
    def parameters(self) -> dict[str, Any]:
        """What GOV.UK's pagination is drawn from: the pages before and after."""
        made: dict[str, Any] = {}
        if self.number > 1:
            made["previous"] = {"href": self.address(self.number - 1)}
        if self.more:
            made["next"] = {"href": self.address(self.number + 1)}
        return made

    def address(self, number: int) -> str:
        """The address of another page of the same list."""
        query = self.query.copy()
        query[PARAMETER] = str(number)
        return f"?{query.urlencode()}"

    def refuse_past_the_end(self) -> "Paging":
        """The same, where the page holds something or is the first."""
        if self.shown or self.number == 1:
            return self
        last = max(-(-self.total // self.size), 1) if self.total is not None else 1
        raise PastTheEnd(self.address(last))


class PastTheEnd(Exception):  # noqa: N818 - no fault: somebody asked for a page that is not there
    """The list ends before the page that was asked for."""

    def __init__(self, address: str) -> None:
        super().__init__("A list ends before the page that was asked for.")
        self.address = address


class ToAPageThatIsThere:
    """Middleware: whoever asks for a page after the last is led to one that is there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, PastTheEnd):
            return None
        return HttpResponseRedirect(f"{request.path}{error.address}")


def of_one_more(
    found: Sequence[Row], *, number: int, size: int, query: QueryDict
) -> tuple[Sequence[Row], Paging]:
    """A page, where one row more than it shows was looked for, to know whether there are more."""
    shown = found[:size]
    more = len(found) > size
    paging = Paging(number=number, size=size, shown=len(shown), more=more, query=query)
    return shown, paging.refuse_past_the_end()


def of_all(
    found: Sequence[Row], *, number: int, size: int, query: QueryDict
) -> tuple[Sequence[Row], Paging]:
    """A page, where the whole list was looked for."""
    shown = found[(number - 1) * size : number * size]
    return shown, of_counted(len(shown), len(found), number=number, size=size, query=query)


def of_counted(shown: int, total: int, *, number: int, size: int, query: QueryDict) -> Paging:
    """A page of which no more was looked for than it shows, while the whole list was counted."""
    more = total > number * size
    paging = Paging(number=number, size=size, shown=shown, more=more, query=query, total=total)
    return paging.refuse_past_the_end()


def asked_page(request: HttpRequest, *, last: int = 10_000) -> int:
    """The number of the page that was asked for; the first where it is no number."""
    asked = request.GET.get(PARAMETER, "1")
    return min(max(int(asked), 1), last) if asked.isascii() and asked.isdigit() else 1


def without(query: QueryDict, name: str, value: str | None = None) -> str:
    """The address of a list without one filter, or without one value of it, on its first page."""
    left = query.copy()
    left.pop(PARAMETER, None)
    kept = [one for one in left.getlist(name) if value is not None and one != value]
    left.setlist(name, kept)
    return f"?{left.urlencode()}"
