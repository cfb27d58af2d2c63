"""Whole papers through the command print what forces published, from ledgers of their counts."""

from datetime import date
from pathlib import Path

from counted_forces import (
    CAMBRIDGESHIRE,
    DIP_QUESTIONS,
    DIPPED,
    ESSEX,
    NEW_METHOD,
    cambridgeshire,
    essex,
    warwickshire,
)
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


def test_the_paper_of_essex_is_printed_with_its_dashes_its_star_and_its_sentence(
    tmp_path: Path,
) -> None:
    essex(tmp_path / "ledger")
    made = paper(tmp_path, "victim-confidence", "2024-25Q1", "2024-07-31")
    page = tables_of_page(made.with_name(f"{made.name}.html"))
    appendix = page["Eight figures by quarter"]
    assert appendix.rows == APPENDIX
    assert len(ESSEX) + 1 == len(APPENDIX)
    tables = rows_of_word(made.with_name(f"{made.name}.docx"))
    (table,) = (rows for rows in tables if "Q3 2023/24" in rows and len(rows["Quarter"]) == 8)
    assert {quarter: table[quarter] for quarter in APPENDIX} == APPENDIX
    (star,) = (note for note in appendix.notes if note.startswith("*"))
    assert "20 May 2024 to 30 June 2024 only" in star
    assert any(n.startswith("-") and "information about rights" in n for n in appendix.notes)
    (per_1000,) = (t for caption, t in page.items() if "per 1,000" in caption)
    assert per_1000.rows["Q3 2023/24"][0] == "1.54"
    assert per_1000.rows["Q1 2024/25"][0] == "3.80"
    text = made.with_name(f"{made.name}.html").read_text(encoding="utf-8")
    assert "Needs assessments rose to 19.0% (4,743 of 24,991) from 7.2%" in text


def test_the_paper_of_cambridgeshire_is_printed_with_11_8_where_the_old_one_misprinted_11_9(
    tmp_path: Path,
) -> None:
    cambridgeshire(tmp_path / "ledger")
    made = paper(tmp_path, "victims-and-referrals", "2018-19Q4", "2019-04-30")
    html = made.with_name(f"{made.name}.html")
    page = tables_of_page(html)
    assert page["Victim-based crimes and referrals of vulnerable victims, by quarter"].rows == {
        "Victim-based crimes": [f"{row[2]:,}" for row in CAMBRIDGESHIRE],
        "Vulnerable victims referred": ["2,880", "1,750", "1,404", "1,441"],
        "Share of victims": ["20.7%", "11.8%", "10.2%", "9.1%"],
    }
    assert [set(table.rows) for table in page.values()].count({"The crime system", "Hub"}) == 1
    assert "fell to 9.1% (1,441 of 15,917) from 10.2%" in html.read_text(encoding="utf-8")


def test_the_paper_of_warwickshire_is_printed_with_its_stages_and_its_change_of_method(
    tmp_path: Path,
) -> None:
    warwickshire(tmp_path / "ledger")
    (tmp_path / "settings.toml").write_text(NEW_SAMPLE, encoding="utf-8")
    settings = ("--settings", str(tmp_path / "settings.toml"))
    made = paper(tmp_path, "satisfaction", "2019-12", "2020-01-31", *settings)
    page = tables_of_page(made.with_name(f"{made.name}.html"))
    (stages,) = (t for caption, t in page.items() if "by type of crime" in caption)
    assert stages.rows == STAGES
    assert stages.headings[1:4] == ["Burglary", "Vehicle crime", "Violent crime"]
    _dip_samples_are_those_published(page)


def _dip_samples_are_those_published(page: dict[str, Printed]) -> None:
    (shares,) = (t for caption, t in page.items() if "share that passed" in caption)
    bases = page["How many findings stand behind each share"]
    questions = [name.replace("_", " ").capitalize() for name in DIP_QUESTIONS]
    for place, (month, *published, base) in enumerate(DIPPED):
        heading = f"6 months to {date(2019, month, 1):%b %Y}"
        cells = [shares.column(question)[place] for question in questions]
        assert list(shares.rows)[place] == heading
        assert [round(float(cell.strip("%*"))) for cell in cells] == published
        assert {cell.strip("*") for cell in bases.rows[heading]} == {str(base)}
    order = list(shares.rows)
    october, november = (
        [
            shares.column(question)[order.index(f"6 months to {month} 2019")]
            for question in questions
        ]
        for month in ("Oct", "Nov")
    )
    assert october == ["NA"] * 5
    assert november[0] == "NA"  # the new method does not ask it
    found = [round(float(cell.removesuffix("%[b]"))) for cell in november[1:]]
    assert found == [NEW_METHOD[question] for question in DIP_QUESTIONS[1:]]
    assert set(bases.rows["6 months to Nov 2019"]) == {"NA", "356[b]"}
    assert any("only the months since then" in note for note in shares.notes)
