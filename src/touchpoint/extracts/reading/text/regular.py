"""Regular text files by DuckDB: how to tell one, and reading it in one statement."""

from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt

from touchpoint.extracts.reading.header import Header
from touchpoint.extracts.reading.store import Store, literal, text, unless_blank
from touchpoint.extracts.reading.text.dialect import Dialect
from touchpoint.extracts.reading.text.encoding import Encoding
from touchpoint.extracts.reading.text.records import FEWEST_TO_SWALLOW

_PIECE = 1 << 20
_OVERLAP = 5  # a quote is judged by two letters on either side
_NEWLINE, _RETURN = 10, 13


def lines_if_regular(path: Path, encoding: Encoding, dialect: Dialect) -> int | None:
    """How many lines a file has, if DuckDB and the csv module are sure to read it the same way."""
    if encoding.codec != "utf-8" or encoding.mixed or dialect.declared or dialect.spaced:
        return None
    before, lines = b"\n", 0
    returns: bool | None = None
    with path.open("rb") as file:
        file.seek(encoding.mark)
        while piece := file.read(_PIECE):
            seen = before[-_OVERLAP:]
            before = seen + piece
            if returns is None:
                returns = b"\r" in piece
            if not (_plain(before, returns=returns) and _quotes_in_place(before, dialect)):
                return None
            lines += int(np.count_nonzero(_newlines(piece)))
    return None if before.endswith(b"\r") else lines + (not before.endswith(b"\n"))


def _plain(piece: bytes, *, returns: bool) -> bool:
    """Whether a piece, which begins with the last bytes of the one before, has one sort of line."""
    if any(odd in piece for odd in (b"\0", b"\x1a", b"\x0b", b"\x0c")):
        return False
    if not piece.isascii() and b"\xef\xbb\xbf" in piece:
        return False
    if not returns:
        ends = _newlines(piece)
        return b"\r" not in piece and not np.any(ends[1:] & ends[:-1])
    # Either sign may be the first or the last of the piece, and its fellow beyond it.
    pairs = piece.count(b"\r\n")
    together = pairs == piece.count(b"\r", 0, -1) == piece.count(b"\n", 1)
    return together and b"\n\r\n" not in piece


def _newlines(piece: bytes) -> npt.NDArray[np.bool_]:
    """Where lines end; numpy finds and counts them several times as fast as bytes do."""
    found: npt.NDArray[np.bool_] = np.frombuffer(piece, dtype=np.uint8) == _NEWLINE
    return found


def _quotes_in_place(piece: bytes, dialect: Dialect) -> bool:
    """Whether every quote stands beside a separator, a line ending or another quote.

    A quote with blanks between it and an edge is read by some as a quote and by others as a letter.
    """
    if not dialect.quote or dialect.quote.encode() not in piece:
        return True
    letters = np.frombuffer(piece, dtype=np.uint8)
    quote = ord(dialect.quote)
    places = np.flatnonzero(letters == quote)
    edge = np.zeros(256, dtype=bool)
    edge[[quote, ord(dialect.separator), _NEWLINE, _RETURN]] = True
    white = np.zeros(256, dtype=bool)
    white[list(b" \t")] = True
    white[ord(dialect.separator)] = False
    last = len(letters) - 1
    ahead, behind = letters[np.maximum(places - 1, 0)], letters[np.minimum(places + 1, last)]
    if not np.all(edge[ahead] | edge[behind]):
        return False
    loose = edge | white
    before, after = letters[np.maximum(places - 2, 0)], letters[np.minimum(places + 2, last)]
    return not bool(np.any(white[ahead] & loose[before]) or np.any(white[behind] & loose[after]))


def read_regular(path: Path, dialect: Dialect, store: Store, header: Header, lines: int) -> bool:
    """Fill the table in one statement; False when the file is less regular than it seemed."""
    try:
        store.connection.execute(_statement(path, dialect, store, header))
        # Numbered afterwards, by where each row lies: numbering on the way in takes one thread.
        store.connection.execute(f"UPDATE {store.table} SET row = rowid + {header.last + 1}")
        if _is_sound(store, dialect, header, lines):
            return True
    except duckdb.Error:
        pass
    store.drop()
    return False


def _statement(path: Path, dialect: Dialect, store: Store, header: Header) -> str:
    """One statement for the whole file.

    A row that DuckDB cannot read is left out rather than an error, which would end the transaction
    of whoever asked; that a row is missing shows when the lines are counted.
    """
    width = len(header.texts)
    names = ", ".join(f"'x{place}': 'VARCHAR'" for place in range(width))
    inside = range(header.left, header.right)
    cells = [f"{unless_blank(f'x{place}')} AS c{place - header.left}" for place in inside]
    cells += [f"x{place}" for place in range(width) if place not in inside]
    quote = text(dialect.quote)
    return (
        f"CREATE OR REPLACE TABLE {store.table} AS "
        f"SELECT 0::BIGINT AS row, {', '.join(cells)} "
        f"FROM read_csv({text(literal(path))}, auto_detect = false, header = false, "
        f"skip = {header.last}, delim = {text(dialect.separator)}, quote = {quote}, "
        f"escape = {quote}, strict_mode = true, ignore_errors = true, "
        f"columns = {{{names}}}, max_line_size = 8000000)"
    )


def _is_sound(store: Store, dialect: Dialect, header: Header, lines: int) -> bool:
    """Whether nothing stands outside the table, and that every line is accounted for."""
    outside = [
        place for place in range(len(header.texts)) if not header.left <= place < header.right
    ]
    for place in outside:
        filled = f"SELECT 1 FROM {store.table} WHERE trim(x{place}) <> '' LIMIT 1"
        if store.connection.execute(filled).fetchone():
            return False
        store.connection.execute(f"ALTER TABLE {store.table} DROP COLUMN x{place}")
    beyond = lines - header.last - store.count()
    return beyond == 0 or (
        beyond == _line_endings_within(store) and not _holds_rows(store, dialect, header)
    )


def _line_endings_within(store: Store) -> int:
    """How many line endings the cells hold: as many as the file has lines beyond its rows."""
    held = " + ".join(
        f"coalesce(length({column}) - length(replace({column}, chr(10), '')), 0)"
        for column in store.columns
    )
    found = store.connection.execute(f"SELECT sum({held}) FROM {store.table}").fetchone()
    return int(found[0] or 0) if found else 0


def _holds_rows(store: Store, dialect: Dialect, header: Header) -> bool:
    """Whether a cell may have taken in lines that are rows of their own."""
    if header.named < FEWEST_TO_SWALLOW:
        return False
    least, separator = header.named - 1, text(dialect.separator)
    cells = " OR ".join(
        f"({column} LIKE '%' || chr(10) || '%' || chr(10) || '%' "
        f"AND length({column}) - length(replace({column}, {separator}, '')) >= {least})"
        for column in store.columns
    )
    swallowed = f"SELECT 1 FROM {store.table} WHERE {cells} LIMIT 1"
    return store.connection.execute(swallowed).fetchone() is not None
