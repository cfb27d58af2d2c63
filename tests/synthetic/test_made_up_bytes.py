"""The same seed gives the same bytes, whoever does the work; what is cut off is only cut off."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from made_up import LAST, asked, force, opened, prints

from touchpoint.errors import Refused
from touchpoint.synthetic import synthesise
from touchpoint.synthetic.drawing.dice import Dice
from touchpoint.synthetic.drawing.weights import Spans, Table, Weights

SMALL = 1_500
FRACTIONS = [0.10058534458822732, 0.34628633402693143, 0.8865024768707657]
PICKED = [2, 0, 1, 0, 1, 2, 1, 2]
LASTED = [12, 10, 10, 2, 0, 12, 11, 12]
"""Written down once, and the same on every machine: only exact arithmetic makes them."""

FIRST = date(2024, 3, 1)


def rows_of(path: Path, table: str) -> set[tuple[object, ...]]:
    rows = pq.read_table(path / table).to_pylist()
    return {tuple(row.values()) for row in rows}


def test_one_process_and_two_write_the_same_bytes(tmp_path: Path) -> None:
    done: list[int] = []
    for workers in (1, 2):
        synthesise(
            tmp_path / str(workers),
            journeys=SMALL,
            seed=8,
            workers=workers,
            progress=done.append,
            _block_size=400,
            from_on=FIRST,
        )
    first = prints(tmp_path / "1")
    assert prints(tmp_path / "2") == first
    assert {f"journeys/part-0000{block}.parquet" for block in range(4)} <= set(first)
    assert done[:4] == [400, 400, 400, 300]
    assert sum(done[4:]) == SMALL


def test_another_seed_writes_another_force(tmp_path: Path) -> None:
    for seed in (1, 2):
        synthesise(tmp_path / str(seed), journeys=40, seed=seed, from_on=FIRST)
    one, other = prints(tmp_path / "1"), prints(tmp_path / "2")
    alike = {name for name in one if one[name] == other.get(name)}
    assert alike == {"ledger.json", "units/part-00000.parquet", "coverage/part-00000.parquet"}


def test_the_dice_fall_as_they_fell_when_this_was_written() -> None:
    dice = Dice(7, 3)
    assert dice.fractions(3).tolist() == FRACTIONS
    assert dice.pick(Weights([1, 2, 3]), 8).tolist() == PICKED
    assert dice.days(Spans([[0, 4, 1], [10, 12, 2]]), 8).tolist() == LASTED


def test_what_is_drawn_by_case_is_drawn_from_its_own_weights() -> None:
    dice = Dice(1, 1)
    cases = dice.below(2, 4000)
    drawn = dice.pick_by(Table([[1, 0, 0], [0, 1, 1]]), cases)
    assert set(drawn[cases == 0].tolist()) == {0}
    assert set(drawn[cases == 1].tolist()) == {1, 2}


def test_what_is_known_on_a_day_is_part_of_what_is_known_in_the_end() -> None:
    whole, known = force(3_000, 5), force(3_000, 5, known=True)
    for table in ("touchpoints", "responses", "answers", "identities", "reviews"):
        of_whole, of_known = rows_of(whole, table), rows_of(known, table)
        assert of_known <= of_whole
        assert (of_known < of_whole) == (table not in {"identities", "reviews"})


def test_nothing_known_on_a_day_is_dated_later() -> None:
    known = force(3_000, 5, known=True)
    with opened(known) as ledger:
        latest = [
            ledger.execute(f"SELECT max({column}) FROM {table}").fetchall()[0][0]  # noqa: S608 - names of our own
            for table, column in (
                ("touchpoints", "happened_on"),
                ("touchpoints", "received_on"),
                ("touchpoints", "CAST(recorded_at AS DATE)"),
                ("investigations", "CAST(recorded_at AS DATE)"),
                ("investigations", "closed_on"),
                ("journeys", "enhanced_on"),
                ("responses", "answered_on"),
                ("reviews", "reviewed_on"),
                ("returns", "to_on"),
                ("coverage", "from_on"),
            )
        ]
    assert max(latest) == LAST


def test_an_investigation_that_is_open_has_no_outcome_and_no_enhanced_right_to_come() -> None:
    known = force(3_000, 5, known=True)
    question = """SELECT count(*) FILTER (WHERE closed_on IS NULL) > 100,
        count(*) FILTER (WHERE (closed_on IS NULL) <> (outcome IS NULL)) FROM investigations"""
    assert asked(known, question) == [(True, 0)]
    question = (
        "SELECT count(*) FROM journeys WHERE (enhanced_on IS NULL) <> (len(enhanced_basis) = 0)"
    )
    assert asked(known, question) == [(0,)]


def test_every_fault_of_what_was_asked_is_told_at_once_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        synthesise(
            tmp_path / "none",
            journeys=0,
            seed=-1,
            from_on=date(2009, 1, 1),
            to_on=date(2008, 1, 1),
            known_on=date(2007, 1, 1),
        )
    assert len(refusal.value.faults) == 5
    assert list(tmp_path.iterdir()) == []


LATE, EARLY = date(2040, 1, 1), date(2024, 6, 29)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda path: synthesise(path, journeys=0, seed=1), "0 journeys"),
        (lambda path: synthesise(path, journeys=100_000_000, seed=1), "99,999,999"),
        (lambda path: synthesise(path, journeys=5, seed=1, to_on=LATE), "longest journeys"),
        (lambda path: synthesise(path, journeys=5, seed=1, known_on=EARLY), "cut off"),
        (lambda path: synthesise(path, journeys=5, seed=1, workers=0), "0 processes"),
    ],
    ids=["none", "too many", "too late", "known too early", "nobody to do it"],
)
def test_what_cannot_be_made_up_is_refused(
    ask: Callable[[Path], None], words: str, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match=words):
        ask(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("kept")
    with pytest.raises(Refused):
        synthesise(tmp_path, journeys=5, seed=1)
    assert (tmp_path / "mine.txt").read_text() == "kept"


@pytest.mark.parametrize("day", [date(2010, 1, 1), date(2024, 3, 31), date(2036, 9, 18)])
def test_any_day_of_the_calendar_can_be_the_only_day_of_reports(day: date, tmp_path: Path) -> None:
    synthesise(tmp_path / "one", journeys=300, seed=1, from_on=day, to_on=day)
    assert asked(tmp_path / "one", "SELECT DISTINCT reported_on FROM investigations") == [(day,)]
