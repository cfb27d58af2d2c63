"""The command as a person types it: exit statuses, help, sentences for errors, forms of output."""

import csv
import io
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from command.typed import Answer, asked, typed
from touchpoint import __version__
from touchpoint.cli.app import COMMANDS
from touchpoint.cli.commands.check import COLUMNS

NAMES = list(COMMANDS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a made-up force, a ledger that has lost a table, a file, an empty folder."""
    folder = tmp_path_factory.mktemp("typed")
    made = typed(
        "synthesise",
        "westmarch",
        "--journeys",
        "50",
        within=folder,
        after="&& cp -r westmarch lost",
    )
    assert made == Answer(status=0, out="", err=""), "synthesise has nothing to say in a pipe"
    (folder / "lost" / "journeys" / "part-00000.parquet").unlink()
    (folder / "file").write_text("not a folder", encoding="utf-8")
    (folder / "empty").mkdir()
    return folder


@pytest.fixture
def here(folder: Path) -> Callable[..., Answer]:
    return partial(asked, within=folder)


def is_a_sentence(said: str) -> bool:
    return said.endswith(".\n") and "Traceback" not in said


def test_the_version_is_the_package_s_own(tmp_path: Path) -> None:
    assert typed("--version", within=tmp_path) == Answer(
        status=0, out=f"touchpoint {__version__}\n", err=""
    )


def test_a_process_ends_with_the_status_and_says_what_is_wrong_on_standard_error(
    folder: Path,
) -> None:
    wrong = typed("frobnicate", within=folder)
    assert (wrong.status, wrong.out) == (2, "")
    assert wrong.err.startswith("Usage: touchpoint ")
    assert wrong.err.endswith("Error: No such command 'frobnicate'.\n")
    refused = typed("duties", "R99.NOTHING", within=folder)
    assert (refused.status, refused.out) == (1, "")
    assert is_a_sentence(refused.err)
    faulty = typed("check", "nowhere", within=folder)
    assert (faulty.status, faulty.err) == (1, "nowhere has 1 fault.\n")


def test_every_command_has_help_and_is_in_the_help_of_all(here: Callable[..., Answer]) -> None:
    whole = here("--help")
    assert (whole.status, whole.err) == (0, "")
    for name in NAMES:
        assert f"  {name} " in whole.out
        told = here(name, "--help")
        assert (told.status, told.err) == (0, "")
        assert told.out.startswith("Usage: ")
        assert f" {name} [OPTIONS]" in told.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "COMMAND [ARGS]..."),
        ("frobnicate", "No such command 'frobnicate'."),
        ("check", "Missing argument 'LEDGER'."),
        ("check westmarch --format xml", "'xml' is not one of 'table', 'json', 'csv'."),
        ("check westmarch --loud", "No such option"),
        ("synthesise new --journeys 0", "greater than or equal to 1"),
        ("synthesise new --from 2024-02-30", "'2024-02-30' is not a date: write it as 2024-06-30."),
        ("synthesise new --from 2024-06-30 --to 2024-01-01", "2024-01-01 is before 2024-06-30"),
        ("duties --out duties.doc", "duties.doc does not end in a form that can be written"),
        ("check westmarch --out faults.xlsx", "faults.xlsx does not end in a form"),
        ("guess file --out ours.csv", "ours.csv is no name for a profile"),
        ("spc westmarch closed --by week", "begins with no period"),
        ("spc westmarch closed --by month,colour=red", "'colour' is no dimension"),
        ("spc westmarch closed --chart a.gif", "a.gif does not end in a form that can be drawn"),
        ("gap westmarch --by unit:planet", "only unit has levels"),
        ("gap westmarch --from 2024-02-01 --to 2024-01-01", "2024-01-01 is before 2024-02-01"),
        ("drivers westmarch --by ,", "'' is no dimension"),
        ("drivers westmarch --from 2024-02-01 --to 2024-01-01", "is before 2024-02-01"),
        ("reconcile westmarch statement.offered --by colour", "Cannot group by colour"),
        ("reconcile westmarch statement.offered --journeys a.xlsx", "a.xlsx does not end"),
    ],
)
def test_a_command_typed_wrongly_ends_with_2(
    folder: Path, here: Callable[..., Answer], words: str, said: str
) -> None:
    told = here(*words.split())
    assert (told.status, told.out) == (2, "")
    assert said in told.err
    assert "Traceback" not in told.err
    assert not (folder / "new").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("duties R99.NOTHING", "There is no duty 'R99.NOTHING' in"),
        ("measures needs_asessed", "There is no measure 'needs_asessed'"),
        ("papers nothing", "There is no paper 'nothing'"),
        ("profiles crime-victim", "'crime-victim' is no"),
        ("load new file --profile nothing", "'nothing' is no"),
        ("spc westmarch nothing", "There is no measure 'nothing'"),
        ("reconcile westmarch statement.offred", "is not a kind of touchpoint"),
        ("duties --edition nowhere.toml", "nowhere.toml"),
        ("duties --out nowhere/duties.csv", "There is no folder nowhere to write duties.csv in"),
        ("duties --out empty.csv", "empty.csv is a folder: give the name of a file to write."),
        ("verdicts westmarch --out westmarch/journeys.parquet", "is read as part of a ledger"),
        ("duties --out westmarch/ledger.json", "is read as part of a ledger"),
        ("duties --out westmarch/touchpoints/new.parquet", "is read as part of a ledger"),
        ("synthesise westmarch", "westmarch is there already and is not empty"),
        ("synthesise file", "file is there already and is not empty"),
        ("synthesise file/within", "The computer refused: File exists (file)."),
    ],
)
def test_what_cannot_be_done_ends_with_1_and_a_sentence(
    folder: Path, here: Callable[..., Answer], words: str, said: str
) -> None:
    (folder / "empty.csv").mkdir(exist_ok=True)
    told = here(*words.split())
    assert (told.status, told.out) == (1, "")
    assert said in told.err
    assert is_a_sentence(told.err)
    assert not (folder / "new").exists()


@pytest.mark.parametrize(
    ("ledger", "said"),
    [
        ("nowhere", "nowhere does not exist: give the folder that holds ledger.json."),
        ("file", "file is a file, not a folder: give the folder that holds ledger.json."),
        ("empty", "ledger.json is missing"),
        ("lost", "The table journeys is missing"),
    ],
)
def test_what_is_no_sound_ledger_is_a_fault_in_every_form(
    here: Callable[..., Answer], ledger: str, said: str
) -> None:
    told = here("check", ledger)
    assert told.status == 1
    (first, *_) = csv.DictReader(io.StringIO(told.out))
    assert said in first["sentence"]
    assert told.err.startswith(f"{ledger} has ")
    assert is_a_sentence(told.err)


def test_a_sound_ledger_ends_with_0_and_one_sentence(folder: Path) -> None:
    assert typed("check", "westmarch", within=folder) == Answer(
        status=0, out="westmarch is sound.\n", err=""
    )


def test_a_sound_ledger_has_a_table_of_faults_with_no_rows(here: Callable[..., Answer]) -> None:
    assert here("check", "westmarch", "--format", "json").out == "[]\n"
    assert here("check", "westmarch", "--format", "csv").out == ",".join(COLUMNS) + "\n"


def test_faults_are_printed_in_each_form_and_written_to_a_file_of_each_ending(
    folder: Path, here: Callable[..., Answer]
) -> None:
    (first, *_) = json.loads(here("check", "lost", "--format", "json").out)
    assert tuple(first) == COLUMNS
    drawn = here("check", "lost", "--format", "table").out.splitlines()
    assert drawn[0].split() == list(COLUMNS)
    assert first["sentence"] in drawn[1]
    for ending in ("csv", "json", "parquet", "CSV", "Json", "PARQUET"):
        out = folder / f"faults.{ending}"
        told = here("check", "lost", "--out", str(out))
        assert (told.status, told.out) == (1, "")
        assert first["sentence"] in _first_row(out)["sentence"]


def _first_row(out: Path) -> dict[str, str]:
    match out.suffix.lower():
        case ".csv":
            rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
        case ".json":
            rows = json.loads(out.read_text(encoding="utf-8"))
        case _:
            rows = pq.read_table(out).to_pylist()
    assert tuple(rows[0]) == COLUMNS
    return dict(rows[0])


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    name = 'the chief\'s "own" [force]*? 100% $HOME; naïve ŵylan 警察'
    made = typed("synthesise", name, "--journeys", "20", within=tmp_path)
    assert made == Answer(status=0, out="", err="")
    assert asked("check", name, within=tmp_path).out == f"{name} is sound.\n"
    assert [path.name for path in tmp_path.iterdir()] == [name]
