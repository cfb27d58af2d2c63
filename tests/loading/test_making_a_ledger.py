"""A first load makes the ledger: what a killed one left goes, and none takes away another's."""

import shutil
from pathlib import Path

import pytest
from little_force import NOW, OURS, Crime, empty_ledger, load_crimes, write_csv

from touchpoint.errors import Refused
from touchpoint.extracts.loading import load
from touchpoint.ledger import new_ledger, open_folder


def test_a_ledger_that_another_made_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    making = new_ledger(path)
    staging = making.__enter__()
    empty_ledger(path)
    assert staging.exists(), "what another is making is no leaving of a killed one"
    with pytest.raises(Refused, match="meanwhile"):
        making.__exit__(None, None, None)
    assert open_folder(path).files("journeys")
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_first_load_left_goes_with_the_next(tmp_path: Path) -> None:
    left = tmp_path / ".ledger-being-made-x"
    left.mkdir()
    (left / "identities.parquet").touch()
    path = empty_ledger(tmp_path / "ledger")
    assert list(tmp_path.iterdir()) == [path]


def test_a_first_load_that_comes_too_late_leaves_the_refused_rows_of_the_other_alone(
    tmp_path: Path,
) -> None:
    path, file = tmp_path / "ledger", tmp_path / "export.csv"
    making = new_ledger(path)
    staging = making.__enter__()
    shutil.copytree(empty_ledger(tmp_path / "late"), staging, dirs_exist_ok=True)
    first = load_crimes(empty_ledger(path), file, [Crime(number=1), Crime(number=2, offered="Y?")])
    assert first.refused_to is not None
    its = first.refused_to.read_bytes()
    other = write_csv(file, [Crime(number=3).cells, Crime(number=4, offered="N?").cells])
    late = load(staging, OURS, other, loaded_at=NOW, beside=path)
    assert late.refused_to == first.refused_to
    with pytest.raises(Refused, match="meanwhile"):
        making.__exit__(None, None, None)
    assert first.refused_to.read_bytes() == its
    assert [place for place in tmp_path.rglob("*export*") if place != file] == [first.refused_to]
