"""Whether a file fits its profile: dates settled, headings there, rows known, days covered."""

from datetime import date
from pathlib import Path

import pytest
from sheets import ARREST, CRIME, FOUND, HEAD, OFFER, OFFERED, Rows, map_sheet

from touchpoint.errors import Refused

SILENT = HEAD.replace('dates = "day first"\n', "") + FOUND + ARREST


def silent(folder: Path, *days: str) -> tuple[str, ...]:
    rows: Rows = [[str(number), CRIME, day] for number, day in enumerate(days)]
    return map_sheet(folder, SILENT, ["Id", "Crime", "On"], rows).mapped.told


def test_where_the_profile_is_silent_the_whole_column_settles_its_dates(tmp_path: Path) -> None:
    assert silent(tmp_path, "04/05/2024", "25/03/2024") == (
        "Dates in On are read day first: 1 of 2 can be nothing else.",
    )
    assert silent(tmp_path, "04/05/2024", "03/25/2024 10:00") == (
        "Dates in On are read month first: 1 of 2 can be nothing else.",
    )
    assert silent(tmp_path, "2024-05-04", "5 May 2024") == ()


@pytest.mark.parametrize("days", [("04/05/2024", "06/07/2024"), ("25/03/2024", "03/25/2024")])
def test_dates_that_cannot_be_settled_refuse_the_file(
    days: tuple[str, ...], tmp_path: Path
) -> None:
    with pytest.raises(
        Refused, match='Write dates = "day first" or dates = "month first"'
    ) as refused:
        silent(tmp_path, *days)
    (fault,) = refused.value.faults
    assert fault.startswith("On: ")


def test_a_profile_of_another_file_is_refused_with_every_heading_that_is_not_there(
    tmp_path: Path,
) -> None:
    with pytest.raises(Refused, match="It has Id, Crime, Surname") as refused:
        map_sheet(
            tmp_path, OFFERED + FOUND + OFFER, ["Id", "Crime", "Surname"], [["1", CRIME, "x"]]
        )
    assert refused.value.faults == ("There is no column 'On'.", "There is no column 'Offered'.")


def test_headings_are_found_without_regard_to_case_and_spaces(tmp_path: Path) -> None:
    done = map_sheet(
        tmp_path, FOUND + ARREST, [" ID", "crime ", "ON"], [["1", CRIME, "05/03/2024"]]
    )
    assert done.rows("arrest", "journey_id") == [("J1",)]


def test_a_row_without_a_key_is_refused_and_every_column_can_be_the_key(tmp_path: Path) -> None:
    done = map_sheet(tmp_path, FOUND + ARREST, ["Id", "Crime", "On"], [["", CRIME, "05/03/2024"]])
    assert done.faults == ["Row 2, Id: it is blank, so that the row could not be known again."]
    every = HEAD.replace('["Id"]', '"every column"') + FOUND + ARREST
    rows: Rows = [["", CRIME, "05/03/2024"], ["", CRIME, "05/03/2024"], ["", CRIME, "06/03/2024"]]
    keys = map_sheet(tmp_path, every, ["Id", "Crime", "On"], rows).keys
    assert keys[2] == keys[3] != keys[4]


def test_coverage_is_of_the_days_written_or_found_in_the_rows(tmp_path: Path) -> None:
    covering = """
    [[coverage]]
    kinds = ["suspect.arrested"]
    from = 2024-01-01
    to = "rows"
    days = "On"
    """
    rows: Rows = [
        ["1", CRIME, "05/03/2024"],
        ["2", CRIME, "09/03/2024"],
        ["3", CRIME, "10/13/2024"],
    ]
    done = map_sheet(tmp_path, FOUND + ARREST + covering, ["Id", "Crime", "On"], rows)
    (covered,) = done.mapped.coverage
    assert (covered.source, covered.kind) == ("example", "suspect.arrested")
    assert (covered.from_on, covered.to_on) == (date(2024, 1, 1), date(2024, 3, 9))


def test_days_off_the_calendar_of_working_days_refuse_their_row(tmp_path: Path) -> None:
    done = map_sheet(tmp_path, FOUND + ARREST, ["Id", "Crime", "On"], [["1", CRIME, "05/03/2009"]])
    assert done.faults == [
        "Row 2, On: 05/03/2009 is not within 2010 to 2040, for which working days are known."
    ]
