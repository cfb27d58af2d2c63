"""The tables of a ledger as names alone, for an expression that belongs to no connection.

Such an expression says the same of every ledger, so that what was said of one serves the next.
"""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from touchpoint.engines.calendar_rows import calendar_rows
from touchpoint.ledger import TABLES, ibis_schema


def unbound_tables(held: Mapping[str, pa.Table]) -> Mapping[str, ir.Table]:
    """The ledger's tables, the calendar and the caller's small tables, by their names."""
    ledger = {name: ibis.table(ibis_schema(name), name=name) for name in TABLES}
    return {**ledger, **as_names({"calendar": calendar_rows(), **held})}


def as_names(held: Mapping[str, pa.Table]) -> Mapping[str, ir.Table]:
    """Small tables by their names."""
    return {
        name: ibis.table(ibis.Schema.from_pyarrow(rows.schema), name=name)
        for name, rows in held.items()
    }
