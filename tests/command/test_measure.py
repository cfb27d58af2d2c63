"""`touchpoint measures` and `touchpoint measure` answer as their contract says."""

import csv
import io
import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from command.typed import asked
from touchpoint.cli.measuring import days_of_loads
from touchpoint.ledger import append, arrow_schema, new_ledger, write_part

COLUMNS = ["measure", "period", "numerator", "denominator", "rate", "low", "high", "status", "note"]
ROWS = {
    "investigations": [
        {
            "investigation_id": f"i{n}",
            "reference": f"r{n}",
            "offence_group": "burglary",
            "marks": [],
            "victim_based": True,
            "reported_at": datetime(2024, 4, 1 + n, 12, tzinfo=UTC),
            "reported_on": date(2024, 4, 1 + n),
        }
        for n in range(8)
    ],
    "journeys": [
        {
            "journey_id": f"j{n}",
            "investigation_id": f"i{n}",
            "role": "direct",
            "sex": "female" if n < 6 else "male",
            "enhanced_basis": [],
        }
        for n in range(8)
    ],
    "touchpoints": [
        {
            "touchpoint_id": f"t{n}",
            "journey_id": f"j{n}",
            "kind": "needs.assessed",
            "happened_at": datetime(2024, 4, 20, 12, tzinfo=UTC),
            "happened_on": date(2024, 4, 20),
            "source": "crime_system",
        }
        for n in range(2)
    ],
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("measured") / "ledger"
    with new_ledger(path) as staging:
        for table, rows in ROWS.items():
            write_part(staging, table, 0, pa.Table.from_pylist(rows, schema=arrow_schema(table)))
    return path


ASKED = ("needs_assessed", "--by", "quarter", "--as-at", "2024-06-30")


def test_json_has_the_columns_and_the_days_of_the_period(ledger: Path, tmp_path: Path) -> None:
    answer = asked("measure", str(ledger), *ASKED, "--format", "json", within=tmp_path)
    assert answer.status == 0, answer.err
    (figure,) = json.loads(answer.out)
    assert list(figure) == [*COLUMNS, "from_on", "to_on"]
    assert figure["period"] == "2024-25Q1"
    assert (figure["from_on"], figure["to_on"]) == ("2024-04-01", "2024-06-30")
    assert (figure["numerator"], figure["denominator"], figure["rate"]) == (2, 8, 0.25)
    assert figure["status"] == "shown"
    assert "no coverage rows" in answer.err


def test_days_that_end_before_the_ledger_begins_have_no_figure_and_not_those_of_later_days(
    ledger: Path, tmp_path: Path
) -> None:
    words = ("measure", str(ledger), *ASKED, "--to", "1990-05-01", "--format", "json")
    (figure,) = json.loads(asked(*words, within=tmp_path).out)
    assert (figure["period"], figure["status"]) == ("1990-91Q1", "missing")
    assert figure["note"] == "The ledger's investigations begin on 1 April 2024."


def test_csv_and_parquet_have_exactly_the_columns(ledger: Path, tmp_path: Path) -> None:
    wanted = [*COLUMNS[:2], "sex", *COLUMNS[2:]]
    by_sex = ("needs_assessed", "--by", "month,sex", "--as-at", "2024-04-30")
    answer = asked("measure", str(ledger), *by_sex, "--format", "csv", within=tmp_path)
    rows = list(csv.DictReader(io.StringIO(answer.out)))
    assert list(rows[0]) == wanted
    assert {row["sex"]: row["denominator"] for row in rows} == {"female": "6", "male": "2"}
    out = tmp_path / "figures.parquet"
    assert asked("measure", str(ledger), *by_sex, "--out", str(out), within=tmp_path).status == 0
    assert pq.read_table(out).column_names == wanted


def test_what_leaves_keeps_small_numbers_back(ledger: Path, tmp_path: Path) -> None:
    answer = asked("measure", str(ledger), *ASKED, "--release", "--format", "json", within=tmp_path)
    assert answer.status == 0, answer.err
    (figure,) = json.loads(answer.out)
    assert figure["status"] == "suppressed"
    assert figure["numerator"] == figure["rate"] == "[c]"


def test_what_a_breakdown_keeps_back_is_not_told_by_its_total(ledger: Path, tmp_path: Path) -> None:
    # 6 women and 2 men: whoever knows of the 8 would take the 6 away.
    by_sex = ("needs_assessed", "--by", "month,sex", "--as-at", "2024-04-30", "--release")
    answer = asked("measure", str(ledger), *by_sex, "--format", "json", within=tmp_path)
    figures = json.loads(answer.out)
    assert {figure["sex"]: figure["denominator"] for figure in figures} == {
        "female": "[c]",
        "male": "[c]",
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("closed", "--by", "fortnight"), "begins with no period: begin with month, quarter"),
        (("closed", "--by", "month,town"), "'town' is no dimension"),
        (("closed", "--by", "month,source"), "closed cannot be split by source"),
        (("closed", "--from", "2024-06-30", "--to", "2024-06-01"), "is before 2024-06-30"),
    ],
)
def test_what_is_asked_wrongly_whatever_the_ledger_holds_ends_with_2(
    ledger: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    answer = asked("measure", str(ledger), *words, within=tmp_path)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err
    assert "Traceback" not in answer.err


def test_a_duty_that_no_edition_has_is_refused_in_a_sentence(ledger: Path, tmp_path: Path) -> None:
    answer = asked("measure", str(ledger), "duty_met:R99.NONE", within=tmp_path)
    assert answer.status == 1
    assert "There is no R99.NONE in victims-code-2021" in answer.err


@pytest.fixture(scope="module")
def heard(ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger with twelve answers to each of two questions, one of them of a force's own."""
    path = tmp_path_factory.mktemp("heard") / "ledger"
    shutil.copytree(ledger, path)
    responses = [
        {
            "response_id": f"r{n}",
            "survey_id": "aggregate",
            "answered_on": date(2024, 4, 9),
            "mode": "telephone",
        }
        for n in range(12)
    ]
    points = [*range(1, 8), *range(3, 8)]
    answers = [
        {"response_id": f"r{n}", "question": "whole", "number": float(point)}
        for n, point in enumerate(points)
    ]
    answers += [
        {"response_id": f"r{n}", "question": "contact", "value": "dont_know"} for n in range(3)
    ]
    answers += [
        {"response_id": f"r{n}", "question": "called_back", "value": "yes" if n < 9 else "no"}
        for n in range(12)
    ]
    answers = [{"value": None, "number": None, **answer} for answer in answers]
    append(
        path,
        {
            "responses": pa.Table.from_pylist(responses, arrow_schema("responses")),
            "answers": pa.Table.from_pylist(answers, arrow_schema("answers")),
        },
    )
    return path


OWN_QUESTIONS = """
[[questions]]
name = "called_back"
title = "Called back"
asks = "Were you called back?"
sort = "memory"
scale = "remembered"
examples = [
  { value = "yes", reads = "yes" }, { value = "no", reads = "no" },
  { value = "dont_know", reads = "unsure" },
]
"""


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("answered_7", (2, 12)),
        ("answered_1:whole", (1, 12)),
        ("said_yes:whole", (6, 12)),
        ("answered_unsure", (3, None)),
        ("said_yes:called_back", (9, 12)),
        ("satisfied:called_back", (None, None)),
    ],
)
def test_the_measures_that_papers_print_are_counted_by_their_names(
    heard: Path, tmp_path: Path, name: str, counts: tuple[int | None, int | None]
) -> None:
    (tmp_path / "own.toml").write_text(OWN_QUESTIONS)
    words = (name, "--by", "month", "--as-at", "2024-04-30", "--instruments", "own.toml")
    answer = asked("measure", str(heard), *words, "--format", "json", within=tmp_path)
    assert answer.status == 0, answer.err
    (figure,) = (f for f in json.loads(answer.out) if f["period"] == "2024-04")
    assert (figure["numerator"], figure["denominator"]) == counts
    # A count alone is no share of anything: nobody was satisfied by not knowing.
    assert (figure["rate"] is None) == (counts[1] is None)
    assert counts[1] is not None or "satisfied" not in (figure["note"] or "")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("satisfied:nope", "There is no question 'nope': there are contact, actions"),
        ("answered_3:nope", "There is no question 'nope'"),
        ("said_yes:nope", "There is no question 'nope'"),
        ("said_yes", "said_yes names a question"),
        ("answered_8", "There is no measure 'answered_8'"),
    ],
)
@pytest.mark.parametrize("command", ["measure", "spc"])
def test_a_question_that_there_is_not_is_refused_in_a_sentence(
    heard: Path, tmp_path: Path, command: str, name: str, said: str
) -> None:
    answer = asked(command, str(heard), name, "--as-at", "2024-04-30", within=tmp_path)
    assert (answer.status, answer.out) == (1, "")
    assert said in answer.err


