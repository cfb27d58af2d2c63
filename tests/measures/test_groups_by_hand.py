"""Ledgers worked by hand, split by unit, mark and person: what stands in which group."""

from datetime import date
from pathlib import Path

import pytest
from asked_by_hand import END, asked, at, counts, crimes
from measured_engines import on_duckdb
from measured_ledgers import (
    Rows,
    answer,
    journey,
    response,
    touchpoint,
    unit,
)

TREE = [
    unit("F", None, "force"),
    unit("C1", "F", "command"),
    unit("C2", "F", "command"),
    unit("A1", "C1", "area"),
    unit("A2", "C2", "area"),
    unit("T1", "A1", "team"),
    unit("T2", "A1", "team"),
    unit("T3", "A2", "team"),
    unit("desk", "C2", "team"),
]


def of_units() -> Rows:
    rows = crimes(*[date(2024, 6, 1)] * 6)
    held = ["T1", "T2", "T3", "desk", "C1", None]
    for crime, name in zip(rows["investigations"], held, strict=True):
        crime["unit_id"] = name
    return {**rows, "units": list(TREE)}


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("unit", {"T1": 1, "T2": 1, "T3": 1, "desk": 1, "C1": 1, "not recorded": 1}),
        ("unit:area", {"A1": 2, "A2": 1, "not recorded": 3}),
        ("unit:command", {"C1": 3, "C2": 2, "not recorded": 1}),
        ("unit:force", {"F": 5, "not recorded": 1}),
    ],
)
def test_a_unit_of_any_level_counts_what_is_below_it(
    tmp_path: Path, by: str, expected: dict[str, int]
) -> None:
    found = on_duckdb(tmp_path, of_units(), asked("victim_based_crimes", by=f"month,{by}"))
    assert {f.groups[by]: f.numerator for f in found.figures} == expected


def test_a_unit_that_moved_counts_under_the_unit_it_lies_in_now_for_every_period(
    tmp_path: Path,
) -> None:
    rows = of_units()
    rows["units"] = [unit("A1", "C2", "area") if u["unit_id"] == "A1" else u for u in TREE]
    found = on_duckdb(tmp_path, rows, asked("victim_based_crimes", by="month,unit:command"))
    assert {f.groups["unit:command"]: f.numerator for f in found.figures} == {
        "C1": 1,
        "C2": 4,
        "not recorded": 1,
    }


def test_what_was_said_where_no_crime_was_reported_is_counted_and_has_no_rate(
    tmp_path: Path,
) -> None:
    rows = of_units()
    rows["investigations"][0]["reported_on"] = date(2024, 5, 31)
    said = {"reason": "no_update"}
    rows["touchpoints"] = [
        touchpoint("a", "j0", "dissatisfaction.raised", date(2024, 6, 3), detail=said)
    ]
    question = asked("dissatisfied_no_update", by="month,unit", from_on=date(2024, 6, 1))
    figure = at(on_duckdb(tmp_path, rows, question), "2024-06", "T1")
    assert (figure.status, *counts(figure)) == ("shown", 1, 0)
    assert (figure.rate, figure.low, figure.high) == (None, None, None)
    assert figure.row()["note"] == "There is no rate: no victim based crimes."


def test_units_that_lie_in_a_circle_end_somewhere(tmp_path: Path) -> None:
    rows = of_units()
    rows["units"] = [unit("T1", "T2", "team"), unit("T2", "T1", "team")]
    found = on_duckdb(tmp_path, rows, asked("victim_based_crimes", by="month,unit:area"))
    assert {f.groups["unit:area"]: f.numerator for f in found.figures} == {"not recorded": 6}


def test_groups_that_are_empty_are_said_to_be_not_recorded(tmp_path: Path) -> None:
    rows = crimes(*[date(2024, 6, 1)] * 4)
    for j, age, sex in zip(rows["journeys"], [17, 18, 75, None], ["female"] * 4, strict=True):
        j |= {"age": age, "sex": sex}
    rows["journeys"][3]["sex"] = None
    found = on_duckdb(tmp_path, rows, asked("needs_assessed", by="month,age_band,sex"))
    assert {tuple(f.groups.values()): f.denominator for f in found.figures} == {
        ("under 18", "female"): 1,
        ("18-24", "female"): 1,
        ("75 and over", "female"): 1,
        ("not recorded", "not recorded"): 1,
    }


def test_an_investigation_with_two_marks_stands_under_both_and_says_so(tmp_path: Path) -> None:
    rows = crimes(*[date(2024, 6, 1)] * 2)
    rows["investigations"][0]["marks"] = ["domestic_abuse", "violence"]
    found = on_duckdb(tmp_path, rows, asked("needs_assessed", by="month,mark"))
    assert {f.groups["mark"]: f.denominator for f in found.figures} == {
        "domestic_abuse": 1,
        "violence": 1,
        "none": 1,
    }
    assert all("several marks" in (f.note or "") for f in found.figures)


