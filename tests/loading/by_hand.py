"""Corrections made by hand of what a load brought, as the service makes them."""

from pathlib import Path

import pyarrow as pa
from little_force import rows_of

from touchpoint.ledger import append, arrow_schema

SCHEMA = arrow_schema("touchpoints")
LAST = (
    "SELECT * FROM {touchpoints} WHERE kind = '%s' AND touchpoint_id NOT IN "
    "(SELECT replaces FROM {touchpoints} WHERE replaces IS NOT NULL)"
)


def correct(ledger: Path, what: str, name: str, **said: object) -> None:
    """Put another touchpoint in the place of the one of a kind that counts."""
    (row,) = rows_of(ledger, LAST % what)
    old = dict(zip(SCHEMA.names, row, strict=True))
    because = {"source": "touchpoint", "source_ref": None, "recorded_at": None}
    detail = '{"corrected_because": "The victim says otherwise"}'
    new = (
        old | because | {"detail": detail, "touchpoint_id": name, "replaces": old["touchpoint_id"]}
    )
    append(ledger, {"touchpoints": pa.Table.from_pylist([new | said], schema=SCHEMA)})


def take_back(ledger: Path, what: str, name: str) -> None:
    """Say that something never happened."""
    correct(ledger, what, name, kind="touchpoint.withdrawn", result=None, channel=None)
