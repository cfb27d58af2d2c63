"""The text of a touchpoint that its hash is made of, as DuckDB makes it for a load.

The database makes the same text itself (sql/chain.sql, journeys_canonical), which `verify` holds
every row to: each value in turn, a dash for nothing, texts behind their length in bytes.
"""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

from touchpoint.ledger import TABLES, Column, Type

NOTHING_BEFORE: Final = bytes(32)
"""What the first of a chain names as the one before it."""

LOADED: Final = "load"
"""What stands in place of a request for a touchpoint that came in by a load."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def text_in_duckdb(number: str, appended_at: datetime) -> str:
    """The canonical text, for rows of touchpoints with a number that an expression gives."""
    own = [_told(column) for column in TABLES["touchpoints"].columns]
    microseconds = (appended_at - _EPOCH) // timedelta(microseconds=1)
    loaded = f"{microseconds},-,{len(LOADED)}:{LOADED},"
    return " || ".join([*own, f"CAST({number} AS VARCHAR) || ',{loaded}'"])


def _told(column: Column) -> str:
    name = f't."{column.name}"'
    match column.type:
        case Type.TIMESTAMP:
            value = f"CAST(epoch_us({name}) AS VARCHAR)"
        case Type.DATE:
            value = f"CAST({name} - DATE '1970-01-01' AS VARCHAR)"
        case _:
            value = f"CAST(strlen({name}) AS VARCHAR) || ':' || {name}"
    return f"coalesce({value}, '-') || ','"


def seal_of(before: bytes, entry: int, journey_id: str, number: int, hashed: bytes) -> bytes:
    """The seal of an entry of the register (sql/chain.sql, journeys_seal)."""
    length = len(journey_id.encode())
    return sha256(before + f"{entry},{length}:{journey_id},{number},".encode() + hashed).digest()
