"""Where expressions run: DuckDB over a ledger folder."""
