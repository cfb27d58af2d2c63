"""The words of an edition file: every closed list of it, each word with its meaning.

On the authority of docs/explanation/how-a-duty-is-judged.md; the tags of verification are those of
the register from which the first edition was written.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from touchpoint.ledger import vocabulary


def _words(meanings: dict[str, str]) -> Mapping[str, str]:
    return MappingProxyType(meanings)


STATUSES: Final = _words(
    {
        "in_force": "judges every investigation reported on its days",
        "draft": "judges only when it is named",
        "local": "a force's own standards, laid over an edition",
    }
)

HOLDERS: Final = _words(
    {
        "police": "the police",
        "witness_care": "the Witness Care Unit",
        "cps": "the Crown Prosecution Service",
        "court": "the court",
        "probation": "the Probation Service",
        "youth_offending": "the Youth Offending Team",
        "support": "the support service",
        "all": "every service that deals with the victim",
    }
)

VERIFICATIONS: Final = _words(
    {
        "V": "seen in text that describes the Code in force, in current statute or on a current "
        "official page",
        "V-old": "seen only in text for an earlier Code or in older guidance; probably carried "
        "over, and to be checked",
        "V-local": "seen on the page of one force or local policing body only, not in the Code",
        "V-cps-policy": "seen in the policy of the Crown Prosecution Service, not in the Code",
        "L": "local practice, and never law",
        "UNVERIFIED": "not seen in any text, so do not rely on it before a person has checked "
        "the Code",
    }
)

CLOCKS: Final = _words(
    {
        "event": "Day 0 is the day on which it happened.",
        "received": "Day 0 is the day on which the news was received, or on which it happened "
        "where no day of receipt was recorded.",
        "report": "Day 0 is the day of the report.",
    }
)

SHOWS: Final = _words({"met": "met", "not_met": "not met", "edge": "at the edge"})

ANSWERS: Final = _words(
    {
        "any": "whatever happened once the duty had started",
        "trigger": "only what answers the touchpoint that set the duty off",
    }
)

BASES: Final = _words({"standard": "without enhanced rights", "enhanced": "with enhanced rights"})

RESULTS: Final = _words({"": "no result recorded", **vocabulary.RESULTS})

# What the clock of an edition can be set to: each setting has one value until an edition of the
# Code says something else and the verdicts have learnt it.
CLOCK_SETTINGS: Final = _words(
    {"calendar": "england-and-wales", "day_zero": "trigger", "cut_off": "end_of_day"}
)
