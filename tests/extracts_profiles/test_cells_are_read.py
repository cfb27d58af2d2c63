"""Dates, times, numbers and words of cells, by hand and against plain Python."""

import calendar
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sheets import Done, clock, map_sheet

from touchpoint.calendar.local_time import utc_of
from touchpoint.errors import Refused

DATES = """
[responses]
response_id = "Id"
survey_id = { always = "s" }
mode = { always = "online" }
answered_on = "Day"
"""
MOMENTS = """
[journey]
id = { always = "J1" }
[[touchpoints]]
entry = "update"
kind = "victim.updated"
when = "At"
"""
NUMBERS = """
[responses]
response_id = "Id"
survey_id = { always = "s" }
mode = { always = "online" }
answered_on = { always = 2024-01-01 }
[[answers]]
question = { always = "q" }
number = "N"
"""


def days(cells: list[str], folder: Path, head: str = "") -> Done:
    rows = [[str(number), cell] for number, cell in enumerate(cells)]
    return map_sheet(folder, head + DATES, ["Id", "Day"], rows)


def read_day(cell: str, folder: Path, order: str = "day first") -> date | None:
    done = map_sheet(
        folder,
        DATES.replace('"Day"', f'{{ column = "Day", dates = "{order}" }}'),
        ["Id", "Day"],
        [["1", cell]],
    )
    rows = done.rows("responses", "answered_on")
    return rows[0][0] if rows else None  # type: ignore[return-value]  # a date by its type


def instants(cells: list[str], folder: Path, extra: str = "") -> Done:
    rows = [[str(number), cell] for number, cell in enumerate(cells)]
    return map_sheet(folder, MOMENTS + extra, ["Id", "At"], rows)


def numbers(cells: list[str], folder: Path, option: str = "") -> Done:
    value = f'number = {{ column = "N", {option} }}' if option else 'number = "N"'
    profile = NUMBERS.replace('number = "N"', value)
    rows = [[str(number), cell] for number, cell in enumerate(cells)]
    return map_sheet(folder, profile, ["Id", "N"], rows)


@pytest.mark.parametrize(
    "cell",
    [
        "05/03/2024",
        "5/3/2024",
        "05.03.2024",
        "5-3-24",
        "2024-03-05",
        "2024/03/05",
        "20240305",
        "5 March 2024",
        "5th of March 2024",
        "Tuesday 5 March 2024",
        "Tue, 5 Mar 2024",
        "March 5, 2024",
        "05-Mar-24",
        "05MAR2024",
        "2024-Mar-05",
        "05/03/2024 14:30",
        "05/03/2024 00:00:00",
        "2024-03-05T23:30:00Z",
        "2024-03-05 14:30:00.000",
        "\u00a005/03/2024 ",
    ],
)
def test_every_usual_way_to_write_a_day_is_read(cell: str, tmp_path: Path) -> None:
    assert read_day(cell, tmp_path) == date(2024, 3, 5)


@pytest.mark.parametrize(
    "cell",
    [
        "31/02/2024",
        "13/13/2024",
        "5 Mai 2024",
        "05/03",
        "March 2024",
        "45356",
        "n/a",
        "..",
        "24:00",
        "05/03/0024",
        "05/03/2204",
        "2024-00-05",
        "05/03/2024 24:00",
        "05/03/2024 12",
        "[c]",
        "-",
    ],
)
def test_what_is_no_day_refuses_its_row_and_is_shown(cell: str, tmp_path: Path) -> None:
    done = days(["05/03/2024", cell], tmp_path)
    assert done.refused == {3}
    (sentence,) = done.faults
    assert sentence.startswith(f"Row 3, Day: '{cell}' is no date")


def test_a_day_is_read_month_first_where_the_profile_says_so(tmp_path: Path) -> None:
    assert read_day("3/5/2024", tmp_path, "month first") == date(2024, 3, 5)
    assert read_day("3/25/24 14:05:33", tmp_path, "month first") == date(2024, 3, 25)
    assert read_day("25/3/2024", tmp_path, "month first") is None


def test_two_digit_years_are_those_that_excel_makes_of_them(tmp_path: Path) -> None:
    done = days(["05/03/29", "05/03/30", "5-Mar-00"], tmp_path)
    read = [day for (day,) in done.rows("responses", "answered_on")]
    assert read == [date(2029, 3, 5), date(1930, 3, 5), date(2000, 3, 5)]


