"""Text files: their encoding, separators, lines and rows, by DuckDB or by Python's csv module."""
