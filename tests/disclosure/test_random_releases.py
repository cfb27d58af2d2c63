"""Two hundred releases thrown with dice, and an attacker of the tests' own who counts by atoms."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from cheapest_pattern import cheapest
from hypothesis import given, settings
from hypothesis import strategies as st
from other_attacker import reader, recovered
from random_releases import MadeUp, in_two, made_up, pairs_only

from touchpoint.disclosure import Released, Settings, attack
from touchpoint.disclosure.pattern import Pattern
from touchpoint.disclosure.secondary import protect, prune
from touchpoint.disclosure.suppressing import pattern_of


def truth_stays_possible(made: MadeUp, released: Released) -> bool:
    """Whether everything that can be read is true."""
    at = reader(made, released)
    return bool((at.rows @ made.atoms == at.values).all())


@pytest.mark.parametrize("block", range(8))
def test_an_independent_attacker_recovers_no_cell_of_two_hundred_releases(block: int) -> None:
    for seed in range(25 * block, 25 * block + 25):
        made = made_up(seed)
        released = made.release.protect()
        assert truth_stays_possible(made, released), seed
        assert attack(released.known, released.structure) == (), seed
        assert recovered(made, released, threshold=5) == [], seed


@pytest.mark.parametrize("block", range(2))
def test_two_releases_read_together_give_no_cell_away(block: int) -> None:
    for seed in range(411 + 10 * block, 421 + 10 * block):
        first, second = in_two(made_up(seed), seed)
        before = first.release.protect()
        after = replace(second.release, earlier=(before.published,)).protect()
        told = reader(first, before)
        assert after.already_out == frozenset(), seed
        assert recovered(second, after, threshold=5, also=told) == [], seed


def test_tables_of_pairs_hold_though_nobody_prints_the_table_of_all_three() -> None:
    for seed in (29, 44, 114):
        made = pairs_only(seed)
        assert recovered(made, made.release.protect(), threshold=5) == [], seed


@settings(max_examples=25, deadline=None)
@given(
    st.integers(2, 4).flatmap(
        lambda wide: st.lists(
            st.lists(st.integers(0, 12), min_size=wide, max_size=wide), min_size=2, max_size=4
        )
    )
)
def test_no_table_of_any_counts_is_undone_and_nothing_small_is_shown(rows: list[list[int]]) -> None:
    made = MadeUp.of_table(rows)
    released = made.release.protect()
    assert recovered(made, released, threshold=5) == []
    for figure in released:
        shown = figure.outcome.as_json()["numerator"]
        assert shown == "[c]" or shown not in range(1, 5)


def worlds_of(rows: list[list[int]], shown: dict[tuple[int, int], int], most: int) -> int:
    """How many tables of a size there are, counted one by one, in which what is shown is so."""
    wide, deep = len(rows[0]), len(rows)
    found = 0
    for filled in product(range(most + 1), repeat=wide * deep):
        grid = np.array(filled).reshape(deep, wide)
        told: dict[tuple[int, int], int] = {
            (r, c): int(grid[r, c]) for r in range(deep) for c in range(wide)
        }
        told |= {(r, -1): int(grid[r].sum()) for r in range(deep)}
        told |= {(-1, c): int(grid[:, c].sum()) for c in range(wide)}
        told[-1, -1] = int(grid.sum())
        found += all(told[key] == n for key, n in shown.items())
    return found


@pytest.mark.parametrize(
    "rows", [[[3, 6], [5, 6]], [[1, 1], [6, 5]], [[2, 0], [5, 5]], [[6, 4], [6, 2]]]
)
def test_every_table_that_fits_is_counted_and_there_is_more_than_one(
    rows: list[list[int]],
) -> None:
    made = MadeUp.of_table(rows)
    keys = [*product(range(2), range(2)), (0, -1), (1, -1), (-1, 0), (-1, 1), (-1, -1)]
    outcomes = [figure.outcome.as_json()["numerator"] for figure in made.release.protect()]
    shown = {key: n for key, n in zip(keys, outcomes, strict=True) if isinstance(n, int)}
    assert worlds_of(rows, shown, most=12) > 1


def decided(seed: int) -> Pattern:
    """The pattern of a release when everything has been decided."""
    pattern = pattern_of(made_up(seed).release.case(Settings()))
    protect(pattern)
    prune(pattern)
    return pattern


def is_safe(pattern: Pattern) -> bool:
    worlds, question = pattern.worlds(), pattern.question()
    left = np.flatnonzero(worlds.explore(question))
    return all(worlds.press(int(cell), question) for cell in left)


def test_a_secondary_cell_that_were_shown_would_let_somebody_in() -> None:
    asked, needless = 0, 0
    for seed in range(30):
        pattern = decided(seed)
        assert is_safe(pattern)
        for cell in np.flatnonzero(pattern.secondary)[:3]:
            pattern.hidden[cell] = False
            asked += 1
            needless += is_safe(pattern)
            pattern.hidden[cell] = True
    assert asked > 20
    assert needless == 0


def test_what_is_hidden_for_others_costs_little_more_than_the_cheapest_pattern() -> None:
    spent, least = 0.0, 0.0
    for seed in range(40):
        pattern = decided(seed)
        wanted = cheapest(pattern, 500)
        ours = float(pattern.cost[pattern.secondary].sum())
        if wanted is not None and ours:
            pattern.hidden = pattern.primary | wanted
            spent += ours
            least += float(pattern.cost[wanted].sum()) if is_safe(pattern) else ours
    assert least > 0
    assert spent <= 1.05 * least
