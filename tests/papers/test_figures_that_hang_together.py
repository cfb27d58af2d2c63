"""What papers print of areas, persons and part periods adds up, and is protected as it does."""

from dataclasses import replace
from datetime import date

import pytest

from touchpoint.calendar import read_period
from touchpoint.cli.releasing import released
from touchpoint.disclosure import Published
from touchpoint.measures.catalogue import measure_asked
from touchpoint.measures.figuring.figure import Figure
from touchpoint.papers.asking.answering import Figures, key_of
from touchpoint.papers.description.paper import Key
from touchpoint.papers.releasing.leaving import to_leave
from touchpoint.papers.releasing.release import Printed, Releasing
from touchpoint.papers.releasing.tree import Tree
from touchpoint.papers.releasing.values import Value
from touchpoint.papers.wording.settings import Settings

AS_AT = date(2024, 6, 30)
UNITS: tuple[dict[str, str | None], ...] = (
    {"unit_id": "F", "parent_id": None, "kind": "force"},
    {"unit_id": "A1", "parent_id": "F", "kind": "area"},
    {"unit_id": "A2", "parent_id": "F", "kind": "area"},
    {"unit_id": "A3", "parent_id": "F", "kind": "area"},
)
TREE = Tree(units=UNITS)


def figure(measure: str, some: int, of: int, period: str = "2024-25Q1", **groups: str) -> Figure:
    asked = read_period(period)
    return Figure(
        measure=measure_asked(measure),
        period=asked,
        groups={label.replace("_", ":"): value for label, value in groups.items()},
        numerator=some,
        denominator=of,
        rate=some / of,
        months=tuple(m.from_on.year * 12 + m.from_on.month - 1 for m in asked.months()),
    )


def leaving(*figures: Figure) -> dict[Key, Value]:
    """The values of a paper that prints these figures."""
    by_key = {key_of(each): each for each in figures}
    releasing = Releasing(
        figures=Figures(by_key=by_key, measures={}),
        as_at=AS_AT,
        tree=TREE,
        rules=Settings().rules,
    )
    return dict(releasing.leaving(Printed(keys=dict.fromkeys(by_key, ("t",)))).values)


def kept_back(*figures: Figure) -> int:
    """How many numerators cannot be read."""
    return sum(value.numerator is None for value in leaving(*figures).values())


OFFERED = "referral_offered"


def test_a_hidden_area_is_not_what_the_others_and_not_recorded_leave_of_the_force() -> None:
    # 2 of the 10 in the third area were offered nothing, so their 8 are hidden: 60 less 52.
    told = (
        figure(OFFERED, 17, 40, unit_area="A1"),
        figure(OFFERED, 13, 30, unit_area="A2"),
        figure(OFFERED, 8, 10, unit_area="A3"),
        figure(OFFERED, 22, 50, unit_area="not recorded"),
        figure(OFFERED, 60, 130),
    )
    assert kept_back(*told) > 1
    whole = figure(OFFERED, 60, 130, unit_force="F")
    assert kept_back(*told[:4], whole) > 1


def test_a_table_of_areas_whose_counts_are_all_large_is_shown_whole() -> None:
    told = (
        *(figure(OFFERED, 20, 40, unit_area=area) for area in ("A1", "A2", "A3", "not recorded")),
        figure(OFFERED, 80, 160),
    )
    assert kept_back(*told) == 0


def test_a_hidden_month_of_persons_is_not_what_the_others_leave_of_three_months() -> None:
    months = (
        figure("repeat_victims", 4, 19, "2024-04"),
        figure("repeat_victims", 10, 22, "2024-05"),
        figure("repeat_victims", 7, 16, "2024-06"),
    )
    assert kept_back(*months, figure("repeat_victims", 21, 57, "2024-06/3")) > 1


def test_how_many_persons_there_were_in_a_month_is_not_what_the_others_leave_either() -> None:
    months = (
        figure("repeat_victims", 0, 4, "2024-04"),
        figure("repeat_victims", 10, 22, "2024-05"),
        figure("repeat_victims", 7, 16, "2024-06"),
    )
    values = leaving(*months, figure("repeat_victims", 17, 42, "2024-06/3")).values()
    assert sum(value.denominator is None for value in values) > 1


def test_persons_of_overlapping_units_are_shown_though_they_come_to_more_than_their_total() -> None:
    told = (
        *(figure("repeat_victims", 20, 40, unit_area=area) for area in ("A1", "A2")),
        figure("repeat_victims", 33, 70),
    )
    assert kept_back(*told) == 0


def test_a_few_persons_outside_of_a_unit_are_not_told_by_its_count_beside_the_total() -> None:
    told = (figure("repeat_victims", 30, 60, unit_area="A1"), figure("repeat_victims", 33, 70))
    assert kept_back(*told) == 1


@pytest.mark.parametrize("measure", ["repeat_victims", OFFERED])
def test_a_window_known_in_part_is_the_sum_of_the_months_that_it_has(measure: str) -> None:
    window = figure(measure, 34, 80, "2024-06/3")
    window = replace(window, months=window.months[1:])
    may = figure(measure, 12, 40, "2024-05")
    told = [may, figure(measure, 22, 40, "2024-06"), window]
    before = Published(hidden=frozenset({to_leave(may).top}))
    statuses = [each.outcome.status for each in released(told, earlier=(before,))]
    assert statuses.count("suppressed") > 1


@pytest.mark.parametrize("measure", ["repeat_victims", OFFERED])
def test_windows_of_measures_do_not_give_a_month_away_that_was_kept_back_before(
    measure: str,
) -> None:
    months = [
        figure(measure, some, of, f"2024-0{month}")
        for month, some, of in ((4, 4, 19), (5, 10, 22), (6, 7, 16))
    ]
    window = figure(measure, 21, 57, "2024-06/3")
    first = released(months, tree=TREE)
    assert [each.outcome.status for each in first].count("suppressed") == 1
    (second,) = released([window], behind=months, earlier=(first.published,), tree=TREE)
    assert second.outcome.as_json()["numerator"] == "[c]"


def test_an_area_is_one_cell_in_papers_and_in_measures() -> None:
    told = figure(OFFERED, 17, 40, unit_area="A1")
    (value,) = leaving(told).values()
    where = TREE.where(value.key.group)
    (found,) = released([told], tree=TREE).published.shown.keys() - {
        cell for cell in released([told], tree=TREE).published.shown if cell.of != OFFERED
    }
    assert found.where == where == (("unit", "A1"),)
