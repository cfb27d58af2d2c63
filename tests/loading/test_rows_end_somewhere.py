"""Every row of a file ends as loaded, unchanged, corrected or refused; what is refused is kept."""

import csv
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from little_force import (
    NOW,
    OURS,
    TOLD,
    TOLD_HEADINGS,
    Crime,
    empty_ledger,
    expected,
    held_in,
    load_crimes,
    rows_of,
    write_csv,
)

from touchpoint.cli.drawn import as_cell
from touchpoint.errors import Refused
from touchpoint.extracts.loading import Counts, load, loads, undo
from touchpoint.extracts.profile import read_profile
from touchpoint.ledger import append, arrow_schema, open_folder


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return empty_ledger(tmp_path / "ledger")


def test_a_refused_row_stands_beside_the_ledger_with_its_cells_its_place_and_every_reason(
    ledger: Path, tmp_path: Path
) -> None:
    crimes = [Crime(number=1), Crime(number=2, offered="Y?", assessed="31/02/2024", age="forty")]
    loaded = load_crimes(ledger, tmp_path / "march.csv", crimes)
    assert loaded.counts == Counts(read=2, loaded=1, unchanged=0, corrected=0, refused=1)
    assert loaded.refused_to == tmp_path / "ledger.refused" / "load-1-march.csv"
    with loaded.refused_to.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["Refused from file"] == "march.csv"
    assert row["Refused from row"] == "3"
    assert (row["Crime No"], row["VPS offered"], row["Age"]) == ("C2", "Y?", "forty")
    reasons = row["Why refused"].splitlines()
    assert len(reasons) == 3
    assert "Row 3, VPS offered: 'Y?' is none of Yes, Declined, No, - or blank." in reasons


def test_a_mended_file_of_refused_rows_can_be_loaded(ledger: Path, tmp_path: Path) -> None:
    crimes = [Crime(number=1), Crime(number=2, offered="Y?")]
    refused = load_crimes(ledger, tmp_path / "march.csv", crimes).refused_to
    assert refused is not None
    text = refused.read_text(encoding="utf-8-sig")
    mended = tmp_path / "mended.csv"
    mended.write_text(text.replace(",Y?,", ",Yes,"), encoding="utf-8")
    loaded = load(ledger, OURS, mended, loaded_at=NOW)
    assert loaded.counts == Counts(read=1, loaded=1, unchanged=0, corrected=0, refused=0)
    assert held_in(ledger) == expected([Crime(number=1), Crime(number=2, offered="Yes")])


def test_a_row_that_stays_refused_keeps_one_reason_and_how_the_dates_of_its_first_file_were_read(
    ledger: Path, tmp_path: Path
) -> None:
    silent = replace(OURS, dates=None)
    crimes = [
        Crime(number=25, assessed="26/03/2024"),
        Crime(number=2, offered="Yes", assessed="04/03/2024"),
    ]
    first, second = (list(crime.cells) for crime in crimes)
    second[5:7] = ["Y?", "2024-03-05"]
    file: Path | None = write_csv(tmp_path / "march.csv", [first, second])
    for _ in range(2):
        assert file is not None
        file = load(ledger, silent, file, loaded_at=NOW).refused_to
    assert file is not None
    text = file.read_text(encoding="utf-8-sig")
    assert text.count("Why refused") == 1
    file.write_text(text.replace(",Y?,", ",Yes,"), encoding="utf-8")
    assert load(ledger, silent, file, loaded_at=NOW).counts.loaded == 1
    assert held_in(ledger) == expected(crimes)


@pytest.mark.parametrize(
    ("offence", "kept"),
    [
        ('=HYPERLINK("x")', '\'=HYPERLINK("x")'),
        ("@SUM(1)", "'@SUM(1)"),
        ("-2+3+cmd", "'-2+3+cmd"),
        ("'=a", "''=a"),
        ("-1", "-1"),
        ("'twas", "'twas"),
    ],
)
def test_a_refused_cell_runs_in_no_spreadsheet_and_is_itself_again_when_it_is_mended(
    ledger: Path, tmp_path: Path, offence: str, kept: str
) -> None:
    crimes = [Crime(number=1), Crime(number=2, offered="Y?", offence=offence)]
    refused = load_crimes(ledger, tmp_path / "march.csv", crimes).refused_to
    assert refused is not None
    with refused.open(encoding="utf-8-sig", newline="") as file:
        columns, row = csv.reader(file)
    assert row[columns.index("Offence")] == kept
    mended = tmp_path / "mended.csv"
    text = refused.read_text(encoding="utf-8-sig")
    mended.write_text(text.replace(",Y?,", ",Yes,"), encoding="utf-8")
    load(ledger, OURS, mended, loaded_at=NOW)
    mended_crime = Crime(number=2, offered="Yes", offence=offence)
    assert held_in(ledger) == expected([Crime(number=1), mended_crime])


