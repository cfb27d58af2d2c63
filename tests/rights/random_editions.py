"""Two editions of the Code, the second in force from the middle of the random journeys.

The first is the edition held, cut short, with the example charter over it; the second is made from
it with the limits, clocks and rules that the first does not use, so that every part of
docs/explanation/how-a-duty-is-judged.md is asked of every engine.
"""

from datetime import date
from functools import cache
from typing import Any

from engine_examples import CHARTER, CODE

from touchpoint.rights.code.duty import Edition
from touchpoint.rights.editions import with_local
from touchpoint.rights.judging.rules import Rules, rules_of
from touchpoint.rights.reading.edition_file import edition_of

Row = dict[str, Any]

CHANGED_ON = date(2024, 3, 29)


def _limits(standard: tuple[int, str], enhanced: tuple[int, str]) -> Row:
    return {
        name: {"value": value, "unit": unit}
        for name, (value, unit) in (("standard", standard), ("enhanced", enhanced))
    }


_WITHIN = {"rule": "within", "clock": "event"}
_UNABLE = {"kinds": ["victim.updated", "contact.attempted"], "results": ["unable", "no_contact"]}
_CHANGES: dict[str, Row] = {
    "R1.TRANS": {"applies_to": "not (language == 'English') and reported_on >= '2024-04-02'"},
    "R3.WRITTEN": {**_WITHIN, "clock": "report", **_limits((23, "hours"), (2, "hours"))},
    "R4.NEEDS": {**_WITHIN, "clock": "report", **_limits((1, "months"), (10, "days"))},
    "R4.REFER": _limits((2, "working_days"), (1, "days")),
    "R5.CICA": {**_WITHIN, "clock": "report", **_limits((36, "hours"), (1, "months"))},
    "R6.ARREST": _limits((12, "hours"), (1, "hours")),
    "R6.IUC": _limits((1, "months"), (3, "days")),
    "R6.BAIL": {
        "rule": "alongside",
        "alongside": {"kinds": ["victim.updated", "victim.told"]},
        **_limits((2, "months"), (30, "hours")),
    },
    "R6.CHARGE": {"clock": "received", **_limits((14, "days"), (1, "working_days"))},
    "R6.CONTACT": {"every": {"detail": "days"}, "excused_by": [_UNABLE]},
    "R6.NFA": {"met_by": []},
    "R7.OFFER": {"before": {"kinds": ["hearing.listed", "suspect.charged"]}},
    "R7.PREF": {"trigger": {"kinds": ["suspect.charged"]}, "clock": "received"},
    "R8.HEARING": {"clock": "received", **_limits((48, "hours"), (24, "hours"))},
    "R9.ULS": {},
    "R11.REFER": {},
    "R12.ACK": {"clock": "event"},
}

FIRST: Row = {**CODE, "in_force_to": date(2024, 3, 28)}
SECOND: Row = {
    **CODE,
    "edition": "victims-code-next",
    "in_force_from": CHANGED_ON,
    "duties": [
        {**duty, **_CHANGES[duty["id"]]} for duty in CODE["duties"] if duty["id"] in _CHANGES
    ],
}
FILES = [FIRST, SECOND, CHARTER]


@cache
def editions() -> tuple[Edition, ...]:
    """The same files, read; the charter's duties stand behind those of the first."""
    first = with_local(edition_of(FIRST, file="first.toml"), "example-charter")
    return first, edition_of(SECOND, file="second.toml")


@cache
def rules() -> Rules:
    """The same files as rules."""
    return rules_of(editions())
