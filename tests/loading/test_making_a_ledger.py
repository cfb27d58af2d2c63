"""A first load makes the ledger: what a killed one left goes, and none takes away another's."""

from pathlib import Path

import pytest
from little_force import empty_ledger

from touchpoint.errors import Refused
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
