"""What the columns of an unknown file seem to be, by their headings and by what is in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from touchpoint.extracts.guessing.columns import Column
from touchpoint.extracts.guessing.headings import meant
from touchpoint.extracts.guessing.known_words import SCALE, kind_in
from touchpoint.extracts.profile.words import plain

RULES: Final = tuple(
    (role, frozenset(needed.split()), frozenset(barred.split()), shape)
    for role, needed, barred, shape in (
        ("response", "respondent number", "", "any"),
        ("response", "response number", "", "any"),
        ("response", "interview number", "", "any"),
        ("reference", "crime number", "victim entry", "any"),
        ("reference", "crimeref", "", "any"),
        ("victim", "victim number", "", "any"),
        ("person", "person number", "", "any"),
        ("person", "nominal number", "", "any"),
        ("entry", "entry number", "", "any"),
        ("entry", "message number", "", "any"),
        ("family_name", "surname", "", "text"),
        ("given_name", "forename", "", "text"),
        ("born_on", "birth", "", "date"),
        ("postcode", "postcode", "", "text"),
        ("phone", "phone", "date", "any"),
        ("email", "email", "", "text"),
        ("age", "age", "", "number"),
        ("sex", "sex", "", "text"),
        ("ethnicity", "ethnicity", "", "text"),
        ("disability", "disability", "", "text"),
        ("language", "language", "", "text"),
        ("answered", "interview date", "", "date"),
        ("answered", "submitted", "", "date"),
        ("reported", "reported", "", "date"),
        ("reported_time", "reported time", "", "time"),
        ("recorded", "recorded", "", "date"),
        ("recorded", "entered", "", "date"),
        ("closed", "closed", "", "date"),
        ("offence_group", "offence group", "", "text"),
        ("offence_code", "class", "", "any"),
        ("offence", "offence", "group class", "text"),
        ("outcome", "outcome", "", "any"),
        ("flags", "flags", "", "text"),
        ("victim_based", "victim based", "", "any"),
        ("area", "area", "", "text"),
        ("team", "team", "", "text"),
        ("officer", "officer", "", "any"),
        ("supervisor", "supervisor", "", "any"),
        ("wave", "wave", "", "any"),
        ("weight", "weight", "", "number"),
        ("means", "means", "", "text"),
        ("every", "frequency", "", "number"),
        ("every", "update days", "", "number"),
        ("day", "date", "", "date"),
        ("day", "sent", "", "date"),
        ("time", "time", "", "time"),
        ("reference", "reference", "", "any"),
        ("reference", "crime", "", "text"),
    )
)
"""A role, the words its heading has, those it has not, what stands below; the first that fits."""


@dataclass(frozen=True, kw_only=True)
class Roles:
    """The columns of a file by what they seem to be; a column has one place at most."""

    known: Mapping[str, Column]
    fields: Mapping[str, tuple[Column, ...]]
    """Columns about something that is done for a victim or in the case, by its kind."""
    entries: Column | None
    """A column in which each row says what kind of thing it is about."""
    scales: tuple[Column, ...]
    """Columns of answers on the scale of seven points."""
    left: tuple[Column, ...]


def roles_of(columns: Sequence[Column]) -> Roles:
    scales = tuple(column for column in columns if _is_scale(column))
    entries = None if scales else _entries(columns)
    free = [column for column in columns if column not in scales and column is not entries]
    fields: dict[str, tuple[Column, ...]] = {}
    for column in free if entries is None and not scales else []:
        kind = kind_in(_said(column.heading))
        if kind is not None and not column.personal and _tells(column):
            fields[kind] = (*fields.get(kind, ()), column)
    used = {column.heading for held in fields.values() for column in held}
    known: dict[str, Column] = {}
    for role, needed, barred, shape in RULES:
        for column in free:
            words = meant(column.heading)
            fits = needed <= words and not barred & words and _shaped(column, shape)
            if role not in known and column.heading not in used and fits:
                known[role] = column
                used.add(column.heading)
    left = tuple(column for column in free if column.heading not in used)
    return Roles(known=known, fields=fields, entries=entries, scales=scales, left=left)


def _tells(column: Column) -> bool:
    """Whether it says when, or by words how, something was done."""
    return column.is_date or bool(column.words and not column.is_number)


def _said(heading: str) -> str:
    """A heading with the shorthand of police forces written out."""
    return f"{heading} {' '.join(sorted(meant(heading) & {'statement', 'needs', 'agreement'}))}"


def _shaped(column: Column, shape: str) -> bool:
    match shape:
        case "date":
            return column.is_date
        case "time":
            return column.is_time
        case "number":
            return column.is_number
        case "text":
            return column.filled > 0 and not column.is_date and not column.is_number
        case _:
            return column.filled > 0 and not column.is_date


def _is_scale(column: Column) -> bool:
    held = {plain(word) for word in column.words} & set(SCALE)
    return len(held) > 1


def _entries(columns: Sequence[Column]) -> Column | None:
    """The column of words of which most name a kind, and several do."""
    best = [(sum(kind_in(word) is not None for word in column.words), column) for column in columns]
    many = [(n, c) for n, c in best if n > 2 and 2 * n >= len(c.words)]  # noqa: PLR2004 - two may be chance
    return max(many, key=lambda pair: pair[0], default=(0, None))[1]
