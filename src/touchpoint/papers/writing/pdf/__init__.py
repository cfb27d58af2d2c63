"""A paper as tagged PDF (PDF/UA-1), set by Typst from a fixed template and plain data.

Only fonts that come with Touchpoint and Typst are used, so the same paper gives the same bytes on
every machine.
"""

from touchpoint.papers.writing.pdf.setting import write_pdf

__all__ = ["write_pdf"]
