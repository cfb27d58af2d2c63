"""Holds every worked example of the held files to the oracle, and the edition to its register.

The register is Appendix A of the notes on the Victims' Code from which the edition was written: its
rows were copied here by hand, so that a slip in the edition and one here must agree to go unseen.
"""

import ast
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from oracle import judge, rows_of_example, verdicts_of_example

import touchpoint
from touchpoint.ledger import vocabulary

Row = dict[str, Any]

ROOM = Path(touchpoint.__file__).parent / "rights"
CODE = tomllib.loads((ROOM / "editions" / "victims-code-2021.toml").read_text("utf-8"))
CHARTER = tomllib.loads((ROOM / "local" / "example-charter.toml").read_text("utf-8"))
FILES = [CODE, CHARTER]

# id | right | paragraph | who owes it | standard | enhanced | unit | verification | source
# R9.ULS has the limit of R9.SENT, with which Appendix A starts its clock.
REGISTER = """
R1.COMM|1|-|all|-|-|none|V|BP1,S13
R1.INTERP|1|-|police,cps,court|-|-|none|V|BP1
R1.TRANS|1|-|police,cps,court|-|-|none|V|BP1
R1.PERSON|1|-|police|-|-|none|V|BP1,BP2
R2.RECORD|2|-|police|-|-|none|V|BP2
R2.MINIMISE|2|-|police|-|-|none|V|BP2
R2.AVOID|2|-|police|-|-|none|V|BP2
R2.SUPPORT|2|-|police|-|-|none|V|BP2
R2.RI|2|-|police,cps|-|-|none|V|BP2
R2.GENDER|2|-|police|-|-|none|V|BP2
R2.MEDICAL|2|-|police|-|-|none|V|BP2
R3.WRITTEN|3|-|police|-|-|none|V|BP3
R3.SAFE|3|-|police|-|-|none|V|BP3
R3.INFO|3|-|police|-|-|none|V|BP3
R3.RJ_ADULT|3|-|police|-|-|none|V|BP3
R3.RJ_YOUTH|3|-|youth_offending|-|-|none|V|BP3
R4.NEEDS|4|-|police|-|-|none|V|BP4,S31
R4.REASSESS|4|-|all|-|-|none|V|BP4
R4.REFER|4|-|police|2|2|wd|V|BP4
R4.SPECIAL|4|-|police,witness_care|-|-|none|V|S1
R4.WCU|4|-|witness_care|-|-|none|V|BP4
R5.COURT|5|-|police|-|-|none|V|BP5
R5.CICA|5|-|police|-|-|none|V|BP5
R6.ARREST|6|-|police|5|1|wd|V|BP6
R6.IUC|6|-|police|5|1|wd|V|BP6
R6.REL|6|-|police|5|1|wd|V|BP6
R6.BAIL|6|-|police|5|1|wd|V|BP6
R6.NOINV|6|-|police|5|1|wd|V|BP6
R6.AGREE|6|-|police|-|-|none|V|BP6
R6.CONTACT|6|-|police|-|-|none|V|BP6
R6.OOCD|6|-|police,cps|5|1|wd|V-old|S15,S18
R6.CHARGE|6|-|police|5|1|wd|V-old|S15,S18
R6.NFA|6|-|police|5|1|wd|V-old|S15,S18
R6.CPS_VCL|6|-|cps|5|1|wd|V|S19
R6.VRR_ACK|6|-|police|10|10|wd|V-local|S21
R6.VRR_DONE|6|-|police|30|30|wd|V-local|S21
R7.INFO|7|7.3|police|-|-|none|V|BP7,E24
R7.OFFER|7|-|police|-|-|none|V|BP7
R7.PREF|7|-|police,witness_care|-|-|none|V|BP7
R7.ADDITIONAL|7|-|police,witness_care|-|-|none|V|BP7
R8.HEARING|8|8.1|witness_care|1|1|wd|V|BP8
R8.BAILOUT|8|8.1|witness_care|5|1|wd|V|BP8
R8.WARRANT|8|8.1|witness_care|5|1|wd|V|BP8
R8.COURT_FEED|8|8.1|court|5|5|wd|V|BP8
R8.WITNESS|8|8.2|witness_care|1|1|wd|V|BP8
R8.NEEDS|8|8.2|witness_care|-|-|none|V|BP8
R8.SM|8|8.2|witness_care|-|-|none|V|BP8
R9.OUTCOME|9|-|witness_care|1|1|wd|V|BP9
R9.SENT|9|-|witness_care|1|1|wd|V|BP9
R9.COURT_FEED|9|-|court|5|5|wd|V|BP9
R9.ULS|9|-|witness_care|1|1|wd|V|S26
R9.CPSMEET_PRE|9|-|cps|-|-|none|V|BP9
R9.CPSMEET_POST|9|-|cps|-|-|none|V|BP9
R9.APPEAL|9|-|witness_care|1|1|wd|UNVERIFIED|-
R10.EXP|10|-|cps|10|10|wd|V-cps-policy|S32
R10.PROP|10|-|police|-|-|none|UNVERIFIED|S1
R11.REFER|11|-|witness_care|10|10|wd|V|BP11
R11.VLO|11|-|probation|20|20|wd|V|BP11
R11.KEY|11|-|probation|-|-|none|V|BP11
R12.ACK|12|-|all|10|10|wd|V-old|S37
R12.INFO|12|-|all|-|-|none|V-old|S37
R12.PROC|12|-|all|-|-|none|V|S14,S9
"""
REGISTERED = [line.split("|") for line in REGISTER.split()]

