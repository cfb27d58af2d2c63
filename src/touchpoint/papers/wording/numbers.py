"""Values as they are printed: rounded once, half up, and the same in a table and in a sentence."""

from typing import Final

from touchpoint.disclosure import MISSING_MARK, SUPPRESSED_MARK
from touchpoint.papers.claims.tested import Between
from touchpoint.papers.releasing.values import Value
from touchpoint.statistics.rounding import percentage, round_half_up

PER: Final = 1_000
SMALLEST: Final = 0.001


def percent(share: float) -> str:
    """A share in percent, at one decimal."""
    return f"{round_half_up(100 * share, 1)}%"


def rate(value: Value) -> str:
    """The rate of a value that is shown: a share in percent, or so many per 1,000."""
    if value.denominator is None or value.rate is None:
        return count(value)
    if not value.measure.is_share:
        return per_1000(value)
    if value.weighted:
        return percent(value.rate)
    return f"{percentage(value.numerator or 0, value.denominator)}%"


def per_1000(value: Value) -> str:
    """So many per 1,000, at two decimals."""
    if not value.denominator:
        return MISSING_MARK
    return f"{round_half_up(PER * (value.numerator or 0) / value.denominator, 2)}"


def count(value: Value) -> str:
    """The number of what is counted."""
    return f"{value.numerator:,}" if value.numerator is not None else mark(value)


def base(value: Value) -> str:
    """The number of what is counted among."""
    return f"{value.denominator:,}" if value.denominator is not None else mark(value)


def counts(value: Value) -> str:
    """Both counts of a value that is shown."""
    if value.weighted:
        return f"weighted, {answers(value.denominator or 0)}"
    return f"{value.numerator:,} of {value.denominator:,}"


def answers(number: int) -> str:
    """A number of answers."""
    return "1 answer" if number == 1 else f"{number:,} answers"


def in_full(value: Value) -> str:
    """A value that is shown with its counts: 19.0% (4,743 of 24,991)."""
    if value.denominator is None:
        return count(value)
    if not value.measure.is_share:
        if not value.denominator:
            return count(value)
        per = (value.measure.per or "").replace("victim_based", "victim-based").replace("_", " ")
        return f"{count(value)} ({per_1000(value)} per {PER:,} {per})"
    return f"{rate(value)} ({counts(value)})"


def in_short(value: Value) -> str:
    """A value that is shown, without the counts of a share."""
    return rate(value) if value.measure.is_share else in_full(value)


def interval(value: Value) -> str:
    """The interval of a value that is shown."""
    if value.low is None or value.high is None:
        return MISSING_MARK
    if value.measure.is_share:
        return f"{percent(value.low)} to {percent(value.high)}"
    return f"{round_half_up(PER * value.low, 2)} to {round_half_up(PER * value.high, 2)}"


def mark(value: Value) -> str:
    """The mark of a value that is not shown."""
    return SUPPRESSED_MARK if value.status == "suppressed" else MISSING_MARK


def points(share: float) -> str:
    """A difference in percentage points, without its unit: +11.8."""
    rounded = round_half_up(100 * share, 1) or 0
    return f"{rounded:+}" if rounded else "0.0"


def points_of(share: float) -> str:
    """An amount of percentage points: 1 percentage point, 2.5 percentage points."""
    amount = f"{100 * share:g}"
    return f"{amount} percentage point{'' if amount == '1' else 's'}"


def difference(between: Between) -> str:
    """A difference with its interval."""
    if between.ratio:
        most = "any" if between.high is None else str(round_half_up(between.high, 2))
        return (
            f"{round_half_up(between.point, 2)} times as often "
            f"({round_half_up(between.low, 2)} to {most})"
        )
    high = between.high if between.high is not None else between.point
    return f"{points(between.point)} percentage points ({points(between.low)} to {points(high)})"


def p_value(value: float) -> str:
    """A p-value as it is read."""
    if value < SMALLEST:
        return f"p below {SMALLEST}"
    return f"p {round_half_up(value, 3)}"
