"""The words that touchpoints carry besides the ledger's own: sources, channels and details.

Each list is closed, so that a block holds codes and writes words only at its end. Details are JSON.
"""

import json
from typing import Any

import numpy as np

from touchpoint.ledger.vocabulary import CASE_KINDS, KINDS, RESULTS
from touchpoint.synthetic.drawing.arrays import Ints
from touchpoint.synthetic.shares.planted import table

SOURCES = (
    "crime_system", "portal", "messaging", "closure_form", "cju_sheet", "witness_system",
    "service_desk", "support_services", "survey",
)  # fmt: skip
CHANNELS = ("phone", "email", "letter", "in_person", "text", "portal")
FREQUENCIES = (7, 14, 28)
METHODS = ("phone", "email", "text", "in_person")
SAFE_TIMES = ("any time", "weekday mornings", "after 18:00", "never leave a message")
GRADES = {"standard": range(1, 10), "medium": range(10, 14), "high": range(14, 25)}
REASONS = ("no_contact", "no_update")
WITHDRAWALS = ("fear of reprisal", "wants to move on", "not worth the time", "matter resolved")
PROVIDERS = tuple(name for name, _ in table("force")["returns"]["services"])
CUSTODY = {False: (0, 2, 4, 8), True: (12, 18, 30, 60)}


def agreed(frequency: int, method: int, safe: int) -> dict[str, Any]:
    return {
        "every_days": FREQUENCIES[frequency],
        "method": METHODS[method],
        "safe": SAFE_TIMES[safe],
    }


def _all_details() -> list[dict[str, Any]]:
    return [
        {"paused": True},
        {"enhanced": True},
        {"enhanced": False},
        *(
            agreed(frequency, method, safe)
            for frequency in range(len(FREQUENCIES))
            for method in range(len(METHODS))
            for safe in range(len(SAFE_TIMES))
        ),
        *({"of": kind} for kind in CASE_KINDS),
        *(
            {"tool": "DASH", "grade": grade, "ticks": ticks, "children": children}
            for grade, numbers in GRADES.items()
            for ticks in numbers
            for children in (False, True)
        ),
        {"satisfied": True},
        {"satisfied": False},
        {"satisfied": True, "rights_explained": True},
        {"satisfied": False, "rights_explained": True},
        *({"reason": reason} for reason in (*REASONS, *WITHDRAWALS)),
        {"attested": "signed statement"},
        {"attested": "body-worn video"},
        *(
            {"long": long, "custody_months": months}
            for long, lengths in CUSTODY.items()
            for months in lengths
        ),
        *({"hearing": number} for number in range(1, 9)),
        {"verdict": "guilty"},
        {"verdict": "not guilty"},
        *({"provider": name} for name in PROVIDERS),
    ]


DETAILS = tuple(json.dumps(detail) for detail in _all_details())

_PLACES = {
    "kind": {word: place for place, word in enumerate(KINDS)},
    "result": {word: place for place, word in enumerate(RESULTS)},
    "source": {word: place for place, word in enumerate(SOURCES)},
    "channel": {word: place for place, word in enumerate(CHANNELS)},
    "detail": {word: place for place, word in enumerate(DETAILS)},
}


def code(column: str, word: str) -> int:
    """The place of a word in the list of its column."""
    return _PLACES[column][word]


def detail(**says: Any) -> int:  # noqa: ANN401 - whatever JSON holds
    """The code of a detail that says this."""
    return code("detail", json.dumps(says))


def details(several: "list[dict[str, Any]]") -> Ints:
    """The codes of details, to be looked up by place."""
    return np.array([code("detail", json.dumps(says)) for says in several], dtype=np.int64)


def results(*words: str) -> Ints:
    """The codes of results, to be looked up by place."""
    return np.array([code("result", word) for word in words], dtype=np.int64)
