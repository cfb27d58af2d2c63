"""A large ledger is judged in portions, and what does not fit into memory is put aside in private.

Portions are few and large where each has to read all of the files.
"""

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from engines_under_test import Row, arrow_rows

from touchpoint.engines import Portion, open_on_duckdb
from touchpoint.ledger.folder import DESCRIPTION, describe

JOURNEYS = [f"J{number:04d}" for number in range(2_000)]
BY_JOURNEY = [f"{name}/{kind}" for name in JOURNEYS for kind in ("report.made", "victim.told")]
AS_RECORDED = [BY_JOURNEY[place * 1_999 % len(BY_JOURNEY)] for place in range(len(BY_JOURNEY))]


def written(folder: Path, touchpoints: list[str]) -> Path:
    """A ledger whose touchpoints lie in this order, in parts of four hundred."""
    at, on = datetime(2024, 3, 1, 12, tzinfo=UTC), date(2024, 3, 1)
    rows: dict[str, list[Row]] = {
        "investigations": [],
        "journeys": [
            {"journey_id": name, "investigation_id": "I", "role": "victim"} for name in JOURNEYS
        ],
        "touchpoints": [
            {
                "touchpoint_id": name,
                "journey_id": name.partition("/")[0],
                "kind": name.partition("/")[2],
                "happened_at": at,
                "happened_on": on,
                "recorded_at": at,
                "source": "s",
            }
            for name in touchpoints
        ],
    }
    (folder / DESCRIPTION).write_text(describe(), encoding="utf-8")
    for table, some in rows.items():
        pq.write_table(arrow_rows(table, some), folder / f"{table}.parquet", row_group_size=400)
    return folder


def cut(ledger: Path, journeys: int, scattered: int | None = None) -> tuple[Portion, ...]:
    with open_on_duckdb(ledger, threads=1) as open_ledger:
        return open_ledger.portions(journeys, scattered=scattered)


@pytest.mark.parametrize(
    ("lying", "portions"),
    [pytest.param(BY_JOURNEY, 10, id="by_journey"), pytest.param(AS_RECORDED, 2, id="scattered")],
)
def test_portions_are_as_large_as_the_order_of_the_touchpoints_wants_them(
    tmp_path: Path, lying: list[str], portions: int
) -> None:
    assert len(cut(written(tmp_path, lying), 200, scattered=1_000)) == portions


def test_what_does_not_fit_into_memory_is_put_aside_in_private_and_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, aside = tmp_path / "own", tmp_path / "aside"
    own.mkdir()
    aside.mkdir()
    ledger = written(tmp_path, [])
    monkeypatch.chdir(own)
    monkeypatch.setattr(tempfile, "tempdir", str(aside))
    with open_on_duckdb(ledger, threads=1, memory="60MB") as open_ledger:
        wide = "CREATE TEMP TABLE wide AS SELECT uuid()::VARCHAR FROM range(3_000_000)"
        open_ledger.connection.raw_sql(wide)
        (spilled,) = aside.iterdir()
        assert any(spilled.iterdir())
        assert spilled.stat().st_mode & 0o077 == 0
    assert list(aside.iterdir()) == list(own.iterdir()) == []


def test_who_names_one_size_gets_it_whatever_the_order(tmp_path: Path) -> None:
    assert len(cut(written(tmp_path, AS_RECORDED), 200)) == 10


def test_a_ledger_without_touchpoints_is_cut_as_well(tmp_path: Path) -> None:
    assert len(cut(written(tmp_path, []), 200, scattered=1_000)) > 1
