"""Whole papers through the command print what forces published, from ledgers of their counts."""

from datetime import date
from pathlib import Path

import pytest
from counted_forces import DIP_QUESTIONS, DIPPED, ESSEX, NEW_METHOD, essex, warwickshire
from printed_tables import Printed, rows_of_word, tables_of_page

from touchpoint.cli.app import app

APPENDIX = {
    "Q2 2023/24": ["-"] * 8,  # before the ledger begins
    "Q3 2023/24": ["26,000", "258", "-", "25,608", "40", "24", "1,666", "-"],
    "Q4 2023/24": ["24,879", "1,795", "628", "24,131", "82", "42", "2,978", "-"],
    "Q1 2024/25": ["24,991", "4,743", "6,483", "24,769", "95", "49", "3,864", "36,612*"],
}
STAGES = {
    "Making contact": ["96.8%", "92.3%", "91.4%", "93.0%", "94.2%"],
    "Actions taken": ["85.5%", "65.6%", "73.6%", "74.0%", "78.2%"],
    "Being kept informed": ["72.7%", "47.7%", "62.8%", "61.2%", "72.5%"],
    "Treatment": ["94.4%", "91.6%", "90.4%", "91.8%", "89.4%"],
    "The whole experience": ["85.9%", "73.2%", "75.2%", "77.2%", "82.5%"],
}
NEW_SAMPLE = """
[[breaks]]
measures = ["review_passed"]
on = 2019-10-01
says = "A new sampling method"
"""


def paper(folder: Path, name: str, when: str, as_at: str, *more: str) -> Path:
    """The files of a paper that the command made of the ledger of a folder, without their ends."""
    app(
        [
            "paper", str(folder / "ledger"), "--paper", name, "--period", when, "--as-at", as_at,
            "--out", str(folder / "out"), *more,
        ],
        standalone_mode=False,
    )  # fmt: skip
    return folder / "out" / f"{name}-{when}"


@pytest.fixture(scope="module")
def of_essex(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("essex")
    essex(folder / "ledger")
    return paper(folder, "victim-confidence", "2024-25Q1", "2024-07-31")


@pytest.fixture(scope="module")
def essex_page(of_essex: Path) -> dict[str, Printed]:
    return tables_of_page(of_essex.with_name(f"{of_essex.name}.html"))


@pytest.fixture(scope="module")
def warwickshire_page(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Printed]:
    folder = tmp_path_factory.mktemp("warwickshire")
    warwickshire(folder / "ledger")
    (folder / "settings.toml").write_text(NEW_SAMPLE, encoding="utf-8")
    settings = ("--settings", str(folder / "settings.toml"))
    made = paper(folder, "satisfaction", "2019-12", "2020-01-31", *settings)
    return tables_of_page(made.with_name(f"{made.name}.html"))


def test_the_appendix_of_essex_is_printed_with_its_dashes_and_its_star(
    of_essex: Path, essex_page: dict[str, Printed]
) -> None:
    assert essex_page["Eight figures by quarter"].rows == APPENDIX
    tables = rows_of_word(of_essex.with_name(f"{of_essex.name}.docx"))
    (table,) = (rows for rows in tables if "Q3 2023/24" in rows and len(rows["Quarter"]) == 8)
    assert {quarter: table[quarter] for quarter in APPENDIX} == APPENDIX
    assert len(ESSEX) + 1 == len(APPENDIX)


def test_the_star_of_essex_is_explained_below_its_table(essex_page: dict[str, Printed]) -> None:
    notes = essex_page["Eight figures by quarter"].notes
    (star,) = (note for note in notes if note.startswith("*"))
    assert "20 May 2024 to 30 June 2024 only" in star
    assert any(note.startswith("-") and "information about rights" in note for note in notes)


def test_dissatisfaction_in_essex_is_told_per_1000_crimes(essex_page: dict[str, Printed]) -> None:
    (table,) = (t for caption, t in essex_page.items() if "per 1,000" in caption)
    assert table.rows["Q3 2023/24"][0] == "1.54"
    assert table.rows["Q1 2024/25"][0] == "3.80"


def test_the_sentence_of_essex_says_what_its_table_does(of_essex: Path) -> None:
    page = of_essex.with_name(f"{of_essex.name}.html").read_text(encoding="utf-8")
    assert "Needs assessments rose to 19.0% (4,743 of 24,991) from 7.2%" in page


def test_the_five_stages_of_warwickshire_are_printed_by_type_of_crime(
    warwickshire_page: dict[str, Printed],
) -> None:
    (stages,) = (t for caption, t in warwickshire_page.items() if "by type of crime" in caption)
    assert stages.rows == STAGES
    assert stages.headings[1:4] == ["Burglary", "Vehicle crime", "Violent crime"]


def test_dip_samples_of_warwickshire_are_printed_month_by_month_with_their_change_of_method(
    warwickshire_page: dict[str, Printed],
) -> None:
    (shares,) = (t for caption, t in warwickshire_page.items() if "share that passed" in caption)
    bases = warwickshire_page["How many findings stand behind each share"]
    questions = [name.replace("_", " ").capitalize() for name in DIP_QUESTIONS]
    for place, (month, *published, base) in enumerate(DIPPED):
        heading = f"6 months to {date(2019, month, 1):%b %Y}"
        cells = [shares.column(question)[place] for question in questions]
        assert list(shares.rows)[place] == heading
        assert [round(float(cell.strip("%*"))) for cell in cells] == published
        assert {cell.strip("*") for cell in bases.rows[heading]} == {str(base)}
    october, november = (
        [shares.column(question)[list(shares.rows).index(f"6 months to {month} 2019")]
         for question in questions]
        for month in ("Oct", "Nov")
    )  # fmt: skip
    assert october == ["NA"] * 5
    assert november[0] == "NA"  # the new method does not ask it
    found = [round(float(cell.removesuffix("%[b]"))) for cell in november[1:]]
    assert found == [NEW_METHOD[question] for question in DIP_QUESTIONS[1:]]
    assert set(bases.rows["6 months to Nov 2019"]) == {"NA", "356[b]"}
    assert any("only the months since then" in note for note in shares.notes)
