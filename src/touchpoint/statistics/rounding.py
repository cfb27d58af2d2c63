"""Rounding: once, at display, half away from zero, in decimals.

Python and numpy round halves to even and hold 0.285 as something less; what a board reads goes by
the rule it learnt at school (ONS and Government Statistical Service practice).
"""

import math
from decimal import ROUND_HALF_UP, Decimal, localcontext

from touchpoint.errors import Refused

Number = int | float | Decimal

DIGITS = 60  # enough for any float's shortest text with decimals to spare


def round_half_up(value: Number | None, places: int = 0) -> Decimal | None:
    """The number at so many decimal places, halves away from zero; None stays None.

    Rule: half-up in Decimal, from the shortest text of the number, so 0.125 gives 0.13 at two
    places and 2.5 gives 3; negative places round to tens, hundreds and so on.
    Not for a figure that is calculated with afterwards: round once, at display.
    """
    if value is None:
        return None
    exact = _exact(value)
    with localcontext() as context:
        context.prec = DIGITS + max(0, exact.adjusted()) + max(0, places)
        rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        return abs(rounded) if rounded.is_zero() else rounded


def percentage(numerator: int, denominator: int, places: int = 1) -> Decimal | None:
    """The percentage that two counts make, rounded half-up from their exact quotient.

    Rule: a published percentage must follow from its published counts (1,750 of 14,809 is 11.8 %
    and not 11.9 %); of none there is no percentage, which is None.
    Not for weighted figures: round their estimate with round_half_up.
    """
    if denominator == 0:
        return None
    with localcontext() as context:
        # A quotient that ends does so within four digits for each digit of the counts, so with
        # this many a tie is seen as one and nothing else is taken for it.
        context.prec = DIGITS + 4 * len(str(numerator)) + 4 * len(str(denominator))
        return round_half_up(Decimal(100 * int(numerator)) / Decimal(int(denominator)), places)


def follows(published: Number, numerator: int, denominator: int, places: int = 1) -> bool:
    """Whether a published percentage follows from its published counts.

    Rule: it is the exact quotient rounded half-up to the places it is printed with.
    Not for weighted percentages, which do not follow from unweighted counts.
    """
    return percentage(numerator, denominator, places) == round_half_up(published, places)


def _exact(value: Number) -> Decimal:
    if isinstance(value, Decimal):
        exact = value
    elif isinstance(value, int) and not isinstance(value, bool):
        exact = Decimal(value)
    else:
        exact = Decimal(repr(float(value)))
    if not math.isfinite(exact):
        raise Refused(f"{value} cannot be rounded for display. Say that it is not available.")
    return exact
