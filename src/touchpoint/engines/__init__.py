"""Where expressions run: DuckDB over a ledger folder, Spark, Postgres. No room below opens one."""

from touchpoint.engines.duck import DuckLedger, open_on_duckdb

__all__ = ["DuckLedger", "open_on_duckdb"]
