"""A release whose search for what to hide does not end keeps back more, and never less."""

from datetime import date

import pytest
from other_attacker import recovered
from random_releases import MadeUp
from small_tables import table

from touchpoint.disclosure import Figure, Release, attack, pattern, solving
from touchpoint.errors import Refused

ROWS = {"u0": [3, 20, 30], "u1": [12, 2, 40], "u2": [25, 30, 8]}
ELSEWHERE = Figure(
    measure="acknowledged", from_on=date(2024, 4, 1), to_on=date(2024, 6, 30), numerator=70
)
WITHIN = Release(figures=(*table(ROWS), ELSEWHERE))


def test_whatever_hangs_together_with_a_small_count_is_hidden_where_there_is_no_work_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    least = [figure.outcome.status for figure in WITHIN.protect()]
    monkeypatch.setattr(pattern, "WORK", 0)
    released = WITHIN.protect()
    found = [figure.outcome.status for figure in released]
    assert found.count("suppressed") == len(found) - 1 > least.count("suppressed")
    assert found[-1] == "shown"  # nothing leads from it to a small count
    assert attack(released.published, released.structure) == ()


def test_what_is_hidden_without_a_search_cannot_be_worked_out_by_another_attacker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = MadeUp.of_table(list(ROWS.values()))
    monkeypatch.setattr(pattern, "WORK", 0)
    assert recovered(made, made.release.protect(), 5) == []


def test_a_release_of_which_no_programme_ends_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(solving, "SECONDS", 0.0)
    with pytest.raises(Refused, match="in reasonable time"):
        WITHIN.protect()
