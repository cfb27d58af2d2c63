"""Where things stand on the page: the anchor of every section, table, chart, measure and figure."""

from dataclasses import dataclass

from touchpoint.papers.document import (
    Definition,
    Document,
    Listed,
    Notice,
    Paragraph,
    Picture,
    PrintedFigure,
    Table,
)
from touchpoint.papers.writing.numbering import Names, names_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchors:
    """What a page is written from: names, figures and measures by their ids, and their anchors."""

    names: Names
    figures: dict[str, PrintedFigure]
    definitions: dict[str, Definition]
    of_parts: dict[str, str]
    of_figures: dict[str, str]
    """The figures that something on the page opens."""

    of_measures: dict[str, str]


def anchors_of(document: Document) -> Anchors:
    """The anchors of a paper; they are numbers, for an id may hold anything."""
    names = names_of(document)
    figures = {figure.id: figure for figure in document.figures}
    definitions = {definition.measure: definition for definition in document.definitions}
    opened = dict.fromkeys(id_ for id_ in _opened(document) if id_ in figures)
    return Anchors(
        names=names,
        figures=figures,
        definitions=definitions,
        of_parts={part: f"part-{number}" for number, part in enumerate(names.by_id, 1)},
        of_figures={id_: f"figure-{number}" for number, id_ in enumerate(opened, 1)},
        of_measures={measure: f"measure-{number}" for number, measure in enumerate(definitions, 1)},
    )


def _opened(document: Document) -> list[str]:
    """Every figure that a cell or a sentence names, in reading order."""
    named: list[str] = []
    for block in document.every_block():
        match block:
            case Table():
                named += _of_table(block)
            case Picture():
                named += _of_table(block.table)
            case Paragraph() | Listed() | Notice():
                named += [id_ for sentence in block.sentences for id_ in sentence.figures]
    return named


def _of_table(table: Table) -> list[str]:
    return [cell.figure for row in table.rows for cell in row.cells if cell.figure is not None]
