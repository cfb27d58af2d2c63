"""Awkward files, made where they are wanted, and a reading of one as plain values."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from touchpoint.extracts.reading import Found, Wish, read

Row = tuple[int, *tuple[str | None, ...]]

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A file as read: the rows of the table and everything that was found."""

    rows: list[Row]
    found: Found

    @property
    def cells(self) -> list[tuple[str | None, ...]]:
        return [tuple(cells) for _, *cells in self.rows]

    @property
    def by_name(self) -> dict[str | None, str | None]:
        """The second cell of each row by its first."""
        return {first: second for first, second, *_ in self.cells}

    @property
    def aside(self) -> dict[int, str]:
        return {entry.row: entry.why for entry in self.found.set_aside}

    @property
    def refused(self) -> dict[int, str]:
        return {entry.row: entry.reason for entry in self.found.unreadable}

    @property
    def told(self) -> str:
        return " ".join(self.found.told)


_DUCK = duckdb.connect()


@contextmanager
def connected() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with nothing in it: what is made on it is dropped, as a new one is dear."""
    _DUCK.execute("CREATE SCHEMA one_file")
    try:
        with _DUCK.cursor() as connection:
            connection.execute("USE one_file")
            yield connection
    finally:
        _DUCK.execute("DROP SCHEMA one_file CASCADE")


def seen(path: Path, wish: Wish | None = None) -> Seen:
    with connected() as connection:
        found = read(connection, path, wish or Wish())
        rows = connection.execute("FROM source_rows ORDER BY row").fetchall()
    return Seen(rows=rows, found=found)


def of_text(folder: Path, text: str | bytes, wish: Wish | None = None, name: str = "a.csv") -> Seen:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return seen(path, wish)


def inline(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def raw_workbook(path: Path, sheet: str, *, prefix: str = "", epoch: str = "") -> Path:
    """A workbook whose sheet is just this XML; styles 1 to 3 are a percentage, a day and hours."""
    part = f"{prefix}:worksheet" if prefix else "worksheet"
    space = f"xmlns:{prefix}" if prefix else "xmlns"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/s.xml" ContentType="{SHEET_TYPE}.worksheet+xml"/></Types>',
        "_rels/.rels": _links(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{epoch}'
        '<sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _links(
            ("r1", "worksheet", "s.xml"), ("r2", "styles", "styles.xml")
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" '
        'formatCode="[h]:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/>'
        '<xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>',
        "xl/s.xml": f'<{part} {space}="{MAIN}">{sheet}</{part}>',
    }
    return zipped(path, parts)


def _links(*links: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{sort}" Target="{target}"/>'
        for name, sort, target in links
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def zipped(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def open_document(path: Path, rows: str, *, manifest: str = "<manifest/>") -> Path:
    """An OpenDocument spreadsheet whose only sheet has these rows of XML."""
    oasis = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{one}="{oasis}:{one}:1.0"' for one in ("office", "table", "text"))
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    content = (
        f"<office:document-content {spaces} {calc}><office:body><office:spreadsheet>"
        f'<table:table table:name="Data">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content,
        "META-INF/manifest.xml": manifest,
    }
    return zipped(path, parts)
