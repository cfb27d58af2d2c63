"""Whole papers of a made-up force: one release, hidden everywhere, kept, compared and followed."""

import re
from dataclasses import replace

import pytest
from little_papers import AS_AT, PAPER, Little, little

from touchpoint.calendar import Kind, read_period
from touchpoint.errors import Refused
from touchpoint.measures.asking import ask, ask_together
from touchpoint.measures.catalogue import measure_asked, measure_named
from touchpoint.measures.counting.asked import Question
from touchpoint.measures.definition.dimensions import read_dimension
from touchpoint.papers.document import Listed, Paragraph, Sentence, Table
from touchpoint.papers.kept.file import Kept, kept_in, last_before, read_kept
from touchpoint.papers.making.behind import behind
from touchpoint.papers.making.making import Made
from touchpoint.rights.editions import in_force

__all__ = ["little"]


@pytest.fixture(scope="module")
def made(little: Little) -> Made:
    return little.made()


def _sentences(made: Made) -> list[Sentence]:
    found: list[Sentence] = []
    for block in made.document.every_block():
        if isinstance(block, Paragraph | Listed):
            found += block.sentences
    return found


def _tables(made: Made) -> dict[str, Table]:
    return {b.id: b for b in made.document.every_block() if isinstance(b, Table)}


def test_every_cell_prints_a_figure_of_the_workbook(made: Made) -> None:
    ids = {figure.id for figure in made.document.figures}
    cells = [c for t in _tables(made).values() for row in t.rows for c in row.cells if c.figure]
    assert cells
    assert {cell.figure for cell in cells} <= ids
    assert {each for sentence in _sentences(made) for each in sentence.figures} <= ids


def test_a_suppressed_figure_is_a_mark_wherever_it_stands(made: Made) -> None:
    hidden = {f.id for f in made.document.figures if f.status == "suppressed"}
    assert hidden
    for table in _tables(made).values():
        for row in table.rows:
            for cell in row.cells:
                if cell.figure in hidden:
                    assert cell.text == "[c]"
    for figure in made.document.figures:
        if figure.id in hidden:
            assert (figure.rate, figure.low, figure.high) == ("[c]", "[c]", "[c]")
    for sentence in _sentences(made):
        if hidden & set(sentence.figures):
            assert sentence.standing == "cannot_tell"


def test_what_is_missing_has_the_mark_of_its_table_and_the_reason_below(made: Made) -> None:
    quarters = _tables(made)["quarters"]
    texts = [row.cells[1].text for row in quarters.rows]
    assert "-" in texts
    assert any(
        note.startswith("- No loaded source records that a text message was sent")
        for note in quarters.notes
    )


def test_sentences_print_the_numbers_of_their_tables(made: Made) -> None:
    text = next(s.text for s in _sentences(made) if "needs assessments" in s.text.lower())
    printed = _tables(made)["quarters"].rows[-1].cells[0].text
    assert printed in text


def test_every_paper_states_what_it_must(made: Made) -> None:
    facts = {fact.name: fact.value for fact in made.document.facts}
    assert "victims-code-2021" in facts["Edition of the Victims' Code"]
    assert "day 0" in facts["Working days"]
    assert "since" in facts["Coverage"]
    headings = {section.heading for _, section in made.document.every_section()}
    assert {"Changes since the last paper", "Figures restated", "Breaks in method"} <= headings
    author = [s.text for s in _sentences(made) if s.standing == "author"]
    assert author == ["A word of the author."]


def test_definitions_hold_their_sql_and_the_command(made: Made) -> None:
    told = {each.measure: each for each in made.document.definitions}
    assert "SELECT" in told["needs_assessed"].sql
    assert "touchpoint measure LEDGER needs_assessed" in (told["needs_assessed"].note or "")


