"""The bank holidays of England and Wales, by the names that gov.uk gives them.

On the authority of the Banking and Financial Dealings Act 1971 and the proclamations made under
it, as the `holidays` package holds them: `make docs` writes them down beside this module. A holiday
that falls on a weekend is not itself listed: its substitute day is.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

FIRST_DAY: Final = date(2010, 1, 1)
LAST_DAY: Final = date(2040, 12, 31)

FILE: Final = Path(__file__).parent / "bank_holidays.txt"


@cache
def bank_holidays() -> Mapping[date, str]:
    """Every bank holiday from FIRST_DAY to LAST_DAY in order, each a weekday, with its name."""
    listed = (line.split(" ", 1) for line in FILE.read_text(encoding="utf-8").splitlines())
    return MappingProxyType({date.fromisoformat(day): name for day, name in listed})
