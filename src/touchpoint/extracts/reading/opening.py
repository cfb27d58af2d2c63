"""Which reader a file needs: from what its bytes say it is to the tables that it holds."""

from pathlib import Path

from touchpoint.extracts.reading.content import ENDINGS, Kind, kind_of, refuse
from touchpoint.extracts.reading.found import Wish
from touchpoint.extracts.reading.json_file import JsonFile
from touchpoint.extracts.reading.markup import html_tables, xml_2003_tables
from touchpoint.extracts.reading.parquet import ParquetFile
from touchpoint.extracts.reading.tables import Table
from touchpoint.extracts.reading.text.text_file import TextFile
from touchpoint.extracts.reading.workbooks.workbook import Workbook


def opened(path: Path, wish: Wish) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    """The tables of a file, and a sentence when its ending says that it is something else."""
    kind = kind_of(path)
    ending = path.suffix.casefold()
    told: tuple[str, ...] = ()
    if ending not in ENDINGS[kind]:
        told = (f"Its name ends in {ending}, but it is {kind.value}, and was read as that.",)
    found = _tables(path, kind, wish)
    if not found:
        raise refuse(
            path, f"{kind.value} without a table in it; choose the file that holds the table"
        )
    return found, told


def _tables(path: Path, kind: Kind, wish: Wish) -> tuple[Table, ...]:
    match kind:
        case Kind.TEXT:
            return (TextFile(path, wish),)
        case Kind.JSON:
            return (JsonFile(path, wish),)
        case Kind.PARQUET:
            return (ParquetFile(path),)
        case Kind.HTML:
            return html_tables(path, wish)
        case Kind.XML_2003:
            return xml_2003_tables(path)
        case _:
            return Workbook(path, kind).sheets()
