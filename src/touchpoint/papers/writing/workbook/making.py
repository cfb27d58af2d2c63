"""Makes the workbook of a paper: a cover, contents, notes, and one table to a sheet."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from touchpoint.errors import Refused
from touchpoint.papers.document import Document
from touchpoint.papers.writing.numbering import day, names_of
from touchpoint.papers.writing.printable import printable
from touchpoint.papers.writing.workbook.sheets import Sheet, faults_of, sheets_of

if TYPE_CHECKING:
    from touchpoint.papers.writing.workbook.book import PlainWorkbook

_TOLD: Final = (
    "This worksheet contains one table. Marks in its cells are explained on the worksheet Notes."
)
_CONTENTS: Final = "Contents"
_A4: Final = 9


def write_workbook(document: Document, path: Path) -> None:
    """Write a paper as a workbook."""
    path.write_bytes(_workbook(printable(document)))


def _workbook(document: Document) -> bytes:
    from touchpoint.papers.writing.workbook.book import PlainWorkbook  # noqa: PLC0415 - pandas is slow

    sheets = sheets_of(document, names_of(document))
    if faults := faults_of(sheets):
        raise Refused(
            f"The paper {document.name!r} holds texts that no cell of a workbook can hold: make "
            "them shorter.",
            faults,
        )
    made = BytesIO()
    book = PlainWorkbook(made)
    _say_what_it_is(book, document)
    _cover(book, document)
    _contents(book, sheets)
    for sheet in sheets:
        _sheet(book, sheet)
    book.close()
    return made.getvalue()


def _say_what_it_is(book: "PlainWorkbook", document: Document) -> None:
    on = document.as_at
    book.set_properties({
        "title": document.title,
        "subject": document.subtitle,
        "author": document.force,
        "comments": f"Figures as at {day(on)}",
        "created": datetime(on.year, on.month, on.day),  # noqa: DTZ001 - the workbook's own form
    })  # fmt: skip


def _cover(book: "PlainWorkbook", document: Document) -> None:
    from gptables import Cover  # noqa: PLC0415 - pandas is slow

    intro = [document.subtitle, document.force, f"Figures as at {day(document.as_at)}."]
    about = [f"{fact.name}: {fact.value}" for fact in document.facts]
    cover = Cover(
        title=document.title,
        intro=[text for text in intro if text.strip()],
        about=about or None,
    )
    book.add_worksheet(cover.cover_label).write_cover(cover)


def _contents(book: "PlainWorkbook", sheets: tuple[Sheet, ...]) -> None:
    import pandas as pd  # noqa: PLC0415 - slow to import

    links = [{sheet.name: f"internal:'{sheet.name}'!A1"} for sheet in sheets]
    titles = [sheet.title for sheet in sheets]
    table = pd.DataFrame({"Worksheet": links, "What stands on it": titles})
    held = _gptable(table, "contents", "Contents", told="This worksheet contains one table.")
    _write(book, _CONTENTS, held, [16, 62])


def _sheet(book: "PlainWorkbook", sheet: Sheet) -> None:
    from touchpoint.papers.writing.workbook.cells import (  # noqa: PLC0415 - pandas is slow
        formats_of,
        frame_of,
        headings_of,
        heights_of,
        widths_of,
    )

    held = _gptable(
        frame_of(sheet),
        f"data_{sheet.name.lower()}",
        sheet.title,
        legend=[note for note in sheet.notes if note.strip()],
        source=f"Source: {sheet.source}" if sheet.source else None,
        additional_formatting=formats_of(sheet),
    )
    held.table.columns = headings_of(sheet)  # afterwards, for gptables reads $$ in a heading
    written = _write(book, sheet.name, held, widths_of(sheet))
    for place, height in enumerate(heights_of(sheet), held.data_range[0]):
        written.set_row(place, height)


def _gptable(table: Any, name: str, title: str, *, told: str = _TOLD, **further: Any) -> Any:  # noqa: ANN401 - gptables ships no types
    from gptables import GPTable  # noqa: PLC0415 - pandas is slow

    return GPTable(
        table=table,
        table_name=name,
        title=title,
        instructions=told,
        index_columns={1: 0},
        **further,
    )


def _write(book: "PlainWorkbook", name: str, held: Any, widths: list[int]) -> Any:  # noqa: ANN401 - gptables ships no types
    sheet = book.add_worksheet(name)
    sheet.write_gptable(held, auto_width=False)
    top = held.data_range[0]
    sheet.freeze_panes(top + 1, 1)
    sheet.repeat_rows(top)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    return sheet
