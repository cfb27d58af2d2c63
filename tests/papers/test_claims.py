"""What claims come to: held by their intervals, over the page, never on hidden figures."""

import pytest
from released_values import AREA, BEFORE, claim, page_of, value

from touchpoint.papers.claims.sides import equivalence, side
from touchpoint.papers.claims.tested import LeftOut, Ranked
from touchpoint.papers.description.paper import DriversAsked
from touchpoint.papers.releasing.values import Value


def _areas(*pairs: tuple[int | None, int]) -> list[Value]:
    return [
        value(some, of, group=((AREA, f"A{n}"),)) if some is not None
        else value(None, of, group=((AREA, f"A{n}"),), status="suppressed")
        for n, (some, of) in enumerate(pairs, 1)
    ]  # fmt: skip


def test_essex_needs_assessments_rose() -> None:
    (found,) = page_of(value(4743, 24991), value(1795, 24879, period="2023-24Q4")).tested(
        [claim("rose")]
    )
    assert found.finding == "supported"
    assert found.trial.between is not None
    assert found.trial.between.point == pytest.approx(4743 / 24991 - 1795 / 24879)


def test_a_fall_is_no_rise_and_is_found_the_opposite() -> None:
    (found,) = page_of(value(100, 1000), value(300, 1000, period="2023-24Q4")).tested(
        [claim("rose")]
    )
    assert found.finding == "opposite"


def test_a_small_difference_is_not_shown() -> None:
    (found,) = page_of(value(52, 100), value(48, 100, period="2023-24Q4")).tested([claim("rose")])
    assert found.finding == "not_shown"


def test_overlapping_intervals_do_not_decide() -> None:
    # 95% intervals of 30 and 45 of 100 overlap, and the interval of the difference excludes 0.
    after, before = value(45, 100), value(30, 100, period="2023-24Q4")
    assert (before.high or 0) > (after.low or 1)
    (found,) = page_of(after, before).tested([claim("rose")])
    assert found.finding == "supported"


def test_the_page_holds_each_of_many_claims_to_more() -> None:
    pairs = [value(45, 100), value(31, 100, period="2023-24Q4")]
    alone = page_of(*pairs).tested([claim("rose")])
    others = [
        value(50, 100, measure=name, period=period)
        for name in ("informed", "acknowledged", "contact_agreed", "referral_offered")
        for period in ("2024-25Q1", "2023-24Q4")
    ]
    names = ("informed", "acknowledged", "contact_agreed", "referral_offered")
    many = page_of(*pairs, *others).tested(
        [claim("rose"), *(claim("rose", name, name=name) for name in names)]
    )
    assert alone[0].finding == "supported"
    assert many[0].finding == "not_shown"
    assert (many[0].adjusted or 0) > (alone[0].adjusted or 1)


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        (value(None, 100, period="2023-24Q4", status="suppressed"), "suppressed"),
        (value(None, period="2023-24Q4", status="missing", why="Nobody has it."), "missing"),
        (value(30, 100, period="2023-24Q4", part=True), "part"),
    ],
)
def test_what_is_hidden_missing_or_known_in_part_is_not_compared(
    before: Value, reason: str
) -> None:
    (found,) = page_of(value(45, 100), before).tested([claim("rose")])
    assert found.finding == "cannot_tell"
    assert found.trial.unsaid is not None
    assert found.trial.unsaid.reason == reason


def test_a_break_in_method_refuses_the_comparison() -> None:
    said = "[b] crime_system has a break in needs.assessed on 1 April 2024."
    (found,) = page_of(
        value(450, 1000),
        value(300, 1000, period="2023-24Q4"),
        breaks=lambda *_: [said],
    ).tested([claim("rose")])
    assert found.finding == "cannot_tell"
    assert found.trial.unsaid is not None
    assert found.trial.unsaid.said == said


def test_no_change_is_shown_only_within_its_margin() -> None:
    large = [value(5000, 10000), value(5010, 10000, period="2023-24Q4")]
    small = [value(50, 100), value(50, 100, period="2023-24Q4")]
    assert page_of(*large).tested([claim("did_not_change", margin=0.03)])[0].finding == "supported"
    assert page_of(*small).tested([claim("did_not_change", margin=0.03)])[0].finding == "not_shown"
    after, before = large
    between, p_value = equivalence(after, before, 0.03)
    assert between is not None
    assert -0.03 < between.low < between.point < (between.high or 1) < 0.03
    assert p_value is not None
    assert p_value < 0.05


