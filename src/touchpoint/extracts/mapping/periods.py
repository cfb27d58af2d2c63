"""Periods out of text, in SQL: financial quarters and years, months, spans of months.

Written as the calendar writes them (2024-25Q1), or as providers do (Q1 2024/25, Apr-Jun 2024).
"""

from typing import Final

from touchpoint.extracts.mapping.dates import month_number

_YEARS = r"(?:fy ?)?([0-9]{4}) ?([-/]) ?([0-9]{4}|[0-9]{2})"
_QUARTER = r"(?:q|qtr ?|quarter )([1-4])"
_NAME = r"([a-z]{3,9})\.?"
_TO = r" ?(?:-|to|until) ?"
_PARTS: Final = (
    "['y1', 'slash', 'z1', 'q1', 'q2', 'y2', 'dash', 'z2', 'm3', 'y3', 'm4', 'y4', 'n4', 'e4']"
)
_SHAPE: Final = (
    rf"^(?:{_YEARS}(?:,? ?-? ?{_QUARTER})?"
    rf"|{_QUARTER},? ?-? ?(?:of )?{_YEARS}"
    rf"|{_NAME}[ -]([0-9]{{4}}|[0-9]{{2}})"
    rf"|{_NAME} ?([0-9]{{4}})?{_TO}{_NAME} ([0-9]{{4}}))$"
)


def period(cell: str) -> str:
    """A struct of the first and last day of the period that a cell names; NULLs for no period."""
    dashed = f"translate(lower(trim({cell})), '\u2013\u2014\u00a0', '-- ')"
    spaced = f"regexp_replace({dashed}, '\\s+', ' ', 'g')"
    parts = f"regexp_extract({spaced}, '{_SHAPE}', {_PARTS})"
    months = (
        f"CASE WHEN p.q1 <> '' OR p.q2 <> '' THEN 3 WHEN p.m3 <> '' OR {_is_a_month()} THEN 1 "
        f"WHEN p.y1 <> '' THEN 12 WHEN p.m4 <> '' THEN {_span()} END"
    )
    first = f"try_cast({_first()} AS DATE)"
    # A year or a month that does not hang together has a first month that is no date.
    return (
        f"CASE WHEN {cell} IS NOT NULL THEN list_transform([{parts}], lambda p: struct_pack("
        f"first_day := {first}, "
        f"last_day := CAST({first} + to_months({months}) - to_days(1) AS DATE)))[1] END"
    )


def _first() -> str:
    """The first day as text."""
    quarter = "try_cast(p.q1 || p.q2 AS INTEGER)"
    year = "try_cast(p.y1 || p.y2 AS INTEGER)"
    later = f"({year} + CASE {quarter} WHEN 4 THEN 1 ELSE 0 END)"
    month = f"CASE {quarter} WHEN 1 THEN '04' WHEN 2 THEN '07' WHEN 3 THEN '10' ELSE '01' END"
    return (
        f"CASE WHEN p.q1 || p.q2 <> '' THEN CASE WHEN {_follows()} THEN {later} || '-' || {month} "
        f"|| '-01' END "
        f"WHEN p.m3 <> '' THEN {_century('p.y3')} || '-' || {month_number('p.m3')} || '-01' "
        f"WHEN p.m4 <> '' THEN {_starts()} || '-' || {month_number('p.m4')} || '-01' "
        f"WHEN {_is_a_month()} THEN p.y1 || '-' || p.z1 || '-01' "
        f"WHEN p.y1 <> '' AND {_follows()} THEN p.y1 || '-04-01' END"
    )


def _is_a_month() -> str:
    """2011-12 is December 2011; 2011/12 and 2024-25 are financial years, as in the calendar."""
    return (
        "(p.q1 || p.q2 = '' AND p.slash = '-' AND strlen(p.z1) = 2 AND p.z1 BETWEEN '01' AND '12')"
    )


def _follows() -> str:
    """Whether the second year is the one after the first."""
    first, second = "try_cast(p.y1 || p.y2 AS INTEGER)", "p.z1 || p.z2"
    return f"right({second}, 2) = right(CAST({first} + 1 AS VARCHAR), 2)"


def _starts() -> str:
    """The year of a span's first month: written, or that of its last month or the one before."""
    ends = "try_cast(p.e4 AS INTEGER)"
    before = f"{ends} - CASE WHEN {month_number('p.m4')} > {month_number('p.n4')} THEN 1 ELSE 0 END"
    return f"CASE WHEN p.y4 <> '' THEN try_cast(p.y4 AS INTEGER) ELSE {before} END"


def _span() -> str:
    first = f"({_starts()}) * 12 + CAST({month_number('p.m4')} AS INTEGER)"
    return (
        f"try_cast(p.e4 AS INTEGER) * 12 + CAST({month_number('p.n4')} AS INTEGER) - ({first}) + 1"
    )


def _century(year: str) -> str:
    return f"CASE WHEN strlen({year}) = 2 THEN '20' || {year} ELSE {year} END"
