"""Which editions are held, what a local file lays over one, and what their pages say."""

import json
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from oracle import judge, rows_of_example, verdicts_of_example
from sound_edition import SOUND, Table, faults_of, sound, written

from touchpoint.errors import Refused
from touchpoint.rights.code.duty import Duty, Limit, Unit
from touchpoint.rights.editions import (
    EDITIONS,
    LOCAL,
    editions_in,
    held,
    laid_over,
    named,
    with_local,
)
from touchpoint.rights.proof.examples import rows_of_example as expanded
from touchpoint.rights.reading.edition_file import edition_of, read_edition
from touchpoint.rights.telling.reference import rights_reference
from touchpoint.rights.telling.wording import citation

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "write-an-edition.md"


# Local files


def local_file(**duty: object) -> Table:
    examples = tomllib.loads(SOUND)["duties"][0]["examples"]
    standard = {"id": "OUR.TOLD", "like": "D.WITHIN", "examples": examples, **duty}
    named = {"edition": "ours", "title": "Ours", "status": "local", "over": "made-up"}
    return {**named, "duties": [standard]}


def laid(**duty: object) -> Duty:
    (read,) = edition_of(local_file(**duty), file="ours.toml", over=sound()).duties
    return read


def test_a_local_duty_takes_what_it_does_not_say_from_the_one_it_is_like() -> None:
    duty, model = laid(title="Ours", standard={"value": 3, "unit": "days"}), sound().duties[0]
    assert duty.standard == Limit(value=3, unit=Unit.DAYS)
    assert duty.title == "Ours"
    assert (duty.enhanced, duty.trigger, duty.met_by) == (
        model.enhanced,
        model.trigger,
        model.met_by,
    )


def test_a_local_duty_carries_the_name_of_its_file_and_is_shown_as_local() -> None:
    assert (laid().edition, laid().local) == ("ours", True)


def test_what_was_seen_of_the_code_is_not_said_of_a_local_duty_that_is_like_it() -> None:
    code = tomllib.loads(SOUND)
    code["duties"][0] |= {"note": "Of the Code alone.", "source": "BP6", "verification": "V"}
    (duty,) = edition_of(
        local_file(), file="ours.toml", over=edition_of(code, file="code.toml")
    ).duties
    assert (duty.note, duty.source, duty.verification) == (None, "-", "L")


def test_what_goes_with_another_rule_is_not_inherited() -> None:
    duty = laid(rule="by_close")
    assert (duty.standard, duty.enhanced) == (None, None)


def test_a_clock_that_does_not_fit_a_new_trigger_is_not_inherited() -> None:
    met_by = [{"kinds": ["acknowledgement.sent"]}]
    assert laid(trigger={"report": True}, met_by=met_by).clock == "report"


def test_a_new_rule_needs_what_its_model_cannot_give() -> None:
    faults = faults_of(local_file(like="D.CLOSE", rule="within", clock="report"), over=sound())
    assert faults == (
        "duty OUR.TOLD: standard is missing: the rule within needs it.",
        "duty OUR.TOLD: enhanced is missing: the rule within needs it.",
    )


def test_a_local_duty_has_an_id_and_a_model_that_are_right() -> None:
    assert faults_of(local_file(id="D.CLOSE"), over=sound()) == (
        "duty D.CLOSE: made-up has a duty of this id: give it one of its own.",
    )
    assert faults_of(local_file(id="d.close"), over=sound()) == (
        "duty d.close: made-up has a duty of this id: give it one of its own.",
    )
    assert faults_of(local_file(like="D.WITHN"), over=sound()) == (
        "duty OUR.TOLD: it is like 'D.WITHN', and made-up has no such duty: did you mean D.WITHIN?",
    )


def test_a_local_file_has_a_name_of_its_own() -> None:
    assert faults_of(local_file() | {"edition": "made-up"}, over=sound()) == (
        "the file: edition 'made-up' is already the name of what this file is laid over.",
    )


def test_a_local_file_holds_duties_only() -> None:
    table = local_file() | {"clock": {}, "rights": [], "in_force_from": date(2024, 1, 1)}
    assert [fault[:37] for fault in faults_of(table, over=sound())] == [
        "the file: in_force_from does not go w",
        "the file: 'clock' is not a key here: ",
        "the file: 'rights' is not a key here:",
    ]


def test_a_local_file_says_what_it_is_laid_over() -> None:
    table = local_file()
    del table["over"]
    assert faults_of(table, over=sound()) == (
        "the file: over is missing: it must be a text in quotes.",
    )
    assert faults_of(local_file() | {"over": "other"}, over=sound()) == (
        "the file: it is to be laid over 'other', and not over made-up.",
    )


