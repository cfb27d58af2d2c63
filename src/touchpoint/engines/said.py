"""Expressions in the words of an engine.

To say an expression in SQL takes longer than to run it over a small ledger, and the same questions
are asked of one ledger after another: what was said lately is remembered by what it stands for.
"""

from functools import lru_cache

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir


def said_to_duckdb(rows: ir.Table) -> str:
    """An expression in DuckDB's SQL."""
    # To merge selects is a third of the work of saying them, and DuckDB merges them itself.
    return _said(rows.op(), "duckdb", merged=False)


def said_to_postgres(rows: ir.Table) -> str:
    """An expression in Postgres's SQL."""
    return _said(rows.op(), "postgres", merged=True)


def said_to_spark(rows: ir.Table) -> str:
    """An expression in Spark's SQL."""
    return _said(rows.op(), "pyspark", merged=True)


@lru_cache(maxsize=128)
def _said(rows: ops.Node, dialect: str, *, merged: bool) -> str:
    before = ibis.options.sql.fuse_selects
    ibis.options.sql.fuse_selects = merged
    try:
        return str(ibis.to_sql(rows.to_expr(), dialect=dialect, pretty=False))
    finally:
        ibis.options.sql.fuse_selects = before
