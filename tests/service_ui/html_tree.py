"""A page as a tree of elements, read strictly: what is not closed in its order is a fault."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(
    {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "details",
        "div",
        "dl",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    }
)
_SVG_KEEPS_ITS_CASE = frozenset({"viewbox"})


@dataclass
class Element:
    """An element, what it says of itself and what it holds."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    children: list["Element | str"] = field(default_factory=list)

    def __contains__(self, attribute: str) -> bool:
        return attribute in self.attributes

    def __getitem__(self, attribute: str) -> str:
        return self.attributes.get(attribute, "")

    @property
    def classes(self) -> set[str]:
        return set(self["class"].split())

    @property
    def words(self) -> str:
        """Everything it says, with single spaces."""
        return " ".join("".join(self._texts()).split())

    @property
    def above(self) -> Iterator["Element"]:
        """What it stands in, from the nearest outwards."""
        one = self.parent
        while one is not None:
            yield one
            one = one.parent

    def all(self, *tags: str, **attributes: str) -> list["Element"]:
        """Every element within with one of these tags (any, where none is named) and attributes."""
        wanted = {name.replace("_", "-").strip("-"): value for name, value in attributes.items()}
        return [
            one
            for one in self._within()
            if (not tags or one.tag in tags)
            and all(one.attributes.get(name) == value for name, value in wanted.items())
        ]

    def one(self, *tags: str, **attributes: str) -> "Element":
        """The only such element."""
        found = self.all(*tags, **attributes)
        assert len(found) == 1, f"{len(found)} of {tags} {attributes}"
        return found[0]

    def having(self, css_class: str) -> list["Element"]:
        """Every element within of a class."""
        return [one for one in self._within() if css_class in one.classes]

    def _within(self) -> Iterator["Element"]:
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child._within()

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in {"script", "style"}:
                yield from child._texts()
                yield " " if child.tag in _BLOCKS | {"li", "dt", "dd", "td", "th"} else ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = self.root
        self.faults: list[str] = []
        self.declared = False

    def _fault(self, text: str) -> None:
        line, _ = self.getpos()
        self.faults.append(f"line {line}: {text}")

    def handle_decl(self, decl: str) -> None:
        self.declared = decl.lower() == "doctype html"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        for name in {one for one in names if names.count(one) > 1}:
            self._fault(f"<{tag}> has {name} twice")
        if tag in _BLOCKS and any(one.tag == "p" for one in (self.open, *self.open.above)):
            self._fault(f"<{tag}> stands in a <p>, which a browser closes before it")
        made = Element(tag, {name: value or "" for name, value in attrs}, self.open)
        self.open.children.append(made)
        if tag not in VOID:
            self.open = made

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            if not any(one.tag == "svg" for one in (self.open, *self.open.above)):
                self._fault(f"<{tag}/> does not close a <{tag}>")
            self.open = self.open.parent or self.root

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or self.open.tag != tag:
            self._fault(f"</{tag}> where </{self.open.tag}> was expected")
            return
        self.open = self.open.parent or self.root

    def handle_data(self, data: str) -> None:
        self.open.children.append(data)


def read_page(html: str) -> tuple[Element, list[str]]:
    """The tree of a page and every fault of its form."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if not reader.declared:
        reader.faults.append("it does not begin with <!doctype html>")
    if reader.open is not reader.root:
        reader.faults.append(f"<{reader.open.tag}> is never closed")
    return reader.root, reader.faults