def test_the_highest_has_to_beat_each_of_the_others() -> None:
    clear = page_of(*_areas((300, 1000), (200, 1000), (100, 1000)))
    near = page_of(*_areas((300, 1000), (295, 1000), (100, 1000)))
    by_area = claim("is_highest", by=AREA)
    (found,) = clear.tested([by_area])
    assert found.finding == "supported"
    assert found.trial.value is not None
    assert dict(found.trial.value.key.group) == {AREA: "A1"}
    assert near.tested([by_area])[0].finding == "not_shown"


def test_a_hidden_group_is_never_ranked() -> None:
    (found,) = page_of(*_areas((300, 1000), (None, 5), (100, 1000))).tested(
        [claim("is_lowest", by=AREA)]
    )
    ids = {v.id for v in (found.trial.value, *found.trial.others) if v is not None}
    assert not any("A2" in each for each in ids)
    assert found.trial.left_out == LeftOut(kept_back=1)
    (named,) = page_of(*_areas((300, 1000), (None, 5), (100, 1000))).tested(
        [claim("is_lowest", by=AREA, value="A2")]
    )
    assert named.finding == "cannot_tell"


def test_a_group_without_a_figure_and_one_of_nobody_are_not_compared() -> None:
    unknown = value(None, group=((AREA, "A3"),), status="missing", why="Nobody has it.")
    page = page_of(*_areas((300, 1000), (200, 1000)), unknown, value(0, 0, group=((AREA, "A4"),)))
    (lowest,) = page.tested([claim("is_lowest", by=AREA)])
    assert lowest.finding == "supported"
    assert lowest.trial.left_out == LeftOut(without_figure=2)
    (differ,) = page.tested([claim("differs_between", by=AREA)])
    assert differ.trial.left_out == LeftOut(without_figure=2)
    (named,) = page.tested([claim("is_lowest", by=AREA, value="A4")])
    assert named.finding == "cannot_tell"


def test_groups_differ_by_chi_square_and_alike_ones_do_not() -> None:
    differ = page_of(*_areas((300, 1000), (200, 1000), (100, 1000)))
    alike = page_of(*_areas((100, 1000), (101, 1000), (99, 1000)))
    by_area = claim("differs_between", by=AREA)
    assert differ.tested([by_area])[0].finding == "supported"
    assert alike.tested([by_area])[0].finding == "not_shown"


def test_what_strata_explain_is_no_difference() -> None:
    # Within each kind of crime the areas are alike; area 1 has more of the kind with high rates.
    cells = {
        ("A1", "high"): (450, 900), ("A1", "low"): (10, 100),
        ("A2", "high"): (50, 100), ("A2", "low"): (90, 900),
    }  # fmt: skip
    within = [
        value(some, of, group=((AREA, area), ("offence_group", kind)))
        for (area, kind), (some, of) in cells.items()
    ]
    crude = _areas((460, 1000), (140, 1000))
    plain = claim("differs_between", by=AREA)
    adjusted = claim("differs_between", by=AREA, adjust_for="offence_group", name="a")
    assert page_of(*crude).tested([plain])[0].finding == "supported"
    (found,) = page_of(*crude, strata={"a": within}).tested([adjusted])
    assert found.finding == "not_shown"


@pytest.mark.parametrize(
    ("some", "finding"), [(960, "supported"), (905, "not_shown"), (850, "opposite")]
)
def test_a_standard_is_met_only_beyond_chance(some: int, finding: str) -> None:
    (found,) = page_of(value(some, 1000)).tested([claim("met_standard", standard=0.9)])
    assert found.finding == finding


def test_a_weighted_share_is_compared_on_what_its_weights_leave() -> None:
    wide = value(80, 100, measure="satisfied", weighted=(0.8, 0.68, 0.89))
    some, of = side(wide)
    assert of < 60
    assert some / of == pytest.approx(0.8)


def test_drivers_are_named_only_where_one_is_first_throughout() -> None:
    asked = DriversAsked(outcome="whole", drivers=("contact", "follow_up"))
    driven = claim("is_driven_by", "", drivers=asked, driver="follow_up")
    sure = Ranked(outcome="whole", first="follow_up", share=0.5, low=0.4, high=0.6)
    unsure = Ranked(outcome="whole")
    hidden = Ranked(outcome="whole", readable=False)
    finding = {
        name: page_of(rankings={"c": ranked}).tested([driven])[0].finding
        for name, ranked in (("sure", sure), ("unsure", unsure), ("hidden", hidden))
    }
    assert finding == {"sure": "supported", "unsure": "not_shown", "hidden": "cannot_tell"}


def test_the_period_before_is_the_one_that_is_meant() -> None:
    assert BEFORE.label == "2023-24Q4"
