"""The contents of a Word paper: a field that Word can work out again, filled in beforehand."""

from dataclasses import dataclass

from touchpoint.papers.writing.word.elements import Element, made, paragraph, text_run
from touchpoint.papers.writing.word.looks import style_id


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A heading as the contents name it, and the bookmark at which it stands."""

    level: int
    text: str
    bookmark: str


def contents_element(entries: list[Entry]) -> Element:
    """The contents in a frame of their own, by which Word offers to bring them up to date."""
    lines = [_line(entry) for entry in entries]
    begin, told, between, end = _field_runs()
    for place, run in enumerate((begin, told, between)):
        lines[0].insert(1 + place, run)
    lines[-1].append(end)
    gallery = made("w:docPartGallery", {"w:val": "Table of Contents"})
    unique = made("w:docPartUnique")
    return made(
        "w:sdt",
        None,
        made("w:sdtPr", None, made("w:docPartObj", None, gallery, unique)),
        made(
            "w:sdtContent",
            None,
            paragraph(style_id("TOC Heading"), text_run("Contents")),
            *lines,
        ),
    )


def _line(entry: Entry) -> Element:
    link = made("w:hyperlink", {"w:anchor": entry.bookmark, "w:history": "1"})
    link.append(text_run(entry.text))
    return paragraph(style_id(f"toc {entry.level}"), link)


def _field_runs() -> tuple[Element, Element, Element, Element]:
    told = made("w:instrText", {"xml:space": "preserve"})
    told.text = ' TOC \\o "1-1" \\h \\z \\u '
    marks = [
        made("w:r", None, made("w:fldChar", {"w:fldCharType": kind}))
        for kind in ("begin", "separate", "end")
    ]
    return marks[0], made("w:r", None, told), marks[1], marks[2]