def test_a_question_that_nobody_has_answered_yet_is_no_error(heard: Path, tmp_path: Path) -> None:
    words = ("satisfied:treatment", "--by", "month", "--as-at", "2024-04-30", "--format", "json")
    answer = asked("measure", str(heard), *words, within=tmp_path)
    assert answer.status == 0
    assert {figure["status"] for figure in json.loads(answer.out)} == {"missing"}


def test_a_question_of_which_only_the_ledger_knows_is_counted(heard: Path, tmp_path: Path) -> None:
    words = ("satisfied:called_back", "--by", "month", "--as-at", "2024-04-30")
    assert asked("measure", str(heard), *words, within=tmp_path).status == 0


def test_a_chart_of_who_does_not_know_is_of_counts(heard: Path, tmp_path: Path) -> None:
    words = ("answered_unsure", "--as-at", "2024-04-30", "--format", "json")
    (row,) = json.loads(asked("spc", str(heard), *words, within=tmp_path).out)
    assert (row["value"], row["denominator"]) == (3, None)


@pytest.mark.parametrize(
    ("name", "part", "says"),
    [
        ("answered_unsure", "numerator", "saying “do_not_know”"),
        ("answered_unsure", "denominator", "None: it is a count."),
        ("answered_not_applicable", "numerator", "saying “not_applicable”"),
        ("said_yes:confidence", "statement", "4 (good) or 5 (excellent) on the scale of 1 to 5"),
        ("said_yes:confidence", "numerator", "at the point 4 or 5 (or saying “good” or"),
        ("said_yes:felt_safer", "numerator", "saying “yes”, among those of the denominator"),
    ],
)
def test_a_definition_says_which_answers_it_counts(
    tmp_path: Path, name: str, part: str, says: str
) -> None:
    (held,) = json.loads(asked("measures", name, "--format", "json", within=tmp_path).out)
    assert says in held[part]
    assert part != "numerator" or ("denominator" in held[part]) == (name.startswith("said_yes"))


