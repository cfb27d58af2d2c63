"""How each column of an unknown file looks: what its cells are, how many differ, whose they may be.

Cells are counted in DuckDB; the only ones that leave it are words of a form (personal.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import duckdb

from touchpoint.extracts.guessing import personal
from touchpoint.extracts.guessing.known_words import meanings
from touchpoint.extracts.profile.words import plain
from touchpoint.extracts.reading import Found

MOST_WORDS: Final = 30
"""A column with more different cells is no column of words."""
MOST: Final = 0.6
"""The share of the cells of a column that have to be of a kind."""
LOOKED_AT: Final = 50_000
"""How many rows are looked at for what their cells are; all of them are counted."""
_NUMERIC: Final = r"^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b"
_SHAPES: Final = {
    "iso": r"^\d{4}-\d\d-\d\d([ T]|$)",
    "numeric": _NUMERIC,
    "spelled": r"^(?:[A-Za-z]{3,9},? )?\d{1,2}(?:st|nd|rd|th)?[ -][A-Za-z]{3,9}[ -,]+\d{2,4}\b",
    "timed": r"\d\d?[/.-]\d\d?[/.-]\d{2,4},? \d\d?:\d\d|^\d{4}-\d\d-\d\d[ T]\d\d:\d\d",
    "time": r"^\d{1,2}:\d\d(:\d\d)?( ?[AaPp][Mm])?$",
    "utc": r"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d.*Z$",
    "number": r"^-?[\d, ]*\d(\.\d+)?%?$",
    "email": r"@",
}


@dataclass(frozen=True, kw_only=True)
class Column:
    """What was seen of one column; `words` is empty where they are many or may be personal."""

    heading: str
    rows: int
    filled: int
    looked: int
    """How many filled cells were looked at for their shapes."""
    distinct: int
    shapes: dict[str, int]
    day_first: int
    month_first: int
    personal: bool
    words: tuple[str, ...]
    example: str | None
    """A date that shows which number is the day, where one does and nobody is named by it."""
    hidden: int
    """How many different cells a column of words has that are not shown."""

    @property
    def is_date(self) -> bool:
        dates = sum(self.shapes[name] for name in ("iso", "numeric", "spelled"))
        return dates > 0 and dates >= MOST * self.looked

    @property
    def is_time(self) -> bool:
        return self._mostly("time")

    @property
    def is_number(self) -> bool:
        return self._mostly("number")

    @property
    def is_timed(self) -> bool:
        return self.is_date and self._mostly("timed")

    def _mostly(self, shape: str) -> bool:
        return self.shapes[shape] > 0 and self.shapes[shape] >= MOST * self.looked

    @property
    def blanks(self) -> int:
        return self.rows - self.filled

    @property
    def names_rows(self) -> bool:
        return self.rows > 1 and self.filled == self.rows == self.distinct


def columns_of(connection: duckdb.DuckDBPyConnection, found: Found) -> tuple[Column, ...]:
    """Every column of a file that was read."""
    return tuple(_column(connection, found, n) for n in range(len(found.columns)))


def _column(connection: duckdb.DuckDBPyConnection, found: Found, place: int) -> Column:
    heading, cell = found.columns[place], f"c{place}"
    rows, filled, distinct = _row(
        connection, f"SELECT count(*), count({cell}), count(DISTINCT {cell}) FROM {found.table}"
    )
    looked, day_first, month_first, example, *shapes = _shapes(connection, found.table, cell)
    seen = dict(zip(_SHAPES, shapes, strict=True))
    few = 0 < distinct <= MOST_WORDS
    words = _words(connection, found.table, cell) if few else ()
    hide = personal.by_heading(heading) or personal.by_cells(heading, words) or seen["email"] > 0
    dated = seen["iso"] + seen["numeric"] + seen["spelled"] + seen["time"]
    listed = few and dated < MOST * looked and (_repeats(filled, distinct) or _of_a_form(words))
    return Column(
        heading=heading,
        rows=rows,
        filled=filled,
        looked=looked,
        distinct=distinct,
        shapes=seen,
        day_first=day_first,
        month_first=month_first,
        personal=hide,
        example=example if not hide and personal.dates_an_event(heading) else None,
        words=words if listed and not hide else (),
        hidden=distinct if listed and hide else 0,
    )


def _shapes(connection: duckdb.DuckDBPyConnection, table: str, cell: str) -> tuple[Any, ...]:
    """How many first cells there are, are only day or only month first, and have each shape."""
    first, second = (
        f"try_cast(regexp_extract({cell}, $day, {part}) AS INTEGER) BETWEEN 13 AND 31"
        for part in (1, 2)
    )
    counted = ", ".join(
        f"count(*) FILTER (WHERE regexp_matches({cell}, $s{n}))" for n in range(len(_SHAPES))
    )
    asked = {f"s{n}": pattern for n, pattern in enumerate(_SHAPES.values())} | {"day": _NUMERIC}
    return _row(
        connection,
        f"SELECT count({cell}), count(*) FILTER (WHERE {first}), "
        f"count(*) FILTER (WHERE {second}), min({cell}) FILTER (WHERE {first} OR {second}), "
        f"{counted} FROM (SELECT {cell} FROM {table} WHERE {cell} IS NOT NULL LIMIT {LOOKED_AT})",
        asked,
    )


def _row(
    connection: duckdb.DuckDBPyConnection, sql: str, asked: dict[str, str] | None = None
) -> tuple[Any, ...]:
    answer = connection.execute(sql, asked or {}).fetchone()
    if answer is None:
        raise AssertionError("a question about a whole table has one answer")
    return answer


def _repeats(filled: int, distinct: int) -> bool:
    """Whether the same cells come again and again, as words of a form do."""
    return distinct <= 3 or filled >= 1.5 * distinct  # noqa: PLR2004 - yes, no and declined


def _of_a_form(words: Sequence[str]) -> bool:
    """Whether most of the cells are words that forms use for a yes or a no."""
    known = sum(plain(word) in meanings() for word in words)
    return 2 * known >= len(words)


def _words(connection: duckdb.DuckDBPyConnection, table: str, cell: str) -> tuple[str, ...]:
    """The different cells, the most usual first, those that differ in capitals alone as one."""
    answer = connection.execute(
        f"SELECT trim({cell}) AS word FROM {table} WHERE {cell} IS NOT NULL "
        "GROUP BY word ORDER BY count(*) DESC, word"
    ).fetchall()
    return tuple({plain(word): word for (word,) in reversed(answer)}.values())[::-1]