def test_a_reference_that_a_spreadsheet_shortened_is_refused(ledger: Path, tmp_path: Path) -> None:
    file = tmp_path / "march.csv"
    load_crimes(ledger, file, [Crime(number=1)])
    file.write_text(file.read_text(encoding="utf-8").replace("C1", "4.2E+11"), encoding="utf-8")
    loaded = load(ledger, OURS, file, loaded_at=NOW)
    assert loaded.counts == Counts(read=1, loaded=0, unchanged=0, corrected=0, refused=1)
    assert loaded.reasons == (
        "Row 2, Crime No: 4.2E+11 is what a spreadsheet made of a long number: export it as text.",
    )


def test_rows_under_one_key_that_differ_are_all_refused_and_the_same_row_again_is_unchanged(
    ledger: Path, tmp_path: Path
) -> None:
    twice = [Crime(number=1), Crime(number=1), Crime(number=2), Crime(number=2, offence="fraud")]
    loaded = load_crimes(ledger, tmp_path / "a.csv", twice)
    assert loaded.counts == Counts(read=4, loaded=1, unchanged=1, corrected=0, refused=2)
    assert loaded.reasons[0].startswith("Row 4, Crime No: the same as in row 5")
    assert held_in(ledger) == expected([Crime(number=1)])


def test_a_file_with_one_row_changed_changes_one_row(ledger: Path, tmp_path: Path) -> None:
    crimes = [Crime(number=n, offered="No") for n in range(1, 9)]
    load_crimes(ledger, tmp_path / "a.csv", crimes)
    crimes[3] = Crime(number=4, offered="Declined")
    loaded = load_crimes(ledger, tmp_path / "b.csv", crimes)
    assert loaded.counts == Counts(read=8, loaded=0, unchanged=7, corrected=1, refused=0)
    assert held_in(ledger) == expected(crimes)
    replacing = "SELECT result, source_ref FROM {touchpoints} WHERE replaces IS NOT NULL"
    assert rows_of(ledger, replacing) == [("declined", "load 2, b.csv, row 5")]
    assert rows_of(ledger, "SELECT count(*) FROM {touchpoints}") == [(9,)]


def test_two_profiles_that_say_other_things_of_one_crime_do_not_take_turns(
    ledger: Path, tmp_path: Path
) -> None:
    other = replace(OURS, name="other", source="other_system")
    file = load_crimes(ledger, tmp_path / "a.csv", [Crime(number=1, offence="theft")])
    assert file.counts.loaded == 1
    others = write_csv(tmp_path / "b.csv", [Crime(number=1, offence="fraud").cells])
    for _ in range(2):
        assert load(ledger, other, others, loaded_at=NOW).counts.refused == 1
        again = load_crimes(ledger, tmp_path / "a.csv", [Crime(number=1, offence="theft")])
        assert again.counts.unchanged == 1
    assert held_in(ledger) == expected([Crime(number=1, offence="theft")])


def test_rows_whose_investigation_is_not_there_are_refused_until_it_is(
    ledger: Path, tmp_path: Path
) -> None:
    log = write_csv(tmp_path / "log.csv", [("E1", "C1", "2024-03-09")], TOLD_HEADINGS)
    early = load(ledger, TOLD, log, loaded_at=NOW)
    assert early.counts.refused == 1
    assert list(early.reasons) == ["Row 2, Crime: no journey of the ledger fits."]
    load_crimes(ledger, tmp_path / "a.csv", [Crime(number=1)])
    late = load(ledger, TOLD, log, loaded_at=NOW)
    assert late.counts == Counts(read=1, loaded=1, unchanged=0, corrected=0, refused=0)


