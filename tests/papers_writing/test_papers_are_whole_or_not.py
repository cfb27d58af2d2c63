"""A paper is written whole or not at all, and a document that cannot be written is refused."""

from dataclasses import replace
from pathlib import Path

import pytest
from sample_document import long_document, sample_document
from sample_tables import APPENDIX, BY_AREA, FIGURES

from touchpoint.errors import Refused
from touchpoint.papers.document import Paragraph, Sentence
from touchpoint.papers.writing import write_paper
from touchpoint.papers.writing.fitting import PAGE, parts_of, spans_of

NAMES = [f"victim-confidence-2024-25Q1.{ending}" for ending in ("docx", "pdf", "html", "xlsx")]


def test_a_long_paper_is_four_files_under_its_name(tmp_path: Path) -> None:
    written = write_paper(long_document(tables=6, charts=2, figures=60), tmp_path)
    assert [path.name for path in written] == NAMES
    assert sorted(tmp_path.iterdir()) == sorted(written)
    assert all(path.stat().st_size > 10_000 for path in written)


def test_where_one_form_fails_no_file_is_left_or_replaced(tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / name).write_text("the paper as it was released", encoding="utf-8")
    long = Paragraph(sentences=(Sentence(text="x" * 40_000, standing="stated"),))
    with pytest.raises(Refused):  # the workbook, which comes last, cannot hold it
        write_paper(replace(sample_document(), summary=(long,)), tmp_path)
    kept = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    assert kept == dict.fromkeys(NAMES, "the paper as it was released")


def test_everything_that_cannot_be_written_is_told_at_once(tmp_path: Path) -> None:
    short = replace(APPENDIX, id="needs", rows=(replace(APPENDIX.rows[0], cells=()),))
    sections = sample_document().sections
    document = replace(
        sample_document(),
        name="../paper",
        sections=(*sections[:2], replace(sections[2], blocks=(short,))),
        figures=(*FIGURES, FIGURES[0]),
    )
    with pytest.raises(Refused) as told:
        write_paper(document, tmp_path)
    assert told.value.faults == (
        "its name must be letters, digits, points, dashes and low lines, as files are called.",
        "'needs' is the id of more than one part.",
        "'needs-q1' is the id of more than one figure.",
        "row 1 of the table 'needs' has 0 cells for 8 columns.",
    )
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="make it first"):
        write_paper(sample_document(), tmp_path / "nowhere")


def test_the_quarterly_table_of_eight_figures_stands_on_one_page() -> None:
    (part,) = parts_of(APPENDIX)
    assert sum(part.widths) <= 1.0001
    assert [(span.heading, span.columns) for span in spans_of(APPENDIX)] == [
        (None, 1), ("Assessed and told", 3), ("Dissatisfied", 2), (None, 1), (None, 1),
    ]  # fmt: skip


def test_a_table_of_thirty_columns_is_printed_in_parts_that_hold_all_of_it() -> None:
    columns = BY_AREA.columns * 6
    rows = tuple(replace(row, cells=row.cells * 6) for row in BY_AREA.rows)
    parts = parts_of(replace(BY_AREA, columns=columns, rows=rows))
    assert len(parts) > 2
    assert [part.number for part in parts] == list(range(1, len(parts) + 1))
    assert tuple(column for part in parts for column in part.table.columns) == columns
    assert tuple(cell for part in parts for cell in part.table.rows[0].cells) == rows[0].cells
    assert all(sum(part.widths) <= 1.0001 for part in parts)
    assert sum(len(column.heading) for column in columns) > PAGE
