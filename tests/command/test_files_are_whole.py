"""A file that a command is told to write is there whole, or what stood there before still is."""

import os
from pathlib import Path

import pytest

from command.typed import asked, no_file_over, typed

AS_NOBODY_SPECIAL = "setpriv --bounding-set=-dac_override,-dac_read_search,-fowner" * (
    os.geteuid() == 0
)
"""What takes from the superuser the right to write where nobody may; others have none."""


@pytest.mark.parametrize("ending", ["csv", "json", "parquet"])
def test_a_disk_without_room_for_a_file_keeps_the_one_that_was_there(
    tmp_path: Path, ending: str
) -> None:
    out = tmp_path / f"duties.{ending}"
    out.write_text("precious", encoding="utf-8")
    # No file may pass 4 kB, which the disk says just as it says that it is full.
    told = typed("duties", "--out", out.name, within=tmp_path, before=no_file_over(4))
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith("The computer refused: ")
    assert "File too large" in told.err
    assert out.read_text(encoding="utf-8") == "precious"
    assert list(tmp_path.iterdir()) == [out]


def test_a_file_written_anew_keeps_who_may_read_it(tmp_path: Path) -> None:
    out = tmp_path / "duties.csv"
    out.touch(mode=0o600)
    assert asked("duties", "--out", out.name, within=tmp_path).status == 0
    assert out.stat().st_mode & 0o777 == 0o600
    assert out.read_text(encoding="utf-8").startswith("id,")


def test_a_link_stays_a_link_to_what_is_written(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    link = tmp_path / "duties.csv"
    link.symlink_to("kept/june.csv")
    for _ in range(2):
        assert asked("duties", "--out", link.name, within=tmp_path).status == 0
        assert link.is_symlink()
        assert (tmp_path / "kept" / "june.csv").stat().st_size > 0


@pytest.mark.parametrize(
    "words",
    [
        "load ledger --profile crime-investigations cases.csv --out locked/counts.csv",
        "load ledger --profile crime-investigations cases.csv --out locked.csv",
        "guess cases.csv --out locked/cases.toml",
        "spc ledger needs_assessed --chart locked/needs.svg",
        "repeat ledger --month 2024-06 --rows locked/rows.csv",
    ],
)
def test_what_may_not_be_written_is_refused_before_any_work(tmp_path: Path, words: str) -> None:
    (tmp_path / "cases.csv").write_text("Crime No,VPS offered\nC1,Yes\n", encoding="utf-8")
    (tmp_path / "locked").mkdir(mode=0o555)
    (tmp_path / "locked.csv").touch(mode=0o444)
    told = typed(*words.split(), within=tmp_path, before=AS_NOBODY_SPECIAL)
    assert (told.status, told.out) == (1, "")
    assert (
        told.err.startswith(f"Nothing may be written in the folder {tmp_path / 'locked'}: give ")
        or told.err == "locked.csv may not be written over: give the name of another file.\n"
    )
    assert not (tmp_path / "ledger").exists()
