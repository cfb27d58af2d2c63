"""Numbers out of text, in SQL: thousands separators, decimal commas, currency and percent signs."""

from typing import Final

_PLAIN: Final = r"-?[0-9]{1,15}(\.[0-9]{1,15})?"
_MINUS: Final = "\u2212\u2013"
_CURRENCY: Final = "\u00a3$\u20ac"
_GROUPED: Final = {
    ".": r"(?:[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+",
    ",": r"(?:[0-9]{1,3}(?:[. ''][0-9]{3})+|[0-9]+)(?:,[0-9]*)?|,[0-9]+",
}
_EXPONENT: Final = r"(?:[eE][+-]?[0-9]{1,3})?"


def number(cell: str, *, decimal: str, percent_as_written: bool) -> str:
    """The number that a cell gives; NULL where it gives none."""
    slow = _slow(cell, decimal, percent_as_written=percent_as_written)
    if decimal == ".":
        plain = f"regexp_full_match({cell}, '{_PLAIN}')"
        return f"CASE WHEN {plain} THEN try_cast({cell} AS DOUBLE) ELSE {slow} END"
    plain = f"regexp_full_match({cell}, '-?[0-9]{{1,15}}')"
    return f"CASE WHEN {plain} THEN try_cast({cell} AS DOUBLE) ELSE {slow} END"


def whole(number_sql: str) -> str:
    """A whole number out of a number; NULL where it is none or too large."""
    fits = f"{number_sql} = trunc({number_sql}) AND abs({number_sql}) < 2147483648"
    return f"CASE WHEN {fits} THEN CAST({number_sql} AS INTEGER) END"


def _slow(cell: str, decimal: str, *, percent_as_written: bool) -> str:
    """The general way: take off the signs, look at the groups, then read the digits."""
    spaced = rf"trim(translate({cell}, '{_MINUS}\u00a0\u202f\u2009', '--   '))"
    spaced = spaced.replace(r"\u00a0\u202f\u2009", "\u00a0\u202f\u2009")
    names = "['open', 'sign', 'sign2', 'digits', 'exponent', 'percent', 'closed']"
    shape = (
        rf"^(\()?([+-])? ?[{_CURRENCY}]? ?([+-])?({_GROUPED[decimal]})({_EXPONENT}) ?"
        rf"[{_CURRENCY}]?(%)?(\))?$"
    )
    digits = "replace(translate(p.digits, ', ', ''), '''', '')"
    if decimal == ",":
        digits = "replace(translate(p.digits, '. ''', ''), ',', '.')"
    negative = "(p.open <> '' OR p.sign = '-' OR p.sign2 = '-')"
    balanced = "(p.open <> '') = (p.closed <> '') AND (p.sign = '' OR p.sign2 = '')"
    share = "1" if percent_as_written else "CASE p.percent WHEN '' THEN 1 ELSE 100 END"
    value = (
        f"CASE WHEN p.digits <> '' AND {balanced} "
        f"THEN nullif(try_cast({digits} || p.exponent AS DOUBLE), 'inf'::DOUBLE) "
        f"* CASE WHEN {negative} THEN -1 ELSE 1 END / {share} END"
    )
    parts = f"regexp_extract({spaced}, '{shape}', {names})"
    found = f"list_transform([{parts}], lambda p: {value})[1]"
    return f"CASE WHEN {cell} IS NOT NULL THEN {found} END"