def test_a_load_on_which_another_rests_is_not_undone_before_it(
    ledger: Path, tmp_path: Path
) -> None:
    load_crimes(ledger, tmp_path / "a.csv", [Crime(number=1)])
    log = write_csv(tmp_path / "log.csv", [("E1", "C1", "2024-03-09")], TOLD_HEADINGS)
    load(ledger, TOLD, log, loaded_at=NOW)
    before = held_in(ledger)
    with pytest.raises(Refused) as refusal:
        undo(ledger, 1, undone_at=NOW)
    (fault,) = refusal.value.faults
    assert fault == (
        "1 row of touchpoints would name journeys that this load brought (load 2): undo what "
        "brought those rows first."
    )
    assert held_in(ledger) == before
    undo(ledger, 2, undone_at=NOW)
    undo(ledger, 1, undone_at=NOW)
    assert held_in(ledger) == expected([])


def test_rows_that_no_load_brought_are_not_said_to_go_with_an_undoing(
    ledger: Path, tmp_path: Path
) -> None:
    load_crimes(ledger, tmp_path / "a.csv", [Crime(number=1)])
    journey = {"journey_id": "J9", "investigation_id": "C1", "role": "direct"}
    row = dict.fromkeys(arrow_schema("journeys").names) | journey
    rows = pa.Table.from_pylist([row | {"enhanced_basis": []}], schema=arrow_schema("journeys"))
    append(ledger, {"journeys": rows})
    with pytest.raises(Refused) as refusal:
        undo(ledger, 1, undone_at=NOW)
    (fault,) = refusal.value.faults
    assert fault == (
        "1 row of journeys would name investigations that this load brought, and no load that "
        "stands brought those rows: what they rest on stays. Load the file again, corrected, "
        "instead of undoing it."
    )


def test_rows_that_an_undoing_put_back_are_said_to_go_with_the_load_that_holds_them(
    ledger: Path, tmp_path: Path
) -> None:
    load_crimes(ledger, tmp_path / "a.csv", [Crime(number=1)])
    for number, day in enumerate(("2024-03-09", "2024-03-10"), 2):
        log = write_csv(tmp_path / f"{number}.csv", [("E1", "C1", day)], TOLD_HEADINGS)
        load(ledger, TOLD, log, loaded_at=NOW)
    undo(ledger, 3, undone_at=NOW)
    with pytest.raises(Refused, match=r"brought \(load 2\): undo what"):
        undo(ledger, 1, undone_at=NOW)
    undo(ledger, 2, undone_at=NOW)
    undo(ledger, 1, undone_at=NOW)
    assert held_in(ledger) == expected([])


def test_an_undoing_counts_each_row_of_which_it_takes_something_back(
    ledger: Path, tmp_path: Path
) -> None:
    load_crimes(ledger, tmp_path / "a.csv", [Crime(number=n, offered="No") for n in range(1, 5)])
    later = [
        Crime(number=1, offered="Yes"),
        Crime(number=2, offered="No", offence="fraud"),
        Crime(number=3, offered="No"),
        Crime(number=5),
    ]
    loaded = load_crimes(ledger, tmp_path / "b.csv", later)
    assert (loaded.counts.corrected, loaded.counts.unchanged, loaded.counts.loaded) == (2, 1, 1)
    undone = undo(ledger, loaded.load, undone_at=NOW)
    assert (undone.rows, undone.stayed) == (3, 1)
    first = undo(ledger, 1, undone_at=NOW)
    assert (first.rows, first.stayed) == (4, 0)


def test_undoing_what_a_later_load_says_too_takes_nothing_back(
    ledger: Path, tmp_path: Path
) -> None:
    first = load_crimes(ledger, tmp_path / "a.csv", [Crime(number=1, offered="No")])
    load_crimes(ledger, tmp_path / "b.csv", [Crime(number=1, offered="Yes")])
    undone = undo(ledger, first.load, undone_at=NOW)
    assert (undone.rows, undone.stayed) == (0, 1)
    assert held_in(ledger) == expected([Crime(number=1, offered="Yes")])


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(7, "There is no load 7"), (1, "was undone already, by 2"), (2, "is an undoing")],
)
def test_only_a_load_that_stands_can_be_undone(
    ledger: Path, tmp_path: Path, number: int, sentence: str
) -> None:
    load_crimes(ledger, tmp_path / "a.csv", [Crime(number=1)])
    undo(ledger, 1, undone_at=NOW)
    with pytest.raises(Refused, match=sentence):
        undo(ledger, number, undone_at=NOW)


