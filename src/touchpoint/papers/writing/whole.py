"""A paper in its four forms, all or none: each is written beside its place and then moved."""

from collections.abc import Callable
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Final

from touchpoint.errors import Refused
from touchpoint.papers.document import Document
from touchpoint.papers.hands import Hands, OwnHands
from touchpoint.papers.writing.sound import refuse_unsound

Writer = Callable[[Document, Path], None]


def get_ready() -> None:
    """Read in what other hands write with, which is slow."""
    for name in ("word.making", "pdf.setting"):
        import_module(f"touchpoint.papers.writing.{name}")


def write_word(document: Document, path: Path) -> None:
    """Write a paper as a Word document."""
    from touchpoint.papers.writing.word.making import write_word as write  # noqa: PLC0415 - heavy

    refuse_unsound(document)
    write(document, path)


def write_pdf(document: Document, path: Path) -> None:
    """Write a paper as tagged PDF (PDF/UA-1)."""
    from touchpoint.papers.writing.pdf.setting import write_pdf as write  # noqa: PLC0415 - heavy

    refuse_unsound(document)
    write(document, path)


def write_html(document: Document, path: Path) -> None:
    """Write a paper as one HTML file, without scripts."""
    from touchpoint.papers.writing.web.page import write_html as write  # noqa: PLC0415 - as the rest

    refuse_unsound(document)
    write(document, path)


def write_workbook(document: Document, path: Path) -> None:
    """Write a paper as a workbook that a screen reader can follow."""
    from touchpoint.papers.writing.workbook.making import (  # noqa: PLC0415 - heavy
        write_workbook as write,
    )

    refuse_unsound(document)
    write(document, path)


WRITERS: Final[dict[str, Writer]] = {
    ".docx": write_word,
    ".pdf": write_pdf,
    ".html": write_html,
    ".xlsx": write_workbook,
}
"""Every form by its ending."""


OF_TABLES: Final = (".xlsx",)
"""The forms that show no picture, which are written while pictures are still being drawn."""

BY_OTHERS: Final = (".docx", ".pdf")
"""The forms that other hands write, where there are any, while these write the rest."""


def write_paper(
    document: Document,
    folder: Path,
    hands: Hands | None = None,
    *,
    hung: Callable[[], Document] | None = None,
) -> tuple[Path, ...]:
    """Write a paper in every form into a folder; where one form fails, none is left or replaced.

    `hung` waits for the document with its pictures, where they are still being drawn.
    """
    if not folder.is_dir():
        raise Refused(f"There is no folder {folder} to write {document.name} in: make it first.")
    drafts = {ending: folder / f".{document.name}{ending}.part" for ending in WRITERS}
    others = OwnHands() if hands is None else hands
    with ExitStack() as left:
        for draft in drafts.values():
            left.callback(draft.unlink, missing_ok=True)
        for ending in OF_TABLES:
            WRITERS[ending](document, drafts[ending])
        whole = hung() if hung is not None else document
        with ExitStack() as waiting:
            for ending in BY_OTHERS:
                waiting.callback(others.give(WRITERS[ending], whole, drafts[ending]))
            for ending in WRITERS:
                if ending not in (*OF_TABLES, *BY_OTHERS):
                    WRITERS[ending](whole, drafts[ending])
        paths = {ending: folder / f"{document.name}{ending}" for ending in WRITERS}
        for ending, draft in drafts.items():
            draft.replace(paths[ending])
    return tuple(paths.values())
