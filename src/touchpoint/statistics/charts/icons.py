"""What a signal means to whoever answers for the figure: better, worse, or only different.

The two icons of Making Data Count: variation (what the last point says) and assurance (whether the
process as it is can be relied on to reach the target).
"""

from typing import Final

from touchpoint.errors import Refused
from touchpoint.statistics.charts.points import (
    Assurance,
    Improvement,
    Judgement,
    Point,
    Signal,
    Variation,
)

HIGH: Final = {"above_upper_limit", "trend_rising", "two_of_three_above", "seven_above_mean"}
SPOKEN: Final[dict[str, Improvement]] = {
    "up": "up",
    "increase": "up",
    "down": "down",
    "decrease": "down",
    "neutral": "neutral",
}


def read_improvement(word: str) -> Improvement:
    """The direction that is better: up, down or neutral."""
    if word not in SPOKEN:
        raise Refused(f"{word!r} is no direction of improvement. It is up, down or neutral.")
    return SPOKEN[word]


def judgement(signal: Signal | None, improvement: Improvement) -> Judgement:
    """Whether a signal is an improvement, a concern, or neither because neither way is better.

    Rule: high signals are an improvement where up is better and a concern where down is.
    Not for saying why: a signal asks for a reason and gives none.
    """
    if signal is None:
        return "common_cause"
    high = signal in HIGH
    if improvement == "neutral":
        return "neutral_high" if high else "neutral_low"
    return "improvement" if high == (improvement == "up") else "concern"


def variation(points: tuple[Point, ...], improvement: Improvement) -> Variation | None:
    """The variation icon: what the last point that is no gap says; None where it has no limits.

    Rule: its judgement with the side it lies towards, such as concern_low.
    Not for the whole series: an earlier signal does not show in it.
    """
    known = [point for point in points if not point.gap]
    if not known or known[-1].judgement is None:
        return None
    last = known[-1].signal
    if last is None:
        return "common_cause"
    high = last in HIGH
    match judgement(last, improvement):
        case "improvement":
            return "improvement_high" if high else "improvement_low"
        case "concern":
            return "concern_high" if high else "concern_low"
        case _:
            return "neutral_high" if high else "neutral_low"


def assurance(
    points: tuple[Point, ...], improvement: Improvement, target: float | None
) -> Assurance | None:
    """The assurance icon: whether the last limits lie wholly on one side of the target.

    Rule: a target strictly above the upper limit is failed where up is better and passed where down
    is; below the lower limit the other way round; on or between them it is met only by chance.
    Not for a process that is changing, whose limits are of its past; None without a target, without
    a better direction, or without limits.
    """
    known = [point for point in points if not point.gap and point.low is not None]
    if target is None or improvement == "neutral" or not known:
        return None
    low, high = known[-1].low, known[-1].high
    if high is not None and target > high:
        return "fail" if improvement == "up" else "pass"
    if low is not None and target < low:
        return "pass" if improvement == "up" else "fail"
    return "inconsistent"
