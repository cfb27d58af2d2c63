"""How a truth is asked back of a ledger: two questions in DuckDB's SQL, written out in full.

The pieces are in questions.toml; this module fills them in, so that truths.json needs
nothing else to be read with.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from touchpoint.calendar import bank_holidays
from touchpoint.synthetic.case.telling import COURT_TELLS, ONCE, POLICE_TELLS
from touchpoint.synthetic.force.landmarks import Landmarks
from touchpoint.synthetic.force.plan import LONGEST_JOURNEY_DAYS
from touchpoint.synthetic.force.season import CHRISTMAS_FROM, CHRISTMAS_TO
from touchpoint.synthetic.force.units import force
from touchpoint.synthetic.journey.corrections import CORRECTABLE

PIECE = re.compile(r"\{([a-z_]+)(?::([^{}]*))?\}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Questions:
    """The two questions of one truth, and in words which rows the denominator counts."""

    numerator: str
    denominator: str
    population: str


@cache
def _pieces() -> dict[str, Any]:
    text = files("touchpoint.synthetic.truths").joinpath("questions.toml").read_text("utf-8")
    return tomllib.loads(text)


def ask(of: str, where: str, also: str, marks: Landmarks, **pieces: str) -> Questions:
    """Write out the questions: how many rows there are, and of how many more holds."""
    asked = _pieces()
    told = asked["rows"][of]
    known = {**asked["made"], **asked["short"], **_lists(marks), **pieces}
    # "told" names what is made of tellings and, in a condition, whether there was one.
    made = ", ".join(_filled(asked["made"][piece], known) for piece in told["made"])
    known |= {"before": f"WITH {made} " if made else "", "source": told["source"]}
    both = _filled(asked["both"], {**known, "one": where, "other": also})
    rows = _filled(where, known)
    return Questions(
        numerator=_filled(asked["count"], {**known, "rows": both}),
        denominator=_filled(asked["count"], {**known, "rows": rows}),
        population=f"{of.replace('_', ' ')} where {rows}",
    )


def row_date(of: str) -> str:
    """The date of a row that says when it came about."""
    return str(_pieces()["rows"][of]["date"])


def sql_date(day: date) -> str:
    return f"DATE '{day}'"


def _filled(text: str, known: Mapping[str, str]) -> str:
    """A text with its pieces written out, and the pieces of those."""

    def written(found: re.Match[str]) -> str:
        piece = known[found[1]]
        for place, argument in enumerate((found[2] or "").split("/"), 1):
            piece = piece.replace(f"${place}", argument)
        return piece

    while PIECE.search(text):
        text = PIECE.sub(written, text)
    return text


def _lists(marks: Landmarks) -> dict[str, str]:
    """The words and days that the pieces leave open."""
    last = date.fromordinal(marks.to_on.toordinal() + LONGEST_JOURNEY_DAYS)
    holidays = (sql_date(day) for day in bank_holidays() if marks.from_on <= day <= last)
    return {
        "holidays": f"({', '.join(holidays)})",
        "first_day": sql_date(marks.from_on),
        "last_day": sql_date(last),
        "form_day": sql_date(marks.form_on),
        "sheet_from": sql_date(marks.sheet_gap[0]),
        "sheet_to": sql_date(marks.sheet_gap[1]),
        "slow_teams": _words(force().slow_teams),
        "worse_officers": _words(force().worse_officers),
        "police_kinds": _words(POLICE_TELLS),
        "court_kinds": _words(COURT_TELLS),
        "once_kinds": _words(ONCE),
        "correctable_kinds": _words(CORRECTABLE),
        "christmas_from": str(CHRISTMAS_FROM),
        "christmas_to": str(CHRISTMAS_TO),
    }


def _words(words: Iterable[str]) -> str:
    quoted = (f"'{word}'" for word in words)
    return f"({', '.join(quoted)})"
