"""Dates, moments and times of day out of text, in SQL, in the shapes that the how-to page lists.

The usual shapes are read by the engine's own parsers, each behind a look at its shape, because a
parser that fails is slow. Everything else is taken apart by one expression.
"""

from typing import Final

from touchpoint.calendar.periods import MONTHS
from touchpoint.extracts.profile.values import Dates, Serial

FIRST_DAY: Final = "1900-01-01"
END_DAY: Final = "2101-01-01"  # not included
ABSURD: Final = " is no date between 1900 and 2100."
EXCEL_PIVOT: Final = 30
"""Excel reads the years 30 to 99 as 1930 to 1999, and 00 to 29 as 2000 to 2029."""

_TIME = (
    r"([0-9]{1,2})(?:[:.]([0-9]{2}))(?:[:.]([0-9]{2})(?:[.,]([0-9]{1,9}))?)?"
    r"|([0-9]{2})([0-9]{2})|([0-9]{1,2})"
)
_AM_PM = r"(?: ?([ap])\.?m\.?| ?(?:hrs|hours|h))?"
_OFFSET = r"(?: ?(z|utc|gmt|[+-][0-9]{2}:?(?:[0-9]{2})?))?"
_MONTH = r"([a-z]{3,9})\.?"
_PARTS: Final = (
    *("a", "b", "y1"),
    *("d2", "m2", "y2"),
    *("m3", "d3", "y3"),
    *("y4", "n4", "d4"),
    *("y5", "m5", "d5"),
    *("y6", "n6", "d6"),
    *("h1", "i1", "s1", "f1", "h2", "i2", "h3", "ap", "z"),
)
_WHOLE: Final = (
    r"^(?:([0-9]{1,2}) ?[/.-] ?([0-9]{1,2}) ?[/.-] ?([0-9]{4}|[0-9]{2})"
    rf"|([0-9]{{1,2}})[ ./-]?{_MONTH}[ ./-]?([0-9]{{4}}|[0-9]{{2}})"
    rf"|{_MONTH}[ -]?([0-9]{{1,2}})[ -]([0-9]{{4}})"
    r"|([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})"
    rf"|([0-9]{{4}})[ /.-]{_MONTH}[ /.-]([0-9]{{1,2}})"
    r"|((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2}))"
    rf"(?:[ t](?:at )?(?:{_TIME}){_AM_PM}{_OFFSET})?$"
)
_DAYS = "(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"


def local_moment(cell: str, order: Dates) -> str:
    """The local time that a cell of a usual shape gives; NULL for any other."""
    iso = {
        "____-__-__": f"CAST(try_cast({cell} AS DATE) AS TIMESTAMP)",
        "____-__-__ __:__:__": _iso_time(cell),
        "____-__-__T__:__:__": _iso_time(cell),
        "____-__-__ __:__": _iso_time(cell),
    }
    day = {"day first": "%d/%m/%Y", "month first": "%m/%d/%Y", "iso": ""}[order]
    slashed = {
        "__/__/____": f"try_strptime({cell}, '{day}')",
        "__/__/____ __:__": f"try_strptime({cell}, '{day} %H:%M')",
        "__/__/____ __:__:__": f"try_strptime({cell}, '{day} %H:%M:%S')",
        **dict.fromkeys(("_/_/____", "_/__/____", "__/_/____"), f"try_strptime({cell}, '{day}')"),
    }
    # By their lengths first: to compare a number is quicker than to look at a shape.
    by_length: dict[int, list[str]] = {}
    for shape, sql in (slashed | iso if day else iso).items():
        by_length.setdefault(len(shape), []).append(f"WHEN {cell} LIKE '{shape}' THEN {sql}")
    cases = " ".join(f"WHEN {n} THEN CASE {' '.join(c)} END" for n, c in by_length.items())
    return f"CASE strlen({cell}) {cases} END"


