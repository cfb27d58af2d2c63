"""The bank holidays as the `holidays` package holds them, in the words that gov.uk has for them.

The package reads in the holidays of every country before it tells of one, which is too slow for
a command: `make docs` writes its answer down, and a test holds the file against the package.
"""

from collections.abc import Iterator, Mapping
from typing import Final

import holidays

from touchpoint.calendar import FIRST_DAY, LAST_DAY

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


def bank_holidays_as_published() -> str:
    """The text of the file: a line for each weekday on which banks are closed."""
    return "".join(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    years = range(FIRST_DAY.year, LAST_DAY.year + 1)
    # England and Wales share one list; the package files it under each of them.
    listed = holidays.country_holidays("GB", subdiv="ENG", years=years, language="en_GB")
    for day in sorted(listed):
        # A holiday that falls on a weekend is not itself listed: its substitute day is.
        if day.weekday() < SATURDAY:
            yield f"{day} {_gov_uk_name(listed[day])}"


def _gov_uk_name(listed: str) -> str:
    plain = listed.removesuffix(MOVED)
    name = GOV_UK_NAMES.get(plain, plain)
    return name if plain == listed else f"{name} (substitute day)"
