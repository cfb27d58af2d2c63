"""A table of the page: a caption, headings with their scope, cells that open to their figures."""

from touchpoint.papers.document import Cell, Column, Row, Table
from touchpoint.papers.writing.fitting import spans_of
from touchpoint.papers.writing.web.anchors import Anchors
from touchpoint.papers.writing.web.figures import opener
from touchpoint.papers.writing.web.markup import Html, joined, lines, tag


def table_of(table: Table, name: str, anchors: Anchors, anchor: str | None = None) -> Html:
    """A table under its name, with its notes and its source."""
    told = f"{name}. {table.caption}" if name else table.caption
    held = tag(
        "table",
        tag("caption", told),
        tag("thead", *_headings(table)),
        tag("tbody", lines(*(_row(row, table.columns, anchors) for row in table.rows))),
    )
    scrolled = tag(
        "div", held, class_="scroll", tabindex="0", role="region", aria_label=name or table.caption
    )
    return tag("div", scrolled, notes_of(table.notes, table.source), class_="table", id=anchor)


def notes_of(notes: tuple[str, ...], source: str | None) -> Html | None:
    """What stands below a table or a chart."""
    said = (*notes, *((f"Source: {source}",) if source else ()))
    return tag("div", *(tag("p", note) for note in said), class_="notes") if said else None


def _headings(table: Table) -> list[Html]:
    spans = spans_of(table)
    if not spans:
        headings = (_heading(column) for column in table.columns)
        return [tag("tr", tag("th", table.stub, scope="col"), *headings)]
    above = [tag("th", table.stub, scope="col", rowspan="2")]
    below = []
    place = 0
    for span in spans:
        columns = table.columns[place : place + span.columns]
        place += span.columns
        if span.heading is None:
            above += [_heading(column, deep="2") for column in columns]
        else:
            above.append(_spanning(span.heading, span.columns))
            below += [_heading(column) for column in columns]
    return [tag("tr", *above), tag("tr", *below)]


def _spanning(heading: str, columns: int) -> Html:
    scope = "colgroup" if columns > 1 else "col"
    return tag("th", heading, scope=scope, colspan=str(columns), class_="above")


def _heading(column: Column, deep: str | None = None) -> Html:
    return tag("th", column.heading, scope="col", rowspan=deep, class_=_side(column))


def _row(row: Row, columns: tuple[Column, ...], anchors: Anchors) -> Html:
    cells = [
        tag("td", _printed(cell, anchors), class_=_side(column))
        for cell, column in zip(row.cells, columns, strict=True)
    ]
    total = "total" if row.is_total else None
    return tag("tr", tag("th", row.heading, scope="row"), *cells, class_=total)


def _printed(cell: Cell, anchors: Anchors) -> Html:
    return joined(opener(cell.text, cell.figure, anchors), cell.mark)


def _side(column: Column) -> str | None:
    return "number" if column.align == "right" else None
