"""The bank holidays of England and Wales, by the names that gov.uk gives them.

On the authority of the Banking and Financial Dealings Act 1971 and the proclamations made under
it, as the `holidays` package holds them. A holiday that falls on a weekend is not itself listed:
its substitute day is.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

import holidays

FIRST_DAY: Final = date(2010, 1, 1)
LAST_DAY: Final = date(2040, 12, 31)

SATURDAY: Final = 5

# The package moves a weekend holiday to a weekday under this mark.
MOVED: Final = " (observed)"

# The package's names on the left, gov.uk's on the right; a name not listed is kept as it is, so
# that a newly proclaimed day appears with the package rather than with a change here.
GOV_UK_NAMES: Final[Mapping[str, str]] = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
    "Wedding of William and Catherine": "Royal wedding",
    "Diamond Jubilee of Elizabeth II": "Queen's Diamond Jubilee",
    "Platinum Jubilee of Elizabeth II": "Platinum Jubilee bank holiday",
    "State Funeral of Queen Elizabeth II": (
        "Bank holiday for the State Funeral of Queen Elizabeth II"
    ),
    "Coronation of Charles III": "Bank holiday for the coronation of King Charles III",
}


@cache
def bank_holidays() -> Mapping[date, str]:
    """Every bank holiday from FIRST_DAY to LAST_DAY in order, each a weekday, with its name."""
    years = range(FIRST_DAY.year, LAST_DAY.year + 1)
    # England and Wales share one list; the package files it under each of them.
    listed = holidays.country_holidays("GB", subdiv="ENG", years=years, language="en_GB")
    return MappingProxyType(
        {day: _gov_uk_name(listed[day]) for day in sorted(listed) if day.weekday() < SATURDAY}
    )


def _gov_uk_name(listed: str) -> str:
    plain = listed.removesuffix(MOVED)
    name = GOV_UK_NAMES.get(plain, plain)
    return name if plain == listed else f"{name} (substitute day)"
