"""The small made-up force that tests of whole papers share."""

import pytest
from little_papers import Little

from touchpoint.cli.app import app


@pytest.fixture(scope="session")
def little(tmp_path_factory: pytest.TempPathFactory) -> Little:
    """A force of 1,500 journeys."""
    folder = tmp_path_factory.mktemp("little")
    ledger = folder / "ledger"
    app(
        [
            "synthesise", str(ledger), "--journeys", "1500", "--seed", "3",
            "--from", "2023-07-01", "--to", "2024-06-30",
        ],
        standalone_mode=False,
    )  # fmt: skip
    return Little(ledger=ledger, folder=folder)
