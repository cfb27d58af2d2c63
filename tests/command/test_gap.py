"""`touchpoint gap` holds the record against the voice, pair by pair, and counts who is left out."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from command.voices_ledger import ASKED, REPORTED, Rows, response, touch, victim, written
from touchpoint.cli.commands.gap import gap
from touchpoint.errors import Refused
from touchpoint.synthetic import synthesise

APP = typer.Typer(rich_markup_mode=None)
APP.command()(gap)
OFFERED = date(2024, 1, 20)


def asked(*words: str) -> str:
    done = CliRunner().invoke(APP, words, env={"COLUMNS": "300"})
    if isinstance(done.exception, Refused):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.stdout


def rows(ledger: str, *words: str) -> list[dict[str, Any]]:
    words = (ledger, "--as-at", "2024-06-30", *words, "--format", "json")
    found: list[dict[str, Any]] = json.loads(asked(*words))
    return found


def pair(name: str, offered: str | None, answer: str | None, **more: str) -> list[Rows]:
    """A victim with an offer on record, by its result ("none": no row), and what they remember."""
    parts = [
        victim(name, REPORTED, **more),
        response(f"R{name}", name, {"statement_offered": answer}),
    ]
    if offered != "none":
        parts.append(touch(name, "statement.offered", OFFERED, offered))
    return parts


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Nine pairs, and everybody who cannot be compared once."""
    cases = [
        ("A", "accepted", "yes"), ("B", "declined", "yes"), ("C", None, "yes"),  # both
        ("D", "done", "no"), ("E", "deferred", "no"),  # recorded only
        ("F", "none", "yes"), ("G", "not_asked", "yes"), ("H", "no_contact", "yes"),
        ("I", "none", "no"),
        ("J", "done", "dont_know"), ("K", "done", None), ("L", "done", "not_applicable"),
    ]  # fmt: skip
    parts = [p for name, offered, answer in cases for p in pair(name, offered, answer)]
    # Taken and never offered; offered after the interview; offered and taken back; not linked.
    parts += [*pair("M", "none", "yes"), touch("M", "statement.taken", OFFERED)]
    parts += [*pair("N", "none", "no"), touch("N", "statement.offered", date(2024, 3, 2))]
    parts += [*pair("O", "done", "no")]
    parts += [touch("O", "touchpoint.withdrawn", ASKED, replaces=f"O/statement.offered/{OFFERED}")]
    parts += [response("R1", None, {"statement_offered": "no"})]
    parts += [response("R2", "nobody", {"statement_offered": "no"})]
    return written(tmp_path_factory.mktemp("gap") / "pairs", parts)


def test_every_pair_is_in_its_cell_and_everybody_else_is_counted_by_why(ledger: str) -> None:
    (row,) = rows(ledger)
    assert (row["question"], row["duty"]) == ("statement_offered", "R7.OFFER")
    cells = [row[n] for n in ("both", "recorded_only", "remembered_only", "neither", "pairs")]
    assert cells == [3, 2, 3, 3, 11]
    why = ("dont_know", "not_answered", "not_applicable", "record_unsure", "cannot_tell")
    assert [row[name] for name in why] == [1, 1, 1, 1, 0]
    assert (row["linked"], row["unlinked"], row["linkage_rate"]) == (15, 2, 15 / 17)
    assert row["gap"] == pytest.approx((2 - 3) / 11)
    assert row["low"] < row["gap"] < row["high"]
    assert (row["test"], row["p_value"]) == ("exact", pytest.approx(1.0))


def test_an_answer_is_held_against_the_record_of_its_own_day(tmp_path: Path) -> None:
    parts = [victim("A"), touch("A", "needs.assessed", ASKED)]
    parts += [response("R1", "A", {"needs_asked": "yes"})]
    parts += [response("R0", "A", {"needs_asked": "no"}, day=date(2024, 2, 29))]
    (row,) = rows(written(tmp_path / "days", parts))
    assert (row["both"], row["neither"], row["pairs"]) == (1, 1, 2)


def test_what_no_source_records_cannot_be_told(tmp_path: Path) -> None:
    covered = {"source": "crime_system", "kind": "needs.assessed", "from_on": date(2024, 2, 1)}
    parts: list[Rows] = [{"coverage": [covered]}]
    for name, day in (("A", date(2024, 1, 31)), ("B", date(2024, 2, 1))):
        parts += [victim(name, day), response(f"R{name}", name, {"needs_asked": "no"})]
    (row,) = rows(written(tmp_path / "covered", parts))
    assert (row["cannot_tell"], row["neither"]) == (1, 1)


def agreed(name: str, answer: str, *updates: date) -> list[Rows]:
    """A victim who is to hear every 14 days from 10 January on."""
    first = touch(name, "contact.agreed", date(2024, 1, 10), detail='{"every_days": 14}')
    told = [touch(name, "victim.updated", day) for day in updates]
    return [
        victim(name, closed_on=date(2024, 2, 8)),
        first,
        *told,
        response(f"R{name}", name, {"kept_informed": answer}),
    ]


def test_kept_informed_is_held_against_every_interval_that_had_fallen_due(tmp_path: Path) -> None:
    parts = [
        *agreed("A", "no", date(2024, 1, 24), date(2024, 2, 7)),
        *agreed("B", "yes", date(2024, 1, 24), date(2024, 2, 8)),  # a day late
        victim("C"),
        response("RC", "C", {"kept_informed": "no"}),  # nothing was agreed: nothing was owed
    ]
    (row,) = rows(written(tmp_path / "kept", parts))
    assert (row["duty"], row["recorded_only"], row["remembered_only"]) == ("R6.CONTACT", 1, 1)
    assert row["not_owed"] == 1


