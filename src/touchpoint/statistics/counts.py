"""What may be counted: what is wrong with counts, shares and settings before they are used.

A count is a whole number from 0; successes are no more than trials; a confidence is within 0 to 1.
"""

import math
from collections.abc import Iterable

from touchpoint.errors import Refused
from touchpoint.statistics.columns import is_missing, number_of


def refuse(sentence: str, faults: Iterable[str]) -> None:
    """Raises the sentence with all of its faults, if there are any."""
    found = [fault for fault in faults if fault]
    if found:
        raise Refused(sentence, found)


def count_fault(name: str, value: object) -> str:
    """What is wrong with a count, or nothing."""
    number = None if is_missing(value) or isinstance(value, str) else number_of(value)
    if number is None or not math.isfinite(number) or number < 0 or number != math.floor(number):
        return f"{name} is {value!r}, and a count is a whole number from 0."
    return ""


def proportion_faults(successes: float, trials: float, which: str = "") -> list[str]:
    """What is wrong with so many successes of so many trials."""
    faults = [
        count_fault(f"successes{which}", successes),
        count_fault(f"trials{which}", trials),
    ]
    if not any(faults) and successes > trials:
        faults.append(
            f"successes{which} is {successes}, more than trials{which}, which is {trials}."
        )
    return [fault for fault in faults if fault]


def within_fault(name: str, value: object, low: float, high: float) -> str:
    """What is wrong with a number that must lie strictly between two others."""
    number = None if is_missing(value) or isinstance(value, str) else number_of(value)
    if number is None or not low < number < high:
        return f"{name} is {value!r}, and must lie between {low:g} and {high:g}."
    return ""


def positive_fault(name: str, value: object) -> str:
    """What is wrong with an amount that must be more than nothing and finite."""
    wrong = within_fault(name, value, 0, math.inf)
    return f"{name} is {value!r}, and must be more than 0." if wrong else ""


def amount_fault(name: str, value: object) -> str:
    """What is wrong with an amount from nothing up, such as how many crimes or days."""
    number = None if is_missing(value) or isinstance(value, str) else number_of(value)
    if number is None or not 0 <= number < math.inf:
        return f"{name} is {value!r}, and must be 0 or more."
    return ""


def check_proportion(successes: float, trials: float, confidence: float) -> None:
    """Refuses counts that make no proportion, and a confidence that is none."""
    refuse(
        "These counts make no proportion. Give whole numbers, and no more successes than trials.",
        [*proportion_faults(successes, trials), within_fault("confidence", confidence, 0, 1)],
    )
