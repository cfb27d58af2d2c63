"""Laws of figures: windows pool, groups add up, order is nothing, a change moves its own."""

import random
from datetime import date
from pathlib import Path

from measure_oracle import counts
from measured_engines import on_duckdb
from measured_ledgers import Rows, touchpoint
from random_ledgers import ledger

from touchpoint.calendar import Kind
from touchpoint.measures.asking import Answer
from touchpoint.measures.catalogue import catalogue
from touchpoint.measures.counting.asked import Question
from touchpoint.measures.definition.dimensions import Dimension, read_dimension
from touchpoint.measures.definition.measure import Population

AS_AT = date(2024, 7, 15)
COUNTED = tuple(m for m in catalogue() if m.population is not Population.VERDICTS)
JOURNEYS = (Population.JOURNEYS, Population.INVESTIGATIONS, Population.TOUCHPOINTS)


def asked(period: Kind, *dimensions: Dimension) -> Question:
    return Question(measures=COUNTED, period=period, dimensions=dimensions, as_at=AS_AT)


Said = dict[tuple[str, ...], tuple[int | float | None, int | None]]


def said(found: Answer) -> Said:
    return {
        (f.measure.name, f.period.label, *f.groups.values()): (f.numerator, f.denominator)
        for f in found.figures
    }


def test_every_quarter_of_a_random_ledger_counts_as_the_slow_reading_does(tmp_path: Path) -> None:
    rows = ledger(seed=1)
    for figure in on_duckdb(tmp_path, rows, asked("quarter")).figures:
        if figure.measure.population is Population.RETURNS:
            continue  # of several indicators together there is no figure
        slow = counts(figure.measure, rows, figure.period.label, AS_AT)
        assert (figure.numerator, figure.denominator) == slow, figure.measure.name


def test_a_quarter_and_a_window_that_are_covered_pool_their_months(tmp_path: Path) -> None:
    rows = {**ledger(seed=3), "coverage": []}
    by_month = said(on_duckdb(tmp_path, rows, asked("month")))
    kinds: tuple[Kind, ...] = ("quarter", "rolling3")
    for kind in kinds:
        for figure in on_duckdb(tmp_path, rows, asked(kind)).figures:
            if figure.numerator is None or figure.measure.population is Population.RETURNS:
                continue
            labels = [month.label for month in figure.period.months()]
            months = [by_month.get((figure.measure.name, label), (0, 0)) for label in labels]
            assert figure.numerator == sum(top or 0 for top, _ in months)
            if figure.denominator is not None and figure.measure.per is None:
                assert figure.denominator == sum(below or 0 for _, below in months)


def test_groups_that_do_not_overlap_add_up_to_the_whole(tmp_path: Path) -> None:
    rows = {**ledger(seed=4), "coverage": []}
    whole = said(on_duckdb(tmp_path, rows, asked("quarter")))
    parts = said(on_duckdb(tmp_path, rows, asked("quarter", read_dimension("unit:command"))))
    for measure in COUNTED:
        if measure.population not in JOURNEYS:
            continue
        for (name, label), (top, below) in whole.items():
            if name == measure.name and top is not None:
                some = [v for k, v in parts.items() if k[:2] == (name, label)]
                assert top == sum(t or 0 for t, _ in some)
                assert (below or 0) == sum(b or 0 for _, b in some)


def test_the_order_of_rows_is_nothing(tmp_path: Path) -> None:
    rows = ledger(seed=5)
    dice = random.Random(5)  # noqa: S311 - dice for a test, not for a secret
    shuffled: Rows = {name: dice.sample(some, len(some)) for name, some in rows.items()}
    question = asked("quarter", read_dimension("unit"), read_dimension("sex"))
    assert said(on_duckdb(tmp_path, rows, question)) == said(
        on_duckdb(tmp_path, shuffled, question)
    )


MOVED = {
    "needs.assessed": {"needs_assessed"},
    "statement.taken": {"statement_offered", "statement_taken", "statement_uptake"},
    "suspect.arrested": set(),
}


def test_one_more_touchpoint_changes_the_figures_that_depend_on_it_and_no_other(
    tmp_path: Path,
) -> None:
    rows = {**ledger(seed=6), "coverage": []}
    told = [c for c in rows["investigations"] if c["victim_based"]]
    crime = next(c for c in told if c["reported_on"] < date(2024, 4, 1))
    of_crime = [j for j in rows["journeys"] if j["investigation_id"] == crime["investigation_id"]]
    victim = of_crime[0]
    victim["enhanced_basis"] = []
    names = {j["journey_id"] for j in of_crime}
    others = [t for t in rows["touchpoints"] if t["journey_id"] not in names]
    before = said(on_duckdb(tmp_path, {**rows, "touchpoints": others}, asked("quarter")))
    for kind, moved in MOVED.items():
        more = touchpoint("more", victim["journey_id"], kind, date(2024, 4, 2))
        with_it = {**rows, "touchpoints": [*others, more]}
        after = said(on_duckdb(tmp_path, with_it, asked("quarter")))
        assert {key[0] for key in before if before[key] != after[key]} == moved
        assert before.keys() == after.keys()