def test_excels_day_numbers_are_read_only_where_the_profile_says_so(tmp_path: Path) -> None:
    assert days(["45356"], tmp_path).refused == {2}
    for epoch, number in (("1900", "45356"), ("1904", "43894")):
        done = days([number], tmp_path, f'serial_dates = "{epoch}"\n')
        assert done.rows("responses", "answered_on") == [(date(2024, 3, 5),)]


@settings(max_examples=6, deadline=None)
@given(
    st.lists(st.dates(date(1901, 1, 1), date(2099, 12, 31)), min_size=1, max_size=30),
    st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d-%b-%Y", "%d.%m.%Y %H:%M", "%Y%m%d"]),
)
def test_a_day_written_by_python_is_read_as_that_day(written: list[date], shape: str) -> None:
    with TemporaryDirectory() as folder:
        done = days([day.strftime(shape) for day in written], Path(folder))
        assert sorted(d for (d,) in done.rows("responses", "answered_on")) == sorted(written)  # type: ignore[type-var]  # dates


@settings(max_examples=4, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 15), st.integers(0, 9999))
        | st.tuples(st.integers(0, 32), st.integers(0, 13), st.integers(1899, 2101)),
        min_size=20,
        max_size=80,
    )
)
def test_day_month_and_year_in_figures_are_a_day_exactly_where_the_calendar_has_it(
    figures: list[tuple[int, int, int]],
) -> None:
    with TemporaryDirectory() as folder:
        done = days([f"{d:02d}/{m:02d}/{y:04d}" for d, m, y in figures], Path(folder))
        found = done.rows("responses", "row", "answered_on")
    assert found == [
        (row, date(year, month, day))
        for row, (day, month, year) in enumerate(figures, 2)
        if 1900 <= year <= 2100
        and 1 <= month <= 12
        and 1 <= day <= calendar.monthrange(year, month)[1]
    ]


def test_local_time_becomes_utc_by_the_clocks_of_the_day(tmp_path: Path) -> None:
    cells = ["05/03/2024 14:30", "05/07/2024 2.30 pm", "2024-07-05T14:30:00Z", "05/07/2024 00:15"]
    cells += ["2024-07-05T14:30:00+02:00", "05/07/2024 12:05 am", "2024-07-04T23:30:00Z"]
    done = instants(cells, tmp_path)
    assert done.rows("update", "happened_at", "happened_on") == [
        (clock("2024-03-05 14:30:00"), date(2024, 3, 5)),
        (clock("2024-07-05 13:30:00"), date(2024, 7, 5)),
        (clock("2024-07-05 14:30:00"), date(2024, 7, 5)),
        (clock("2024-07-04 23:15:00"), date(2024, 7, 5)),
        (clock("2024-07-05 12:30:00"), date(2024, 7, 5)),
        (clock("2024-07-04 23:05:00"), date(2024, 7, 5)),
        (clock("2024-07-04 23:30:00"), date(2024, 7, 5)),
    ]


def test_a_time_that_no_clock_showed_refuses_its_row(tmp_path: Path) -> None:
    done = instants(
        ["31/03/2024 00:59", "31/03/2024 01:30", "31/03/2024 02:00", "31/03/2024"], tmp_path
    )
    assert done.faults == [
        (
            "Row 3, At: 31/03/2024 01:30 is a time that no clock showed: "
            "the clocks went forward over that hour."
        )
    ]


def test_of_an_hour_that_came_twice_the_first_is_taken_and_told(tmp_path: Path) -> None:
    done = instants(["27/10/2024 01:30", "27/10/2024 02:00"], tmp_path)
    assert [at for (at,) in done.rows("update", "happened_at")] == [
        clock("2024-10-27 00:30:00"),
        clock("2024-10-27 02:00:00"),
    ]
    assert done.mapped.told == (
        (
            "1 row has a time in the hour that the clocks showed twice: "
            "the first of the two was taken."
        ),
    )


def test_a_day_without_a_time_is_its_end_for_the_victim_and_its_start_in_the_case(
    tmp_path: Path,
) -> None:
    case = MOMENTS.replace("update", "arrest").replace("victim.arrestd", "suspect.arrested")
    both = MOMENTS + case[case.index("[[touchpoints]]") :]
    done = map_sheet(tmp_path, both, ["Id", "At"], [["1", "05/07/2024"]])
    assert done.rows("update", "happened_at") == [(clock("2024-07-05 22:59:59"),)]
    assert done.rows("arrest", "happened_at") == [(clock("2024-07-04 23:00:00"),)]