def test_a_load_was_made_on_the_local_day_of_its_instant(tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    with new_ledger(path) as staging:
        for table, rows in ROWS.items():
            write_part(staging, table, 0, pa.Table.from_pylist(rows, schema=arrow_schema(table)))
    assert days_of_loads(path) == {}
    (path / "loads").mkdir()
    instants = [datetime(2024, 6, 30, 22, 59, tzinfo=UTC), datetime(2024, 6, 30, 23, tzinfo=UTC)]
    loads = pa.table({"load": [1, 2], "loaded_at": instants})
    pq.write_table(loads, path / "loads" / "part-0.parquet")
    assert days_of_loads(path) == {1: date(2024, 6, 30), 2: date(2024, 7, 1)}


def test_the_catalogue_is_a_table_and_one_measure_is_shown_in_full(tmp_path: Path) -> None:
    listed = json.loads(asked("measures", "--format", "json", within=tmp_path).out)
    assert {"needs_assessed", "duty_met", "returns", "duty_late", "said_yes:confidence"} <= {
        row["name"] for row in listed
    }
    page = asked("measures", "statement_uptake", within=tmp_path).out
    for part in ("Numerator", "Must be covered", "Worked examples", "SQL on DuckDB", "SELECT"):
        assert part in page


def test_a_release_that_went_to_a_file_is_remembered_by_the_next(
    ledger: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "ledger"
    shutil.copytree(ledger, copy)
    release = ("needs_assessed", "--by", "quarter", "--as-at", "2024-04-30", "--release")
    assert asked("measure", "ledger", *release, within=tmp_path).status == 0
    assert not (copy / "released").exists()
    assert asked("measure", "ledger", *release, "--out", "paper.csv", within=tmp_path).status == 0
    assert [kept.name for kept in (copy / "released").iterdir()] == ["000001-paper.json"]
    (copy / "released" / "000001-paper.json").write_text("{}")
    refused = asked("measure", "ledger", *release, within=tmp_path)
    assert refused.status == 1
    assert "000001-paper.json" in refused.err
