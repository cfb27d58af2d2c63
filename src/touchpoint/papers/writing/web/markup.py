"""HTML made of elements, never of text: what is no element is escaped, so every page is whole."""

from html import escape
from typing import Final

Child = str | None
"""A text, an element, or nothing."""

_EMPTY: Final = frozenset({"meta", "img", "col", "br"})


class Html(str):
    """HTML that is whole already."""

    __slots__ = ()


def tag(name: str, /, *children: Child, **attributes: str | None) -> Html:
    """An element; an attribute of nothing is left out, and class_ is written as class."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _EMPTY:
        return Html(f"<{name}{written} />")
    return Html(f"<{name}{written}>{joined(*children)}</{name}>")


def joined(*children: Child) -> Html:
    """Elements and texts, one after the other."""
    return Html("".join(_whole(child) for child in children if child is not None))


def lines(*children: Child) -> Html:
    """Elements, each on a line of its own."""
    return Html("\n".join(_whole(child) for child in children if child is not None))


def _whole(child: str) -> str:
    return child if isinstance(child, Html) else escape(child)
