"""The questions that some kinds of touchpoint ask besides when, how and with what result.

Each answer goes into the touchpoint's detail under the name that the ledger's duties read.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

Answers = Mapping[str, Any]

YES_NO: Final = (("yes", "Yes"), ("no", "No"))
YES_NO_UNKNOWN: Final = (*YES_NO, ("", "Not asked"))
OFTEN: Final = (
    ("7", "Every week"),
    ("14", "Every 2 weeks"),
    ("28", "Every 4 weeks"),
    ("other", "Another number of days"),
)
GRADES: Final = (("standard", "Standard"), ("medium", "Medium"), ("high", "High"))
TOPICS: Final = (
    ("rights", "Rights, support and what happens next"),
    ("unduly_lenient_sentence", "That a sentence can be reviewed"),
    ("complaints", "How to complain"),
)
SCHEMES: Final = (
    ("court", "Compensation from the court"),
    ("criminal_injuries", "The Criminal Injuries Compensation Scheme"),
)
WITHDRAWN: Final = (
    ("fear of reprisal", "Fear of reprisal"),
    ("wants to move on", "Wants to move on"),
    ("not worth the time", "Not worth the time"),
    ("matter resolved", "The matter is resolved"),
    ("other", "Another reason"),
)
DISSATISFIED: Final = (
    ("no_contact", "Nobody was in touch"),
    ("no_update", "There was no update"),
    ("other", "Another reason"),
)
ATTESTED: Final = (
    ("signed statement", "A signed statement"),
    ("body-worn video", "Body-worn video"),
    ("other", "Something else"),
)


def detail_of(asks: tuple[str, ...], answers: Answers, says: Answers) -> dict[str, Any]:
    """What the answers say in a touchpoint's detail, with what its duty knows already."""
    detail: dict[str, Any] = {}
    for question in asks:
        if question in _DETAILS:
            detail.update(_DETAILS[question](answers))
    reason = (answers.get("reason") or "").strip()
    if reason:
        detail["reason"] = reason
    return {**detail, **says}


def _text(name: str, key: str) -> Callable[[Answers], dict[str, Any]]:
    def told(answers: Answers) -> dict[str, Any]:
        said = (answers.get(name) or "").strip()
        return {key: said} if said else {}

    return told


def _yes(name: str) -> Callable[[Answers], dict[str, Any]]:
    def told(answers: Answers) -> dict[str, Any]:
        said = answers.get(name)
        return {name: said == "yes"} if said in {"yes", "no"} else {}

    return told


def _agreed(answers: Answers) -> dict[str, Any]:
    if answers.get("result") not in {None, "done"}:
        return {}
    often = answers.get("often")
    days = answers.get("every_days") if often == "other" else int(often or 0)
    return {
        **({"every_days": days} if days else {}),
        **({"method": answers["method"]} if answers.get("method") else {}),
        **_text("safe", "safe")(answers),
    }


def _other(name: str, key: str) -> Callable[[Answers], dict[str, Any]]:
    """A choice, or what was written in its place."""

    def told(answers: Answers) -> dict[str, Any]:
        said = answers.get(name)
        if said == "other":
            said = (answers.get(f"{name}_other") or "").strip()
        return {key: said} if said else {}

    return told


def _grade(answers: Answers) -> dict[str, Any]:
    return {"tool": "DASH", "grade": answers.get("grade")}


_DETAILS: Final[Mapping[str, Callable[[Answers], dict[str, Any]]]] = {
    "method": _agreed,
    "grade": _grade,
    "children": _yes("children"),
    "satisfied": _yes("satisfied"),
    "specialist": _yes("specialist"),
    "note": _text("note", "note"),
    "provider": _other("provider", "provider"),
    "topic": _text("topic", "topic"),
    "scheme": _text("scheme", "scheme"),
    "why_withdrawn": _other("why_withdrawn", "reason"),
    "why_dissatisfied": _other("why_dissatisfied", "reason"),
    "attested": _other("attested", "attested"),
}
