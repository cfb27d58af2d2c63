"""Writes one finished document as Word, PDF, HTML and workbook; the four say the same.

What is heavy is imported when a form is written, and not before.
"""

from touchpoint.papers.writing.whole import (
    get_ready,
    write_html,
    write_paper,
    write_pdf,
    write_word,
    write_workbook,
)

__all__ = ["get_ready", "write_html", "write_paper", "write_pdf", "write_word", "write_workbook"]
