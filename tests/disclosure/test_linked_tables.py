"""Tables that hang together by units, periods and populations are protected as one."""

from dataclasses import replace
from datetime import date

import pytest
from small_tables import cell, count, outcome, share, why

from touchpoint.disclosure import (
    Composition,
    Dimension,
    Figure,
    Level,
    Published,
    Release,
    Settings,
    attack,
    derive,
)
from touchpoint.errors import Refused

UNITS = Dimension(name="unit", inside=(("n1", "north"), ("n2", "north"), ("s1", "south")))

AREAS = Level(name="area", values=frozenset({"north", "south"}), outside="in no area")


def month(number: int, count: int, **where: str) -> Figure:
    last = {4: 30, 5: 31, 6: 30, 7: 31}[number]
    return Figure(
        measure="closed",
        from_on=date(2024, number, 1),
        to_on=date(2024, number, last),
        where=tuple(where.items()),
        numerator=count,
    )


def quarter(count: int, **where: str) -> Figure:
    return replace(month(4, count, **where), from_on=date(2024, 4, 1), to_on=date(2024, 6, 30))


def hidden(release: Release, settings: Settings | None = None) -> list[str]:
    """Which figures are kept back, by their order."""
    released = release.protect(settings)
    return [
        f"{figure.from_on:%m}-{figure.to_on:%m} {dict(figure.where).get('unit', 'all')}"
        for figure in released
        if figure.outcome.status == "suppressed"
    ]


def test_a_unit_is_the_sum_of_the_units_inside_it() -> None:
    figures = (
        count(3, unit="n1"),
        count(30, unit="n2"),
        count(33, unit="north"),
        count(20, unit="s1"),
        count(20, unit="south"),
        count(53),
    )
    release = Release(figures=figures, dimensions=(UNITS,))
    assert hidden(release) == ["04-06 n1", "04-06 n2"]


def test_journeys_of_a_unit_that_are_in_none_of_its_teams_are_a_rest_and_not_a_contradiction() -> (
    None
):
    figures = (count(20, unit="n1"), count(30, unit="n2"), count(53, unit="north"), count(53))
    release = Release(figures=figures, dimensions=(UNITS,))
    assert len(hidden(release)) == 1


def test_teams_tell_of_a_force_though_nobody_prints_what_lies_between() -> None:
    figures = (count(3, unit="n1"), count(30, unit="n2"), count(20, unit="s1"), count(53))
    release = Release(figures=figures, dimensions=(UNITS,))
    assert hidden(release) == ["04-06 n1", "04-06 s1"]


def test_areas_and_whoever_is_in_none_of_them_make_up_the_force() -> None:
    figures = (
        *(count(3, unit="north"), count(20, unit="south"), count(40, unit="in no area")),
        *(count(63, unit="force"), count(63)),
    )
    tree = Dimension(name="unit", inside=(("north", "force"), ("south", "force")), levels=(AREAS,))
    released = Release(figures=figures, dimensions=(tree,)).protect()
    assert attack(released.published, released.structure) == ()
    assert outcome(released, unit="force").status == outcome(released).status == "shown"
    assert hidden(Release(figures=figures, dimensions=(tree,))) == ["04-06 north", "04-06 south"]


def test_levels_above_one_another_each_make_up_the_total() -> None:
    # 30 have no area: 10 of them in the one command, 20 in no command either.
    figures = (
        *(count(3, unit="north"), count(40, unit="south"), count(30, unit="in no area")),
        *(count(53, unit="command"), count(20, unit="in no command"), count(73)),
    )
    commands = Level(name="command", values=frozenset({"command"}), outside="in no command")
    tree = Dimension(
        name="unit",
        inside=(("north", "command"), ("south", "command")),
        levels=(AREAS, commands),
    )
    assert len(hidden(Release(figures=figures, dimensions=(tree,)))) == 2


def test_a_table_of_every_value_tells_them_though_another_has_only_some() -> None:
    men = month(4, 12, sex="male")
    figures = (
        *(men, month(4, 30, sex="female"), month(4, 42)),
        *(month(5, 12, sex="female"), month(5, 40)),
    )
    earlier = Published(hidden=frozenset({men.top}))
    assert len(hidden(Release(figures=figures, earlier=(earlier,)))) == 2


def test_marks_overlap_and_do_not_add_up_to_their_total() -> None:
    figures = (count(40, mark="hate_crime"), count(45, mark="sexual"), count(60))
    assert hidden(Release(figures=figures)) == []


def test_a_quarter_is_the_sum_of_its_months() -> None:
    figures = (month(4, 3), month(5, 12), month(6, 20), quarter(35))
    assert hidden(Release(figures=figures)) == ["04-04 all", "05-05 all"]


def test_rolling_windows_that_tell_a_small_month_are_not_both_shown() -> None:
    months = (month(4, 9), month(5, 12), month(6, 20))
    later = replace(quarter(35), from_on=date(2024, 5, 1), to_on=date(2024, 7, 31))
    figures = (*months, quarter(41), later)
    background = {month(7, 3).top: 3}
    assert "05-07 all" not in hidden(Release(figures=(quarter(41), later)))
    assert len(hidden(Release(figures=figures, background=background))) == 1


