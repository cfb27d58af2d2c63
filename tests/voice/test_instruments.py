"""Instruments are read whole or not at all, and an answer is read as its examples say."""

from pathlib import Path

import pytest

from touchpoint.errors import Refused
from touchpoint.rights.editions import in_force
from touchpoint.voice.instrument import Scale
from touchpoint.voice.reading import read_instruments, shipped, with_own

OWN = """
[[scales]]
name = "five_points"
lowest = 1
highest = 5
yes_from = 4

[[questions]]
name = "told_of_arrest"
title = "Told of an arrest"
asks = "Were you told that somebody was arrested?"
sort = "memory"
scale = "remembered"
examples = [
  { value = "yes", reads = "yes" },
  { value = "no", reads = "no" },
  { reads = "blank" },
]
[questions.record]
duty = "R6.ARREST"
by = "verdicts"
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(tmp_path: Path, text: str) -> str:
    with pytest.raises(Refused) as refusal:
        with_own(written(tmp_path, text))
    return str(refusal.value)


def test_every_duty_that_a_question_touches_is_in_the_code() -> None:
    held = {duty.id for edition in in_force() for duty in edition.duties}
    touched = {q.record.duty for q in shipped().touching() if q.record is not None}
    assert touched == {"R3.INFO", "R4.NEEDS", "R6.CONTACT", "R7.OFFER"}
    assert touched <= held


def test_the_first_questions_of_the_measures_are_held() -> None:
    assert {"contact", "actions", "follow_up", "treatment", "whole"} <= set(shipped().questions)


@pytest.mark.parametrize(
    ("value", "number", "says"),
    [
        (None, 5.0, "yes"),
        (None, 4.0, "no"),
        (None, 8.0, "blank"),
        (None, 0.0, "blank"),
        (None, None, "blank"),
        ("Very_Satisfied ", None, "yes"),
        ("not_applicable", None, "not_applicable"),
        ("dont_know", None, "unsure"),
        ("do_not_know", None, "unsure"),
        ("anything else", None, "blank"),
    ],
)
def test_seven_points_are_read_with_the_top_three_as_yes(
    value: str | None, number: float | None, says: str
) -> None:
    assert shipped().named("whole").scale.reads(value, number) == says


def test_a_word_of_a_scale_stands_for_its_number() -> None:
    scale = shipped().named("whole").scale
    assert scale.number("neither", None) == 4
    assert scale.number("completely_satisfied", None) == 7
    assert scale.number("not_applicable", None) is None


def test_dont_know_is_not_no() -> None:
    scale = shipped().named("statement_offered").scale
    words = ("yes", "no", "dont_know", "do_not_know", None)
    assert [scale.reads(word, None) for word in words] == ["yes", "no", "unsure", "unsure", "blank"]


def test_a_statement_taken_is_never_read_as_offered() -> None:
    record = shipped().named("statement_offered").record
    assert record is not None
    assert record.says([("statement.taken", "done")]) == "unsure"
    assert record.says([("statement.taken", "done"), ("statement.offered", "declined")]) == "yes"
    assert record.says([("statement.offered", "not_asked")]) == "no"
    assert record.says([], covered=False) == "cannot_tell"
    assert record.says([("statement.offered", None)], covered=False) == "yes"


def test_questions_of_ones_own_are_laid_over_those_that_are_held(tmp_path: Path) -> None:
    held = with_own(written(tmp_path, OWN))
    assert held.named("told_of_arrest").record is not None
    assert set(shipped().questions) < set(held.questions)


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    text = """
[[scales]]
name = "odd"
lowest = 5
highest = 1
yes_from = 3
words = ["Good"]

[[questions]]
name = "a"
titel = "A"
asks = ""
sort = "feeling"
scale = "remembered"
examples = [{ value = "yes", reads = "no" }]
[questions.record]
duty = "R4.NEEDS"
by = "touchpoints"
yes = [{ kinds = ["needs.assesed"], results = ["done", "done"] }]
"""
    told = faults(tmp_path, text)
    for part in (
        "scale odd: it runs from 5 to 1",
        "scale odd: words are written in small letters",
        "question a: title is missing",
        "question a: asks is empty",
        "question a: sort 'feeling' is none of memory, satisfaction",
        "question a: 'titel' is not a key here: did you mean title?",
        "'needs.assesed' is not a word of the ledger: did you mean needs.assessed?",
        "results names 'done' twice",
    ):
        assert part in told, part


def test_an_example_that_is_read_otherwise_than_it_says_is_a_fault(tmp_path: Path) -> None:
    told = faults(
        tmp_path, OWN.replace('{ value = "no", reads = "no" }', '{ value = "no", reads = "yes" }')
    )
    assert "question told_of_arrest, example 2: it is read as no, and says yes." in told


def test_a_question_without_three_examples_does_not_load(tmp_path: Path) -> None:
    told = faults(tmp_path, OWN.replace('  { reads = "blank" },\n', ""))
    assert "it needs three examples" in told


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("= [", "cannot be read as TOML"),
        ("", "questions is missing"),
        ("questions = [3]", "must hold tables"),
        (OWN + OWN.partition("[[questions]]")[2].join(["[[questions]]", ""]), "two questions"),
        (OWN.replace('"verdicts"', '"guess"'), "'guess' is none of touchpoints, verdicts"),
        (OWN.replace('scale = "remembered"', 'scale = "six"'), "'six' is none of"),
        (OWN.replace('sort = "memory"', 'sort = "memory"\ndetail = "x"'), "asked in a survey"),
        (OWN.replace("yes_from = 4", "yes_from = 9"), "yes_from is 9"),
        (OWN.replace("lowest = 1", "lowest = true"), "lowest is True"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(text: str, part: str, tmp_path: Path) -> None:
    assert part in faults(tmp_path, text)


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        read_instruments([tmp_path / "none.toml"])


def test_a_question_that_is_not_held_is_refused_with_those_that_are() -> None:
    with pytest.raises(Refused, match="there are contact"):
        shipped().named("weather")


def test_a_scale_without_numbers_gives_none() -> None:
    assert Scale(name="x", yes=("yes",), no=("no",)).number("yes", 3.0) is None
