"""Tables in web pages and in XML Spreadsheet 2003, which older systems write and call .xls."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, iterparse

from touchpoint.extracts.reading.content import refuse
from touchpoint.extracts.reading.found import Wish
from touchpoint.extracts.reading.header import Merged
from touchpoint.extracts.reading.tables import Grid, Table
from touchpoint.extracts.reading.text.encoding import encoding_of
from touchpoint.extracts.reading.text.lines import Lines
from touchpoint.extracts.reading.workbooks.cells import number

_MOST_SPANNED = 1000
_OFFICE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"


class Sheet(Grid):
    """Rows that are in memory already."""

    def __init__(
        self,
        name: str | None,
        rows: list[list[str]],
        merged: Merged,
        *,
        said: str,
        hidden: bool = False,
    ) -> None:
        super().__init__(name, (said,))
        self._rows = rows
        self._merged = merged
        self.hidden = hidden

    @property
    def merged(self) -> Merged:
        """The merged areas of the table."""
        return self._merged

    def rows(self) -> Iterator[list[str]]:
        """Every row, from the first."""
        return iter(self._rows)


class _Page(HTMLParser):
    """Collects the tables of a web page; a table within a cell is part of the cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[tuple[dict[tuple[int, int], str], set[tuple[int, int, int, int]]]] = []
        self._depth = 0
        self._row = -1
        self._cell: list[str] | None = None
        self._spans = (1, 1)
        self._hushed = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append(({}, set()))
                self._row = -1
        elif tag in {"script", "style"}:
            self._hushed += 1
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self._row += 1
        elif self._depth == 1 and tag in {"td", "th"}:
            self._end_cell()
            self._row = max(self._row, 0)
            said = dict(attrs)
            self._spans = (_span(said.get("rowspan")), _span(said.get("colspan")))
            self._cell = []
        elif tag in {"br", "p", "div", "li"} and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr", "table"} and self._depth == 1:
            self._end_cell()
        if tag == "table":
            self._depth = max(0, self._depth - 1)
        elif tag in {"script", "style"}:
            self._hushed = max(0, self._hushed - 1)

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._hushed:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        cells, merged = self.tables[-1]
        column = 0
        while (self._row, column) in cells:
            column += 1
        down, across = self._spans
        for row in range(self._row, self._row + down):
            for place in range(column, column + across):
                cells[row, place] = ""
        lines = (" ".join(line.split()) for line in "".join(self._cell).split("\n"))
        cells[self._row, column] = "\n".join(line for line in lines if line)
        if down > 1 or across > 1:
            merged.add((self._row, column, self._row + down - 1, column + across - 1))
        self._cell = None


def _span(said: str | None) -> int:
    return min(int(said), _MOST_SPANNED) if said and said.isdecimal() and int(said) else 1


def html_tables(path: Path, wish: Wish) -> tuple[Table, ...]:
    """The tables of a web page, the one with most cells first."""
    page = _Page()
    lines = Lines(path, encoding_of(path, wish.encoding))
    try:
        for line in lines:
            page.feed(line.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    finally:
        lines.close()
    page.close()
    found = [entry for entry in page.tables if any(text.strip() for text in entry[0].values())]
    found.sort(key=lambda entry: -len(entry[0]))
    return tuple(
        Sheet(
            f"table {place}", _dense(cells), frozenset(merged), said="It is a table of a web page."
        )
        for place, (cells, merged) in enumerate(found, 1)
    )


def _dense(cells: dict[tuple[int, int], str]) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(max(row for row, _ in cells) + 1)]
    for (row, column), text in sorted(cells.items()):
        rows[row] += [""] * (column - len(rows[row])) + [text]
    return rows


def xml_2003_tables(path: Path) -> tuple[Table, ...]:
    """The sheets of an XML Spreadsheet 2003."""
    found: list[Table] = []
    if b"<!ENTITY" in path.read_bytes():
        raise refuse(path, "an XML document that declares entities; save it again as xlsx")
    try:
        for _, item in iterparse(path):  # noqa: S314 - entities were refused above
            if item.tag == f"{_OFFICE}Worksheet":
                found.append(_sheet_2003(item))
                item.clear()
    except (ParseError, ValueError, OverflowError):
        raise refuse(
            path, "an XML Spreadsheet that is damaged or cut short; export it again"
        ) from None
    return tuple(found)


def _sheet_2003(sheet: Element) -> Table:
    rows: list[list[str]] = []
    merged = set()
    for row in sheet.iter(f"{_OFFICE}Row"):
        place = int(row.get(f"{_OFFICE}Index", len(rows) + 1)) - 1
        rows += [[] for _ in range(min(place, 2_000_000) - len(rows))]
        cells: list[str] = []
        for cell in row.iter(f"{_OFFICE}Cell"):
            column = int(cell.get(f"{_OFFICE}Index", len(cells) + 1)) - 1
            cells += [""] * (min(column, 20_000) - len(cells))
            across, down = (int(cell.get(f"{_OFFICE}Merge{way}", 0)) for way in ("Across", "Down"))
            if across or down:
                merged.add((place, column, place + down, column + across))
            cells += [_cell_2003(cell), *[""] * min(across, _MOST_SPANNED)]
        rows.append(cells)
    hidden = sheet.find(f".//{_EXCEL}Visible")
    return Sheet(
        sheet.get(f"{_OFFICE}Name"),
        rows,
        frozenset(merged),
        said="It is an XML Spreadsheet 2003.",
        hidden=hidden is not None and (hidden.text or "").startswith("SheetHidden"),
    )


def _cell_2003(cell: Element) -> str:
    data = cell.find(f"{_OFFICE}Data")
    if data is None:
        return ""
    text = "".join(data.itertext())
    match data.get(f"{_OFFICE}Type"):
        case "Number":
            return number(float(text))
        case "DateTime":
            return text.removesuffix(".000").replace("T", " ").removesuffix(" 00:00:00")
        case "Boolean":
            return "TRUE" if text.strip() == "1" else "FALSE"
        case _:
            return text
