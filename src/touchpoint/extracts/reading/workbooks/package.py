"""The parts of an xlsx file: which part is which sheet, its epoch, and what its styles show."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from posixpath import join, normpath
from xml.etree.ElementTree import Element, TreeBuilder, XMLParser

_BUILT_IN_PERCENT = {9, 10}
_BUILT_IN_DATES = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}
_PADDED = re.compile("00+")
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


@dataclass(frozen=True, kw_only=True)
class Package:
    """Which part each sheet is, whether dates count from 1904, and which styles are what."""

    parts: dict[str, str]
    from_1904: bool
    percent: frozenset[int]
    dates: frozenset[int]
    padded: Mapping[int, int]
    """How many digits a style shows at least."""


def package_of(archive: zipfile.ZipFile) -> Package:
    """What the workbook says of its sheets and styles."""
    names = {name.casefold(): name for name in archive.namelist()}
    book = names.get("xl/workbook.xml", "xl/workbook.xml")
    root = _tree(archive.read(book))
    folder = book.rsplit("/", 1)[0]
    targets = {}
    rels = names.get("xl/_rels/workbook.xml.rels")
    for item in _tree(archive.read(rels)) if rels else ():
        target = item.get("Target", "")
        part = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        targets[item.get("Id", "")] = names.get(part.casefold(), part)
    parts = {}
    for sheet in (item for item in root.iter() if _local(item) == "sheet"):
        link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        parts[sheet.get("name", "")] = targets.get(link, "")
    epoch = next(
        (item.get("date1904", "") for item in root.iter() if _local(item) == "workbookPr"), ""
    )
    styles = next((part for part in targets.values() if part.casefold().endswith("styles.xml")), "")
    shown = _styles(_tree(archive.read(styles))) if styles in archive.namelist() else []
    return Package(
        parts=parts,
        from_1904=epoch in {"1", "true", "on"},
        percent=frozenset(place for place, entry in enumerate(shown) if shows_percent(*entry)),
        dates=frozenset(place for place, entry in enumerate(shown) if shows_a_day(*entry)),
        padded=padded_in(shown),
    )


def _tree(content: bytes) -> Element:
    """An XML part as a tree; entities could grow without end, and are refused."""
    if b"<!DOCTYPE" in content[:2048] or b"<!ENTITY" in content:
        raise ValueError("an XML part declares entities")
    parser = XMLParser(target=TreeBuilder())  # noqa: S314 - entities were refused above
    parser.feed(content)
    return parser.close()


def _local(item: Element) -> str:
    return str(item.tag).rpartition("}")[2]


def _styles(root: Element) -> list[tuple[int, str]]:
    """The number format of every cell style: its number, and its code where it is no built-in."""
    formats = {
        int(item.get("numFmtId", "0")): item.get("formatCode", "")
        for item in root.iter()
        if _local(item) == "numFmt"
    }
    styles = next((item for item in root if _local(item) == "cellXfs"), None)
    numbers = [int(item.get("numFmtId", "0")) for item in (styles if styles is not None else ())]
    return [(number, formats.get(number, "")) for number in numbers]


def padded_in(shown: Sequence[tuple[int, str]]) -> dict[int, int]:
    """The styles that show whole numbers with noughts before them, as references often are."""
    return {place: len(code) for place, (_, code) in enumerate(shown) if _PADDED.fullmatch(code)}


def shows_percent(number: int, code: str) -> bool:
    """Whether a number format shows a share as a percentage."""
    return number in _BUILT_IN_PERCENT or "%" in _NOT_SHOWN.sub("", code)


def shows_a_day(number: int, code: str) -> bool:
    """Whether a number format shows a day of the calendar."""
    shown = _NOT_SHOWN.sub("", code).casefold()
    if "general" in shown or shows_percent(number, code):
        return False
    return number in _BUILT_IN_DATES or "d" in shown or "y" in shown