def _iso_time(cell: str) -> str:
    """A date and time in the engine's own form; it takes 24:00, which is no time of day."""
    return f"CASE WHEN substr({cell}, 12, 2) < '24' THEN try_cast({cell} AS TIMESTAMP) END"


def taken_apart(cell: str, order: Dates, serial: Serial | None) -> str:
    """A struct of what any other cell gives: local or utc, and whether it has a time of day."""
    text = _simplified(cell)
    names = "[" + ", ".join(f"'{part}'" for part in _PARTS) + "]"
    # Each step is a list of one, since that is how SQL gives a name to what it has worked out.
    parts = f"[regexp_extract({text}, '{_WHOLE}', {names})]"
    taken = (
        f"struct_pack(y := {_any('y')}, m := {_month_of(order)}, d := {_day_of(order)}, "
        f"{_TIME_TAKEN}, z := p.z)"
    )
    year = (
        f"CASE WHEN strlen(p.y) = 4 THEN p.y WHEN p.y < '{EXCEL_PIVOT}' THEN '20' || p.y "
        "ELSE '19' || p.y END"
    )
    day = f"{year} || '-' || lpad(p.m, 2, '0') || '-' || lpad(p.d, 2, '0')"
    read = (
        f"struct_pack(at := try_cast({day} || ' ' || {_clock()} AS TIMESTAMP), z := p.z, "
        "timed := p.h <> '')"
    )
    built = (
        "struct_pack(\"local\" := CASE WHEN p.z = '' THEN p.at END, "
        f"utc := CASE WHEN p.z <> '' THEN {_to_utc('p.at')} END, timed := p.timed)"
    )
    worked = f"{_then(_then(_then(parts, taken), read), built)}[1]"
    if serial is None:
        return worked
    return f"CASE WHEN {_is_serial(cell)} THEN {_serial(cell, serial)} ELSE {worked} END"


def _then(parts: str, step: str) -> str:
    return f"list_transform({parts}, lambda p: {step})"


def _any(part: str) -> str:
    """The year, whichever of the ways to write a date was used."""
    return " || ".join(f"p.{name}" for name in _PARTS if name[0] == part and name != part)


def sane(moment: str) -> str:
    """A moment between 1900 and 2100; NULL for any other, which is a slip of the pen."""
    return (
        f"CASE WHEN {moment} >= TIMESTAMP '{FIRST_DAY}' AND {moment} < TIMESTAMP '{END_DAY}' "
        f"THEN {moment} END"
    )


def time_of_day(cell: str) -> str:
    """The time of day that a cell gives; NULL where it gives none."""
    names = "['h1', 'i1', 's1', 'f1', 'h2', 'i2', 'h3', 'ap']"
    dated = "(?:(?:1899-12-3[01]|3[01]/12/1899) )?"
    parts = f"[regexp_extract(lower({cell}), '^{dated}(?:{_TIME}){_AM_PM}$', {names})]"
    read = f"CASE WHEN p.h <> '' THEN try_cast({_clock()} AS TIME) END"
    slow = f"{_then(_then(parts, f'struct_pack({_TIME_TAKEN})'), read)}[1]"
    fast = (
        f"CASE WHEN {cell} LIKE '__:__:__' AND {cell} < '24' THEN try_cast({cell} AS TIME) "
        f"WHEN {cell} LIKE '__:__' AND {cell} < '24' THEN try_cast({cell} || ':00' AS TIME) END"
    )
    return f"CASE WHEN {cell} IS NOT NULL THEN coalesce({fast}, {slow}) END"


def _simplified(cell: str) -> str:
    """Small letters, single spaces, no weekday, no commas, no `th` behind a number."""
    spaced = rf"regexp_replace(lower({cell}), '[,\s\x{{A0}}]+', ' ', 'g')"
    undated = f"regexp_replace({spaced}, '^{_DAYS}\\.? ', '')"
    return rf"regexp_replace({undated}, '^([a-z]* ?[0-9]{{1,2}})(?:st|nd|rd|th)( of)? ', '\1 ')"


