"""What the commands that judge share: by what, whom, and what a reader should know first."""

from collections.abc import Callable, Mapping
from enum import StrEnum

import ibis.expr.types as ir
import pyarrow as pa
import typer

from touchpoint.errors import Refused
from touchpoint.rights.judging.rules import Rules

Tables = Mapping[str, ir.Table]
Run = Callable[[ir.Table], pa.Table]


class Engine(StrEnum):
    """Where verdicts can be made."""

    DUCKDB = "duckdb"
    SPARK = "spark"


def restricted(tables: Tables, unit: str | None, journey: str | None, run: Run) -> Tables:
    """The same tables with the journeys of a unit and those below it, or one journey alone."""
    chosen = dict(tables)
    if unit is not None:
        below = _unit_and_below(tables["units"], unit, run)
        held = tables["investigations"]
        chosen["investigations"] = held.filter(held.unit_id.isin(below))
    if journey is not None:
        wanted = tables["journeys"].filter(tables["journeys"].journey_id == journey)
        if not run(wanted.select("journey_id")).num_rows:
            raise Refused(f"The ledger has no journey {journey}.")
        chosen["journeys"] = wanted
        touchpoints = tables["touchpoints"]
        chosen["touchpoints"] = touchpoints.filter(touchpoints.journey_id == journey)
    return chosen


def _unit_and_below(units: ir.Table, unit: str, run: Run) -> list[str]:
    rows = run(units.select("unit_id", "parent_id")).to_pylist()
    if unit not in {row["unit_id"] for row in rows}:
        raise Refused(f"The ledger has no unit {unit}.")
    found = {unit}
    while more := {r["unit_id"] for r in rows if r["parent_id"] in found} - found:
        found |= more
    return sorted(found)


def notes_on(tables: Tables, rules: Rules, run: Run) -> None:
    """Say on standard error what a reader of verdicts should know of this ledger."""
    if not run(tables["coverage"].limit(1)).num_rows:
        typer.echo(
            "The ledger has no coverage rows: it claims that every source records everything.",
            err=True,
        )
    first = _first_day(rules)
    if first is not None:
        investigations = tables["investigations"]
        early = investigations.filter(investigations.reported_on < first)
        number = run(early.agg(number=early.count()))["number"][0].as_py()
        if number:
            reported = "investigation was" if number == 1 else "investigations were"
            typer.echo(
                f"{number:,} {reported} reported before {first:%-d %B %Y}, when the first edition "
                "held came into force, and are not judged: name an edition to judge them by it.",
                err=True,
            )


def _first_day(rules: Rules) -> object:
    days = rules.tables["duty_rules"]["from_on"].to_pylist()
    return None if not days or None in days else min(days)
