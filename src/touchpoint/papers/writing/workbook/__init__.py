"""A paper as a workbook that a screen reader can follow: every table and every figure."""

from touchpoint.papers.writing.workbook.making import write_workbook

__all__ = ["write_workbook"]
