"""A guess names the shipped profile, makes it over or drafts one, and shows nobody's name."""

from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_force import NOW, ORDER, empty_ledger, sample
from renamed_files import RENAMED, renamed, unnamed

from touchpoint.errors import Refused
from touchpoint.extracts.guessing import Guess, guess
from touchpoint.extracts.loading import load
from touchpoint.extracts.profile import Profile, read_profile

TRACKER = """Crime No,Surname,Reported,VPS offered,VPS offered on,VPS taken on,Next update (days)
42/0001/24,Example,05/03/2024,Yes,06/03/2024,13/03/2024,28
42/0002/24,Sample,06/03/2024,Yes - declined,08/03/2024,,
42/0003/24,Specimen,25/03/2024,No,,,
42/0004/24,Specimen,25/03/2024,maybe,,,
"""
PEOPLE = (
    "EXAMPLE",
    "Alpha",
    "SPECIMEN",
    "Charlie",
    "07700",
    "example.org",
    "ZZ1",
    "1990",
    "Made-up",
)


PLANTED = {
    "statement-spreadsheet": (
        (
            "VPS offered?: one of its words statement-spreadsheet does not know; rows with it "
            "would be refused."
        ),
    )
}


def written(text: str, folder: Path, name: str = "tracker.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def proposed(made: Guess, folder: Path) -> Profile:
    path = folder / "proposed.toml"
    path.write_text(made.text, encoding="utf-8")
    return read_profile(path)


def everything_said(made: Guess) -> str:
    return "\n".join([made.text, *made.told, *made.reasons, *made.unknown, str(made.fits)])


@pytest.mark.parametrize("name", ORDER)
def test_each_sample_fits_its_own_profile_as_it_is(name: str) -> None:
    made = guess(sample(name))
    assert made.profile == name
    assert made.fits[0].share == 1
    assert made.unknown == PLANTED.get(name, ())


@pytest.mark.parametrize("name", RENAMED)
def test_a_sample_under_other_headings_gets_a_copy_with_little_to_mend(
    name: str, tmp_path: Path
) -> None:
    made = guess(renamed(name, tmp_path))
    assert made.profile is None
    assert made.fits[0].profile == name
    assert made.fits[0].missing == ()
    shipped = read_profile(name)
    copy = proposed(made, tmp_path)
    assert [record.name for record in copy.records] == [record.name for record in shipped.records]
    assert len(copy.key) == len(shipped.key)
    assert [sentence for sentence in made.unknown if sentence.startswith("Left out")] == []


def with_gender_twice(folder: Path, said: str | None) -> Path:
    """The sample of victims with a second Gender at the end, which says so or the same."""
    head, *rows = sample("crime-victims").read_text("windows-1252").splitlines()
    place = head.split(",").index("Gender")
    again = [f"{row},{said or row.split(',')[place]}" for row in rows]
    return written("\n".join([f"{head},GENDER", *again]) + "\n", folder, "victims.csv")


def test_a_heading_that_stands_twice_is_told_in_the_words_of_the_load_that_refuses_it(
    tmp_path: Path,
) -> None:
    file = with_gender_twice(tmp_path, "Not stated")
    made = guess(file)
    assert (made.profile, made.refused) == ("crime-victims", True)
    empty_ledger(tmp_path / "ledger")
    with pytest.raises(Refused) as refusal:
        load(tmp_path / "ledger", read_profile("crime-victims"), file, loaded_at=NOW)
    assert made.unknown[:2] == (refusal.value.sentence, *refusal.value.faults)
    assert made.unknown[1] == (
        "'Gender' stands above the columns L and AD, which differ first in row 2."
    )


def test_a_heading_that_stands_twice_and_says_the_same_is_told_and_loads(tmp_path: Path) -> None:
    made = guess(with_gender_twice(tmp_path, None))
    assert (made.profile, made.refused, made.unknown) == ("crime-victims", False, ())
    assert "'Gender' stands above the columns L and AD, which say the same in every row." in (
        made.told
    )


def test_a_draft_that_uses_one_of_two_columns_is_told_to_be_refused(tmp_path: Path) -> None:
    head, *rows = TRACKER.splitlines()
    text = "\n".join([f"{head},vps offered on", *(f"{row},01/01/2024" for row in rows)]) + "\n"
    file = written(text, tmp_path)
    made = guess(file)
    empty_ledger(tmp_path / "ledger")
    with pytest.raises(Refused) as refusal:
        load(tmp_path / "ledger", proposed(made, tmp_path), file, loaded_at=NOW)
    assert made.refused
    assert made.unknown[:2] == (refusal.value.sentence, *refusal.value.faults)
    place = "'VPS offered on' stands above the columns E and H, which differ first in row 2."
    assert made.unknown[1] == place
    assert place not in made.told


def touchpoints(ledger: Path) -> set[tuple[object, ...]]:
    sql = "SELECT journey_id, kind, happened_at, result, detail FROM read_parquet(?)"
    return set(duckdb.execute(sql, [str(ledger / "touchpoints" / "*.parquet")]).fetchall())


def test_files_loaded_by_copies_say_what_the_samples_say(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for ledger in (ours, theirs):
        empty_ledger(ledger)
    for name in ORDER[:2]:
        load(ours, read_profile(name), sample(name), loaded_at=NOW)
        other = renamed(name, tmp_path)
        load(theirs, proposed(guess(other), tmp_path), other, loaded_at=NOW)
    assert touchpoints(theirs) == touchpoints(ours)


def test_a_draft_says_why_and_what_it_does_not_know(tmp_path: Path) -> None:
    made = guess(written(TRACKER, tmp_path))
    assert made.profile is None
    assert "Crime No: distinct on every row and filled: the key." in made.reasons
    order = "Reported: day first, since 25/03/2024 can be read in one way only."
    assert order in made.reasons
    words = "VPS offered: holds No, Yes, Yes - declined, maybe: a list of words for you to settle."
    assert words in made.reasons
    assert "What 'maybe' in VPS offered means; its rows are refused." in made.unknown
    assert "Whether 'No' in VPS offered means not_asked or declined." in made.unknown


def test_a_draft_can_be_loaded_and_refuses_what_it_does_not_know(tmp_path: Path) -> None:
    profile = proposed(guess(written(TRACKER, tmp_path)), tmp_path)
    assert profile.key == ("Crime No",)
    assert profile.dates == "day first"
    offer = next(r for r in profile.records if r.name == "statement_offered")
    assert offer.table == "touchpoints"
    assert set(profile.words["statement_offered"].meant) == {"accepted", "declined", "not_asked"}


def test_a_draft_that_makes_nothing_of_a_file_tells_only_of_lines_that_stand_in_it(
    tmp_path: Path,
) -> None:
    rows = [f"A{n},0{n}/03/2024,1{n}/03/2024,{'weekly' if n % 2 else 'monthly'}" for n in range(9)]
    text = "\n".join(["Reg,Reported,Victim informed,Update frequency", *rows])
    made = guess(written(text, tmp_path))
    assert [record.name for record in proposed(made, tmp_path).records] == ["settle-this"]
    assert not [line for line in made.unknown if "victim.updated" in line or "weekly" in line]
    assert "kinds = " not in made.text
    (left,) = (line for line in made.unknown if "in no line of the draft" in line)
    assert left.endswith("draft: Victim informed, Update frequency.")


def test_a_survey_of_which_no_column_is_a_day_is_drafted_without_words_for_answers(
    tmp_path: Path,
) -> None:
    answers = ["Very satisfied", "Fairly satisfied", "Very dissatisfied", "Not sure"] * 3
    text = "\n".join(["Respondent Id,Contact", *(f"{n},{a}" for n, a in enumerate(answers))])
    made = guess(written(text, tmp_path))
    assert "On what day it was answered: no column looks like it." in made.unknown
    assert "[words" not in made.text
    assert "Not sure" not in everything_said(made)


def test_dates_that_can_be_read_in_two_ways_are_left_to_the_reader(tmp_path: Path) -> None:
    made = guess(written(TRACKER.replace("25/03", "05/04").replace("13/03", "12/03"), tmp_path))
    assert proposed(made, tmp_path).dates is None
    assert any(s.startswith("How dates are read: every date of Reported") for s in made.unknown)


def test_a_log_of_entries_names_the_kinds_it_knows_and_leaves_the_rest(tmp_path: Path) -> None:
    rows = [
        ("Arrest", "01/05/2024"), ("Charged", "13/05/2024"), ("Victim update", "14/05/2024"),
        ("VPS taken", "15/05/2024"), ("Lunch", "16/05/2024"), ("Victim update", "17/05/2024"),
        ("Arrest", "18/05/2024"), ("Lunch", "19/05/2024"),
    ]  # fmt: skip
    body = "".join(f"{n},C{n % 3},{kind},{day}\n" for n, (kind, day) in enumerate(rows))
    made = guess(written(f"No,Occurrence ref,Entry type,Day\n{body}", tmp_path))
    profile = proposed(made, tmp_path)
    assert set(profile.words["entries"].meant) == {
        "suspect.arrested", "suspect.charged", "victim.updated", "statement.taken"
    }  # fmt: skip
    assert "What kind of thing these entries are: Lunch." in made.unknown


def test_a_survey_on_seven_points_is_drafted_with_its_scale(tmp_path: Path) -> None:
    rows = ["Very satisfied,Fairly satisfied", "Neither satisfied nor dissatisfied,Very satisfied",
            "Very satisfied,Fairly dissatisfied", "Fairly satisfied,No idea"] * 3  # fmt: skip
    body = "".join(f"{n},{n % 28 + 1}/05/2024,{row}\n" for n, row in enumerate(rows, 13))
    made = guess(written(f"Response id,Submitted,Officer manner,Updates given\n{body}", tmp_path))
    profile = proposed(made, tmp_path)
    assert [record.table for record in profile.records] == ["responses", "answers"]
    assert "What these answers mean: No idea." in made.unknown


@pytest.mark.parametrize(("name", "separator"), [("crime-victims", ","), ("messaging-log", ",")])
def test_nobody_is_shown_even_where_headings_say_nothing(
    name: str, separator: str, tmp_path: Path
) -> None:
    said = everything_said(guess(unnamed(name, tmp_path, separator)))
    assert [word for word in PEOPLE if word in said] == []


@pytest.mark.parametrize("name", RENAMED)
def test_nobody_is_shown_in_a_copy(name: str, tmp_path: Path) -> None:
    said = everything_said(guess(renamed(name, tmp_path)))
    assert [word for word in PEOPLE if word in said] == []


def test_a_file_that_begins_with_a_row_of_somebody_is_refused_without_showing_it(
    tmp_path: Path,
) -> None:
    body = "Example,Alpha,alpha@example.org\nSample,Bravo,bravo@example.org\n"
    with pytest.raises(Refused, match="seems to have no headings") as refusal:
        guess(written(body, tmp_path))
    assert "Alpha" not in str(refusal.value)


def test_a_birthday_is_no_example_of_a_date(tmp_path: Path) -> None:
    body = "C1,25/03/1990\nC2,26/03/1991\n"
    made = guess(written(f"Crime No,Anniversary\n{body}", tmp_path))
    assert "1990" not in everything_said(made)


def test_words_that_may_be_names_are_told_to_be_there_and_not_shown(tmp_path: Path) -> None:
    body = "".join(f"{n},C{n},{word}\n" for n, word in enumerate(["Alpha", "Bravo", "Alpha"] * 3))
    made = guess(written(f"Row,Crime ref,Handled\n{body}", tmp_path))
    told = (
        "Handled: holds 2 different words, not shown since they may name people: look at them "
        "yourself."
    )
    assert told in made.unknown


def test_a_few_names_that_come_again_and_again_are_still_names(tmp_path: Path) -> None:
    body = "".join(f"{n},Alpha Example\n{n + 50},Bravo Sample\n" for n in range(20))
    made = guess(written(f"Crime No,Handled\n{body}", tmp_path))
    column = made.columns[1]
    assert (column.words, column.hidden) == ((), 2)
    assert "Alpha" not in everything_said(made)


CELLS = st.text(st.characters(codec="utf-8", exclude_characters='"\r\n\x00'), max_size=12)


@settings(max_examples=20, deadline=None)
@given(
    headings=st.lists(CELLS.filter(str.strip), min_size=2, max_size=5),
    rows=st.lists(st.lists(CELLS, min_size=5, max_size=5), min_size=2, max_size=6),
)
def test_whatever_stands_in_a_file_the_proposal_is_a_profile_or_a_sentence(
    headings: list[str], rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    lines = [headings, *(row[: len(headings)] for row in rows)]
    text = "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines)
    try:
        made = guess(written(text, folder))
    except Refused:
        return
    assert made.profile or proposed(made, folder).records
