"""A ledger with its touchpoints in the order in which they were recorded, as loads bring them.

    python -m tools.benchmarks.recorded LEDGER NEW

The made-up force lies journey by journey, which is the kindest order for a grouping by journey.
"""

import shutil
import sys
from pathlib import Path

import duckdb
from tools.benchmarks.task import MEMORY, THREADS

from touchpoint.ledger import open_folder
from touchpoint.ledger.views import text

TABLE = "touchpoints"


def write_as_recorded(ledger: Path, new: Path) -> None:
    """Write the ledger anew, with the same rows; it is there whole or not at all."""
    making = new.with_name(f".{new.name}")
    shutil.rmtree(making, ignore_errors=True)
    shutil.copytree(ledger, making, ignore=lambda _, names: {TABLE} & set(names))
    (making / TABLE).mkdir()
    part = text(str(making / TABLE / "part-00000.parquet"))
    files = ", ".join(text(str(file)) for file in open_folder(ledger).files(TABLE))
    spilled = {"temp_directory": str(making / ".spilled")}
    with duckdb.connect(
        config={"threads": THREADS, "memory_limit": MEMORY, **spilled}
    ) as connection:
        connection.execute(
            f"COPY (FROM read_parquet([{files}]) ORDER BY recorded_at, touchpoint_id) "
            f"TO {part} (FORMAT parquet, COMPRESSION zstd)"
        )
    making.rename(new)


if __name__ == "__main__":
    write_as_recorded(Path(sys.argv[1]), Path(sys.argv[2]))