def closure(name: str, detail: str, day: date = ASKED) -> Rows:
    return touch(name, "closure.discussed", day, detail=detail, source="closure_form")


def test_a_closing_answer_is_held_against_the_record_and_the_last_one_counts(
    tmp_path: Path,
) -> None:
    parts = [victim("A"), touch("A", "information.sent", OFFERED)]
    parts += [closure("A", '{"rights_explained": false}')]
    parts += [closure("A", '{"rights_explained": true}', date(2024, 2, 20))]
    parts += [victim("B"), closure("B", '{"rights_explained": true}')]
    found = {row["question"]: row for row in rows(written(tmp_path / "closing", parts))}
    row = found["closure_rights_explained"]
    assert (row["recorded_only"], row["remembered_only"], row["pairs"]) == (1, 1, 2)
    assert found["closure_satisfied"]["not_answered"] == 2
    assert found["closure_satisfied"]["status"] == "missing"


def test_a_form_that_only_writes_yes_down_gives_no_gap(tmp_path: Path) -> None:
    parts = [
        victim("A"),
        closure("A", '{"rights_explained": true}'),
        victim("B"),
        closure("B", "{}"),
    ]
    found = rows(written(tmp_path / "yes", parts), "--duty", "r3.info")
    (row,) = found
    assert (row["remembered_only"], row["gap"], row["status"]) == (1, None, "missing")
    assert "the blanks may be the others" in row["note"]


def test_groups_add_up_to_all_and_the_unlinked_are_in_none(tmp_path: Path) -> None:
    parts = [p for n in "AB" for p in pair(n, "done", "yes", pathway="telephone")]
    parts += [*pair("C", "done", "no", pathway="attended")]
    parts += [response("R1", None, {"statement_offered": "no"})]
    found = rows(written(tmp_path / "groups", parts), "--by", "pathway")
    told = {row["pathway"]: (row["both"], row["recorded_only"], row["pairs"]) for row in found}
    assert told == {
        "all": (2, 1, 3), "attended": (0, 1, 1), "telephone": (2, 0, 2), "not linked": (0, 0, 0),
    }  # fmt: skip


def test_nothing_answered_after_the_as_at_day_counts(ledger: str) -> None:
    with pytest.raises(Refused, match="No response was given on the days asked for"):
        rows(ledger, "--to", "2024-02-29")
    with pytest.raises(Refused, match="No response was given"):
        asked(ledger, "--as-at", "2024-02-29")


def test_what_makes_no_comparison_is_refused_in_a_sentence(tmp_path: Path, ledger: str) -> None:
    unlinked = written(tmp_path / "unlinked", [response("R", None, {"needs_asked": "no"})])
    with pytest.raises(Refused, match="None of the 1 responses is linked"):
        rows(unlinked)
    other = written(tmp_path / "other", [victim("A"), response("R", "A", {"weather": "fine"})])
    with pytest.raises(Refused, match="Nobody was asked a question that touches a duty"):
        rows(other)
    with pytest.raises(Refused, match="no responses to any survey"):
        rows(written(tmp_path / "silent", [victim("A")]))
    with pytest.raises(Refused, match="no survey 'x': it has victims"):
        rows(ledger, "--survey", "x")
    with pytest.raises(Refused, match=r"no question touches 'R9\.SENT'"):
        rows(ledger, "--duty", "R9.SENT")


def test_a_question_of_ones_own_may_touch_any_duty_but_one_that_is_none(
    tmp_path: Path, ledger: str
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        """
[[questions]]
name = "statement_offered"
title = "Offered"
asks = "Were you offered it?"
sort = "memory"
scale = "remembered"
examples = [{ value = "yes", reads = "yes" }, { value = "no", reads = "no" }, { reads = "blank" }]
[questions.record]
duty = "R7.NONE"
by = "verdicts"
"""
    )
    with pytest.raises(Refused, match=r"no duty 'R7\.NONE'"):
        rows(ledger, "--instruments", str(own))
    own.write_text(own.read_text().replace("R7.NONE", "R7.INFO"))
    (row,) = rows(ledger, "--instruments", str(own))
    assert row["duty"] == "R7.INFO"


def test_the_gap_is_drawn_with_its_alternative_text(ledger: str, tmp_path: Path) -> None:
    picture = tmp_path / "gap.svg"
    rows(ledger, "--chart", str(picture))
    assert "A personal statement offered: recorded 45.5%" in picture.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("--by", "colour"), "'colour' is no dimension"),
        (("--chart", "gap.jpg"), ".svg or .png"),
        (("--from", "2024-02-02", "--to", "2024-02-01"), "give the first day first"),
    ],
)
def test_what_is_typed_wrongly_ends_with_2(words: tuple[str, ...], part: str, ledger: str) -> None:
    done = CliRunner().invoke(APP, (ledger, *words))
    assert done.exit_code == 2
    assert part in done.stderr


def test_on_a_terminal_it_is_a_narrow_table_with_sentences_below(ledger: str) -> None:
    text = asked(ledger, "--as-at", "2024-06-30", "--format", "table")
    assert "-9.1" in text
    assert "15 of 17 answers (88.2%) could be linked" in text
    assert "Neither side is the truth." in text


def test_the_planted_memory_of_needs_asked_comes_back(tmp_path: Path) -> None:
    force = tmp_path / "force"
    synthesise(force, journeys=12_000, seed=3, workers=1)
    found = json.loads(asked(str(force), "--duty", "R4.NEEDS", "--format", "json"))
    (row,) = found
    said_no = row["remembered_only"] + row["neither"]
    # Of those not assessed 24 of 100 say yes and 62 no; of those assessed 70 and 20.
    assert row["remembered_only"] / said_no == pytest.approx(24 / 86, abs=0.06)
    assert 0.9 < row["linkage_rate"] < 0.98
    assert row["gap"] < 0