def test_an_investigation_counts_once_in_every_group_that_a_victim_of_it_is_in(
    tmp_path: Path,
) -> None:
    rows = crimes(date(2024, 6, 1))
    rows["journeys"] = [
        journey("j0", "i0", sex="female"),
        journey("j1", "i0", sex="female"),
        journey("j2", "i0", sex="male"),
    ]
    found = on_duckdb(tmp_path, rows, asked("victim_based_crimes", by="month,sex"))
    assert {f.groups["sex"]: f.numerator for f in found.figures} == {"female": 1, "male": 1}


def test_a_person_is_a_repeat_victim_in_the_group_of_the_later_crime_alone(
    tmp_path: Path,
) -> None:
    rows = crimes(date(2023, 1, 1), date(2024, 6, 5), date(2024, 6, 20))
    kinds = ["other", "burglary", "violence"]
    for crime, victim, kind in zip(rows["investigations"], rows["journeys"], kinds, strict=True):
        crime["offence_group"] = kind
        victim["person_id"] = "before" if kind == "other" else "twice"
    june = date(2024, 6, 1)
    by_kind = asked("repeat_victims", by="month,offence_group", from_on=june)
    found = on_duckdb(tmp_path, rows, by_kind)
    assert {f.groups["offence_group"]: counts(f) for f in found.figures if f.denominator} == {
        "burglary": (0, 1),
        "violence": (1, 1),
    }
    assert counts(
        at(on_duckdb(tmp_path, rows, asked("repeat_victims", from_on=june)), "2024-06")
    ) == (1, 1)


def test_answers_of_no_known_journey_are_kept_and_not_recorded_by_unit(tmp_path: Path) -> None:
    rows = of_units()
    rows["responses"] = [
        response("r0", date(2024, 6, 9), journey_id="j0"),
        response("r1", date(2024, 6, 9)),
    ]
    rows["answers"] = [answer("r0", "whole", 7), answer("r1", "whole", 1)]
    found = on_duckdb(tmp_path, rows, asked("satisfied", by="month,unit:command"))
    assert {f.groups["unit:command"]: counts(f) for f in found.figures} == {
        "C1": (1, 1),
        "not recorded": (0, 1),
    }


def test_an_answer_is_of_the_basis_that_the_victim_had_on_the_day_of_it(tmp_path: Path) -> None:
    rows = crimes(*[date(2024, 6, 1)] * 3)
    begun = [date(2024, 6, 5), date(2024, 6, 6), None]
    for victim, day in zip(rows["journeys"], begun, strict=True):
        victim |= {"enhanced_basis": ["vulnerable"], "enhanced_on": day}
    rows["responses"] = [response(f"r{n}", date(2024, 6, 5), journey_id=f"j{n}") for n in range(3)]
    rows["answers"] = [answer(f"r{n}", "whole", 7) for n in range(3)]
    found = on_duckdb(tmp_path, rows, asked("satisfied:whole", by="month,basis"))
    assert {f.groups["basis"]: counts(f) for f in found.figures} == {
        "enhanced": (2, 2),
        "standard": (1, 1),
    }


def test_a_review_of_an_investigation_without_victims_keeps_its_unit_and_mark(
    tmp_path: Path,
) -> None:
    rows = of_units()
    rows["investigations"][0]["marks"] = ["violence"]
    rows["journeys"] = rows["journeys"][1:]
    read = {"sample_id": "s", "reviewer_id": "a", "second": False, "question": "plan"}
    rows["reviews"] = [
        {
            **read,
            "review_id": f"v{n}",
            "investigation_id": f"i{n}",
            "verdict": "yes",
            "reviewed_on": date(2024, 6, 5),
            "note": None,
        }
        for n in range(2)
    ]
    found = on_duckdb(tmp_path, rows, asked("review_passed", by="month,unit,mark,sex"))
    assert {tuple(f.groups.values()): counts(f) for f in found.figures} == {
        ("T1", "violence", "not recorded"): (1, 1),
        ("T2", "none", "not recorded"): (1, 1),
    }


def test_what_a_measure_cannot_be_split_by_is_not_applicable_and_said(tmp_path: Path) -> None:
    rows = of_units()
    rows["returns"] = [
        {
            "provider": "p",
            "service": "s",
            "area": None,
            "indicator": "contacts",
            "from_on": date(2024, 6, 1),
            "to_on": END,
            "value": 7.0,
            "note": None,
        }
    ]
    found = on_duckdb(tmp_path, rows, asked("returns", "closed", by="month,unit:force"))
    assert at(found, "2024-06", "not applicable", name="returns").numerator == 7
    assert at(found, "2024-06", "F", name="closed").numerator == 0
