"""The loads of a ledger, as a table for whoever asks what came from where."""

import duckdb

from touchpoint.extracts.loading.damaged import told_apart
from touchpoint.extracts.loading.memory import show_loads
from touchpoint.ledger import LedgerFolder

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


def loads(folder: LedgerFolder) -> list[dict[str, object]]:
    """Every load and every undoing, in order."""
    with told_apart(folder.path), duckdb.connect() as connection:
        show_loads(connection, folder)
        listed = ", ".join(f"l.{name}" for name in COLUMNS[:-1]).replace(
            "l.loaded_at", "timezone('Europe/London', l.loaded_at) AS loaded_at"
        )
        answer = connection.execute(
            f"SELECT {listed}, u.load AS undone_by FROM ledger_loads l "
            "LEFT JOIN ledger_loads u ON u.undoes = l.load ORDER BY l.load"
        ).fetchall()
    return [dict(zip(COLUMNS, row, strict=True)) for row in answer]
