"""How somebody looked, in the words of pages and of spreadsheets."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

HOW: Final[Mapping[str, str]] = MappingProxyType(
    {
        "page": "Looked at it",
        "print": "Printed it",
        "api": "Read it with a program",
        "break_glass": "Opened it with break-glass",
    }
)
