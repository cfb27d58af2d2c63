"""The calendar as engines hold it: instants are UTC without saying so, as in expressions."""

import pyarrow as pa

from touchpoint.calendar import calendar_table


def calendar_rows() -> pa.Table:
    """The calendar of England and Wales, a row a day."""
    table = calendar_table()
    place = table.column_names.index("ends_at")
    return table.set_column(place, "ends_at", table["ends_at"].cast(pa.timestamp("us")))
