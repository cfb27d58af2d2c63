"""Rows of the table that are no rows of data: totals, headings again, notes at the foot.

They are taken out of the table and told one by one. A row that only may be one of these stays: a
row read too many is refused later with its reason, a row lost is not.
"""

import re
from collections.abc import Sequence
from string import ascii_letters, digits

import duckdb

from touchpoint.extracts.reading import headings
from touchpoint.extracts.reading.found import SetAside, Unreadable
from touchpoint.extracts.reading.looks import blank, kind
from touchpoint.extracts.reading.store import Store, text

TOTAL = "total"
AGAIN = "the headings again"
NOTE = "note"
BLANK = "blank line"
_TAIL = 400
_FEWEST_COLUMNS = 3
_FEWEST_AGAIN = 2
_NOTE = re.compile(
    r"\s*(?:sources?\b|notes?\b|footnotes?\b|\*+\s*\w|†|‡|©|\(\w{1,2}\)\s|\[\w{1,3}\]|\d{1,2}[.)]\s+\w|"
    r"contact\b|e-?mail\b|https?:|www\.|crown copyright|end of (?:report|file|table|data)|"
    r"\(?\d+ rows? (?:affected|selected|returned))",
    re.IGNORECASE,
)


def marked(store: Store, again: Sequence[Sequence[str]], words: Sequence[str]) -> list[SetAside]:
    """Take out blank rows, rows of headings again and rows of totals, in one look at the table."""
    cell = f"coalesce({', '.join(store.columns)})"
    why = [(BLANK, f"{cell} IS NULL")]
    why += [(AGAIN, same) for row in again if (same := _same(store, row))]
    if words:
        listed = ", ".join(text(headings.key(word)) for word in words)
        said = rf"lower(trim(regexp_replace({cell}, '[\s\p{{Z}}:]+', ' ', 'g')))"
        why.append((TOTAL, f"{_may_be(cell, words)} AND {said} IN ({listed})"))
    cases = " ".join(f"WHEN {condition} THEN {text(name)}" for name, condition in why)
    # Nearly every row is ruled out by its first cell alone.
    marks = (
        f"WITH likely AS MATERIALIZED (FROM {store.table} WHERE {_likely(store, again, words)}) "
        f"SELECT row, why FROM (SELECT row, CASE {cases} END AS why FROM likely) "
        "WHERE why IS NOT NULL"
    )
    found = store.connection.execute(f"{marks} ORDER BY row").fetchall()
    if not found:
        return []
    store.connection.execute(f"DELETE FROM {store.table} WHERE row IN (SELECT row FROM ({marks}))")
    out = [SetAside(row=row, why=why) for row, why in found]
    last = store.last()
    return [entry for entry in out if entry.why != BLANK or entry.row < last]


def _likely(store: Store, again: Sequence[Sequence[str]], words: Sequence[str]) -> str:
    """Whether a row can be marked, by its first cell alone."""
    first = store.columns[0]
    may = [f"{first} IS NULL", *(f"{first} = {text(row[0])}" for row in again)]
    may += [_may_be(first, words)] if words else []
    return " OR ".join(may)


def _may_be(cell: str, words: Sequence[str]) -> str:
    """Whether a cell is short enough for one of some words and can begin like one."""
    longest = 3 * max(map(len, words)) + 8
    begins = {headings.key(word)[:1] for word in words}
    others = {ord(letter) for letter in ascii_letters + digits if letter.lower() not in begins}
    return f"length({cell}) <= {longest} AND unicode({cell}) NOT IN {tuple(sorted(others))}"


def _same(store: Store, row: Sequence[str]) -> str | None:
    """The condition that a row is headings again; None when there is too little to tell by."""
    cells = [None if blank(cell) else cell for cell in row]
    if sum(cell is not None for cell in cells) < _FEWEST_AGAIN:
        return None
    return " AND ".join(
        f"{column} IS NULL" if cell is None else f"{column} = {text(cell)}"
        for column, cell in zip(store.columns, cells, strict=True)
    )


def notes(
    store: Store, unreadable: list[Unreadable], gaps: Sequence[int]
) -> tuple[list[SetAside], list[Unreadable]]:
    """Take out the notes at the foot of the table, ragged or not; the rest stays unreadable."""
    if store.width < _FEWEST_COLUMNS:
        return [], unreadable
    tail = _tail(store.connection, store)
    ragged = {row.row: row.cells for row in unreadable[-_TAIL:]}
    rows = {**tail, **ragged}
    foot: list[int] = []
    for row in sorted(rows, reverse=True):
        cells = [cell for cell in rows[row] if cell and not blank(cell)]
        alone = len(cells) == 1 or _NOTE.match(cells[0])
        if not alone or any(kind(cell) != "words" for cell in cells):
            break
        foot.append(row)
    numbers = _from_the_first_note(foot[::-1], rows, set(gaps))
    if not numbers:
        return [], unreadable
    listed = ", ".join(map(str, numbers))
    store.connection.execute(f"DELETE FROM {store.table} WHERE row IN ({listed})")
    left = [row for row in unreadable if row.row not in set(numbers)]
    return [SetAside(row=row, why=NOTE) for row in numbers], left


def _tail(connection: duckdb.DuckDBPyConnection, store: Store) -> dict[int, tuple[str | None, ...]]:
    rows = connection.execute(
        f"SELECT * FROM {store.table} WHERE row > (SELECT max(row) FROM {store.table}) - {_TAIL}"
    ).fetchall()
    return {row: tuple(cells) for row, *cells in rows}


def _from_the_first_note(
    foot: list[int], rows: dict[int, tuple[str | None, ...]], gaps: set[int]
) -> list[int]:
    """The rows of the foot from the first that is a note by its words, or by the gap above."""
    for place, row in enumerate(foot):
        said = next(cell for cell in rows[row] if cell and not blank(cell))
        if _NOTE.match(said) or (row - 1 in gaps and " " in said.strip()):
            return foot[place:]
    return []
