"""Where expressions run: DuckDB over a ledger folder, Spark, Postgres. No room below opens one.

Each engine is a module of its own and is imported by name, so that the library runs without the
drivers of those that are not used.
"""

from touchpoint.engines.duck import DuckLedger, Portion, open_on_duckdb
from touchpoint.engines.said import said_to_duckdb
from touchpoint.engines.steps import Steps

__all__ = ["DuckLedger", "Portion", "Steps", "open_on_duckdb", "said_to_duckdb"]
