"""A paper as a Word document: real headings, captions, contents and table headings, one look."""

from touchpoint.papers.writing.word.making import write_word

__all__ = ["write_word"]
