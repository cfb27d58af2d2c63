"""Ledgers worked by hand: coverage, breaks, part periods, sources, what was known when."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from asked_by_hand import ASSESSED, END, asked, at, counts, crimes, utc
from measured_engines import on_duckdb
from measured_ledgers import (
    answer,
    covers,
    response,
    touchpoint,
)

from touchpoint.measures.asking import NO_COVERAGE
from touchpoint.measures.definition.dimensions import read_dimension
from touchpoint.statistics import intervals
from touchpoint.statistics.intervals import poisson
from touchpoint.statistics.surveys.design import design
from touchpoint.statistics.surveys.estimates import proportion


def test_a_month_that_no_source_covers_is_missing_and_has_no_counts(tmp_path: Path) -> None:
    rows = crimes(date(2024, 5, 1), date(2024, 6, 3))
    rows["touchpoints"] = [touchpoint("a", "j0", ASSESSED, date(2024, 5, 1))]
    rows["coverage"] = [covers("crime_system", ASSESSED, date(2024, 6, 1))]
    found = on_duckdb(tmp_path, rows, asked("needs_assessed"))
    may = at(found, "2024-05")
    assert (may.status, may.rate, *counts(may)) == ("missing", None, None, None)
    assert may.note == "No loaded source records needs.assessed."
    june = at(found, "2024-06")
    assert (june.status, *counts(june), june.note) == ("shown", 0, 1, None)
    assert found.said == ()


def test_a_quarter_covered_in_part_is_shown_with_a_note(tmp_path: Path) -> None:
    rows = crimes(date(2024, 4, 1), date(2024, 6, 3))
    rows["touchpoints"] = [touchpoint("a", "j1", "text.sent", date(2024, 5, 21))]
    rows["coverage"] = [covers("messaging", "text.sent", date(2024, 5, 20))]
    figure = at(on_duckdb(tmp_path, rows, asked("texts_sent", by="quarter")), "2024-25Q1")
    assert (figure.status, figure.numerator) == ("shown", 1)
    assert figure.note == "text.sent is recorded from 20 May 2024 to 30 June 2024 only."


def test_without_coverage_rows_everything_is_covered_and_that_is_said_once(tmp_path: Path) -> None:
    found = on_duckdb(
        tmp_path, crimes(date(2024, 4, 1), date(2024, 6, 1)), asked("needs_assessed", "plan_set")
    )
    assert found.said == (NO_COVERAGE,)
    assert all(f.status == "shown" for f in found.figures if f.period.label != "2024-05")


def test_a_break_in_the_way_of_recording_is_carried_by_the_periods_that_it_touches(
    tmp_path: Path,
) -> None:
    rows = crimes(*(date(2024, month, 1) for month in range(1, 7)))
    changed = "The sheet was changed and changed back"
    rows["coverage"] = [
        covers("sheet", "statement.offered", date(2023, 1, 1), date(2024, 1, 31), changed),
        covers("sheet", "statement.offered", date(2024, 4, 1), None, changed),
        covers("sheet", "statement.taken", date(2023, 1, 1)),
    ]
    found = on_duckdb(tmp_path, rows, asked("statement_offered"))
    gap = (
        "[b] sheet has a break in statement.offered, which it does not record from "
        f"1 February 2024 to 31 March 2024: {changed}."
    )
    carried = {f.period.label: gap in (f.note or "") for f in found.figures}
    assert carried == {
        "2024-01": False,
        "2024-02": True,
        "2024-03": True,
        "2024-04": True,
        "2024-05": False,
        "2024-06": False,
    }
    by_source = on_duckdb(tmp_path, rows, asked("statement_taken", by="month,source"))
    assert {f.groups["source"] for f in by_source.figures} == {"sheet"}


def test_by_source_a_share_is_among_what_any_source_recorded(tmp_path: Path) -> None:
    rows = crimes(*[date(2024, 6, 1)] * 4)
    day = date(2024, 6, 2)
    rows["touchpoints"] = [
        *(touchpoint(f"o{n}", f"j{n}", "statement.offered", day) for n in range(3)),
        touchpoint("t", "j0", "statement.taken", day, source="sheet"),
    ]
    rows["coverage"] = [
        covers("crime_system", "statement.offered", date(2024, 1, 1)),
        covers("sheet", "statement.taken", date(2024, 1, 1)),
    ]
    found = on_duckdb(tmp_path, rows, asked("statement_uptake", by="month,source"))
    assert counts(at(found, "2024-06", "sheet")) == (1, 3)
    system = at(found, "2024-06", "crime_system")
    assert system.note == "crime_system does not record statement.taken."


def test_by_source_each_system_stands_against_every_journey_and_its_own_coverage(
    tmp_path: Path,
) -> None:
    rows = crimes(*[date(2024, 6, 1)] * 4)
    rows["touchpoints"] = [
        touchpoint("a", "j0", "statement.offered", date(2024, 6, 2), source="crime_system"),
        touchpoint("b", "j0", "statement.offered", date(2024, 6, 3), source="sheet"),
        touchpoint("c", "j1", "statement.offered", date(2024, 6, 3), source="sheet"),
    ]
    rows["coverage"] = [
        covers(source, kind, first)
        for source, first in (
            ("crime_system", date(2024, 1, 1)),
            ("sheet", date(2024, 1, 1)),
            ("closure_form", date(2024, 7, 1)),
        )
        for kind in ("statement.offered", "statement.taken")
    ]
    found = on_duckdb(tmp_path, rows, asked("statement_offered", by="month,source"))
    assert counts(at(found, "2024-06", "crime_system")) == (1, 4)
    assert counts(at(found, "2024-06", "sheet")) == (2, 4)
    form = at(found, "2024-06", "closure_form")
    assert form.status == "missing"
    assert form.note == "closure_form does not record statement.offered or statement.taken."
    assert "several sources may record the same" in (at(found, "2024-06", "sheet").note or "")
    whole = on_duckdb(tmp_path, rows, asked("statement_offered"))
    assert counts(at(whole, "2024-06")) == (2, 4)


def test_a_period_is_part_where_the_as_at_day_or_the_first_day_of_the_ledger_falls_in_it(
    tmp_path: Path,
) -> None:
    rows = crimes(date(2024, 4, 10), date(2024, 5, 5), date(2024, 6, 3))
    found = on_duckdb(tmp_path, rows, asked("victim_based_crimes", as_at=date(2024, 6, 15)))
    notes = {f.period.label: f.note for f in found.figures}
    assert notes == {
        "2024-04": "Part period: from 10 April 2024 to 30 April 2024 only.",
        "2024-05": None,
        "2024-06": "Part period: from 1 June 2024 to 15 June 2024 only.",
    }
    before = on_duckdb(
        tmp_path, rows, asked("victim_based_crimes", from_on=date(2024, 3, 1), to_on=END)
    )
    assert at(before, "2024-03").status == "missing"
    assert at(before, "2024-03").note == "The ledger's investigations begin on 10 April 2024."


def test_a_period_after_the_as_at_day_is_missing(tmp_path: Path) -> None:
    rows = crimes(date(2024, 6, 1))
    found = on_duckdb(tmp_path, rows, asked("closed", to_on=date(2024, 7, 1)))
    assert at(found, "2024-07").note == "It begins after 30 June 2024, the day asked about."


def test_a_window_pools_its_counts_and_never_the_rates(tmp_path: Path) -> None:
    days = [date(2024, 4, 1)] * 1 + [date(2024, 5, 1)] * 3 + [date(2024, 6, 1)] * 6
    rows = crimes(*days)
    rows["touchpoints"] = [touchpoint("a", "j0", ASSESSED, date(2024, 4, 1))]
    figure = at(on_duckdb(tmp_path, rows, asked("needs_assessed", by="rolling3")), "2024-06/3")
    assert counts(figure) == (1, 10)
    assert figure.rate == pytest.approx(0.1)


def test_a_window_is_shown_with_two_of_three_months_and_refused_with_one(tmp_path: Path) -> None:
    rows = crimes(date(2024, 3, 1), date(2024, 4, 1), date(2024, 5, 1), date(2024, 6, 1))
    rows["coverage"] = [covers("crime_system", ASSESSED, date(2024, 4, 1))]
    found = on_duckdb(tmp_path, rows, asked("needs_assessed", by="rolling3"))
    assert at(found, "2024-04/3").status == "missing"
    assert "1 of 3 months have data." in (at(found, "2024-04/3").note or "")
    two = at(found, "2024-05/3")
    assert (two.status, *counts(two)) == ("shown", 0, 2)
    assert "2 of 3 months have data." in (two.note or "")
    assert at(found, "2024-06/3").note is None


def test_figures_as_known_earlier_leave_out_what_was_written_later(tmp_path: Path) -> None:
    rows = crimes(*[date(2024, 6, 1)] * 3)
    late = utc(2024, 7, 1, 8)
    rows["touchpoints"] = [
        touchpoint("a", "j0", ASSESSED, date(2024, 6, 2), recorded_at=utc(2024, 6, 2, 12)),
        touchpoint("b", "j1", ASSESSED, date(2024, 6, 2), recorded_at=late),
        touchpoint(
            "c", "j0", ASSESSED, date(2024, 6, 2), recorded_at=late, result="unable", replaces="a"
        ),
        touchpoint("d", "j2", ASSESSED, date(2024, 6, 30), recorded_at=utc(2024, 6, 30, 22)),
    ]
    then = on_duckdb(tmp_path, rows, asked("needs_assessed", known_on=END))
    now = on_duckdb(tmp_path, rows, asked("needs_assessed", as_at=date(2024, 7, 31)))
    assert counts(at(then, "2024-06")) == (2, 3)
    assert counts(at(now, "2024-06")) == (2, 3)
    named = {row["touchpoint_id"] for row in rows["touchpoints"]}
    assert named == {"a", "b", "c", "d"}
    # Of the two, one is the first victim's (not corrected yet) and one the third's; later it is the
    # second's and the third's.
    first = {**rows, "journeys": [rows["journeys"][0]]}
    then = on_duckdb(tmp_path, first, asked("needs_assessed", known_on=END))
    now = on_duckdb(tmp_path, first, asked("needs_assessed", as_at=late.date()))
    assert counts(at(then, "2024-06")) == (1, 1)
    assert counts(at(now, "2024-06")) == (0, 1)


def test_a_day_of_knowing_ends_at_midnight_by_the_clock_on_the_wall(tmp_path: Path) -> None:
    rows = crimes(*[date(2024, 6, 1)] * 2)
    rows["touchpoints"] = [
        touchpoint("a", "j0", ASSESSED, END, recorded_at=utc(2024, 6, 30, 22, 59)),
        touchpoint("b", "j1", ASSESSED, END, recorded_at=utc(2024, 6, 30, 23, 0)),
    ]
    found = on_duckdb(tmp_path, rows, asked("needs_assessed", known_on=END))
    assert counts(at(found, "2024-06")) == (1, 2)


def test_what_has_no_day_of_writing_was_known_when_it_was_loaded_or_else_when_it_happened(
    tmp_path: Path,
) -> None:
    rows = crimes(*[date(2024, 6, 1)] * 3)
    rows["touchpoints"] = [
        touchpoint("a", "j0", ASSESSED, date(2024, 6, 2), source_ref="load 1, f.csv, row 1"),
        touchpoint("b", "j1", ASSESSED, date(2024, 6, 2), source_ref="load 2, f.csv, row 1"),
        touchpoint("c", "j2", ASSESSED, date(2024, 6, 2)),
    ]
    loads = {1: date(2024, 6, 20), 2: date(2024, 7, 2)}
    found = on_duckdb(tmp_path, rows, asked("needs_assessed", known_on=END), loads)
    assert counts(at(found, "2024-06")) == (2, 3)


def test_a_crime_that_was_recorded_later_was_not_known(tmp_path: Path) -> None:
    rows = crimes(*[date(2024, 6, 1)] * 2)
    rows["investigations"][0]["recorded_at"] = utc(2024, 7, 3)
    found = on_duckdb(tmp_path, rows, asked("victim_based_crimes", known_on=END))
    assert at(found, "2024-06").numerator == 1


def test_events_per_crime_have_poissons_interval_and_say_how_many_per_thousand(
    tmp_path: Path,
) -> None:
    rows = crimes(*[date(2024, 6, 1)] * 8)
    said = {"reason": "no_contact"}
    rows["touchpoints"] = [
        touchpoint(f"t{n}", f"j{n}", "dissatisfaction.raised", date(2024, 6, 9), detail=said)
        for n in range(5)
    ]
    figure = at(on_duckdb(tmp_path, rows, asked("dissatisfied_no_contact")), "2024-06")
    garwood = poisson(5, 8)
    assert (figure.rate, figure.low, figure.high) == (5 / 8, garwood.low, garwood.high)
    assert figure.row()["note"] == "625.00 per 1,000 victim based crimes."


def test_verdicts_are_counted_with_what_was_excused_declined_and_cannot_be_told_beside_them(
    tmp_path: Path,
) -> None:
    rows = crimes(*[date(2024, 6, 3)] * 4)
    why = {"reason": "The suspect was in the room."}
    rows["touchpoints"] = [
        touchpoint("a", "j0", "referral.offered", date(2024, 6, 5), result="accepted"),
        touchpoint("b", "j1", "referral.offered", date(2024, 6, 6), result="declined"),
        touchpoint("c", "j2", "referral.offered", date(2024, 6, 4), result="unsafe", detail=why),
    ]
    question = asked("duty_met:R4.REFER", "referral_in_time", "duty_met", by="month,duty")
    found = on_duckdb(tmp_path, rows, replace(question, dimensions=(read_dimension("duty"),)))
    for name in ("duty_met:R4.REFER", "duty_met", "referral_in_time"):
        figure = at(found, "2024-06", "R4.REFER", name=name)
        assert counts(figure) == (1, 3)
        assert figure.beside == {"excused": 1, "declined": 0, "cannot_tell": 0, "waiting": 0}
        assert str(figure.row()["note"]).startswith("Beside these: 1 excused.")
    right = at(
        on_duckdb(tmp_path, rows, asked("right_met:4", by="month,basis")), "2024-06", "standard"
    )
    assert right.denominator is not None
    assert right.denominator >= 3


def test_satisfaction_is_weighted_as_the_survey_room_does_it(tmp_path: Path) -> None:
    rows = crimes(date(2024, 1, 1))
    given = [
        (7, "a", 2.0),
        (2, "a", 2.0),
        (5, "a", 2.0),
        (6, "b", 5.0),
        (1, "b", 5.0),
        (3, "b", 4.0),
    ]
    rows["responses"] = [
        response(f"r{n}", date(2024, 6, 1), stratum=stratum, weight=weight)
        for n, (_, stratum, weight) in enumerate(given)
    ]
    rows["answers"] = [answer(f"r{n}", "whole", point) for n, (point, _, _) in enumerate(given)]
    figure = at(
        on_duckdb(tmp_path, rows, asked("satisfied", by="month,survey,question")),
        "2024-06",
        "volume",
        "whole",
    )
    expected = proportion(
        [point >= 5 for point, _, _ in given],
        design([w for _, _, w in given], [s for _, s, _ in given], single_units="adjust"),
    )
    assert counts(figure) == (3, 6)
    assert figure.rate == pytest.approx(expected.point, abs=1e-12)
    assert figure.low == pytest.approx(expected.low, abs=1e-9)
    assert figure.high == pytest.approx(expected.high, abs=1e-9)
    assert "Unweighted it is 50.0%, of a base of 6." in str(figure.row()["note"])


@pytest.mark.parametrize(
    ("yes", "of", "low", "high"),
    [
        # R's binom: exact below 10, Wilson from 10 on. 5 of 5 by Wilson would begin at 0.5655.
        (5, 5, 0.4781762499, 1.0),
        (4, 5, 0.28358206388, 0.99494923662),
        (0, 1, 0.0, 0.975),
        (9, 10, 0.5958499732, 0.9821237869),
    ],
)
def test_a_share_of_fewer_than_10_has_the_exact_interval_and_of_10_wilsons(
    tmp_path: Path, yes: int, of: int, low: float, high: float
) -> None:
    rows = crimes(date(2024, 1, 1))
    rows["responses"] = [response(f"r{n}", date(2024, 6, 1)) for n in range(of)]
    rows["answers"] = [answer(f"r{n}", "whole", 7 if n < yes else 1) for n in range(of)]
    figure = at(on_duckdb(tmp_path, rows, asked("satisfied")), "2024-06")
    assert counts(figure) == (yes, of)
    assert (figure.low, figure.high) == pytest.approx((low, high), abs=1e-9)


def test_satisfaction_without_weights_has_the_interval_of_a_plain_share(tmp_path: Path) -> None:
    rows = crimes(date(2024, 1, 1))
    rows["responses"] = [response(f"r{n}", date(2024, 6, 1)) for n in range(4)]
    rows["answers"] = [answer(f"r{n}", "whole", n + 3) for n in range(4)]
    figure = at(on_duckdb(tmp_path, rows, asked("satisfied")), "2024-06")
    interval = intervals.proportion(2, 4)
    assert figure.rate == 0.5
    assert figure.low == pytest.approx(interval.low)
    assert "Not weighted." in (figure.note or "")


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (49, "Not weighted. [u] The base is below 50."),
        (50, "Not weighted. [u] The base is below 100."),
        (100, "Not weighted."),
    ],
)
def test_a_base_is_said_to_be_below_the_lowest_bound_that_it_lies_below(
    tmp_path: Path, of: int, said: str
) -> None:
    rows = crimes(date(2024, 1, 1))
    rows["responses"] = [response(f"r{n}", date(2024, 6, 1)) for n in range(of)]
    rows["answers"] = [answer(f"r{n}", "whole", 1 + n % 7) for n in range(of)]
    figure = at(on_duckdb(tmp_path, rows, asked("satisfied")), "2024-06")
    assert (figure.note or "").startswith(said)
    assert (figure.note or "").count("[u]") == said.count("[u]")


@pytest.mark.parametrize(
    ("top", "below", "percent"),
    [
        (655, 2517, 26.0),
        (182, 514, 35.4),
        (2880, 13936, 20.7),
        (1441, 15917, 9.1),
        (1750, 14809, 11.8),
        (4743, 24991, 19.0),
        (6483, 24991, 25.9),
    ],
)
def test_published_percentages_follow_from_published_counts(
    top: int, below: int, percent: float
) -> None:
    assert round(100 * top / below, 1) == percent
