"""`touchpoint verdicts` judges a large ledger in portions and says what it says of it whole."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from command.typed import asked
from touchpoint.cli.commands import verdicts
from touchpoint.ledger import open_folder
from touchpoint.synthetic import synthesise


@pytest.fixture
def scattered(tmp_path: Path) -> Path:
    """A force with its touchpoints in the order of their recording."""
    force = tmp_path / "force"
    synthesise(force, journeys=300, seed=3)
    for file in open_folder(force).files("touchpoints"):
        rows = pq.read_table(file).sort_by([("recorded_at", "ascending")])
        pq.write_table(rows, file, row_group_size=1_000)
    return force


def judged(force: Path) -> list[dict[str, object]]:
    out = force.parent / "judged.parquet"
    asked("verdicts", str(force), "--as-at", "2024-08-01", "--out", str(out), within=force.parent)
    rows: list[dict[str, object]] = pq.read_table(out).to_pylist()
    return rows


def test_a_ledger_judged_in_portions_is_judged_as_it_is_whole_corrections_too(
    scattered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [str(file) for file in open_folder(scattered).files("touchpoints")]
    assert pq.ParquetDataset(files).read(["replaces"])["replaces"].drop_null().length() > 5
    whole = judged(scattered)
    for name, journeys in (("JOURNEYS_AT_ONCE", 20), ("SCATTERED_AT_ONCE", 100)):
        monkeypatch.setattr(verdicts, name, journeys)
    assert judged(scattered) == whole