def _day_of(order: Dates) -> str:
    numeric = {"day first": "p.a", "month first": "p.b", "iso": "''"}[order]
    return f"{numeric} || p.d2 || p.d3 || p.d4 || p.d5 || p.d6"


def _month_of(order: Dates) -> str:
    """The number of the month; NULL for a word that is no month and no beginning of one."""
    numeric = {"day first": "p.b", "month first": "p.a", "iso": "''"}[order]
    return (
        f"coalesce(nullif({numeric} || p.n4 || p.n6, ''), {month_number('p.m2 || p.m3 || p.m5')})"
    )


def month_number(word: str) -> str:
    """The number of a month by its name or the beginning of it; NULL for any other word."""
    names = ", ".join(f"'{name}'" for name in MONTHS)
    return (
        f"CASE WHEN {word} = 'sept' THEN '09' WHEN {word} <> '' THEN lpad(CAST(nullif("
        f"list_position(list_transform([{names}], lambda n: starts_with(n, {word})), true), 0) "
        "AS VARCHAR), 2, '0') END"
    )


_TIME_TAKEN: Final = (
    "h := p.h1 || p.h2 || p.h3, i := p.i1 || p.i2, s := p.s1, f := p.f1, ap := p.ap, "
    "bare := p.h3 <> ''"
)


def _clock() -> str:
    """The time of day as text, by the parts of a time; NULL where it cannot be one."""
    hour = "try_cast(p.h AS INTEGER)"
    told = (
        f"CASE WHEN p.ap = '' THEN CASE WHEN NOT p.bare AND {hour} < 24 THEN {hour} END "
        f"WHEN {hour} BETWEEN 1 AND 12 THEN {hour} % 12 + CASE p.ap WHEN 'p' THEN 12 ELSE 0 END END"
    )
    seconds = "CASE p.s WHEN '' THEN '00' WHEN '60' THEN NULL ELSE p.s END"
    fraction = "CASE p.f WHEN '' THEN '' ELSE '.' || left(p.f, 6) END"
    minutes = "CASE p.i WHEN '' THEN '00' ELSE p.i END"
    written = f"lpad(CAST({told} AS VARCHAR), 2, '0') || ':' || {minutes} || ':' || {seconds}"
    return f"(CASE WHEN p.h = '' THEN '00:00:00' ELSE {written} || {fraction} END)"


def _to_utc(moment: str) -> str:
    """The instant, by the offset that stands behind the time."""
    digits = "replace(substr(p.z, 2), ':', '')"
    hours = f"try_cast(left({digits}, 2) AS INTEGER)"
    minutes = f"coalesce(try_cast(nullif(substr({digits}, 3, 2), '') AS INTEGER), 0)"
    ahead = f"CASE left(p.z, 1) WHEN '+' THEN 1 ELSE -1 END * ({hours} * 60 + {minutes})"
    fits = f"{hours} <= 15 AND {minutes} < 60"
    return (
        f"CASE WHEN p.z IN ('z', 'utc', 'gmt') THEN {moment} "
        f"WHEN {fits} THEN {moment} - to_minutes({ahead}) END"
    )


def _is_serial(cell: str) -> str:
    return f"regexp_full_match({cell}, '[0-9]{{2,5}}(\\.[0-9]+)?')"


def _serial(cell: str, serial: Serial) -> str:
    """Excel's day number; before March 1900 Excel counts a day that there never was."""
    epoch, first = ("1899-12-30", 61) if serial == "1900" else ("1904-01-01", 0)
    number = f"try_cast({cell} AS DOUBLE)"
    seconds = f"CAST(round({number} * 86400) AS BIGINT)"
    moment = f"CASE WHEN {number} >= {first} THEN TIMESTAMP '{epoch}' + to_seconds({seconds}) END"
    return (
        f'struct_pack("local" := {moment}, utc := CAST(NULL AS TIMESTAMP), '
        f"timed := contains({cell}, '.'))"
    )
