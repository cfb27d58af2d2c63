"""What a profile makes of a row: the ledger's tables, column by column, and whose row it is."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal, cast

from touchpoint.extracts.profile.reading_values import Reader, checked_pattern
from touchpoint.extracts.profile.taking import Taking, none_of
from touchpoint.extracts.profile.values import (
    Always,
    Belonging,
    Cell,
    Detail,
    EachName,
    Record,
    RowKey,
    Spread,
    Value,
)
from touchpoint.extracts.profile.wanted import DAY, TEXT, Wanted, wanted_by
from touchpoint.extracts.profile.words import words_themselves
from touchpoint.ledger import vocabulary
from touchpoint.ledger.tables import TABLES, Column, Table, Type

MADE: Final = tuple(name for name in TABLES if name != "coverage")
"""The tables of the ledger that the rows of a file can become."""

LOADING: Final = ("touchpoint_id", "source", "source_ref", "replaces")
"""Columns of a touchpoint that the load writes."""

FOUND_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "investigation": ("investigation_id", "reference"),
    "journey": (
        "journey_id",
        "person_id",
        "role",
        "investigation_id",
        "reference",
        "given_name",
        "family_name",
        "born_on",
        "postcode",
        "phone",
        "email",
    ),
}

DETAILS: Final[Mapping[str, Literal["whole", "truth"]]] = {
    "every_days": "whole",
    "ticks": "whole",
    "children": "truth",
    "paused": "truth",
}
"""Entries of a detail that are no text."""

_DETAIL_WANTED: Final[Mapping[str, Wanted]] = {
    "text": TEXT,
    "whole": Wanted(type=Type.INT32),
    "number": Wanted(type=Type.DOUBLE),
    "truth": Wanted(type=Type.BOOL),
}


def belonging(taking: Taking | None, what: str, reader: Reader) -> Belonging | None:
    """`[journey]` or `[investigation]`: whose row it is."""
    if taking is None:
        return None
    named = reader.take(taking, "id", TEXT)
    said = taking.says("find")
    attempts = _attempts(taking, what, reader)
    several = taking.word("several", ("refuse", "each"))
    missing = taking.word("missing", ("refuse", "leave out"))
    taking.end()
    if (named is None) != said and taking.place not in " ".join(reader.faults):
        taking.fault("it says either id, or find, by which it is found in the ledger.")
    if several == "each" and what == "investigation":
        taking.fault("a row belongs to one investigation.", "several")
    return Belonging(
        id=named, find=attempts, each=several == "each", leave_out=missing == "leave out"
    )


def _attempts(taking: Taking, what: str, reader: Reader) -> tuple[Mapping[str, Value], ...]:
    if not taking.says("find"):
        return ()
    found = taking.any("find")
    several = found if isinstance(found, list) else [found]
    tables = [table for table in several if isinstance(table, dict) and table]
    if not tables or len(tables) < len(several):
        taking.fault(
            'it must be a table, like { reference = "Crime No" }, or a list of them.', "find"
        )
        return ()
    return tuple(
        _attempt(Taking(t, f"{taking.place}, find", reader.faults), what, reader) for t in tables
    )


def _attempt(taking: Taking, what: str, reader: Reader) -> Mapping[str, Value]:
    by = {}
    for name in taking.names():
        if name not in FOUND_BY[what]:
            taking.any(name)
            taking.fault(none_of(name, FOUND_BY[what], f"way to find {_a(what)}"))
            continue
        value = reader.take(taking, name, DAY if name == "born_on" else TEXT)
        if value is not None:
            by[name] = value
    return by


def records(taking: Taking, reader: Reader, owners: Sequence[str]) -> tuple[Record, ...]:
    """Every table of the ledger that the profile names, and each entry of it."""
    made: list[Record] = []
    for name in MADE:
        if not taking.says(name):
            continue
        found = taking.any(name)
        several = isinstance(found, list)
        entries = found if isinstance(found, list) else [found]
        if not all(isinstance(entry, dict) for entry in entries):
            taking.fault(f"it must be written [{name}] or [[{name}]].", name)
            continue
        for number, entry in enumerate(entries, 1):
            place, called = _called(name, entry, number if several else 0)
            record = _record(
                Taking(entry, place, reader.faults), TABLES[name], called, reader, owners
            )
            made.append(record)
    _told_apart(made, reader.faults)
    return tuple(made)


def _called(table: str, entry: Mapping[str, object], number: int) -> tuple[str, str]:
    """The place of an entry in faults, and its name."""
    named = entry.get("entry")
    if isinstance(named, str) and named.strip():
        return f"{table.removesuffix('s')} {named}", named
    return (f"[[{table}]] {number}", f"{table}.{number}") if number else (f"[{table}]", table)


def _told_apart(made: Sequence[Record], faults: list[str]) -> None:
    names = [record.name for record in made]
    twice = dict.fromkeys(name for name in names if names.count(name) > 1)
    faults.extend(
        f"entry {n}: more than one entry has this name: give each its own." for n in twice
    )


def _record(
    taking: Taking, table: Table, called: str, reader: Reader, owners: Sequence[str]
) -> Record:
    if table.name == "touchpoints" and not taking.says("entry"):
        taking.fault("it is missing: give the touchpoint a name of its own.", "entry")
    elif table.name == "touchpoints" and "/" in called:
        # The parts of a touchpoint's id are told apart by it when the file is loaded again.
        taking.fault("it holds a /, which parts the ids of touchpoints: use a hyphen.", "entry")
    taking.any("entry")
    spread = _spread(taking, table)
    reader = reader.within(spread=spread is not None)
    conditions = reader.conditions(taking)
    columns: dict[str, Value] = {}
    for column in table.columns:
        value = _value(taking, table, column, reader)
        if value is not None:
            columns[column.name] = value
    detail = _details(taking, reader) if table.name == "touchpoints" else ()
    day_is = taking.word("a_day_is", ("start", "end")) if table.name == "touchpoints" else None
    taking.end()
    record = Record(
        name=called,
        table=table.name,
        columns=_with_defaults(table, columns, spread),
        conditions=conditions,
        spread=spread,
        detail=detail,
        a_day_is=cast("Literal['start', 'end'] | None", day_is),
    )
    _needs(taking, table, record, owners)
    return record


def _value(taking: Taking, table: Table, column: Column, reader: Reader) -> Value | None:
    """What is written for one column; `when` is what happened_at is called in a profile."""
    if table.name == "touchpoints":
        if column.name == "detail":
            return None
        if column.name in {"journey_id", *LOADING} and taking.says(column.name):
            taking.any(column.name)
            taking.fault(
                "this is written by the load; [journey] says whose row it is.", column.name
            )
            return None
        if column.name == "happened_at":
            return reader.take(taking, "when", wanted_by(column))
        if column.name == "kind" and isinstance(kind := taking.peek("kind"), str):
            taking.any("kind")
            return reader.value({"always": kind}, f"{taking.place}, kind", wanted_by(column))
    if column.date_of is not None:
        if taking.says(column.name):
            taking.any(column.name)
            of = "when" if column.date_of == "happened_at" else column.date_of
            taking.fault(f"this is the local day of {of}: leave it out.", column.name)
        return None
    return reader.take(taking, column.name, wanted_by(column))


def _details(taking: Taking, reader: Reader) -> tuple[Detail, ...]:
    inner = taking.table("detail") if taking.says("detail") else None
    if inner is None:
        return ()
    found = []
    for name in inner.names():
        value, kind = _detail(inner, name, reader)
        if value is not None:
            found.append(Detail(name=name, value=value, kind=kind))
    return tuple(found)


def _detail(
    inner: Taking, name: str, reader: Reader
) -> tuple[Value | None, Literal["text", "whole", "number", "truth"]]:
    written = inner.any(name)
    place = f"{inner.place}, {name}"
    if name == "of":
        if isinstance(written, str) and written in vocabulary.KINDS:
            return Always(value=written), "text"
        kinds = Wanted(type=Type.STRING, words=vocabulary.KINDS, called="kind of touchpoint")
        return reader.value(written, place, kinds), "text"
    kind: Literal["text", "whole", "number", "truth"] = DETAILS.get(name, "text")
    if isinstance(written, dict) and "as" in written:
        asked = written["as"]
        known = {"text": "text", "whole number": "whole", "number": "number", "yes or no": "truth"}
        written = {key: value for key, value in written.items() if key != "as"}
        if asked not in known:
            reader.faults.append(f"{place}, as: it must be one of {', '.join(known)}.")
            return None, "text"
        kind = cast("Literal['text', 'whole', 'number', 'truth']", known[asked])
    return reader.value(written, place, _DETAIL_WANTED[kind]), kind


def _spread(taking: Taking, table: Table) -> Spread | None:
    if not taking.says("columns"):
        return None
    if table.name not in {"answers", "returns", "reviews", "touchpoints"}:
        taking.any("columns")
        taking.fault(f"columns that are alike cannot be rows of {table.name}.", "columns")
        return None
    inner = taking.table("columns")
    if inner is None:
        return Spread()
    if inner.names() == ("matching",):
        pattern = inner.text("matching")
        ok = pattern is not None and checked_pattern(pattern, inner, "matching")
        return Spread(matching=pattern) if ok else Spread()
    named = [(heading, inner.text(heading)) for heading in inner.names()]
    if not named:
        taking.fault("it names no column.", "columns")
    names = [name for _, name in named if name]
    for name in dict.fromkeys(n for n in names if names.count(n) > 1):
        inner.fault(f"two columns are called '{name}'.")
    return Spread(named=tuple((heading, name) for heading, name in named if name))


def _with_defaults(
    table: Table, columns: dict[str, Value], spread: Spread | None
) -> Mapping[str, Value]:
    """What need not be written."""
    match table.name:
        case "answers":
            if spread is not None:
                columns.setdefault("question", EachName())
                if not columns.keys() & {"value", "number", "text"}:
                    columns["value"] = Cell(heading=None)
        case "journeys":
            columns.setdefault("role", Always(value="direct"))
        case "responses":
            columns.setdefault("response_id", RowKey())
        case "reviews" if spread is not None:
            columns.setdefault("question", EachName())
            verdicts = words_themselves("", vocabulary.REVIEW_VERDICTS)
            columns.setdefault("verdict", Cell(heading=None, words=verdicts))
        case "returns" if spread is not None:
            columns.setdefault("value", Cell(heading=None))
    return columns


def _needs(taking: Taking, table: Table, record: Record, owners: Sequence[str]) -> None:
    """Columns that the ledger cannot do without, and nothing says what is in them."""
    for column in table.columns:
        given = column.name in record.columns or column.nullable or column.type is Type.LIST
        if given or column.date_of or (table.name == "touchpoints" and column.name in LOADING):
            continue
        if column.name in owners or (column.name == "record_id" and "journey_id" in owners):
            continue
        said = f"{taking.place}, {column.name}"
        if any(fault.startswith(said) for fault in taking.faults):
            continue
        key = (
            "when" if column.name == "happened_at" and table.name == "touchpoints" else column.name
        )
        if key == "when" and any(f.startswith(f"{taking.place}, when") for f in taking.faults):
            continue
        what = {"journey_id": "[journey]", "investigation_id": "[investigation]"}.get(key)
        if what is not None:
            taking.fault(f"{what} is missing: it says whose row it is.")
        else:
            taking.fault("it is missing, and the ledger cannot do without it.", key)


def _a(what: str) -> str:
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"
