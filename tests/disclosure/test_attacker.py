"""What an attacker makes of what others publish: the facts of section 12 of statistics.md."""

from datetime import date, timedelta

import numpy as np
import pytest
from numpy.typing import NDArray
from small_tables import cell, count, outcome, share, table

from touchpoint.disclosure import (
    Cell,
    Composition,
    Published,
    Release,
    Shown,
    Sum,
    attack,
    derive,
    interval,
    numerators_behind,
    printed_rate,
)
from touchpoint.errors import Refused

THIRTEEN_MONTHS = [date(2023 + (at + 3) // 12, (at + 3) % 12 + 1, 1) for at in range(13)]


def window(first: int, months: int) -> Cell:
    return Cell(
        of="closed",
        from_on=THIRTEEN_MONTHS[first],
        to_on=THIRTEEN_MONTHS[first + months] - timedelta(days=1),
    )


def primary_only(rows: NDArray[np.int64]) -> Published:
    """A table in which the small cells are hidden and nothing else."""
    named = {f"u{at}": [int(n) for n in row] for at, row in enumerate(rows)}
    figures = table(named)
    small = {figure.top for figure in figures if 0 < (figure.numerator or 0) < 5}
    shown = {f.top: f.numerator or 0 for f in figures if f.top not in small}
    return Published(shown=shown, hidden=frozenset(small))


def test_hiding_only_what_is_small_gives_a_cell_away_in_nearly_every_table() -> None:
    dice, exposed, tables = np.random.default_rng(12), 0, 0
    for _ in range(32):
        published = primary_only(dice.poisson(8, (4, 5)))
        if published.hidden:
            structure = derive({c: published.shown.get(c) for c in published.cells})
            tables += 1
            exposed += any(undone.exact for undone in attack(published, structure))
    assert tables >= 29
    assert exposed / tables > 0.7


def test_a_true_total_beside_a_recalculated_one_gives_the_hidden_cell_back() -> None:
    north, south, total = cell(unit="north"), cell(unit="south"), cell()
    structure = derive({north: None, south: 217, total: 220})
    published = Published(shown={south: 217, total: 220}, hidden=frozenset({north}))
    (undone,) = attack(published, structure)
    assert (undone.cell, undone.low, undone.high) == (north, 3, 3)


def test_an_interval_below_the_threshold_is_undone_though_no_cell_is_exact() -> None:
    parts = [cell(unit=unit) for unit in ("north", "south", "east")]
    structure = derive({parts[0]: None, parts[1]: None, parts[2]: 50, cell(): 54})
    published = Published(shown={parts[2]: 50, cell(): 54}, hidden=frozenset(parts[:2]))
    undone = attack(published, structure)
    assert [(one.low, one.high, one.exact) for one in undone] == [(0, 4, False), (0, 4, False)]


def test_rolling_counts_and_one_quarter_by_month_return_every_month() -> None:
    months = [9, 12, 7, 11, 3, 14, 8, 10, 6]
    windows = {window(at, 3): sum(months[at : at + 3]) for at in range(7)}
    quarter = {window(at, 1): months[at] for at in range(3)}
    published = Published(shown=windows | quarter)
    structure = derive(dict(published.shown))
    found = [interval(published, structure, window(at, 1)) for at in range(9)]
    assert found == [(n, n) for n in months]
    assert [undone.cell for undone in attack(published, structure)] == [window(4, 1)]


def test_rolling_three_and_rolling_twelve_leave_a_month_a_narrow_interval() -> None:
    months = [9, 12, 7, 2, 13, 14, 8, 3, 6, 9, 11, 1]
    windows = {window(at, 3): sum(months[at : at + 3]) for at in range(10)}
    published = Published(shown={**windows, window(0, 12): sum(months)})
    structure = derive(dict(published.shown))
    assert interval(published, structure, window(4, 1)) == (10, 16)


def test_a_percentage_of_a_few_is_a_count() -> None:
    top, bottom = cell("informed"), cell("journeys")
    told = printed_rate(top, bottom, 0.118, digits=3)
    published = Published(shown={bottom: 34}, hidden=frozenset({top}), rates=(told,))
    structure = derive(
        {top: None, bottom: 34},
        compositions=(Composition(whole="journeys", parts=("informed",), complete=False),),
    )
    (undone,) = [one for one in attack(published, structure) if one.cell == top]
    assert (undone.low, undone.high) == (4, 4)


def test_a_full_rate_gives_both_counts_where_few_pairs_come_to_it() -> None:
    top, bottom = cell("informed"), cell("journeys")
    told = printed_rate(top, bottom, 7 / 19, digits=12)
    published = Published(hidden=frozenset({top}), rates=(told,), ranges={bottom: (1, 37)})
    structure = derive(
        {top: None, bottom: None},
        compositions=(Composition(whole="journeys", parts=("informed",), complete=False),),
    )
    assert interval(published, structure, top) == (7, 7)
    assert interval(published, structure, bottom) == (19, 19)


def test_an_interval_that_is_printed_gives_the_numerator() -> None:
    assert numerators_behind(34, digits=3, rate=0.118) == (4,)
    assert numerators_behind(34, digits=3, low=0.047) == (4,)
    assert numerators_behind(34, digits=3, high=0.266) == (4,)
    assert numerators_behind(2517, digits=2, rate=0.26)[0] == 642
    assert numerators_behind(0, digits=3, rate=0.0) == ()


def test_a_printed_interval_of_fewer_than_10_gives_the_numerator_as_the_exact_one_it_is() -> None:
    # R's binom for 4 of 5: exact 0.2836 to 0.9949; Wilson's 0.3755 to 0.9638 is not printed.
    assert numerators_behind(5, digits=3, low=0.284, high=0.995) == (4,)
    assert numerators_behind(5, digits=3, low=0.376, high=0.964) == ()


def test_what_contradicts_itself_is_refused_and_not_called_safe() -> None:
    north, south, total = cell(unit="north"), cell(unit="south"), cell()
    structure = derive({north: None, south: None, total: 10})
    published = Published(shown={south: 12, total: 10}, hidden=frozenset({north}))
    with pytest.raises(Refused, match="contradicts"):
        attack(published, structure)


def test_a_published_cell_that_the_structure_does_not_know_is_refused() -> None:
    structure = derive({cell(): 10})
    with pytest.raises(Refused, match="structure"):
        attack(Published(shown={cell(unit="north"): 10}), structure)


def test_a_wider_interval_may_be_asked_for() -> None:
    parts = [cell(unit=unit) for unit in ("north", "south")]
    structure = derive({parts[0]: None, parts[1]: None, cell(): 8})
    published = Published(shown={cell(): 8}, hidden=frozenset(parts))
    assert attack(published, structure) == ()
    assert len(attack(published, structure, width=9)) == 2


def test_a_table_of_three_units_keeps_two_cells_back_and_its_total() -> None:
    figures = (count(3, unit="n"), count(12, unit="s"), count(40, unit="e"), count(55))
    released = Release(figures=figures).protect()
    assert [str(figure.outcome) for figure in released] == ["[c]", "[c]", "40", "55"]
    assert attack(released.published, released.structure) == ()


def test_whoever_hides_a_share_hides_its_complement() -> None:
    figures = (
        share(3, 40),
        share(37, 40, measure="not_informed"),
    )
    whole = Composition(whole="journeys", parts=("informed", "not_informed"))
    released = Release(figures=figures, compositions=(whole,)).protect()
    assert [str(figure.outcome) for figure in released] == ["[c] of 40", "[c] of 40"]


def test_a_difference_between_two_printed_counts_is_not_left_to_be_taken() -> None:
    figures = (count(50, measure="statement_offered"), count(48, measure="statement_taken"))
    within = Composition(whole="statement_offered", parts=("statement_taken",), complete=False)
    released = Release(figures=figures, compositions=(within,)).protect()
    assert [type(figure.outcome) for figure in released].count(Shown) == 1
    assert (
        outcome(released, "statement_offered").status != outcome(released, "statement_taken").status
    )


def test_a_sum_that_is_named_is_reckoned_with() -> None:
    parts = (cell("by_text"), cell("by_phone"))
    figures = (count(3, measure="by_text"), count(20, measure="by_phone"), count(23))
    alone = Release(figures=figures).protect()
    assert [figure.outcome.status for figure in alone].count("suppressed") == 1
    known = Release(figures=figures, sums=(Sum(whole=cell(), parts=parts),)).protect()
    assert [figure.outcome.status for figure in known].count("suppressed") == 2
