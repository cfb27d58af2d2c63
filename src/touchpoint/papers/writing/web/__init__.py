"""A paper as one HTML file: no script, nothing fetched, every figure opens to its definition."""

from touchpoint.papers.writing.web.page import write_html

__all__ = ["write_html"]
