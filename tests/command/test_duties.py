"""`touchpoint duties` shows the Code as it is held, whole or one duty in full."""

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import typer
from typer.testing import CliRunner

from touchpoint.cli.commands.duties import COLUMNS, duties
from touchpoint.errors import Refused
from touchpoint.rights.code.vocabulary import VERIFICATIONS
from touchpoint.rights.editions import held, with_local

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "write-an-edition.md").read_text(
    encoding="utf-8"
)
NEW_DUTIES = str(Path(__file__).parents[1] / "rights" / "new_duties.toml")
APP = typer.Typer()
APP.command()(duties)


def printed(*arguments: str) -> str:
    done = CliRunner().invoke(APP, arguments, env={"COLUMNS": "100"})
    if isinstance(done.exception, Refused):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


def refusal_of(*arguments: str) -> str:
    with pytest.raises(Refused) as refusal:
        printed(*arguments)
    return str(refusal.value)


def table(*arguments: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(printed(*arguments))))


def test_every_duty_held_has_a_row_with_its_limit_and_citation() -> None:
    (edition,) = held()
    rows = table()
    assert [row["id"] for row in rows] == [duty.id for duty in edition.duties]
    assert tuple(rows[0]) == COLUMNS
    (arrest,) = (row for row in rows if row["id"] == "R6.ARREST")
    assert arrest == {
        "id": "R6.ARREST",
        "right": "6",
        "title": arrest["title"],
        "holders": "police",
        "rule": "within",
        "clock": "event",
        "standard": "5 working days",
        "enhanced": "1 working day",
        "paragraph": "",
        "verification": "V",
        "source": "BP6",
        "edition": "victims-code-2021",
        "status": "in_force",
    }
    (contact,) = (row for row in rows if row["id"] == "R6.CONTACT")
    assert contact["standard"] == "as often as agreed"


def test_json_is_a_list_of_objects_with_the_same_keys() -> None:
    rows = json.loads(printed("--format", "json"))
    assert all(tuple(row) == COLUMNS for row in rows)
    assert {row["id"]: row["holders"] for row in rows}["R6.CPS_VCL"] == ["cps"]


