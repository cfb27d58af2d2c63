"""Papers that forces published come out of ledgers that hold their counts, figure for figure."""

from datetime import date
from pathlib import Path

from counted_forces import DOMESTIC, REPEATS, repeats, warwickshire
from made_papers import made, shipped, table, texts


def test_domestic_abuse_in_warwickshire_comes_out_three_months_to_each_month(
    tmp_path: Path,
) -> None:
    document = made(
        warwickshire(tmp_path / "ledger"), shipped("satisfaction", "domestic"), "2020-01",
        date(2020, 2, 28),
    )  # fmt: skip
    found = list(texts(table(document, "domestic-stages")).values())
    assert found == [[f"{share}.0%" for share in shares] for shares in DOMESTIC.values()]


def test_repeat_victims_of_warwickshire_come_out_with_those_of_three_months(
    tmp_path: Path,
) -> None:
    document = made(
        repeats(tmp_path / "ledger"), shipped("repeat-victims", "all", "kinds"), "2020-01",
        date(2020, 1, 31),
    )  # fmt: skip
    every = texts(table(document, "repeat-by-month"))
    assert every["Jan 2020"] == ["2,517", "655", "26.0%", "25"]
    assert every["Dec 2019"][:3] == ["2,600", "712", "27.4%"]
    kinds = texts(table(document, "repeat-by-kind"))
    assert kinds["Domestic abuse"] == ["514", "182", "35.4%", "8"]
    assert REPEATS[-1].repeat == 655