# Its limit runs from the receipt of a claim, which no kind of touchpoint shows: counted from
# anything else it would be a false due day, so it stands in the sentence alone.
IN_ITS_SENTENCE_ALONE = {"R10.EXP"}

EXAMPLES = [
    pytest.param(file, duty, example, id=f"{duty['id']}-{number}")
    for file in FILES
    for duty in file["duties"]
    for number, example in enumerate(duty["examples"], 1)
]
DUTIES = [pytest.param(duty, id=str(duty["id"])) for file in FILES for duty in file["duties"]]
WORDS = {
    "kind": vocabulary.KINDS,
    "result": vocabulary.RESULTS,
    "role": vocabulary.ROLES,
    "marks": vocabulary.MARKS,
    "enhanced_basis": vocabulary.ENHANCED_BASES,
}


@pytest.mark.parametrize(("file", "duty", "example"), EXAMPLES)
def test_every_worked_example_comes_out_as_it_says(file: Row, duty: Row, example: Row) -> None:
    said = verdicts_of_example(file, duty, example)
    given = judge(FILES, rows_of_example(duty, example), example["as_at"])
    of_this_duty = [verdict for verdict in given if verdict["duty_id"] == duty["id"]]
    assert in_order(of_this_duty) == in_order(completed(said, of_this_duty))


def in_order(verdicts: list[Row]) -> list[Row]:
    return sorted(verdicts, key=lambda verdict: str(verdict["occurrence"]))


def completed(said: list[Row], given: list[Row]) -> list[Row]:
    """What an example says, with the day of the trigger where it leaves that out."""
    days = {verdict["occurrence"]: verdict["triggered_on"] for verdict in given}
    return [{"triggered_on": days.get(verdict["occurrence"]), **verdict} for verdict in said]


def test_the_edition_holds_the_duties_of_the_register_and_no_other() -> None:
    assert [duty["id"] for duty in CODE["duties"]] == [row[0] for row in REGISTERED]


@pytest.mark.parametrize("row", REGISTERED, ids=lambda row: str(row[0]))
def test_a_duty_says_what_the_register_says_of_it(row: list[str]) -> None:
    name, right, paragraph, holders, *_, verification, source = row
    duty = duty_called(name)
    assert duty["right"] == int(right)
    assert duty.get("paragraph", "-") == paragraph
    assert duty["holders"] == holders.split(",")
    assert duty["verification"] == verification
    assert duty["source"] == source


@pytest.mark.parametrize("row", REGISTERED, ids=lambda row: str(row[0]))
def test_a_limit_is_that_of_the_register(row: list[str]) -> None:
    name, _, _, _, standard, enhanced, unit, *_ = row
    duty = duty_called(name)
    if name in IN_ITS_SENTENCE_ALONE:
        assert f"{standard} working days" in duty["sentence"]
        standard, enhanced, unit = "-", "-", "none"
    expected = {
        key: {"value": int(value), "unit": "working_days"}
        for key, value in (("standard", standard), ("enhanced", enhanced))
        if unit == "wd"
    }
    assert {key: duty[key] for key in ("standard", "enhanced") if key in duty} == expected


def duty_called(name: str) -> Row:
    return next(duty for duty in CODE["duties"] if duty["id"] == name)


def test_there_are_twelve_rights_and_each_has_duties() -> None:
    numbers = [right["number"] for right in CODE["rights"]]
    assert numbers == list(range(1, 13))
    assert sorted({duty["right"] for duty in CODE["duties"]}) == numbers


@pytest.mark.parametrize("duty", DUTIES)
def test_a_duty_has_three_examples_at_least_and_one_of_each_sort(duty: Row) -> None:
    shown = Counter(example["shows"] for example in duty["examples"])
    assert shown.total() >= 3
    if duty.get("met_by") == []:
        assert set(shown) == {"edge"}
    else:
        assert set(shown) == {"met", "not_met", "edge"}


@pytest.mark.parametrize("duty", DUTIES)
def test_an_example_shows_what_its_label_says(duty: Row) -> None:
    for example in duty["examples"]:
        states = {verdict["state"] for verdict in example["verdicts"]}
        if example["shows"] == "met":
            assert "met" in states
            assert states <= {"met", "waiting"}
        if example["shows"] == "not_met":
            assert states & {"late", "missed"}