def test_a_local_file_lies_over_the_edition_that_it_names_and_not_over_one_that_followed(
    tmp_path: Path,
) -> None:
    code = tomllib.loads(SOUND) | {"in_force_to": date(2026, 12, 31)}
    later = tomllib.loads(SOUND) | {"edition": "later", "in_force_from": date(2027, 1, 1)}
    editions = [edition_of(each, file="code.toml") for each in (code, later)]
    charter = (LOCAL / "example-charter.toml").read_text("utf-8")
    ours = charter.replace('"victims-code-2021"', '"made-up"').split("[[duties]]")[0]
    path = written(tmp_path, "ours.toml", ours + "duties = []\n")
    first, last = laid_over(editions, path)
    assert (first is not editions[0], last is editions[1]) == (True, True)
    path = written(tmp_path, "ours.toml", ours.replace("made-up", "gone") + "duties = []\n")
    with pytest.raises(Refused, match="laid over 'gone', and not over later"):
        laid_over(editions, path)


def test_a_citation_says_what_the_short_names_of_its_sources_stand_for() -> None:
    table = tomllib.loads(SOUND) | {"sources": {"A1": "the first page", "B2": "the second"}}
    for duty in table["duties"]:
        duty["source"] = "A1, B2"
    edition = edition_of(table, file="made-up.toml")
    assert citation(edition.duties[0], edition).endswith(
        "Seen in: A1 (the first page) and B2 (the second)."
    )
    assert citation(replace(edition.duties[0], source="A draft, page 3"), edition).endswith(
        "Seen in: A draft, page 3."
    )
    table["sources"] = {"A1": ""}
    assert faults_of(table)[0].startswith("the file, sources: A1 is empty")


def test_every_source_of_the_code_is_named() -> None:
    (edition,) = held()
    used = {name for duty in edition.duties for name in duty.source.split(",")}
    assert used - {"-"} == set(edition.sources)


def test_a_local_file_is_not_read_by_itself() -> None:
    with pytest.raises(Refused, match="can only be read over an edition"):
        edition_of(local_file(), file="ours.toml")


# Which editions are held


def in_force(name: str, first: str, last: str | None = None) -> str:
    days = f"in_force_from = {first}" + (f"\nin_force_to = {last}" if last else "")
    return SOUND.replace('"made-up"', f'"{name}"').replace("in_force_from = 2021-04-01", days)


def test_two_editions_may_follow_one_another(tmp_path: Path) -> None:
    written(tmp_path, "a.toml", in_force("later", "2027-01-01"))
    written(tmp_path, "b.toml", in_force("sooner", "2021-04-01", "2026-12-31"))
    assert [edition.name for edition in editions_in(tmp_path)] == ["sooner", "later"]


def test_two_editions_in_force_on_one_day_are_refused(tmp_path: Path) -> None:
    written(tmp_path, "a.toml", in_force("later", "2026-12-31"))
    written(tmp_path, "b.toml", in_force("sooner", "2021-04-01", "2026-12-31"))
    with pytest.raises(Refused) as refusal:
        editions_in(tmp_path)
    assert refusal.value.faults == ("later and sooner are both in force on 2026-12-31.",)


def test_two_editions_of_one_name_are_refused(tmp_path: Path) -> None:
    written(tmp_path, "a.toml", in_force("twice", "2027-01-01"))
    written(tmp_path, "b.toml", in_force("twice", "2021-04-01", "2026-12-31"))
    with pytest.raises(Refused, match="two editions are called twice"):
        editions_in(tmp_path)


def test_an_edition_is_found_by_its_name_or_its_path(tmp_path: Path) -> None:
    path = written(tmp_path, "mine.toml", SOUND)
    assert named(str(path)) == sound()
    assert named("victims-code-2021") is held()[0]
    with pytest.raises(Refused, match=r"'victims-code-1821'\. There is victims-code-2021"):
        named("victims-code-1821")


def test_a_copy_of_an_edition_held_may_be_looked_at_and_not_changed_under_its_name(
    tmp_path: Path,
) -> None:
    (edition,) = held()
    raw = (EDITIONS / f"{edition.name}.toml").read_text("utf-8")
    copy = written(tmp_path, "copy.toml", raw.replace(edition.title, "What I look at", 1))
    assert named(str(copy)).duties == edition.duties
    laxer = raw.replace("value = 5", "value = 50", 1)
    with pytest.raises(Refused, match=r"victims-code-2021 is the name of an edition that comes"):
        named(str(written(tmp_path, "laxer.toml", laxer)))
    ours = written(tmp_path, "ours.toml", laxer.replace(edition.name, "our-draft", 1))
    assert named(str(ours)).name == "our-draft"


