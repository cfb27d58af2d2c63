"""What a touchpoint says besides its columns, in sentences."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from touchpoint.ledger.vocabulary import ENHANCED_BASES
from touchpoint.service.journeys.pages.words.channels import by_channel
from touchpoint.service.journeys.safe_words import Says, says_of_safety

Row = Mapping[str, Any]

_LEFT_OUT: Final = frozenset({"of", "corrected_because"})
"""Said elsewhere: in the heading, and beside the correction."""

_YES_NO: Final[Mapping[str, tuple[str, str]]] = {
    "enhanced": ("Enhanced rights apply.", "Enhanced rights do not apply."),
    "paused": ("Updates are paused.", "Updates are not paused."),
    "children": ("Children are involved.", "No children are involved."),
    "satisfied": ("Said that they were satisfied.", "Said that they were not satisfied."),
    "safe": ("Recorded as safe, but not when or how.", "Recorded as not safe."),
    "long": ("A long sentence.", "Not a long sentence."),
    "rights_explained": ("The right to a review was explained.", "Rights were not explained."),
}
_SENTENCES: Final[Mapping[str, str]] = {
    "tool": "Assessed with {}.",
    "ticks": "{} ticks.",
    "reason": "Reason: {}.",
    "attested": "Shown by {}.",
    "verdict": "Verdict: {}.",
    "hearing": "Hearing {}.",
    "topic": "About {}.",
    "scheme": "Scheme: {}.",
    "service": "Service: {}.",
    "provider": "Provider: {}.",
}


def details_in_words(touchpoint: Row) -> Iterator[str]:
    """The sentences of a touchpoint's detail, in the order in which it says them."""
    details = details_of(touchpoint)
    for name, value in details.items():
        if name == "long" and "custody_months" in details:
            continue  # The months say it.
        if name == "safe" and isinstance(value, str):
            yield _of_safety(value, details.get("method"))
        elif name not in _LEFT_OUT:
            yield _sentence(name, value)


def details_of(touchpoint: Row) -> Mapping[str, Any]:
    """The detail of a touchpoint; nothing where it cannot be read."""
    try:
        found = json.loads(touchpoint["detail"] or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _sentence(name: str, value: object) -> str:
    match name, value:
        case "every_days", int() | float():
            return f"An update every {value:g} days."
        case "custody_months", int() | float() if not isinstance(value, bool):
            return _of_custody(value)
        case "method", str():
            return f"Agreed: {by_channel(value)}."
        case "grade", str():
            return f"Graded {value}."
        case "basis", list():
            return (
                f"Because: {', '.join(ENHANCED_BASES.get(str(each), str(each)) for each in value)}."
            )
        case "note", str():
            return value.strip()
        case _, bool():
            return _yes_no(name, value)
        case _:
            said = str(value).replace("_", " ").rstrip(". ")
            return _SENTENCES.get(name, f"{_plain(name)}: {{}}.").format(said)


def _of_safety(said: str, way: object) -> str:
    if says_of_safety(said, way) is not Says.SAFE:
        return f"Not recorded as safe: {said.strip() or 'nothing is said'}."
    return f"Safe: {said.rstrip('. ')}."


def _of_custody(months: float) -> str:
    """A sentence without custody is recorded as one of 0 months."""
    match months:
        case 0:
            return "No custody."
        case 1:
            return "1 month in custody."
        case _:
            return f"{months:g} months in custody."


def _yes_no(name: str, value: object) -> str:
    if name in _YES_NO:
        return _YES_NO[name][0 if value else 1]
    return f"{_plain(name)}: {'yes' if value else 'no'}."


def _plain(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]
