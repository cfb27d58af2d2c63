"""`touchpoint profiles` and `touchpoint guess` answer an analyst on a Monday morning."""

import csv
import io
import json
from pathlib import Path

import pytest
import typer
from made_up_force import ORDER, sample
from typer.testing import CliRunner, Result

from command.typed import typed
from touchpoint.cli.commands.guess import guess
from touchpoint.cli.commands.profiles import profiles
from touchpoint.errors import Refused
from touchpoint.extracts.profile import read_profile

APP = typer.Typer()
APP.command()(profiles)
APP.command()(guess)
TRACKER = "Crime No,VPS offered,VPS offered on\nC1,Yes,06/03/2024\nC2,Declined,28/03/2024\n"


def answer(*arguments: str) -> Result:
    done = CliRunner().invoke(APP, arguments, env={"COLUMNS": "100"})
    if isinstance(done.exception, Refused):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done


def test_every_profile_is_in_the_table_with_its_sample() -> None:
    listed = list(csv.DictReader(io.StringIO(answer("profiles").stdout)))
    assert {row["profile"] for row in listed} == set(ORDER)
    assert all(row["sample"].startswith(row["profile"]) for row in listed)


def test_one_profile_is_explained_with_where_its_sample_lies() -> None:
    said = answer("profiles", "dip-sample").stdout
    assert said.startswith("dip-sample  A monthly dip-sample of investigations\n")
    assert "Y and Yes mean yes" in said
    assert "touchpoint profiles dip-sample --sample . copies dip-sample.xlsx here." in said


def test_one_profile_as_json() -> None:
    (row,) = json.loads(answer("profiles", "messaging-log", "--format", "json").stdout)
    assert row["source"] == "messaging"
    assert row["makes"] == ["touchpoints"]


def test_a_sample_is_copied_with_its_profile_and_nothing_is_written_over(tmp_path: Path) -> None:
    answer("profiles", "survey-waves", "--sample", str(tmp_path))
    copied = {path.name for path in tmp_path.iterdir()}
    assert copied == {"survey-waves.csv", "survey-waves.toml"}
    assert read_profile(tmp_path / "survey-waves.toml").name == "survey-waves"
    with pytest.raises(Refused, match="Nothing was copied"):
        answer("profiles", "survey-waves", "--sample", str(tmp_path))


def test_a_profile_of_ones_own_is_explained_and_has_no_sample(tmp_path: Path) -> None:
    answer("profiles", "survey-waves", "--sample", str(tmp_path))
    own = tmp_path / "ours.toml"
    text = (tmp_path / "survey-waves.toml").read_text(encoding="utf-8")
    own.write_text(text.replace('"survey-waves"', '"ours"'), encoding="utf-8")
    assert "no sample comes with it" in answer("profiles", str(own)).stdout
    with pytest.raises(Refused, match="no sample comes with it"):
        answer("profiles", str(own), "--sample", str(tmp_path))


def test_a_file_that_fits_is_told_its_profile_and_nothing_else_is_printed() -> None:
    done = answer("guess", str(sample("closure-form")))
    assert done.stdout == "closure-form\n"
    assert "load the file with --profile closure-form" in done.stderr


def test_a_file_whose_headings_are_unclear_is_not_said_to_fit_as_it_is(tmp_path: Path) -> None:
    head, *rows = sample("crime-victims").read_text("windows-1252").splitlines()
    file = tmp_path / "victims.csv"
    text = "\n".join([f"{head},gender", *(f"{row},Not stated" for row in rows)])
    file.write_text(text, encoding="utf-8")
    done = answer("guess", str(file))
    assert done.stdout == "crime-victims\n"
    assert "'Gender' stands above the columns L and AD" in done.stderr
    assert done.stderr.splitlines()[-1] == (
        "crime-victims fits, but a load refuses the file until its headings are clear."
    )


def test_a_proposed_profile_goes_to_a_file_and_its_reasons_to_the_reader(tmp_path: Path) -> None:
    file, out = tmp_path / "tracker.csv", tmp_path / "ours.toml"
    file.write_text(TRACKER, encoding="utf-8")
    done = answer("guess", str(file), "--out", str(out))
    assert done.stdout == ""
    assert "Not known, and for you to settle:" in done.stderr
    assert read_profile(out).name == "our-tracker"
    with pytest.raises(Refused, match="is there already"):
        answer("guess", str(file), "--out", str(out))


def test_a_proposed_profile_is_not_said_to_be_where_it_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "tracker.csv").write_text(TRACKER, encoding="utf-8")
    (tmp_path / "ours.toml").symlink_to("/proc/ours.toml")
    told = typed("guess", "tracker.csv", "--out", "ours.toml", within=tmp_path)
    assert (told.status, told.out) == (1, "")
    assert "The proposed profile is in" not in told.err


def test_what_cannot_be_done_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There is no file"):
        answer("guess", str(tmp_path / "none.csv"))
    with pytest.raises(Refused, match="has no sheet named April"):
        answer("guess", str(sample("dip-sample")), "--sheet", "April")
    with pytest.raises(Refused, match="has no sheets, so none named April: name none"):
        answer("guess", str(sample("crime-victims")), "--sheet", "April")
