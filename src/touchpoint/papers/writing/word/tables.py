"""A table of a Word paper: heading rows that repeat, row headings marked, rows that hold."""

from typing import Final

from docx.oxml.ns import qn

from touchpoint.papers.document import Cell, Column, Row, Table
from touchpoint.papers.writing.fitting import Part, spans_of
from touchpoint.papers.writing.word.elements import Element, made, paragraph, text_run
from touchpoint.papers.writing.word.looks import INK, RULE, TINT, style_id

WIDTH: Final = 9412
"""How wide the text of a page is, in twentieths of a point (16.6 cm)."""

_LINE: Final = {"w:val": "single", "w:space": "0"}
_HEAVY: Final = {**_LINE, "w:sz": "8", "w:color": INK}
_LIGHT: Final = {**_LINE, "w:sz": "4", "w:color": RULE}


def table_element(part: Part, described: str) -> Element:
    """A table, or a part of one, with what is said of it to those who do not see it."""
    widths = [round(share * WIDTH) for share in part.widths]
    rows = [_row(row, part.table.columns, widths) for row in part.table.rows]
    if part.small:
        _keep_together(rows)
    grid = made("w:tblGrid", None, *(made("w:gridCol", {"w:w": str(wide)}) for wide in widths))
    return made(
        "w:tbl",
        None,
        _properties(sum(widths), described),
        grid,
        *_heading_rows(part.table, widths),
        *rows,
    )


def _keep_together(rows: list[Element]) -> None:
    """Every row but the last on one page with the next."""
    for row in rows[:-1]:
        for properties in row.iter(qn("w:pPr")):
            properties.append(made("w:keepNext"))


def _properties(width: int, described: str) -> Element:
    look = {"w:val": "04A0", "w:firstRow": "1", "w:lastRow": "0", "w:firstColumn": "1",
            "w:lastColumn": "0", "w:noHBand": "0", "w:noVBand": "1"}  # fmt: skip
    return made(
        "w:tblPr",
        None,
        made("w:tblStyle", {"w:val": "TableNormal"}),
        made("w:tblW", {"w:w": str(width), "w:type": "dxa"}),
        made(
            "w:tblBorders",
            None,
            made("w:top", _HEAVY),
            made("w:bottom", _HEAVY),
            made("w:insideH", _LIGHT),
        ),
        made("w:tblLayout", {"w:type": "fixed"}),
        made(
            "w:tblCellMar",
            None,
            made("w:left", {"w:w": "85", "w:type": "dxa"}),
            made("w:right", {"w:w": "85", "w:type": "dxa"}),
        ),
        made("w:tblLook", look),
        made("w:tblCaption", {"w:val": described}),
    )


def _heading_rows(table: Table, widths: list[int]) -> list[Element]:
    rows = []
    if spans := spans_of(table):
        cells = [_cell("", "Table Heading", widths[0], shaded=True)]
        place = 1
        for span in spans:
            wide = sum(widths[place : place + span.columns])
            style = "Table Heading" if span.columns > 1 else "Table Heading Number"
            text = span.heading or ""
            cells.append(_cell(text, style, wide, shaded=True, across=span.columns))
            place += span.columns
        rows.append(_row_of(cells, heading=True))
    cells = [_cell(table.stub, "Table Heading", widths[0], shaded=True)]
    for column, wide in zip(table.columns, widths[1:], strict=True):
        cells.append(_cell(column.heading, _heading_style(column), wide, shaded=True))
    return [*rows, _row_of(cells, heading=True)]


def _row(row: Row, columns: tuple[Column, ...], widths: list[int]) -> Element:
    cells = [_cell(row.heading, "Table Text", widths[0], bold=True)]
    for cell, column, wide in zip(row.cells, columns, widths[1:], strict=True):
        style = "Table Text" if column.align == "left" else "Table Number"
        cells.append(_cell(_printed(cell), style, wide, bold=row.is_total, over=row.is_total))
    return _row_of(cells, heading=False)


def _printed(cell: Cell) -> str:
    return f"{cell.text}{cell.mark or ''}"


def _row_of(cells: list[Element], *, heading: bool) -> Element:
    held = made("w:trPr", None, made("w:cantSplit"))
    if heading:
        held.append(made("w:tblHeader"))
    return made("w:tr", None, held, *cells)


def _cell(
    text: str,
    style: str,
    wide: int,
    *,
    bold: bool = False,
    shaded: bool = False,
    over: bool = False,
    across: int = 1,
) -> Element:
    held = made("w:tcPr", None, made("w:tcW", {"w:w": str(wide), "w:type": "dxa"}))
    if across > 1:
        held.append(made("w:gridSpan", {"w:val": str(across)}))
    if over:
        held.append(made("w:tcBorders", None, made("w:top", _HEAVY)))
    if shaded:
        held.append(made("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": TINT}))
        held.append(made("w:vAlign", {"w:val": "bottom"}))
    runs = [text_run(text, bold=bold)] if text else []
    return made("w:tc", None, held, paragraph(style_id(style), *runs))


def _heading_style(column: Column) -> str:
    return "Table Heading" if column.align == "left" else "Table Heading Number"
