"""Tables are laid over one another only where that can tell anything: where they go round."""

import pytest
from small_tables import count

from touchpoint.disclosure import Release, attack
from touchpoint.disclosure.circles import goes_round


@pytest.mark.parametrize(
    ("tables", "found"),
    [
        ("", False),
        ("a", False),
        ("a b c", False),
        ("ab bc", False),
        ("ab bc cd de", False),
        ("abc cd ce", False),
        ("abc ab bc ac", False),
        ("ab bc ac", True),
        ("ab bc cd da", True),
        ("ab bc ac cd", True),
        ("abc abd bcd", True),
    ],
)
def test_tables_go_round_where_each_shares_something_with_the_next_and_the_last_with_the_first(
    tables: str, *, found: bool
) -> None:
    assert goes_round(map(frozenset, tables.split())) is found


def test_three_tables_of_two_dimensions_each_tell_of_the_table_that_holds_them() -> None:
    # Nobody of a0 is in b1 or c1, so a0 by b0 by c0 has all 5, and 1 is left of b0 by c0.
    atoms = {"000": 5, "100": 1, "101": 9, "110": 9, "111": 9}
    figures = [
        count(
            sum(n for at, n in atoms.items() if (at[one], at[other]) == (i, j)),
            **{"abc"[one]: i, "abc"[other]: j},
        )
        for one, other in ((0, 1), (1, 2), (0, 2))
        for i in "01"
        for j in "01"
    ]
    released = Release(figures=tuple(figures)).protect()
    assert any(figure.outcome.status == "suppressed" for figure in released)
    assert attack(released.published, released.structure) == ()


def test_margins_of_three_dimensions_need_no_table_that_holds_them() -> None:
    figures = tuple(
        count(20 + n, **{name: f"{name}{n}"}) for name in ("a", "b", "c") for n in (0, 1)
    )
    released = Release(figures=figures).protect()
    assert max(len(cell.where) for cell in released.structure.cells) == 1
