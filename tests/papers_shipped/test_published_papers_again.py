"""Papers that forces published come out of ledgers that hold their counts, figure for figure."""

import re
from datetime import date
from pathlib import Path

import pytest
from counted_forces import (
    CAMBRIDGESHIRE,
    DIP_QUESTIONS,
    DIPPED,
    DOMESTIC,
    ESSEX,
    NEW_METHOD,
    REPEATS,
    cambridgeshire,
    essex,
    repeats,
    warwickshire,
)
from made_papers import made, shipped, table, texts

from touchpoint.papers.description.breaks import Break
from touchpoint.papers.document import Document

CHANGED = Break(measures=("review_passed",), on=date(2019, 10, 1), says="A new sampling method")


@pytest.fixture(scope="module")
def essex_paper(tmp_path_factory: pytest.TempPathFactory) -> Document:
    ledger = essex(tmp_path_factory.mktemp("essex") / "ledger")
    paper = shipped("victim-confidence", "figures", "dissatisfaction")
    return made(ledger, paper, "2024-25Q1", date(2024, 7, 31))


@pytest.fixture(scope="module")
def warwickshire_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return warwickshire(tmp_path_factory.mktemp("warwickshire") / "ledger")


def test_the_appendix_of_essex_comes_out_with_its_dashes_and_its_star(
    essex_paper: Document,
) -> None:
    found = texts(table(essex_paper, "eight-figures"))
    assert found["Q3 2023/24"] == ["26,000", "258", "-", "25,608", "40", "24", "1,666", "-"]
    assert found["Q4 2023/24"] == ["24,879", "1,795", "628", "24,131", "82", "42", "2,978", "-"]
    assert found["Q1 2024/25"] == [
        "24,991", "4,743", "6,483", "24,769", "95", "49", "3,864", "36,612*",
    ]  # fmt: skip
    assert len(ESSEX) + 1 == len(found)
    assert set(found["Q2 2023/24"]) == {"-"}  # before the ledger begins


def test_the_star_of_essex_is_explained_below_its_table(essex_paper: Document) -> None:
    notes = table(essex_paper, "eight-figures").notes
    star = [note for note in notes if note.startswith("*")]
    assert len(star) == 1
    assert "20 May 2024 to 30 June 2024 only" in star[0]
    assert any(note.startswith("-") and "that information about rights" in note for note in notes)


def test_dissatisfaction_in_essex_is_told_per_1000_crimes(essex_paper: Document) -> None:
    found = texts(table(essex_paper, "dissatisfaction-by-quarter"))
    assert found["Q3 2023/24"][0] == "1.54"
    assert found["Q1 2024/25"][0] == "3.80"


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


def test_the_five_stages_of_warwickshire_come_out_by_type_of_crime(
    warwickshire_ledger: Path,
) -> None:
    document = made(
        warwickshire_ledger, shipped("satisfaction", "stages"), "2019-12", date(2020, 1, 31)
    )
    found = texts(table(document, "stages-by-crime"))
    assert found == {
        "Making contact": ["96.8%", "92.3%", "91.4%", "93.0%", "94.2%"],
        "Actions taken": ["85.5%", "65.6%", "73.6%", "74.0%", "78.2%"],
        "Being kept informed": ["72.7%", "47.7%", "62.8%", "61.2%", "72.5%"],
        "Treatment": ["94.4%", "91.6%", "90.4%", "91.8%", "89.4%"],
        "The whole experience": ["85.9%", "73.2%", "75.2%", "77.2%", "82.5%"],
    }


def test_domestic_abuse_in_warwickshire_comes_out_three_months_to_each_month(
    warwickshire_ledger: Path,
) -> None:
    document = made(
        warwickshire_ledger, shipped("satisfaction", "domestic"), "2020-01", date(2020, 2, 28)
    )
    found = list(texts(table(document, "domestic-stages")).values())
    assert found == [[f"{share}.0%" for share in shares] for shares in DOMESTIC.values()]


def test_dip_samples_of_warwickshire_come_out_month_by_month_with_their_change_of_method(
    warwickshire_ledger: Path,
) -> None:
    document = made(
        warwickshire_ledger, shipped("satisfaction", "dip-samples"), "2019-11", date(2019, 12, 31),
        breaks=(CHANGED,),
    )  # fmt: skip
    shares = table(document, "dip-samples-by-month")
    bases = texts(table(document, "dip-samples-bases"))
    order = [column.heading for column in shares.columns]
    asked = [order.index(heading) for heading in _headings(DIP_QUESTIONS)]
    for (month, *published, base), heading in zip(DIPPED, texts(shares), strict=False):
        assert f"{date(2019, month, 1):%b %Y}" in heading
        cells = [texts(shares)[heading][place] for place in asked]
        assert [round(float(re.sub("[^0-9.]", "", cell))) for cell in cells] == published
        assert {re.sub("[^0-9]", "", cell) for cell in bases[heading]} == {str(base)}
    october, november = ([row[at] for at in asked] for row in list(texts(shares).values())[-2:])
    assert october == ["NA"] * 5
    assert november[0] == "NA"  # the new method does not ask it
    found = [round(float(cell.removesuffix("%[b]"))) for cell in november[1:]]
    assert found == [NEW_METHOD[question] for question in DIP_QUESTIONS[1:]]
    assert set(list(bases.values())[-1]) == {"NA", "356[b]"}
    assert any("only the months since then" in note for note in shares.notes)


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


def _headings(names: tuple[str, ...]) -> list[str]:
    return [name.replace("_", " ").capitalize() for name in names]
