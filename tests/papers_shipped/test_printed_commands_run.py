"""Whoever types a command that a shipped paper prints gets the figures that the paper prints."""

import csv
import json
import re
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from made_papers import made_whole, shipped

from command.typed import Answer, asked
from touchpoint.ledger import append, arrow_schema
from touchpoint.papers.description.reading import shipped_papers
from touchpoint.papers.kept.file import KeptFigure
from touchpoint.papers.making.making import Made
from touchpoint.synthetic import synthesise
from touchpoint.voice.instrument import Question
from touchpoint.voice.reading import shipped as shipped_instruments

NAMES = [path.stem for path in shipped_papers()]
AS_AT = date(2024, 7, 31)
COMMAND = re.compile(r"To count it again: touchpoint (measure LEDGER .+?)\.(?: |$)")
ELSEWHERE = re.compile(r"As it is split elsewhere: (.+?)\.(?: |$)")
ROWS = re.compile(r"touchpoint (paper LEDGER .+? --figure ID --rows FILE)\.")
QUESTIONS = tuple(shipped_instruments().questions.values())
SURVEYS = ("aggregate", "domestic_abuse", "hate_crime")
SPOKEN = [(f"{survey}-{n}", survey, n) for survey in SURVEYS for n in range(240)]


def said(question: Question, number: int) -> str:
    """One answer after another of those that there are to a question, and that it is none."""
    scale = question.scale
    every = (*(scale.words or (*scale.yes, *scale.no)), *scale.unsure[:1], "not_applicable")
    return every[number % len(every)]


VOICES: tuple[tuple[str, list[dict[str, object]]], ...] = (
    (
        "responses",
        [
            {
                "response_id": r,
                "survey_id": survey,
                "answered_on": date(2024, 1 + n // 40, 12),
                "mode": "telephone",
            }
            for r, survey, n in SPOKEN
        ],
    ),
    (
        "answers",
        [
            {"response_id": r, "question": question.name, "value": said(question, n)}
            for r, _, n in SPOKEN
            for question in QUESTIONS
        ],
    ),
)
"""So many answers of every kind that none is kept back: a made-up force asks few in a month."""


@pytest.fixture(scope="module")
def force(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("printed") / "force"
    synthesise(path, journeys=600, seed=1)
    append(path, {table: pa.Table.from_pylist(rows, arrow_schema(table)) for table, rows in VOICES})
    return path


@pytest.fixture(scope="module", params=NAMES)
def paper(force: Path, request: pytest.FixtureRequest) -> Made:
    of = shipped(request.param)
    return made_whole(force, of, "2024-06" if of.period == "month" else "2024-25Q1", AS_AT)


def test_every_command_that_a_paper_prints_gives_the_figures_that_it_prints(
    force: Path, paper: Made
) -> None:
    told = {each.measure: each.note or "" for each in paper.document.definitions}
    compared = set()
    assert told
    for measure, note in told.items():
        counted = [figure for command in commands(note) for figure in run(command, force)]
        periods = {figure["period"] for figure in counted}
        for printed in paper.kept.figures:
            of_these = printed.measure == measure and printed.period.label in periods
            if of_these and printed.status == "shown":
                compared.add(measure)
                (same,) = (figure for figure in counted if is_of(figure, printed))
                counts = (same["numerator"], same["denominator"], same["rate"])
                assert counts == (printed.numerator, printed.denominator, printed.rate)
    # Of so small a force some measures have no figure that may leave.
    assert len(compared) > len(told) / 2
    assert compared >= {name for name in told if re.match(r"answered_\d|said_yes", name)}


def test_the_rows_behind_a_figure_are_written_by_the_command_that_a_paper_prints(
    force: Path, paper: Made, tmp_path: Path
) -> None:
    figure = next(f for f in paper.kept.figures if f.status == "shown" and (f.numerator or 0) > 0)
    told = next(d.note or "" for d in paper.document.definitions if d.measure == figure.measure)
    (command,) = ROWS.findall(told)
    out = tmp_path / "rows.csv"
    words = command.replace(" ID ", f" {figure.id} ").replace("FILE", str(out))
    assert typed(words, force).status == 0
    with out.open(encoding="utf-8") as rows:
        behind = sum(int(row["numerator"]) for row in csv.DictReader(rows))
    # A person counts once, and every journey of theirs stands behind that.
    of_persons = figure.measure.startswith("repeat")
    assert behind == figure.numerator or (of_persons and behind > (figure.numerator or 0))


def typed(words: str, force: Path) -> Answer:
    return asked(*words.replace("LEDGER", str(force)).split(), within=force.parent)


def commands(note: str) -> list[str]:
    """The command of a note, and the same once more for every other way of splitting."""
    (command,) = COMMAND.findall(note)
    splits = [split for told in ELSEWHERE.findall(note) for split in told.split(" or ")]
    return [command, *(re.sub(r"--by \S+", split, command) for split in splits)]


def run(command: str, force: Path) -> list[dict[str, object]]:
    answer = typed(f"{command} --format json", force)
    assert answer.status == 0, (command, answer.err)
    figures: list[dict[str, object]] = json.loads(answer.out)
    return figures


def is_of(figure: dict[str, object], printed: KeptFigure) -> bool:
    """Whether a figure that was counted is of the period and of the very group of a printed one."""
    names = list(figure)
    groups = {n: figure[n] for n in names[names.index("period") + 1 : names.index("numerator")]}
    return figure["period"] == printed.period.label and groups == dict(printed.group)