def test_a_local_file_does_not_have_the_name_of_an_edition_held(tmp_path: Path) -> None:
    name = held()[0].name
    code = (EDITIONS / f"{name}.toml").read_text("utf-8").replace(name, "next-code", 1)
    local = (LOCAL / "example-charter.toml").read_text("utf-8")
    local = local.replace(name, "next-code").replace("example-charter", name, 1)
    ours = written(tmp_path, "ours.toml", local)
    with pytest.raises(Refused, match="this is another local file"):
        with_local(named(str(written(tmp_path, "next.toml", code))), ours)


def test_the_edition_held_has_every_right_and_says_of_each_duty_where_it_was_seen() -> None:
    (edition,) = held()
    assert list(edition.rights) == list(range(1, 13))
    assert all(duty.source and duty.verification for duty in edition.duties)
    assert all(len(duty.examples) >= 3 for duty in edition.duties)


def test_two_readings_of_the_worked_examples_lay_down_the_same_rows() -> None:
    (edition,) = held()
    raw = tomllib.loads((EDITIONS / f"{edition.name}.toml").read_text("utf-8"))["duties"]
    for duty, written_down in zip(edition.duties, raw, strict=True):
        for one, other in zip(duty.examples, written_down["examples"], strict=True):
            rows = expanded(one.journey, one.touchpoints, one.coverage)
            assert plain(rows) == plain(rows_of_example(written_down, other)), duty.id


def plain(rows: dict[str, list[dict[str, Any]]]) -> str:
    """Rows as text, in which a list is the same whichever way Python holds it."""
    return json.dumps(rows, default=str)


def test_the_local_files_that_come_with_the_package_can_be_laid_over_the_edition_held() -> None:
    (edition,) = held()
    names = [path.stem for path in LOCAL.glob("*.toml")]
    assert names
    for name in names:
        duties = with_local(edition, name).duties[len(edition.duties) :]
        assert duties
        assert all(duty.local for duty in duties)


def test_an_edition_is_no_local_file_and_an_unknown_one_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "mine.toml", SOUND.replace("made-up", "mine"))
    with pytest.raises(Refused, match="mine is an edition and no local file"):
        with_local(sound(), path)
    with pytest.raises(Refused, match=r"no local file called '\.\./editions/x'"):
        with_local(sound(), "../editions/x")


# The pages


def test_the_reference_page_holds_every_duty_with_its_examples() -> None:
    page = rights_reference([sound()])
    for duty in sound().duties:
        assert page.count(f"#### {duty.id}: Told\n") == 1
    assert page.count("\nExample, ") == 15
    assert "- **By when.** Within 5 working days, or within 1 working day" in page


def files_of_the_page(folder: Path) -> tuple[Path, Path, Path]:
    """The files of the how-to page; a block that begins with the name of one is added to it."""
    for block in PAGE.read_text(encoding="utf-8").split("```toml\n")[1:]:
        text = block.split("```")[0]
        name = text.split("\n")[0].removeprefix("# ").split(",")[0]
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(text)
    return folder / "next-code.toml", folder / "our-standards.toml", folder / "hospital.toml"


def test_the_examples_of_the_how_to_page_give_what_they_say(tmp_path: Path) -> None:
    draft, ours, hospital = files_of_the_page(tmp_path)
    edition = with_local(read_edition(draft), ours)
    assert [duty.id for duty in edition.duties] == ["R4.NEEDS", "R4.REFERRED", "OUR.NEEDS"]
    assert list(read_edition(hospital).kinds) == ["sepsis.triaged", "antibiotics.given"]
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in (draft, ours, hospital)]
    judged = 0
    for file in files:
        for duty in file["duties"]:
            for example in duty["examples"]:
                rows = rows_of_example(duty, example)
                found = judge(
                    files,
                    rows,
                    example["as_at"],
                    file["edition"] if file["status"] == "draft" else None,
                )
                found = [verdict for verdict in found if verdict["duty_id"] == duty["id"]]
                expected = verdicts_of_example(file, duty, example)
                assert [row | want for row, want in zip(found, expected, strict=True)] == found
                judged += 1
    assert judged == 12
