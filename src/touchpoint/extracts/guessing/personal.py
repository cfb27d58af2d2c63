"""Which columns may hold somebody's name, contact or story: their cells are never shown.

Where it is not sure that a column holds words of a form it is taken to be personal.
"""

import re
from collections.abc import Sequence
from typing import Final

from touchpoint.extracts.guessing.headings import meant
from touchpoint.extracts.guessing.known_words import known

_HEADINGS: Final = frozenset(
    {
        *("surname", "forename", "name", "names", "birth", "postcode", "phone", "email", "address"),
        *("comments", "text", "narrative", "details", "summary", "recipient", "anything", "words"),
        *("street", "town", "house", "occupation", "nominal", "alias", "title", "person", "ip"),
        *("witness", "suspect", "offender", "why", "describe", "feedback", "latitude", "longitude"),
    }
)
_PLAIN: Final = frozenset(
    {
        *(
            "type",
            "status",
            "outcome",
            "offered",
            "taken",
            "area",
            "team",
            "group",
            "class",
            "mode",
        ),
        *("kind", "template", "means", "flags", "offence", "service", "indicator", "wave", "role"),
        *("language", "sex", "ethnicity", "disability", "consent", "result", "pathway", "survey"),
    }
)
_EVENTS: Final = frozenset(
    {
        *("date", "reported", "recorded", "closed", "offered", "taken", "received", "sent", "time"),
        *("entered", "event", "interview", "told", "start", "end", "assessed", "referral"),
    }
)
_NAME: Final = re.compile(r"[A-Z][a-zA-Z'\u2019-]*(?:[ ,]+[A-Z][a-zA-Z'\u2019.-]*){0,3}")
_CONTACT: Final = re.compile(
    r"\S+@\S+|(?:\+44|0)[\d ]{9,12}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.IGNORECASE
)
_LONGEST: Final = 45
_MOST_WORDS: Final = 7


def by_heading(heading: str) -> bool:
    """Whether the heading says that people are named or speak below it."""
    words = meant(heading)
    return bool(words & _HEADINGS) and "type" not in words


def dates_an_event(heading: str) -> bool:
    """Whether a date below this heading is surely that of something done, and nobody's birthday."""
    words = meant(heading)
    return bool(words & _EVENTS) and "birth" not in words


def is_contact(text: str) -> bool:
    """Whether a text is an address, a telephone number or a postcode."""
    return bool(_CONTACT.fullmatch(text))


def by_cells(heading: str, words: Sequence[str]) -> bool:
    """Whether what stands in a column could name or describe a person."""
    if any(is_contact(word) or len(word) > _LONGEST for word in words):
        return True
    if any(len(word.split()) > _MOST_WORDS for word in words):
        return True
    if meant(heading) & _PLAIN:
        return any(_two_names(word) for word in words)
    return any(_like_a_name(word) for word in words)


def _like_a_name(word: str) -> bool:
    """Capitals at the head of each word, and none of them a word that forms use."""
    return bool(_NAME.fullmatch(word)) and not _of_a_form(word)


def _two_names(word: str) -> bool:
    """The same of at least two words: under a heading like Team a single one is a place."""
    return " " in word and _like_a_name(word)


def _of_a_form(word: str) -> bool:
    return any(part in known() for part in re.findall(r"[a-z]+", word.lower()))
