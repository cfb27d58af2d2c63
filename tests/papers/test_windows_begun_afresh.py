"""A window that reaches across a change of method is pooled from it on, with an interval anew."""

from datetime import date

import pytest

from touchpoint.calendar import read_period
from touchpoint.measures.catalogue import catalogue
from touchpoint.measures.figuring.figure import Figure
from touchpoint.papers.asking.answering import Figures
from touchpoint.papers.asking.breaking import begun_afresh
from touchpoint.papers.description.breaks import Break
from touchpoint.papers.description.paper import Key

OFFERED = next(each for each in catalogue() if each.name == "statement_offered")


def at(label: str, some: int, of: int) -> tuple[Key, Figure]:
    period = read_period(label)
    figure = Figure(
        measure=OFFERED, period=period, groups={}, numerator=some, denominator=of, rate=some / of,
    )  # fmt: skip
    return Key(measure=OFFERED.name, period=period), figure


def test_a_window_of_which_fewer_than_10_are_left_has_the_exact_interval() -> None:
    whole = at("2024-06/3", 30, 40)
    months = [at("2024-04", 27, 35), at("2024-05", 1, 2), at("2024-06", 3, 3)]
    change = Break(measures=(OFFERED.name,), on=date(2024, 5, 1), says="A new form.")
    held = begun_afresh(Figures(by_key=dict([whole, *months]), measures={}), [change])
    figure = held.by_key[whole[0]]
    assert (figure.numerator, figure.denominator) == (4, 5)
    # R's binom, exact: by Wilson 4 of 5 would be 0.3755 to 0.9638.
    assert (figure.low, figure.high) == pytest.approx((0.2835820639, 0.9949492366), abs=1e-9)
