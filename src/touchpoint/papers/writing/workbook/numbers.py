"""A printed number as a number of a workbook that shows just what was printed.

19.0% becomes 0.19 shown as 19.0%, and 36,612* becomes 36612 shown as 36,612*; whatever would not
show as it was printed stays text.
"""

import re
from dataclasses import dataclass
from typing import Final

_PRINTED: Final = re.compile(
    r"(?P<sign>[-+\u2212]?)(?P<pound>£?)(?P<whole>0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)"
    r"(?:\.(?P<part>\d+))?(?P<percent>%?)"
)
_MARK: Final = re.compile(r"[\w*†‡§ \[\]]{0,12}", re.ASCII)
_MOST_DIGITS: Final = 15
"""How many digits a workbook keeps of a number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A number, and the format that shows it as it was printed."""

    value: float
    shown_as: str


def number_of(text: str, mark: str = "") -> Number | None:
    """The number that a text prints, with the mark after it; none where it is no number."""
    found = _PRINTED.fullmatch(text)
    if found is None or not _MARK.fullmatch(mark):
        return None
    whole, part = found["whole"].replace(",", ""), found["part"] or ""
    if len(whole) + len(part) > _MOST_DIGITS:
        return None
    return Number(value=_value(found, whole, part), shown_as=_format(found, part, mark))


def _value(found: re.Match[str], whole: str, part: str) -> float:
    digits = int(whole + part)
    value: float = digits / 10 ** (len(part) + 2 * bool(found["percent"]))
    return -value if found["sign"] in ("-", "\u2212") else value


def _format(found: re.Match[str], part: str, mark: str) -> str:
    """The format of the number; a sign is shown by the format, so that it is the printed one."""
    grouped = "#,##0" if "," in found["whole"] else "0"
    shown = f"{found['pound']}{grouped}{'.' + '0' * len(part) if part else ''}{found['percent']}"
    after = f'"{mark}"' if mark else ""
    if not found["sign"]:
        return f"{shown}{after}"
    signed = f'"{found["sign"]}"{shown}{after}'
    return f"{signed};{signed};{signed}"
