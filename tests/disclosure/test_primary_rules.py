"""What is too few by itself (statistics.md section 12), worked by hand."""

import pytest
from small_tables import count, outcome, share, why

from touchpoint.disclosure import Figure, Missing, Release, Settings, Shown, Suppressed
from touchpoint.errors import Refused


@pytest.mark.parametrize(
    ("number", "status"),
    [(0, "shown"), (1, "suppressed"), (4, "suppressed"), (5, "shown"), (1750, "shown")],
)
def test_counts_of_one_to_four_are_kept_back_and_nought_is_not(number: int, status: str) -> None:
    released = Release(figures=(count(number),)).protect()
    assert outcome(released).status == status


def test_the_threshold_is_a_setting() -> None:
    released = Release(figures=(count(9),)).protect(Settings(threshold=10))
    assert why(released) == "small"


@pytest.mark.parametrize(
    ("numerator", "denominator", "reason"),
    [
        (3, 40, "small"),
        (0, 12, "class"),
        (12, 12, "class"),
        (38, 40, "complement"),
        (3, 3, "small"),
        (0, 3, "small"),
        (0, 0, "shown"),
        (20, 40, "shown"),
        (0, 40, "shown"),
        (40, 40, "shown"),
    ],
)
def test_a_share_is_kept_back_for_the_few_in_it_and_the_few_left_out(
    numerator: int, denominator: int, reason: str
) -> None:
    assert why(Release(figures=(share(numerator, denominator),)).protect()) == reason


def test_class_disclosure_may_hold_groups_of_every_size_or_none() -> None:
    large = Release(figures=(share(400, 400),))
    assert why(large.protect(Settings(class_group=None))) == "class"
    small = Release(figures=(share(0, 12),))
    assert why(small.protect(Settings(class_disclosure=False))) == "shown"


def test_a_small_complement_may_be_shown_where_the_settings_say_so() -> None:
    released = Release(figures=(share(38, 40),)).protect(Settings(complements=False))
    assert outcome(released).rate == 38 / 40


def test_what_is_suppressed_shows_the_denominator_that_may_be_read_and_nothing_derived() -> None:
    found = outcome(Release(figures=(share(3, 40),)).protect())
    assert isinstance(found, Suppressed)
    assert str(found) == "[c] of 40"
    assert found.as_json() == {
        "status": "suppressed",
        "numerator": "[c]",
        "denominator": 40,
        "rate": "[c]",
        "low": "[c]",
        "high": "[c]",
        "note": None,
    }


def test_what_leaves_does_not_tell_a_small_cell_from_one_hidden_for_its_sake() -> None:
    found = outcome(Release(figures=(count(3),)).protect())
    assert "small" not in f"{found} {found!r} {found.as_json()}"


def test_a_rate_of_nobody_is_not_nought() -> None:
    found = outcome(Release(figures=(share(0, 0),)).protect())
    assert isinstance(found, Shown)
    assert found.rate is None


def test_a_shown_rate_carries_its_counts_and_its_interval() -> None:
    found = outcome(Release(figures=(share(655, 2517),)).protect())
    assert isinstance(found, Shown)
    assert (found.numerator, found.denominator, found.low, found.high) == (655, 2517, 0.1, 0.9)
    assert found.rate == 655 / 2517
    assert str(found) == "655 of 2,517"


def test_a_missing_figure_is_missing_and_neither_nought_nor_suppressed() -> None:
    figure = Figure(
        measure="informed",
        from_on=count(1).from_on,
        to_on=count(1).to_on,
        missing="no source covers it",
    )
    found = outcome(Release(figures=(figure,)).protect())
    assert isinstance(found, Missing)
    assert str(found) == "[x]"
    assert set(found.as_json().values()) == {"missing", "[x]", "no source covers it", None}


def test_a_rate_per_thousand_of_others_has_no_complement() -> None:
    first = count(1)
    figure = Figure(
        measure="dissatisfied_no_contact",
        from_on=first.from_on,
        to_on=first.to_on,
        numerator=98,
        denominator=100,
        among="victim_based_crimes",
        share=False,
    )
    assert why(Release(figures=(figure,)).protect()) == "shown"


def test_settings_that_cannot_be_used_are_refused_all_at_once() -> None:
    with pytest.raises(Refused) as refused:
        Settings(threshold=1, width=0, base=1, class_group=0)
    assert len(refused.value.faults) == 4


def test_a_figure_that_does_not_hang_together_is_refused_with_every_fault() -> None:
    first = count(1)
    with pytest.raises(Refused) as refused:
        Figure(
            measure="informed",
            from_on=first.from_on,
            to_on=first.to_on,
            numerator=9,
            denominator=4,
            places=(),
        )
    assert len(refused.value.faults) == 3


def test_a_count_that_is_one_thing_here_and_another_there_is_refused() -> None:
    with pytest.raises(Refused, match="closed"):
        Release(figures=(count(10), count(11))).protect()
