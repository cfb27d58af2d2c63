"""A second table on the same sheet, below the first or beside it: only the first is ever read."""

from collections.abc import Sequence

from touchpoint.extracts.reading import headings
from touchpoint.extracts.reading.found import Unreadable
from touchpoint.extracts.reading.header import Header
from touchpoint.extracts.reading.looks import blank, filled, kind
from touchpoint.extracts.reading.store import Store

_ABOVE = 200
_MOST_GAPS = 200
_FEWEST = 2


def beside(header: Header, rows: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """The columns where one table ends and another begins that has the same headings."""
    below = rows[header.last :]
    inside = range(header.left, header.right)
    empty = [
        column
        for column in inside
        if blank(header.texts[column])
        and all(column >= len(row) or blank(row[column]) for row in below)
    ]
    for column in empty:
        before = {headings.key(text) for text in header.texts[header.left : column]} - {""}
        after = [headings.key(text) for text in header.texts[column + 1 : header.right]]
        after = [text for text in after if text]
        if len(after) >= _FEWEST and set(after) <= before:
            return column - 1, column + 1
    return None


def take_below(store: Store, gaps: Sequence[int]) -> list[Unreadable]:
    """Take out the rows of a second table: after a gap, words stand where there were numbers."""
    blank_rows = set(gaps)
    for gap in sorted(row for row in gaps if row + 1 not in blank_rows)[:_MOST_GAPS]:
        if _begins_after(store, gap):
            rows = store.connection.execute(
                f"SELECT * FROM {store.table} WHERE row > {gap} ORDER BY row"
            ).fetchall()
            store.connection.execute(f"DELETE FROM {store.table} WHERE row > {gap}")
            reason = (
                f"It stands below a blank line (row {gap}) after which another table seems to "
                "begin; give each table a sheet or file of its own."
            )
            return [
                Unreadable(row=row, cells=tuple(cell or "" for cell in cells), reason=reason)
                for row, *cells in rows
            ]
    return []


def _begins_after(store: Store, gap: int) -> bool:
    next_rows = _texts(store, f"row > {gap} ORDER BY row LIMIT 3")
    above = _texts(store, f"row < {gap} ORDER BY row DESC LIMIT {_ABOVE}")
    titled = bool(next_rows) and filled(next_rows[0]) == 1 and store.width > _FEWEST
    candidates = next_rows[1:] if titled else next_rows
    if len(candidates) < _FEWEST or not above:
        return False
    first = candidates[0]
    if filled(first) < _FEWEST or any(kind(cell) not in {"words", "blank"} for cell in first):
        return False
    counted = [column for column in range(store.width) if _counts(above, column)]
    changed = [column for column in counted if kind(first[column]) == "words"]
    same = all(kind(first[column]) == "words" for column in counted if not blank(first[column]))
    return same and len(changed) >= (1 if titled else _FEWEST)


def _texts(store: Store, which: str) -> list[list[str]]:
    rows = store.connection.execute(f"SELECT * FROM {store.table} WHERE {which}").fetchall()
    return [[cell or "" for cell in cells] for _, *cells in rows]


def _counts(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether a column holds numbers or days and hardly anything else."""
    kinds = [kind(row[column]) for row in rows if not blank(row[column])]
    return bool(kinds) and sum(one in {"number", "day"} for one in kinds) * 10 >= len(kinds) * 9
