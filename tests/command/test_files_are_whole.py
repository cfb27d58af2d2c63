"""A file that a command is told to write is there whole, or what stood there before still is."""

from pathlib import Path

import pytest

from command.typed import asked, typed


@pytest.mark.parametrize("ending", ["csv", "json", "parquet"])
def test_a_disk_without_room_for_a_file_keeps_the_one_that_was_there(
    tmp_path: Path, ending: str
) -> None:
    out = tmp_path / f"duties.{ending}"
    out.write_text("precious", encoding="utf-8")
    # No file may pass 4 kB, which the disk says just as it says that it is full.
    told = typed("duties", "--out", out.name, within=tmp_path, before="ulimit -f 4;")
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
