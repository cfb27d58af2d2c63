"""Numbers that Word counts itself: of the headings, and of every numbered list from one."""

from typing import Final

from docx.oxml.ns import qn

from touchpoint.papers.writing.word.elements import Element, made

_LEVELS: Final = 3


class Numbers:
    """The numbering of one document."""

    def __init__(self, word: Element) -> None:
        self._held = word.part.numbering_part.element
        self._abstract = self._next("w:abstractNum", "w:abstractNumId")
        self._headings = self._next("w:num", "w:numId")
        self._add_abstract()
        self._add_number(self._headings, self._abstract, restart=False)
        for level in range(_LEVELS):
            self._link(word.styles[f"Heading {level + 1}"], level)
        listed = word.styles["List Number"].element.find(".//" + qn("w:numId")).get(qn("w:val"))
        self._listed = self._abstract_of(listed)

    def next_list(self) -> int:
        """The number of a new list, which begins at one."""
        number = self._next("w:num", "w:numId")
        self._add_number(number, self._listed, restart=True)
        return number

    def _add_abstract(self) -> None:
        levels = [
            made(
                "w:lvl",
                {"w:ilvl": str(level)},
                made("w:start", {"w:val": "1"}),
                made("w:numFmt", {"w:val": "decimal"}),
                made("w:pStyle", {"w:val": f"Heading{level + 1}"}),
                made("w:suff", {"w:val": "space"}),
                made("w:lvlText", {"w:val": ".".join(f"%{n + 1}" for n in range(level + 1))}),
                made("w:lvlJc", {"w:val": "left"}),
                made("w:pPr", None, made("w:ind", {"w:left": "0", "w:firstLine": "0"})),
            )
            for level in range(_LEVELS)
        ]
        kind = made("w:multiLevelType", {"w:val": "multilevel"})
        abstract = made("w:abstractNum", {"w:abstractNumId": str(self._abstract)}, kind, *levels)
        self._held.find(qn("w:num")).addprevious(abstract)

    def _add_number(self, number: int, abstract: int, *, restart: bool) -> None:
        held = made("w:num", {"w:numId": str(number)})
        held.append(made("w:abstractNumId", {"w:val": str(abstract)}))
        if restart:
            start = made("w:startOverride", {"w:val": "1"})
            held.append(made("w:lvlOverride", {"w:ilvl": "0"}, start))
        self._held.append(held)

    def _link(self, style: Element, level: int) -> None:
        held = style.element.get_or_add_pPr()
        held.insert_element_before(
            _numbered(self._headings, level), "w:pBdr", "w:shd", "w:tabs", "w:spacing", "w:ind",
            "w:contextualSpacing", "w:jc", "w:outlineLvl",
        )  # fmt: skip

    def _abstract_of(self, number: str) -> int:
        (held,) = (n for n in self._held.findall(qn("w:num")) if n.get(qn("w:numId")) == number)
        return int(held.find(qn("w:abstractNumId")).get(qn("w:val")))

    def _next(self, tag: str, attribute: str) -> int:
        return 1 + max(int(held.get(qn(attribute))) for held in self._held.findall(qn(tag)))


def listed_as(number: int) -> Element:
    """What makes a paragraph a point of a numbered list."""
    return _numbered(number, 0)


def unnumbered() -> Element:
    """What takes the number away from a heading."""
    return _numbered(0, 0)


def _numbered(number: int, level: int) -> Element:
    return made(
        "w:numPr",
        None,
        made("w:ilvl", {"w:val": str(level)}),
        made("w:numId", {"w:val": str(number)}),
    )
