"""A ledger whose touchpoints lie in another order, with the same rows.

    python -m tools.benchmarks.lying as-loaded|as-recorded LEDGER NEW

The made-up force lies journey by journey, which is the kindest order for a grouping by journey.
"""

import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import duckdb
from tools.benchmarks.task import MEMORY, THREADS

from touchpoint.ledger import open_folder
from touchpoint.ledger.views import text

TABLE = "touchpoints"
_MONTH = "date_trunc('month', recorded_at)"

Selects: TypeAlias = Callable[[duckdb.DuckDBPyConnection], list[str]]
"""What gives the SELECT of each file of the touchpoints, from the view of all of them."""


def _loaded(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """A file for each month, journey by journey in it: as monthly loads leave them."""
    months = connection.execute(f"FROM {TABLE} SELECT DISTINCT {_MONTH}::VARCHAR ORDER BY 1")
    return [
        f"FROM {TABLE} WHERE {_MONTH}::VARCHAR IS NOT DISTINCT FROM "
        f"{'NULL' if month is None else text(month)} ORDER BY journey_id, happened_at"
        for (month,) in months.fetchall()
    ]


def _recorded(_: duckdb.DuckDBPyConnection) -> list[str]:
    """One file in the order of recording: every journey is all over it."""
    return [f"FROM {TABLE} ORDER BY recorded_at, touchpoint_id"]


ORDERS: Mapping[str, Selects] = {"as-loaded": _loaded, "as-recorded": _recorded}


def write_lying(order: str, ledger: Path, new: Path) -> None:
    """Write the ledger anew, with the same rows; it is there whole or not at all."""
    making = new.with_name(f".{new.name}")
    shutil.rmtree(making, ignore_errors=True)
    shutil.copytree(ledger, making, ignore=lambda _, names: {TABLE} & set(names))
    (making / TABLE).mkdir()
    files = ", ".join(text(str(file)) for file in open_folder(ledger).files(TABLE))
    bounds = {"threads": str(THREADS), "memory_limit": MEMORY}
    spilled = {"temp_directory": str(making / ".spilled")}
    with duckdb.connect(config={**bounds, **spilled}) as connection:
        connection.execute(f"CREATE VIEW {TABLE} AS FROM read_parquet([{files}])")
        for number, select in enumerate(ORDERS[order](connection)):
            part = text(str(making / TABLE / f"part-{number:05d}.parquet"))
            connection.execute(f"COPY ({select}) TO {part} (FORMAT parquet, COMPRESSION zstd)")
    making.rename(new)


if __name__ == "__main__":
    write_lying(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
