"""A catalogue that cannot be trusted does not load, and every fault of it is told at once."""

from pathlib import Path

import pytest

from touchpoint.errors import Refused
from touchpoint.measures.catalogue import catalogue, measure_asked
from touchpoint.measures.counting.asked import Question
from touchpoint.measures.definition.dimensions import read_dimension
from touchpoint.measures.definition.reading import read_measures
from touchpoint.measures.telling.reference import measures_reference

CONTRACT = (
    "victim_based_crimes",
    "needs_assessed",
    "enhanced_identified",
    "acknowledged",
    "informed",
    "texts_sent",
    "plan_set",
    "supervised",
    "contact_agreed",
    "updates_kept",
    "referral_offered",
    "referral_consented",
    "referral_in_time",
    "vulnerable_referred",
    "restorative_offered",
    "restorative_referred",
    "statement_explained",
    "statement_offered",
    "statement_taken",
    "statement_uptake",
    "duty_met",
    "right_met",
    "told_in_time",
    "closed",
    "closure_discussed",
    "support_withdrawn",
    "wishes_recorded",
    "prosecution_considered",
    "dissatisfied_no_contact",
    "dissatisfied_no_update",
    "closure_satisfied",
    "satisfied",
    "repeat_victims",
    "repeat_three_months",
    "review_passed",
    "returns",
)

SOUND = """
[[measures]]
name = "called"
title = "Called"
statement = "How many were called."
owner = "Somebody"
direction = "up"
unit_of_count = "journeys"
population = "journeys"
day = "reported"
counted = { has = [{ kinds = ["victim.told"] }] }
among = {}
needs = [["victim.told"]]
"""
EXAMPLE = """
[[measures.examples]]
shows = "%s"
says = "It does."
investigations = [{ reported = 2024-06-01 }]
period = "2024-06"
as_at = 2024-06-30
numerator = 0
denominator = 1
"""
THREE = "".join(EXAMPLE % shows for shows in ("counts", "does_not_count", "edge"))


def read(tmp_path: Path, text: str) -> tuple[str, ...]:
    """The faults of a file."""
    path = tmp_path / "measures.toml"
    path.write_text(text, encoding="utf-8")
    try:
        read_measures([path])
    except Refused as refusal:
        return refusal.faults
    return ()


def test_every_name_of_the_contract_is_held() -> None:
    assert [m.name for m in catalogue() if m.name not in CONTRACT] == [
        "support_withdrawn_14",
        "support_withdrawn_16",
    ]
    assert set(CONTRACT) <= {m.name for m in catalogue()}


def test_a_sound_definition_loads(tmp_path: Path) -> None:
    assert read(tmp_path, SOUND + THREE) == ()


def test_a_definition_without_three_examples_does_not_load(tmp_path: Path) -> None:
    assert read(tmp_path, SOUND + EXAMPLE % "counts") == (
        "measures.toml, measure called: it has one example: give it at least three.",
        (
            "measures.toml, measure called: no example shows what does not count or edge: "
            "give one of each."
        ),
    )


def test_every_fault_of_a_catalogue_is_told_at_once(tmp_path: Path) -> None:
    text = (SOUND + THREE).replace('"victim.told"', '"victim.telled"').replace('"up"', '"upwards"')
    text = text.replace('population = "journeys"', 'population = "people"')
    found = read(tmp_path, text.replace("2024-06-30", "2024-06-31"))
    assert len(found) == 1
    assert "cannot be read as TOML" in found[0]
    several = read(tmp_path, text)
    assert len(several) >= 4
    for word in ("victim.telled", "upwards", "people"):
        assert any(word in fault for fault in several)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('needs = [["victim.told"]]', "needs = []", "counts victim.told, which is neither in"),
        ('name = "called"', 'name = "called"\nper = "nothing"', "say what the denominator is"),
        ('day = "reported"', 'day = "answered"', "'answered' is none of reported, closed"),
        ("among = {}", "amung = {}", "did you mean among?"),
        ("among = {}", "among = { numbers = [1] }", "'numbers' is not a key here"),
        ('period = "2024-06"', 'period = "June"', "'June' is not a period"),
        ("investigations = [{", "journeys = [{ investigation = 2 }]\ninvestigations = [{", "is 2,"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, old: str, new: str, fault: str) -> None:
    found = read(tmp_path, (SOUND + THREE).replace(old, new))
    assert any(fault in each for each in found), found


def test_two_measures_of_one_name_are_refused(tmp_path: Path) -> None:
    assert read(tmp_path, (SOUND + THREE) * 2) == ("two measures are called called.",)


def test_a_measure_that_is_not_there_is_refused_with_what_is_near() -> None:
    with pytest.raises(Refused, match="There is no measure 'needs_asessed'"):
        measure_asked("needs_asessed")
    with pytest.raises(Refused, match="closed cannot be held to one value"):
        measure_asked("closed:6")
    with pytest.raises(Refused, match="rights are numbers, like right_met:6"):
        measure_asked("right_met:six")


def test_a_dimension_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused, match="'town' is no dimension: there are unit"):
        read_dimension("town")
    with pytest.raises(Refused, match="only unit has levels, which are force, command"):
        read_dimension("unit:village")
    with pytest.raises(Refused, match="closed cannot be split by source: leave it out"):
        Question(
            measures=(measure_asked("closed"),),
            period="month",
            dimensions=(read_dimension("source"),),
            as_at=catalogue()[0].examples[0].as_at,
        )


def test_the_reference_page_has_every_measure_with_its_examples() -> None:
    page = measures_reference()
    for measure in catalogue():
        assert f"\n## {measure.name}\n" in page
    assert page.count("\nExample, ") == sum(len(m.examples) for m in catalogue())
