"""What the parts of a paper are called: section 2.1, table 3, chart 4, the same in every form."""

from dataclasses import dataclass
from datetime import date

from touchpoint.papers.document import Document, Picture, PrintedFigure, Table

SUMMARY = "Summary"


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """The name of every section, table and chart of a paper, by its id."""

    by_id: dict[str, str]

    def of(self, part: str) -> str:
        """What a part is called; a part that the paper does not hold is called by its id."""
        return self.by_id.get(part, part)

    def number(self, part: str) -> str:
        """The number of a section."""
        return self.by_id[part].removeprefix("Section ")

    def where(self, figure: PrintedFigure) -> str:
        """Where a figure is printed."""
        return ", ".join(self.of(place) for place in figure.places)


def names_of(document: Document) -> Names:
    """The names of a paper's parts."""
    return Names(by_id=dict([*_sections(document), *_blocks(document)]))


def day(on: date) -> str:
    """A day as papers write it: 30 June 2024."""
    return f"{on.day} {on:%B %Y}"


def _sections(document: Document) -> list[tuple[str, str]]:
    counted: list[int] = []
    named = []
    for level, section in document.every_section():
        counted = [*counted, 0][:level]
        counted[-1] += 1
        named.append((section.id, "Section " + ".".join(map(str, counted))))
    return named


def _blocks(document: Document) -> list[tuple[str, str]]:
    blocks = list(document.every_block())
    tables = [block for block in blocks if isinstance(block, Table)]
    pictures = [block for block in blocks if isinstance(block, Picture)]
    return [
        *((table.id, f"Table {number}") for number, table in enumerate(tables, 1)),
        *((picture.id, f"Chart {number}") for number, picture in enumerate(pictures, 1)),
    ]
