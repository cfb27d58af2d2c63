"""`touchpoint measures`: the catalogue of what is counted, or one measure in full with its SQL."""

import dataclasses
import shutil
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer

from touchpoint.cli.options import today
from touchpoint.cli.output import Format, FormatOption, OutOption, ending_of, show
from touchpoint.cli.voices_asked import InstrumentsOption
from touchpoint.measures.catalogue import catalogue
from touchpoint.measures.definition.measure import Measure
from touchpoint.measures.telling.sql import sql_of
from touchpoint.measures.telling.wording import (
    covered_by,
    denominator_of,
    dimensions_of,
    expected_of,
    label_of,
    numerator_of,
    parts_of,
    story_of,
)
from touchpoint.papers.description.measures import followers, measure_of
from touchpoint.voice.reading import with_own

COLUMNS = (
    "name",
    "title",
    "statement",
    "owner",
    "right",
    "population",
    "day",
    "direction",
    "unit_of_count",
    "dimensions",
)


def measures(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME", help="One measure in full, like needs_assessed.", show_default=False
        ),
    ] = None,
    *,
    instruments: InstrumentsOption = None,
    chosen: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Show what is counted: every measure, or one with its worked examples and its SQL."""
    held = with_own(instruments)
    if name is None:
        every = (*catalogue(), *followers(held))
        show(COLUMNS, [_row(measure) for measure in every], chosen=chosen, out=out)
        return
    _show_in_full(measure_of(name, held), chosen, out)


def _row(measure: Measure) -> Mapping[str, Any]:
    return {name: _plain(getattr(measure, name, None)) for name in COLUMNS} | {
        "dimensions": dimensions_of(measure)
    }


def _show_in_full(measure: Measure, chosen: Format | None, out: Path | None) -> None:
    """One measure: to be read unless something else was asked for."""
    if chosen is Format.JSON or (out is not None and ending_of(out) == ".json"):
        show((), [_in_full(measure)], chosen=chosen, out=out)
    elif chosen is Format.CSV or out is not None:
        show(COLUMNS, [_row(measure)], chosen=chosen, out=out)
    else:
        for line in _page(measure):
            typer.echo(line)


def _page(measure: Measure) -> Iterator[str]:
    width = min(100, shutil.get_terminal_size((100, 24)).columns)
    yield from _wrapped(f"{measure.name}  {measure.title}", width, 0)
    for part in parts_of(measure):
        yield from ("", part.heading)
        for sentence in part.sentences:
            yield from _wrapped(sentence, width, 2)
    yield from ("", "Worked examples") if measure.examples else ()
    for example in measure.examples:
        yield from _wrapped(f"{label_of(example)}: {example.says}", width, 2)
        for line in (*story_of(example), expected_of(example, measure)):
            yield from _wrapped(line, width, 4)
    yield from ("", "SQL on DuckDB, as at today", "")
    yield sql_of(measure, today())


def _wrapped(text: str, width: int, indent: int) -> Sequence[str]:
    margin = " " * indent
    return textwrap.wrap(text, width, initial_indent=margin, subsequent_indent=margin)


def _in_full(measure: Measure) -> Mapping[str, Any]:
    """The measure as JSON has it: every part, the words for its conditions, and the SQL."""
    parts = {field.name: _plain(getattr(measure, field.name)) for field in _fields(measure)}
    return parts | {
        "numerator": numerator_of(measure),
        "denominator": denominator_of(measure),
        "must_be_covered": covered_by(measure),
        "dimensions": dimensions_of(measure),
        "sql": sql_of(measure, today()),
    }


def _fields(value: object) -> Sequence[dataclasses.Field[Any]]:
    return dataclasses.fields(value) if dataclasses.is_dataclass(value) else ()


def _plain(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case dict():
            return {name: _plain(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case _ if dataclasses.is_dataclass(value):
            return {f.name: _plain(getattr(value, f.name)) for f in _fields(value)}
        case _:
            return value
