"""The rows of a sheet as gptables takes them: numbers as numbers, texts as texts, nothing empty."""

import re
from math import ceil
from typing import Any, Final

import pandas as pd
from gptables.core.gptable import FormatList

from touchpoint.papers.document import Cell
from touchpoint.papers.writing.workbook.numbers import Number, number_of
from touchpoint.papers.writing.workbook.sheets import NOTHING, Sheet

_MOST_IN_A_HEADING: Final = 255
_SAID_ALOUD: Final = re.compile("[a-zA-Z0-9]")
_NARROW, _WIDE = 11, 62
_TYPE: Final = 1.15
"""How wide a character of a sheet is beside one of those by which widths are counted."""

_TYPE_AT_LEAST: Final = 1.05
"""The same of running text, which has more narrow characters."""

_LINE, _TALL = 16, 400

Format = dict[str, str]


def headings_of(sheet: Sheet) -> list[str]:
    """The headings, each of them there, short enough, and no two the same."""
    seen: set[str] = set()
    headings = []
    for text in sheet.headings:
        whole = text.strip()[:_MOST_IN_A_HEADING] or NOTHING
        heading, times = whole, 1
        while heading.casefold() in seen:
            times += 1
            ending = f" ({times})"
            heading = f"{whole[: _MOST_IN_A_HEADING - len(ending)]}{ending}"
        seen.add(heading.casefold())
        headings.append(heading)
    return headings


def frame_of(sheet: Sheet) -> pd.DataFrame:
    """The cells of a sheet, its columns numbered."""
    rows = [
        [_held(cell, number) for cell, number in zip(row, numbers, strict=True)]
        for row, numbers in zip(sheet.rows, numbers_of(sheet), strict=True)
    ]
    return pd.DataFrame(rows, columns=[f"column {n}" for n in range(len(sheet.headings))])


def numbers_of(sheet: Sheet) -> list[list[Number | None]]:
    """The number of every cell that has one."""
    return [
        [
            number_of(cell.text, cell.mark or "") if place in sheet.numbers else None
            for place, cell in enumerate(row)
        ]
        for row in sheet.rows
    ]


def formats_of(sheet: Sheet) -> list[dict[str, Any]]:
    """How the cells show: numbers as they were printed, and what stands among them to the right."""
    columns = range(len(sheet.headings))
    formats = [_column(place, numbers=place in sheet.numbers) for place in columns]
    shown: dict[str, list[tuple[int, int]]] = {}
    for down, row in enumerate(numbers_of(sheet), 1):
        for across, number in enumerate(row):
            if number is not None:
                shown.setdefault(number.shown_as, []).append((down, across))
    return [*formats, *(_cell(as_, place) for as_, places in shown.items() for place in places)]


def widths_of(sheet: Sheet) -> list[int]:
    """How wide each column is, in characters; longer texts are wrapped."""
    columns = list(zip(*sheet.rows, strict=True))
    return [
        min(max(_NARROW, *(_room(cell.text) for cell in column), _word(heading)), _WIDE)
        for heading, column in zip(sheet.headings, columns, strict=True)
    ]


def heights_of(sheet: Sheet) -> list[int]:
    """How high the row of headings and every row below it are, in points."""
    widths = widths_of(sheet)
    texts = [sheet.headings, *(tuple(cell.text for cell in row) for row in sheet.rows)]
    return [
        min(
            max(_lines(text, width) for text, width in zip(row, widths, strict=True)) * _LINE, _TALL
        )
        + 2
        for row in texts
    ]


def _room(text: str) -> int:
    """How much room a text takes up in the type of the sheet, in the widths of a column."""
    return ceil(len(text) * _TYPE) + 2


def _lines(text: str, width: int) -> int:
    """On how many lines a text stands in a column, by its words."""
    held, lines = 0.0, 1
    for word in text.split():
        wide = len(word) * _TYPE_AT_LEAST
        if held and held + 1 + wide > width:
            held, lines = 0.0, lines + 1
        lines += int(wide // width)
        held += wide % width + 1
    return lines


def _word(heading: str) -> int:
    return max(map(_room, heading.split()), default=0)


def _held(cell: Cell, number: Number | None) -> float | str | FormatList:
    if number is not None:
        return int(number.value) if number.value.is_integer() else number.value
    text = f"{cell.text}{cell.mark or ''}"
    if not text.strip():
        return NOTHING
    # gptables refuses a cell of signs alone, which a screen reader may pass over; the paper says
    # such a sign as it stands, and the Notes sheet says what it means.
    return text if _SAID_ALOUD.search(text) else FormatList([{}, text])


def _column(place: int, *, numbers: bool) -> dict[str, Any]:
    side: dict[str, Any] = {"align": "right"} if numbers else {"indent": 1 if place else 0}
    return {"column": {"columns": [place], "format": {"valign": "top", **side}}}


def _cell(shown_as: str, place: tuple[int, int]) -> dict[str, Any]:
    return {"cell": {"cells": place, "format": {"num_format": shown_as}}}