def test_the_loads_of_a_ledger_are_listed_with_what_became_of_them(
    ledger: Path, tmp_path: Path
) -> None:
    load_crimes(ledger, tmp_path / "a.csv", [Crime(number=1), Crime(number=2, offered="?")])
    undo(ledger, 1, undone_at=NOW)
    first, second = loads(open_folder(ledger))
    assert (first["load"], first["file"], first["read"], first["refused"]) == (1, "a.csv", 2, 1)
    assert (first["undone_by"], second["what"], second["undone_by"]) == (2, "undo", None)


def test_when_a_load_was_made_is_listed_by_the_clock_of_the_ledger_with_its_zone(
    ledger: Path, tmp_path: Path
) -> None:
    load_crimes(ledger, tmp_path / "a.csv", [Crime(number=1)])
    in_winter = NOW.replace(month=1)
    load(ledger, OURS, tmp_path / "a.csv", loaded_at=in_winter)
    told = [listed["loaded_at"] for listed in loads(open_folder(ledger))]
    assert told == [NOW, in_winter]
    assert [as_cell(when) for when in told] == [
        "2024-07-01T10:00:00+01:00",
        "2024-01-01T09:00:00+00:00",
    ]


def test_coverage_grows_with_the_files_and_goes_with_an_undoing(
    ledger: Path, tmp_path: Path
) -> None:
    covered = "SELECT DISTINCT from_on::VARCHAR, to_on::VARCHAR FROM {coverage}"
    load_crimes(ledger, tmp_path / "a.csv", [Crime(number=1), Crime(number=9)])
    load_crimes(ledger, tmp_path / "b.csv", [Crime(number=14), Crime(number=20)])
    assert rows_of(ledger, covered) == [("2024-03-01", "2024-03-20")]
    undo(ledger, 1, undone_at=NOW)
    assert rows_of(ledger, covered) == [("2024-03-14", "2024-03-20")]


def test_a_thing_that_the_ledger_held_before_any_load_is_not_changed_by_one(
    ledger: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.csv"
    profile = OURS.__class__(**{**vars(OURS), "name": "another"})
    load_crimes(ledger, tmp_path / "a.csv", [Crime(number=1, offence="theft")])
    cells = [Crime(number=1, offence="violence").cells]
    loaded = load(ledger, profile, write_csv(other, cells), loaded_at=NOW)
    assert loaded.counts.refused == 1
    assert "the investigation C1 is in the ledger already" in loaded.reasons[0]
    assert held_in(ledger) == expected([Crime(number=1, offence="theft")])


@pytest.mark.parametrize("repeated", ["refuse", "last"])
def test_a_row_whose_columns_contradict_each_other_is_refused_and_loses_neither(
    repeated: str, ledger: Path, tmp_path: Path
) -> None:
    (tmp_path / "survey.toml").write_text(
        'name = "survey"\ntitle = "A survey"\nabout = "Made up."\nsource = "firm"\n'
        f'[rows]\nkey = ["Id"]\nrepeated = "{repeated}"\n'
        '[responses]\nresponse_id = "Id"\nsurvey_id = { always = "s" }\nanswered_on = "Day"\n'
        'mode = { always = "online" }\n'
        "[[answers]]\ncolumns = { matching = '[AB] (.*)' }\nvalue = { each = \"cell\" }\n",
        encoding="utf-8",
    )
    rows = [["1", "2024-03-05", "good", "bad"], ["2", "2024-03-05", "good", "good"]]
    file = write_csv(tmp_path / "survey.csv", rows, ["Id", "Day", "A contact", "B contact"])
    loaded = load(ledger, read_profile(tmp_path / "survey.toml"), file, loaded_at=NOW)
    assert loaded.reasons == (
        "Row 2: its columns say different things of the answer 1 contact. Make them agree.",
    )
    assert rows_of(ledger, "SELECT response_id, value FROM {answers}") == [("2", "good")]
