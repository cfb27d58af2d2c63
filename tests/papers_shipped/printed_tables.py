"""The tables of a paper as they are printed: on its page and in Word, by their captions."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import docx

Rows = dict[str, list[str]]
_NUMBER = re.compile(r"^Table \d+\. ")


@dataclass(kw_only=True)
class Printed:
    """A table of a page: its caption, its headings, its rows by their headings, its notes."""

    caption: str
    headings: list[str] = field(default_factory=list)
    rows: Rows = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def column(self, heading: str) -> list[str]:
        """The cells under a heading, from the top; headings stand once for every column."""
        place = self.headings.index(heading) - 1
        return [cells[place] for cells in self.rows.values()]


class _Reading(HTMLParser):
    """Reads the tables of a page, and the notes below each."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Printed] = []
        self.tag, self.text, self.in_notes, self.scope = "", "", False, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("caption", "th", "td", "p"):
            self.tag, self.text, self.scope = tag, "", dict(attrs).get("scope") or ""
        elif tag in ("div", "section", "figure"):
            self.in_notes = dict(attrs).get("class") == "notes"

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag != self.tag:
            return
        self.tag = ""
        if tag == "caption":
            self.found.append(Printed(caption=_NUMBER.sub("", self.text)))
        elif tag == "p" and self.in_notes and self.found:
            self.found[-1].notes.append(self.text)
        elif tag == "th" and self.scope == "row":
            self.found[-1].rows[self.text] = []
        elif tag == "th" and self.scope == "col":
            self.found[-1].headings.append(self.text)
        elif tag == "td":
            list(self.found[-1].rows.values())[-1].append(self.text)


def tables_of_page(path: Path) -> dict[str, Printed]:
    """The tables of a page, by their captions."""
    reading = _Reading()
    reading.feed(path.read_text(encoding="utf-8"))
    found: dict[str, Printed] = {}
    for table in reading.found:
        found.setdefault(table.caption, table)
    return found


def rows_of_word(path: Path) -> list[Rows]:
    """The tables of a Word document in order, each as rows by their headings."""
    word = docx.Document(str(path))
    return [
        {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table.rows}
        for table in word.tables
    ]