@pytest.mark.parametrize("ending", ["csv", "json", "parquet"])
def test_the_table_goes_to_a_file_in_the_form_of_its_ending(tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"duties.{ending}"
    assert printed("--out", str(out)) == ""
    assert out.stat().st_size > 1000
    if ending == "parquet":
        assert tuple(pq.read_table(out).column_names) == COLUMNS


def test_every_duty_can_be_read_in_full_with_its_examples_and_verification_in_words() -> None:
    (edition,) = held()
    for duty in edition.duties:
        told = " ".join(printed(duty.id).split())
        assert told.startswith(f"{duty.id} {duty.title} What is owed {duty.sentence}")
        assert VERIFICATIONS[duty.verification] in told
        assert told.count("As at ") >= len(duty.examples)
        assert all(example.says in told for example in duty.examples)


def test_no_line_of_a_duty_is_wider_than_the_terminal() -> None:
    assert max(map(len, printed("R6.BAIL").splitlines())) <= 100


def test_a_duty_is_found_however_it_is_typed() -> None:
    assert printed("r6.arrest") == printed("R6.ARREST")


def test_an_unknown_duty_is_refused_with_those_that_are_near() -> None:
    assert refusal_of("R6.AREST").startswith(
        "There is no duty 'R6.AREST' in victims-code-2021. Near it: R6.ARREST"
    )
    assert "R6.BAIL" in refusal_of("bail")
    assert "Near it: R3.RJ_ADULT, R3.RJ_YOUTH." in refusal_of("restorative")
    assert "Near it" not in refusal_of("xyzzy")


def test_a_duty_in_json_says_everything() -> None:
    (told,) = json.loads(printed("R11.REFER", "--format", "json"))
    assert told["standard"] == {"value": 10, "unit": "working_days"}
    assert told["verification_in_words"] == VERIFICATIONS["V"]
    assert "page on Right 11 of the Victims' Code" in told["citation"]
    assert told["right_title"].startswith("To be given information about the offender")
    assert isinstance(told["applies_to"], str)
    assert told["examples"][0]["journey"]["reported"].startswith("20")


def test_a_duty_in_csv_is_its_row_of_the_table() -> None:
    (row,) = table("R4.REFER", "--format", "csv")
    assert (row["standard"], row["enhanced"]) == ("2 working days", "2 working days")


def test_local_standards_stand_behind_the_code_and_are_called_local() -> None:
    name = "example-charter"
    (edition,) = held()
    ours = [duty.id for duty in with_local(edition, name).duties if duty.local]
    rows = table("--local", name)
    assert [row["id"] for row in rows if row["edition"] == name] == ours
    assert [row["id"] for row in rows if row["status"] == "local"] == ours
    assert rows[-1]["standard"] == "every 28 days"
    assert "A local standard of example-charter" in printed(ours[0], "--local", name)


def test_an_unknown_edition_is_refused_with_those_there_are() -> None:
    assert "There is victims-code-2021" in refusal_of("--edition", "victims-code-1821")


def test_a_duty_over_declared_kinds_is_told_in_the_words_of_its_file() -> None:
    text = " ".join(printed("N.OFFER", "--edition", NEW_DUTIES).split())
    assert "What meets it An independent advocate was offered (advocate.offered)." in text
    assert "10 June 2024: an independent advocate was offered (b), result declined." in text
    (told,) = json.loads(printed("N.BEFORE", "--edition", NEW_DUTIES, "--format", "json"))
    assert told["kinds"] == {
        "advocate.offered": "an independent advocate was offered",
        "advocate.assigned": "an independent advocate was assigned",
    }


WRONG = (
    "Worked examples that do not come out as they say: 1 of 3. Correct the example, or the "
    "duty where the example is right."
)
WHY = (
    "duty R4.NEEDS, example 2 says: missed. Set off by the report, due on 17 June 2024; "
    "without enhanced rights. It comes out as: waiting. Set off by the report, with day 0 on "
    "3 June 2024, due on 17 June 2024; without enhanced rights."
)


def drafted(folder: Path, as_at: str) -> str:
    """The draft of the page, whose second example is right as at 18 June alone."""
    draft = PAGE.split("```toml\n")[1].split("```")[0]
    path = folder / "draft.toml"
    path.write_text(draft.replace("as_at = 2024-06-18", f"as_at = {as_at}"), encoding="utf-8")
    return str(path)


def checked(*arguments: str) -> tuple[int, str, str]:
    """Exit status, what a program reads, and what a person is told."""
    done = CliRunner().invoke(APP, [*arguments, "--check"])
    assert done.exception is None or isinstance(done.exception, Refused | SystemExit)
    return done.exit_code, done.stdout, str(done.exception or "")


def test_an_example_that_does_not_come_out_as_it_says_is_told(tmp_path: Path) -> None:
    wrong = drafted(tmp_path, "2024-06-17")
    assert refusal_of("--edition", wrong, "--check") == f"{WRONG}\n  - {WHY}"


def test_faults_of_examples_are_a_list_of_objects_in_json_and_rows_in_csv(tmp_path: Path) -> None:
    wrong = drafted(tmp_path, "2024-06-17")
    status, told, said = checked("--edition", wrong, "--format", "json")
    fault = {"edition": "next-code", "duty": "R4.NEEDS", "example": 2, "sentence": WHY}
    assert (status, json.loads(told), said) == (1, [fault], WRONG)
    status, told, said = checked("--edition", wrong, "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(told))
    assert (status, row, said) == (1, fault | {"example": "2"}, WRONG)
    status, told, said = checked("--edition", wrong, "--out", str(tmp_path / "faults.json"))
    assert (status, told, said) == (1, "", WRONG)
    assert json.loads((tmp_path / "faults.json").read_text(encoding="utf-8")) == [fault]


def test_examples_without_a_fault_are_an_empty_list_in_json_and_headings_in_csv(
    tmp_path: Path,
) -> None:
    right = drafted(tmp_path, "2024-06-18")
    status, told, said = checked("--edition", right, "--format", "json")
    assert (status, json.loads(told), said) == (0, [], "")
    status, told, said = checked("--edition", right, "--format", "csv")
    assert (status, told, said) == (0, "edition,duty,example,sentence\n", "")


def consoles() -> list[tuple[list[str], str]]:
    """The commands of the how-to page, each with what the page says it prints."""
    found = []
    for block in PAGE.split("```console\n$ touchpoint duties ")[1:]:
        command, _, output = block.split("```")[0].partition("\n")
        found.append((command.split(), output))
    return found


def test_the_commands_of_the_how_to_page_print_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for block in PAGE.split("```toml\n")[1:]:
        text = block.split("```")[0]
        name = text.split("\n")[0].removeprefix("# ").split(",")[0]
        with Path(name).open("a", encoding="utf-8") as file:
            file.write(text)
    draft = Path("next-code.toml").read_text(encoding="utf-8")
    broken = draft.replace('"within"', '"witin"', 1).replace('holders = ["support"]\n', "")
    Path("broken.toml").write_text(broken, encoding="utf-8")
    shown = consoles()
    assert len(shown) == 5
    for command, output in shown:
        said = refusal_of(*command) if "broken.toml" in command else printed(*command)
        assert said.strip() == output.strip()


def test_a_limit_that_nothing_recorded_starts_is_said_to_be_not_counted_rather_than_not_given() -> (
    None
):
    told = " ".join(printed("R10.EXP").split())
    assert "within 10 working days of the receipt of a valid claim" in told
    assert (
        "No limit is counted, so it falls due on the day on which the investigation closes" in told
    )
    assert "No limit is given" not in told


def test_a_blank_reason_is_told_as_left_empty_and_no_sentence_has_two_full_stops() -> None:
    told = " ".join(printed("R6.ARREST").split())
    assert "result no contact, reason left empty." in told
    assert "reason The number is no longer in use. As at" in told
    assert ".." not in told
    assert " ." not in told


def test_a_complaint_sets_off_its_answer_and_no_telling_how_to_complain() -> None:
    told = " ".join(printed("R12.INFO").split())
    assert "A complaint sets off R12.ACK and not this duty" in told
