"""Repeat victims of ledgers worked by hand: how much of the year before must be on record."""

from datetime import date
from pathlib import Path

import pytest
from asked_by_hand import asked, at, crimes
from measured_engines import on_duckdb

TOLD = "months have data to tell it by: fewer than 12 months of records lie before"


@pytest.mark.parametrize(
    ("name", "by", "period", "said"),
    [
        ("repeat_victims", "month", "2024-05", "Fewer than 12 months of records lie before it."),
        ("repeat_three_months", "month", "2024-06",
         "Fewer than 14 months of records lie before it."),
        ("repeat_victims", "quarter", "2023-24Q4",
         "Fewer than 12 months of records lie before each of its 3 months."),
        ("repeat_victims", "quarter", "2024-25Q1", f"1 of 3 {TOLD} the others."),
        ("repeat_victims", "rolling3", "2024-06/3", f"1 of 3 {TOLD} the others."),
        ("repeat_victims", "year", "2024-25", f"1 of 12 {TOLD} some of the others."),
    ],
)  # fmt: skip
def test_repeat_victims_are_missing_for_want_of_the_year_before_and_not_of_victims(
    tmp_path: Path, name: str, by: str, period: str, said: str
) -> None:
    rows = crimes(*[date(2023 + n // 12, 1 + n % 12, 1) for n in range(5, 18)])
    found = on_duckdb(tmp_path, rows, asked(name, by=by))
    assert said in (at(found, period).note or "")
    assert "1 months have data." not in (at(found, period).note or "")


@pytest.mark.parametrize(("first", "status"), [(1, "shown"), (2, "missing"), (31, "missing")])
def test_a_month_on_record_in_part_is_none_of_the_twelve_before_a_repeat(
    tmp_path: Path, first: int, status: str
) -> None:
    rows = crimes(date(2023, 5, first), date(2024, 5, 1))
    for victim in rows["journeys"]:
        victim["person_id"] = victim["journey_id"]
    found = on_duckdb(tmp_path, rows, asked("repeat_victims"))
    assert at(found, "2024-05").status == status