def test_the_rows_behind_a_figure_add_up_to_it(little: Little, made: Made) -> None:
    figure = next(f for f in made.document.figures if f.id == "needs_assessed.2024-25Q1")
    with little.given() as given:
        rows = behind(given, figure.id)
    assert f"{sum(row['numerator'] for row in rows):,}" == figure.numerator
    assert f"{sum(row['denominator'] for row in rows):,}" == figure.denominator
    assert all(re.fullmatch(r"J\d+", row["id"]) for row in rows)
    with little.given() as given, pytest.raises(Refused, match="Near it"):
        behind(given, "needs_assesed.2024-25Q1")


def test_a_break_in_what_a_duty_is_met_by_is_a_break_of_its_verdicts(little: Little) -> None:
    first, last = read_period("2023-24Q4"), read_period("2024-25Q1")
    with little.given() as given:
        told = {
            name: given.breaks(measure_asked(name), first, last, None)
            for name in ("duty_met:R7.OFFER", "duty_met", "told_in_time", "needs_assessed")
        }
    said, *_ = told["duty_met:R7.OFFER"]
    assert said.startswith("[b] The sheet of the criminal justice unit has a break in recording")
    assert said in told["duty_met"]
    assert told["told_in_time"] == told["needs_assessed"] == []


def test_a_claim_that_must_hold_refuses_the_paper(little: Little) -> None:
    text = PAPER.replace(
        '{ claim = "changed", measure = "needs_assessed", id = "needs-changed" }',
        '{ claim = "met_standard", measure = "needs_assessed", standard = 0.99, must = true }',
    )
    with pytest.raises(Refused, match="a claim that must hold") as refused:
        little.made(text)
    assert "standard of 99%" in "".join(refused.value.faults)


def test_the_next_paper_says_what_changed_and_what_is_restated(little: Little, made: Made) -> None:
    first = little.made(quarter="2023-24Q4").kept
    altered = replace(
        first,
        figures=tuple(
            replace(f, numerator=f.numerator + 7)
            if f.id == "needs_assessed.2023-24Q4" and f.numerator is not None else f
            for f in first.figures
        ),
    )  # fmt: skip
    second = little.made(last=altered, earlier=(first.published,))
    text = " ".join(sentence.text for sentence in _sentences(second))
    assert "The last paper is that of January to March 2024" in text
    assert "1 figure of the paper of January to March 2024 is restated" in text
    restated = _tables(second)["figures-restated-table"]
    assert [cell.mark for row in restated.rows for cell in row.cells] == [None, "[r]"]
    assert "No earlier paper" in " ".join(sentence.text for sentence in _sentences(made))


def test_what_is_kept_is_read_back(little: Little, made: Made) -> None:
    folder = little.folder / "kept"
    folder.mkdir(exist_ok=True)
    path = folder / "little-2024-25Q1.figures.json"
    path.write_text(made.kept.to_json(), encoding="utf-8")
    back: Kept = read_kept(path)
    assert back.figures == made.kept.figures
    assert back.published == made.kept.published
    assert last_before(kept_in(folder), "little", back.period.next(), back.force) == back
    assert last_before(kept_in(folder), "little", back.period, back.force) is None


def test_questions_asked_together_are_answered_as_if_asked_alone(little: Little) -> None:
    measures = tuple(measure_named(name) for name in ("needs_assessed", "texts_sent"))
    asked: tuple[tuple[Kind, tuple[str, ...]], ...] = (
        ("month", ()),
        ("quarter", ("unit:area",)),
        ("rolling3", ("source",)),
    )
    questions = [
        Question(
            measures=measures,
            period=period,
            as_at=AS_AT,
            dimensions=tuple(map(read_dimension, dimensions)),
        )
        for period, dimensions in asked
    ]
    with little.given() as given:
        runner = given.asking.runner
        together = ask_together(runner, questions, editions=in_force())
        alone = [ask(runner, question, editions=in_force()) for question in questions]
    assert [answer.figures for answer in together] == [answer.figures for answer in alone]
