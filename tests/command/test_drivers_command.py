"""`touchpoint drivers` finds the planted first driver, names none on noise, and claims no cause."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from command.voices_ledger import Rows, response, victim, written
from touchpoint.cli.commands.drivers import drivers
from touchpoint.errors import Refused
from touchpoint.statistics.drivers import key_drivers
from touchpoint.synthetic import synthesise

APP = typer.Typer(rich_markup_mode=None)
APP.command()(drivers)
QUICK = ("--samples", "200")
STAGES = ("contact", "actions", "follow_up", "treatment")


def asked(*words: str) -> tuple[str, str]:
    done = CliRunner().invoke(APP, words, env={"COLUMNS": "300"})
    if isinstance(done.exception, Refused):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.stdout, done.stderr


def rows(ledger: str, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(asked(ledger, *QUICK, *words, "--format", "json")[0])
    return found


def firsts(found: list[dict[str, Any]]) -> list[str]:
    return [row["question"] for row in found if row["first"]]


@pytest.fixture(scope="module")
def force(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("drivers") / "force"
    synthesise(path, journeys=30_000, seed=5, workers=1)
    return str(path)


def scores(number: int, seed: int) -> dict[str, list[int]]:
    dice = np.random.default_rng(seed)
    return {name: dice.integers(1, 8, number).tolist() for name in (*STAGES, "whole")}


def survey(number: int, seed: int, **more: Any) -> list[Rows]:  # noqa: ANN401 - columns of a table
    """Answers that have nothing to do with one another."""
    table = scores(number, seed)
    return [
        response(f"R{place:04}", None, {name: table[name][place] for name in table}, **more)
        for place in range(number)
    ]


def test_the_planted_first_driver_comes_back(force: str) -> None:
    found = rows(force)
    assert "follow_up" in firsts(found)
    driver = next(row for row in found if row["first"])
    assert (driver["among"], driver["rank_best"], driver["rank_worst"]) == (
        "all drivers apply",
        1,
        1,
    )
    contact = next(row for row in found if row["question"] == "contact")
    assert contact["share"] < 0.1  # planted: the whole does not rest on it


def test_it_is_said_in_words_that_claim_no_cause(force: str) -> None:
    said = asked(force, *QUICK, "--format", "json", "--gain", "follow_up")[1]
    assert "follow_up is named as the first driver" in said
    assert "is associated with" in said
    assert "is not shown" in said  # that moving it would move the outcome
    assert "cause" not in said


def test_those_not_asked_of_follow_up_have_a_model_of_their_own(force: str) -> None:
    found = rows(force)
    apart = [row for row in found if row["among"] == "follow_up not applicable"]
    assert {row["question"] for row in apart if row["role"] == "driver"} == {
        "contact", "actions", "treatment",
    }  # fmt: skip
    whole = found[0]
    assert whole["given"] == whole["used"] + whole["not_applicable"] + whole["blank"]
    assert whole["not_applicable"] == apart[0]["used"] + apart[0]["blank"]


def test_the_pathway_effect_comes_back(force: str) -> None:
    found = rows(force, "--by", "pathway")
    told = {
        row["pathway"]: row
        for row in found
        if row["question"] == "follow_up" and row["role"] == "driver"
    }
    assert told["telephone"]["satisfied_high"] < told["attended"]["satisfied_low"]
    assert told["telephone"]["satisfied"] == pytest.approx(0.39, abs=0.1)
    said = asked(force, *QUICK, "--by", "pathway", "--format", "csv")[1]
    assert "Satisfied with follow_up, by pathway: attended " in said


@pytest.mark.parametrize("seed", range(8))
def test_no_driver_is_named_as_the_first_on_noise(seed: int, tmp_path: Path) -> None:
    found = rows(written(tmp_path / "noise", survey(150, seed)))
    assert firsts(found) == []
    assert "order would be noise" in found[0]["note"]


def test_it_is_the_analysis_of_the_statistics_room_weights_and_all(tmp_path: Path) -> None:
    table = scores(120, 4)
    table["whole"] = [
        min(7, max(1, (f + a) // 2))
        for f, a in zip(table["follow_up"], table["actions"], strict=True)
    ]
    weights = np.random.default_rng(1).uniform(1, 20, 120).tolist()
    parts = [
        response(f"R{n:04}", None, {name: table[name][n] for name in table}, weight=weights[n])
        for n in range(120)
    ]
    found = rows(written(tmp_path / "weighted", parts))
    model = key_drivers(
        table["whole"], {name: table[name] for name in STAGES}, weights=weights, samples=200, seed=1
    )
    told = {row["question"]: row for row in found if row["role"] == "driver"}
    for driver in model.drivers:
        assert told[driver.name]["importance"] == pytest.approx(driver.importance.point, abs=1e-12)
        assert told[driver.name]["share_low"] == pytest.approx(driver.share.low, abs=1e-12)
        assert told[driver.name]["rank"] == driver.rank
    assert found[0]["weighted"] is True
    level = np.average(table["whole"], weights=weights)
    assert found[0]["level"] == pytest.approx(level)


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    parts = survey(120, 4)
    for part in parts:
        score = next(a["number"] for a in part["answers"] if a["question"] == "follow_up")
        part["answers"] = [
            a | {"number": score if a["question"] == "whole" else a["number"]}
            for a in part["answers"]
        ]
    one = rows(written(tmp_path / "one", parts))
    other = rows(written(tmp_path / "other", parts[::-1]))
    assert one == other


def test_some_weights_are_no_weights_and_it_is_said(tmp_path: Path) -> None:
    parts = [*survey(100, 1), response("Z", None, {"whole": 5, "contact": 3}, weight=3.0)]
    ledger = written(tmp_path / "some", parts)
    said = asked(ledger, *QUICK, "--format", "csv")[1]
    assert "100 of 101 responses have no weight, so none is weighted." in said
    assert rows(ledger)[0]["weighted"] is False


def test_numbers_off_the_scale_and_words_are_read_as_the_scale_has_them(tmp_path: Path) -> None:
    parts = survey(100, 1)
    parts[0]["answers"][0] |= {"number": 98.0}
    parts[1]["answers"][0] |= {"number": None, "value": "very_satisfied"}
    found = rows(written(tmp_path / "odd", parts))
    assert (found[0]["used"], found[0]["blank"]) == (99, 1)


def test_days_and_surveys_choose_the_answers(tmp_path: Path) -> None:
    parts = [
        *survey(60, 1, day=date(2024, 1, 31)),
        *(
            {t: [r | {"response_id": "B" + r["response_id"]} for r in rs] for t, rs in part.items()}
            for part in survey(50, 2, survey_id="other")
        ),
    ]
    ledger = written(tmp_path / "two", parts)
    assert rows(ledger, "--to", "2024-01-31")[0]["given"] == 60
    assert rows(ledger, "--survey", "other")[0]["given"] == 50
    assert rows(ledger)[0]["given"] == 110
    with pytest.raises(Refused, match="No response was given on the days"):
        rows(ledger, "--from", "2025-01-01")


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("--drivers", "contact,contact"), "contact is named twice"),
        (("--drivers", "whole,contact"), "driver of itself"),
        (("--drivers", " , "), "no driver is named"),
        (("--gain", "weather"), "none of the drivers"),
        (("--drivers", "contact,weather"), "nobody was asked 'weather'"),
        (("--survey", "x"), "no survey 'x'"),
    ],
)
def test_what_makes_no_analysis_is_refused(
    words: tuple[str, ...], part: str, tmp_path: Path
) -> None:
    ledger = written(tmp_path / "few", survey(60, 1))
    with pytest.raises(Refused, match=part):
        rows(ledger, *words)


def test_answers_given_after_the_day_asked_about_are_not_looked_at(tmp_path: Path) -> None:
    late = response("Z", None, {"whole": 5, "contact": 3}, date(2024, 4, 1))
    ledger = written(tmp_path / "late", [*survey(60, 1), late])
    given = [
        rows(ledger, *words)[0]["given"]
        for words in ((), ("--as-at", "2024-04-01"), ("--as-at", "2024-03-31"))
    ]
    assert given == [61, 61, 60]
    asked_later = ("--as-at", "2024-03-31", "--to", "2024-12-31")
    assert rows(ledger, *asked_later)[0]["given"] == 60
    with pytest.raises(Refused, match="No response was given on the days asked for"):
        rows(ledger, "--as-at", "2024-02-29")


def test_answers_given_after_today_are_not_looked_at_unless_a_day_is_said(tmp_path: Path) -> None:
    late = response("Z", None, {"whole": 5, "contact": 3}, date(2038, 4, 1))
    ledger = written(tmp_path / "late", [*survey(60, 1), late])
    assert rows(ledger)[0]["given"] == 60
    assert rows(ledger, "--as-at", "2038-04-01")[0]["given"] == 61


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("--from", "2024-03-02", "--to", "2024-03-01"), "give the first day first"),
        (("--by", "colour"), "'colour' is no dimension"),
        (("--chart", "drivers.docx"), ".svg or .png"),
    ],
)
def test_what_is_typed_wrongly_ends_with_2(
    words: tuple[str, ...], part: str, tmp_path: Path
) -> None:
    done = CliRunner().invoke(APP, (written(tmp_path / "few", survey(60, 1)), *words))
    assert done.exit_code == 2
    assert part in done.stderr


def test_too_few_answers_are_refused_and_too_few_in_a_group_are_said(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="20 complete answers are too few for 4 drivers"):
        rows(written(tmp_path / "few", survey(20, 1)))
    with pytest.raises(Refused, match="no responses to any survey"):
        rows(written(tmp_path / "none", [victim("A")]))
    parts = [*survey(60, 1), response("Z", None, {"whole": 5, "contact": 3}, stratum="small")]
    found = rows(written(tmp_path / "small", parts), "--by", "stratum")
    small = [row for row in found if row["stratum"] == "small"]
    assert {row["status"] for row in small} == {"missing"}
    assert "too few for 4 drivers" in small[0]["note"]


def test_drivers_are_drawn_with_their_alternative_text(force: str, tmp_path: Path) -> None:
    picture = tmp_path / "drivers.svg"
    rows(force, "--chart", str(picture))
    said = picture.read_text(encoding="utf-8")
    assert "Being kept informed is first throughout its interval of ranks." in said
