"""Papers that forces published come out of ledgers that hold their counts, figure for figure."""

from datetime import date
from pathlib import Path

from counted_forces import (
    CAMBRIDGESHIRE,
    DOMESTIC,
    REPEATS,
    cambridgeshire,
    repeats,
    warwickshire,
)
from made_papers import made, shipped, table, texts


def test_the_table_of_cambridgeshire_comes_out_with_11_8_where_it_misprinted_11_9(
    tmp_path: Path,
) -> None:
    document = made(
        cambridgeshire(tmp_path / "ledger"), shipped("victims-and-referrals"), "2018-19Q4",
        date(2019, 4, 30),
    )  # fmt: skip
    found = texts(table(document, "vulnerable-by-quarter"))
    assert found["Victim-based crimes"] == [f"{row[2]:,}" for row in CAMBRIDGESHIRE]
    assert found["Vulnerable victims referred"] == ["2,880", "1,750", "1,404", "1,441"]
    assert found["Share of victims"] == ["20.7%", "11.8%", "10.2%", "9.1%"]
    by_source = texts(table(document, "routes-by-source"))
    assert set(by_source) == {"The crime system", "Hub"}
    said = " ".join(s.text for b in document.summary for s in getattr(b, "sentences", ()))
    assert "fell to 9.1% (1,441 of 15,917) from 10.2%" in said


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
