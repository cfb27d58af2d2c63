"""Answers with weights, worked by hand: what the interval of a weighted share comes from."""

from datetime import date
from pathlib import Path

import pytest
from asked_by_hand import asked, at, counts, crimes
from measured_engines import on_duckdb
from measured_ledgers import Rows, answer, response

from touchpoint.statistics.surveys.design import design
from touchpoint.statistics.surveys.estimates import proportion

POINTS = [1 + place * 5 % 7 for place in range(12)]
WEIGHTS = [1.0 + place % 3 for place in range(12)]
STRATA = ["a" if place < 6 else f"b{place // 3}" for place in range(12)]


def answered(*marks: str) -> Rows:
    """Twelve answers of which eight are about crimes with these marks."""
    rows = crimes(*[date(2024, 6, 1)] * 12)
    for crime in rows["investigations"][:8]:
        crime["marks"] = list(marks)
    rows["responses"] = [
        response(f"r{n}", date(2024, 6, 2), journey_id=f"j{n}", stratum=s, weight=w)
        for n, (s, w) in enumerate(zip(STRATA, WEIGHTS, strict=True))
    ]
    rows["answers"] = [answer(f"r{n}", "whole", point) for n, point in enumerate(POINTS)]
    return rows


@pytest.mark.parametrize(
    "marks", [("violence",), ("violence", "stalking"), ("child", "violence", "stalking", "sexual")]
)
def test_the_interval_of_one_mark_does_not_depend_on_how_many_marks_there_are(
    tmp_path: Path, marks: tuple[str, ...]
) -> None:
    question = asked("satisfied:whole", by="month,mark")
    figure = at(on_duckdb(tmp_path, answered(*marks), question), "2024-06", "violence")
    expected = proportion(
        [point >= 5 for point in POINTS],
        design(WEIGHTS, STRATA, single_units="adjust"),
        domain=[place < 8 for place in range(12)],
    )
    assert counts(figure) == (sum(point >= 5 for point in POINTS[:8]), 8)
    assert figure.rate == pytest.approx(expected.point, abs=1e-12)
    assert figure.low == pytest.approx(expected.low, abs=1e-9)
    assert figure.high == pytest.approx(expected.high, abs=1e-9)


@pytest.mark.parametrize("weight", [None, float("nan"), float("inf"), 0.0])
def test_an_answer_whose_weight_is_no_finite_number_has_none_and_the_share_is_plain(
    tmp_path: Path, weight: float | None
) -> None:
    rows = answered()
    rows["responses"][0]["weight"] = weight
    figure = at(on_duckdb(tmp_path, rows, asked("satisfied:whole")), "2024-06")
    assert figure.rate == sum(point >= 5 for point in POINTS) / 12
    assert (figure.note or "").startswith("Not weighted.")
    assert figure.in_counts == "1 of 12 answers has no weight."