def test_one_denominator_is_hidden_in_every_measure_that_has_it() -> None:
    figures = (
        share(0, 3, unit="north"),
        share(1, 3, measure="acknowledged", unit="north"),
        share(9, 21, unit="south"),
        share(10, 21, measure="acknowledged", unit="south"),
        share(9, 24),
        share(11, 24, measure="acknowledged"),
    )
    released = Release(figures=figures).protect()
    for measure in ("informed", "acknowledged"):
        assert str(outcome(released, measure, unit="north")) == "[c] of [c]"
        assert outcome(released, measure, unit="south").as_json()["denominator"] == "[c]"


def test_one_population_under_two_names_is_taken_to_be_one() -> None:
    first = (share(5, 20, unit="a"), share(6, 18, unit="b"), share(7, 18, unit="c"), share(18, 56))
    others = tuple(replace(figure, measure="acknowledged", among="cases") for figure in first)
    released = Release(figures=(*first, *others)).protect()
    told = [figure.outcome.as_json()["denominator"] for figure in released]
    assert told[:4] == told[4:]


def test_persons_who_are_counted_once_need_not_add_up() -> None:
    figures = (month(4, 30), month(5, 30), month(6, 30), quarter(70))
    with pytest.raises(Refused, match="contradict") as refused:
        Release(figures=figures).protect()
    (fault,) = refused.value.faults
    assert fault.startswith("closed, 2024-04-01 to 2024-06-30 is not the sum of closed, 2024-04-01")
    assert hidden(Release(figures=figures, apart=frozenset({"closed"}))) == []


def test_a_missing_figure_among_others_does_not_tell_itself_or_stop_the_rest() -> None:
    figures = (
        count(30, unit="n1"),
        replace(count(1, unit="n2"), numerator=None, missing="not covered"),
        count(40),
    )
    released = Release(figures=figures).protect()
    assert [figure.outcome.status for figure in released] == ["shown", "missing", "shown"]


def test_two_margins_without_their_table_share_a_total_that_nobody_prints() -> None:
    figures = (
        count(3, unit="n1"),
        count(40, unit="n2"),
        count(20, group="burglary"),
        count(23, group="violence"),
    )
    assert len(hidden(Release(figures=figures))) == 2


def test_a_tree_that_goes_round_is_refused() -> None:
    with pytest.raises(Refused, match="inside itself"):
        Dimension(name="unit", inside=(("a", "b"), ("b", "a")))


def test_a_composition_names_each_part_once() -> None:
    with pytest.raises(Refused, match="once"):
        Composition(whole="journeys", parts=("informed", "informed"))


def test_the_order_of_figures_changes_nothing_that_must_hold() -> None:
    figures = (count(3, unit="n1"), count(30, unit="n2"), count(9, unit="s1"), count(42))
    forwards, backwards = Release(figures=figures), Release(figures=figures[::-1])
    assert why(forwards.protect(), unit="n1") == why(backwards.protect(), unit="n1") == "small"
    assert len(hidden(forwards)) == len(hidden(backwards)) == 2


def test_the_structure_names_what_nobody_prints() -> None:
    structure = derive(
        {cell("informed"): 3, cell("journeys"): 40},
        compositions=(Composition(whole="journeys", parts=("informed",), complete=False),),
    )
    assert [one.part for one in structure.cells] == ["", "", "without informed"]


def test_a_release_of_nothing_is_a_release_of_nothing() -> None:
    released = Release(figures=()).protect()
    assert (len(released), released.to_json()) == (0, "[]")


def test_few_without_a_value_outside_a_group_are_not_told_by_what_the_group_leaves() -> None:
    # 16 are not satisfied, 13 of them in the group: 3 of the 38 others.
    figures = (share(117, 133), share(82, 95, mark="high_harm"))
    assert len(hidden(Release(figures=figures))) == 1
    figures = (share(117, 133), share(80, 90, mark="high_harm"))
    assert hidden(Release(figures=figures)) == []


def test_parts_that_come_to_too_much_overlap_though_one_of_them_was_hidden_earlier() -> None:
    earlier = Release(figures=(count(2, mark="c"),)).protect().published
    figures = (count(30), count(20, mark="a"), count(21, mark="b"))
    assert hidden(Release(figures=figures, earlier=(earlier,))) == []


def test_values_that_each_stand_for_the_whole_do_not_divide_it() -> None:
    # Of 40 journeys any source records 30 offers: one of them 21, the other 20.
    figures = (share(30, 40), share(21, 40, source="crime"), share(20, 40, source="court"))
    assert hidden(Release(figures=figures)) == []


def test_what_some_values_leave_of_one_count_is_not_what_others_leave_of_another() -> None:
    # 60 are informed of the 70 outside one group; of the 100 only 15 are outside all three.
    figures = (
        *(share(70, 100), share(10, 30, group="a")),
        *(count(25, measure="journeys", group="b"), count(30, measure="journeys", group="c")),
    )
    assert hidden(Release(figures=figures)) == []


def test_two_names_are_two_populations_where_one_counts_nobody_and_the_other_some() -> None:
    wholes = {"sent": (7, 8, 0), "answered": (7, 8, 9)}
    figures = [
        count(number, measure=name, group=group)
        for name, numbers in wholes.items()
        for group, number in zip("abc", numbers, strict=True)
    ]
    compositions = tuple(Composition(whole=name, parts=(f"late {name}",)) for name in wholes)
    assert hidden(Release(figures=tuple(figures), compositions=compositions)) == []