@pytest.mark.parametrize("duty", [duty for duty in CODE["duties"] if not duty["met_by"]])
def test_a_duty_that_nothing_can_show_says_so_and_shows_whom_it_concerns(duty: Row) -> None:
    assert len(duty["note"]) > 40
    verdicts = [example["verdicts"] for example in duty["examples"]]
    assert [] in verdicts
    assert {verdict["state"] for each in verdicts for verdict in each} == {"cannot_tell"}


@pytest.mark.parametrize("duty", DUTIES)
def test_every_word_of_a_duty_is_a_word_of_the_ledger(duty: Row) -> None:
    for table in tables_in(duty):
        assert set(table.get("kinds", [])) <= set(vocabulary.KINDS)
        assert set(table.get("results", [])) <= {"", *vocabulary.RESULTS}
    for example in duty["examples"]:
        for table in (example["journey"], *tables_in(example)):
            for key, words in WORDS.items():
                said = table.get(key, [])
                assert {said} <= set(words) if isinstance(said, str) else set(said) <= set(words)


def tables_in(value: Row) -> Iterator[Row]:
    """The tables directly inside one, or in a list inside it."""
    for inner in value.values():
        yield from (
            each
            for each in (inner if isinstance(inner, list) else [inner])
            if isinstance(each, dict)
        )


def test_no_duty_of_the_charter_has_the_id_of_a_duty_of_the_code() -> None:
    ids = Counter(duty["id"] for file in FILES for duty in file["duties"])
    assert set(ids.values()) == {1}


# What no example of the held files can show


def test_hours_are_counted_to_the_instant_and_months_to_their_last_day() -> None:
    example = {
        "journey": {"reported": date(2024, 1, 31)},
        "touchpoints": [{"id": "a", "kind": "needs.assessed", "at": date(2024, 2, 1)}],
    }
    hours = {"rule": "within", "standard": {"value": 23, "unit": "hours"}}
    months = {"rule": "within", "standard": {"value": 1, "unit": "months"}}
    assert verdict_by(hours, example)["due_on"] == date(2024, 2, 1)
    assert verdict_by(hours, example)["state"] == "late"
    assert verdict_by(months, example)["due_on"] == date(2024, 2, 29)


def test_a_correction_is_followed_eight_times_and_no_further() -> None:
    for length, state in ((8, "met"), (9, "missed")):
        ids = "abcdefghij"[: length + 1]
        corrected = [
            {"id": one, "kind": "suspect.arrested", "at": date(2024, 2, 5), "replaces": before}
            for before, one in pairwise(ids)
        ]
        first = {"id": "a", "kind": "suspect.arrested", "at": date(2024, 2, 5)}
        told = {"id": "z", "kind": "victim.told", "at": date(2024, 2, 6), "about": "a"}
        example = {
            "journey": {"reported": date(2024, 1, 31)},
            "touchpoints": [first, *corrected, told],
        }
        arrest = duty_called("R6.ARREST")
        assert verdict_by(arrest, example)["state"] == state


def test_a_draft_judges_only_when_it_is_named() -> None:
    draft = {**CODE, "edition": "draft", "status": "draft"}
    del draft["in_force_from"]
    rows = rows_of({"journey": {"reported": date(2020, 6, 1)}})
    assert judge([CODE, draft], rows, date(2024, 6, 1)) == []
    named = judge([CODE, draft], rows, date(2024, 6, 1), "draft")
    assert {verdict["edition"] for verdict in named} == {"draft"}
    chosen = judge([CODE, draft], rows, date(2024, 6, 1), "victims-code-2021")
    assert {verdict["edition"] for verdict in chosen} == {"victims-code-2021"}


def test_without_a_name_the_code_and_the_charter_both_judge() -> None:
    rows = rows_of({"journey": {"reported": date(2024, 1, 31)}})
    together = judge(FILES, rows, date(2024, 6, 1))
    assert {verdict["edition"] for verdict in together} == {"victims-code-2021", "example-charter"}
    alone = judge(FILES, rows, date(2024, 6, 1), "example-charter")
    assert {verdict["duty_id"] for verdict in alone} == {
        "CHARTER.WRITTEN",
        "CHARTER.NEEDS",
        "CHARTER.CONTACT",
    }


def verdict_by(changes: Row, example: Row) -> Row:
    duty = {**duty_called("R4.NEEDS"), **changes}
    file = {**CODE, "duties": [duty]}
    [verdict] = judge([file], rows_of(example), date(2024, 6, 1))
    return verdict


def rows_of(example: Row) -> dict[str, list[Row]]:
    return rows_of_example({"examples": [example]}, example)


def test_the_oracle_shares_nothing_with_the_room_that_it_judges() -> None:
    imported = set()
    for name in ("oracle", "oracle_words", "small_language", "worked_examples"):
        tree = ast.parse(Path(__file__).with_name(f"{name}.py").read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                imported.add(node.module)
            elif isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
    ours = {name for name in imported if name and name.startswith("touchpoint")}
    assert ours == {"touchpoint.calendar", "touchpoint.ledger.tables"}