def test_a_file_in_utc_gives_the_local_day_of_its_moments(tmp_path: Path) -> None:
    done = instants(["2024-07-05 23:30:00", "2024-07-05"], tmp_path)
    utc = map_sheet(
        tmp_path,
        MOMENTS.replace('when = "At"', 'when = { column = "At", time_zone = "UTC" }'),
        ["Id", "At"],
        [["1", "2024-07-05 23:30:00"], ["2", "2024-07-05"]],
    )
    assert done.rows("update", "happened_on") == [(date(2024, 7, 5),), (date(2024, 7, 5),)]
    assert utc.rows("update", "happened_at", "happened_on") == [
        (clock("2024-07-05 23:30:00"), date(2024, 7, 6)),
        (clock("2024-07-05 22:59:59"), date(2024, 7, 5)),
    ]


@settings(max_examples=6, deadline=None)
@given(
    st.lists(
        st.datetimes(clock("2010-01-02 00:00:00"), clock("2040-12-30 00:00:00")),
        min_size=1,
        max_size=30,
    )
)
def test_moments_become_utc_as_the_calendar_has_it(local: list[datetime]) -> None:
    local = [at.replace(microsecond=0, fold=0) for at in local]
    expected = []
    for number, at in enumerate(local, 2):
        try:
            expected.append((number, utc_of(at).replace(tzinfo=None), at.date()))
        except Refused:
            continue
    with TemporaryDirectory() as folder:
        done = instants([at.strftime("%d/%m/%Y %H:%M:%S") for at in local], Path(folder))
        assert done.rows("update", "row", "happened_at", "happened_on") == expected


@settings(max_examples=6, deadline=None)
@given(
    st.lists(
        st.datetimes(clock("2010-01-02 00:00:00"), clock("2040-12-30 00:00:00")),
        min_size=1,
        max_size=30,
    ),
    st.integers(-12, 14),
)
def test_moments_with_an_offset_are_instants(at: list[datetime], hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    given = [moment.replace(microsecond=0, tzinfo=zone) for moment in at]
    with TemporaryDirectory() as folder:
        done = instants([moment.isoformat() for moment in given], Path(folder))
        assert [when for (when,) in done.rows("update", "happened_at")] == [
            moment.astimezone(UTC).replace(tzinfo=None) for moment in given
        ]


NUMBERS_READ = {
    "1,234.50": 1234.5,
    "1234": 1234.0,
    "\u00a31,234": 1234.0,
    "(1,234)": -1234.0,
    "19%": 0.19,
    "-5": -5.0,
    "\u22125": -5.0,
    "1 234": 1234.0,
    "1e5": 100000.0,
    "0.5": 0.5,
    ".5": 0.5,
}


@pytest.mark.parametrize(("cell", "number"), NUMBERS_READ.items())
def test_every_usual_way_to_write_a_number_is_read(
    cell: str, number: float, tmp_path: Path
) -> None:
    assert numbers([cell], tmp_path).rows("answers.1", "number") == [(pytest.approx(number),)]


@pytest.mark.parametrize(
    "cell",
    ["1,23", "12,5", "nan", "inf", "1e400", "1_000", "--3", "1.2.3", "12a", "..", "*", "1,2345"],
)
def test_what_is_no_number_refuses_its_row_and_is_shown(cell: str, tmp_path: Path) -> None:
    done = numbers(["1", cell], tmp_path)
    assert done.faults == [f"Row 3, N: '{cell}' is no number."]


def test_decimal_commas_and_percentages_as_written_are_asked_for(tmp_path: Path) -> None:
    done = numbers(["1.234,5", "12,5", "1 234"], tmp_path, 'decimal = ","')
    assert [n for (n,) in done.rows("answers.1", "number")] == [1234.5, 12.5, 1234.0]
    assert numbers(["19%"], tmp_path, 'percent = "as written"').rows("answers.1", "number") == [
        (19.0,)
    ]


@settings(max_examples=6, deadline=None)
@given(
    st.lists(st.decimals(-(10**12), 10**12, allow_nan=False, places=3), min_size=1, max_size=30),
    st.sampled_from(["{:f}", "{:,f}", "\u00a3{:,f}", "{:+f}"]),
)
def test_a_number_written_by_python_is_read_as_that_number(
    written: list[object], shape: str
) -> None:
    with TemporaryDirectory() as folder:
        done = numbers([shape.format(number) for number in written], Path(folder))
        read = [number for (number,) in done.rows("answers.1", "number")]
        assert read == [float(str(number)) for number in written]


def test_numbers_in_texts_keep_their_leading_noughts(tmp_path: Path) -> None:
    done = map_sheet(tmp_path, DATES, ["Id", "Day"], [["00042", "05/03/2024"]])
    assert done.rows("responses", "response_id") == [("00042",)]
