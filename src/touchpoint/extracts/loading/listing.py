"""The loads of a ledger, as a table for whoever asks what came from where."""

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import duckdb

from touchpoint.extracts.loading.damaged import told_apart
from touchpoint.extracts.loading.memory import show_loads
from touchpoint.ledger import TIME_ZONE, LedgerFolder

COLUMNS = (
    "load",
    "what",
    "profile",
    "file",
    "sheet",
    "loaded_at",
    "read",
    "loaded",
    "unchanged",
    "corrected",
    "refused",
    "undone_by",
)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_CLOCK: Final = ZoneInfo(TIME_ZONE)


def loads(folder: LedgerFolder) -> list[dict[str, object]]:
    """Every load and every undoing, in order; when it was made is by the clock of the ledger."""
    with told_apart(folder.path), duckdb.connect() as connection:
        show_loads(connection, folder)
        listed = ", ".join(f"l.{name}" for name in COLUMNS[:-1]).replace(
            "l.loaded_at", "epoch_us(l.loaded_at) AS loaded_at"
        )
        answer = connection.execute(
            f"SELECT {listed}, u.load AS undone_by FROM ledger_loads l "
            "LEFT JOIN ledger_loads u ON u.undoes = l.load ORDER BY l.load"
        ).fetchall()
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in answer]
    return [row | {"loaded_at": _instant(row["loaded_at"])} for row in rows]


def _instant(microseconds: int) -> datetime:
    """With its zone: without, a time in summer reads like one of UTC."""
    return (_EPOCH + timedelta(microseconds=microseconds)).astimezone(_CLOCK)
