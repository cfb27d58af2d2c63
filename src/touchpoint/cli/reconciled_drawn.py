"""What `touchpoint reconcile` shows on a terminal: the answer, why it is doubtful, what to mend."""

import shutil
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

from touchpoint.cli.output import so_many
from touchpoint.extracts.reconciling import CLASSES, SIGNS, Reconciled, rows_of

GROUPS_DRAWN = 20
WIDTH = 110
SHORT = {
    "all agree": "agree",
    "blank in one": "one blank",
    "contradiction": "contradict",
    "single source": "one source",
    "nobody says": "nobody",
    "taken without offered": "taken only",
    "declined marked as not offered": "declined as no",
    "dated after the file closed": "after closing",
}
"""Headings of the narrow columns by group."""

Row = Mapping[str, Any]


def draw(found: Reconciled) -> None:
    """To be read from top to bottom: the answer, why it is doubtful, what to do."""
    rows = list(rows_of(found))
    question = found.said.question
    _say(
        f"{question.fact.kind}, as at {question.as_at:%-d %B %Y}: "
        f"{so_many(found.journeys, 'journey')}, {so_many(len(found.said.sources), 'source')}.",
    )
    _likely(found)
    _table("What is recorded, taken at its word", ("", "yes", "of", "rate", "95%"), _naive(rows))
    _table("What each source says", *_said(rows, found))
    _table("Where they agree", ("", "journeys", "share"), _classes(rows, "class"))
    _table("Signs that something is wrong", ("", "journeys", "share"), _classes(rows, "sign"))
    _table(
        "How sources err, by the model",
        ("", "right when yes", "right when no", "blank when yes", "blank when no"),
        _errors(rows),
    )
    _table(
        "Rules of precedence, and what each costs (in journeys)",
        ("", "rate", "from the likely rate", "answers changed", "sources overruled"),
        _rules(found),
    )
    for dimension, told in _grouped(rows).items():
        _draw_by(dimension, told)
    _mend(found)
    for note in found.notes:
        _say(note)


def _say(text: str) -> None:
    _console().print(text)
    typer.echo()


def _console() -> Console:
    width = min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns)
    return Console(highlight=False, markup=False, width=width)


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if not rows:
        return
    table = Table(
        title=title, title_justify="left", title_style="bold", box=None, pad_edge=False,
        header_style="dim",
    )  # fmt: skip
    for place, name in enumerate(columns):
        table.add_column(name, justify="left" if place == 0 else "right", overflow="fold")
    for row in rows:
        table.add_row(*row)
    _console().print(table)
    typer.echo()


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.1%}"


def _between(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{low:.1%} to {high:.1%}"


def _likely(found: Reconciled) -> None:
    likely = found.likely
    if not likely.can_tell:
        _say("The likely rate cannot be told; why stands below.")
        return
    _say(
        f"It is likely true of {_percent(likely.rate)} of {so_many(likely.journeys, 'journey')}; "
        f"anything from {_between(likely.low, likely.high)} fits what the sources say (95%)."
    )


def _naive(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    return [
        (
            row["name"],
            f"{row['numerator']:,}",
            f"{row['denominator']:,}",
            _percent(row["rate"]),
            _between(row["low"], row["high"]),
        )
        for row in rows
        if row["part"] == "naive"
    ]


def _said(rows: Sequence[Row], found: Reconciled) -> tuple[Sequence[str], list[list[str]]]:
    told = {(r["group"], r["name"]): r["numerator"] for r in rows if r["part"] == "says"}
    words = [w for w in found.said.question.fact.words if any(name == w for _, name in told)]
    table = [
        [source, *(f"{told.get((source, word), 0):,}" for word in words)]
        for source in found.said.sources
    ]
    return ["", *(word.replace("_", " ") for word in words)], table


def _classes(rows: Sequence[Row], part: str) -> list[tuple[str, ...]]:
    return [
        (row["name"], f"{row['numerator']:,}", _percent(row["rate"]))
        for row in rows
        if row["part"] == part and row["by"] is None
    ]


def _errors(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    told = [row for row in rows if row["part"] == "error" and row["status"] == "shown"]
    return [
        (source, *(_percent(row["rate"]) for row in of_source))
        for source, of_source in groupby(told, key=lambda row: str(row["group"]))
    ]


def _rules(found: Reconciled) -> list[tuple[str, ...]]:
    likely = found.likely.rate
    return [
        (
            one.rule.name,
            _percent(one.rate),
            "cannot tell"
            if likely is None or one.rate is None
            else f"{(one.rate - likely) * 100:+.1f} points",
            f"{one.changed:,}",
            f"{one.overruled:,}",
        )
        for one in found.rules
    ]


def _grouped(rows: Sequence[Row]) -> Mapping[str, list[Row]]:
    """Rows of groups by their dimension, in the order asked for."""
    found: dict[str, list[Row]] = {}
    for part in ("class", "sign", "likely"):
        for row in rows:
            if row["part"] == part and row["by"] is not None:
                found.setdefault(row["by"], []).append(row)
    return found


def _draw_by(dimension: str, rows: list[Row]) -> None:
    groups: dict[str, dict[str, Row]] = {}
    for row in rows:
        groups.setdefault(row["group"], {})[row["name"]] = row
    worst = sorted(groups, key=lambda name: -groups[name]["contradiction"]["numerator"])
    drawn = worst if dimension == "source" else worst[:GROUPS_DRAWN]
    if dimension == "month":
        drawn = sorted(groups)
    more = len(groups) - len(drawn)
    title = f"By {dimension.replace('_', ' ')}" + (
        f" (the {len(drawn)} with the most contradictions; {more} more with --out)" if more else ""
    )
    shown = (*CLASSES[2:], *SIGNS)
    table = [
        [
            name,
            f"{groups[name]['contradiction']['denominator']:,}",
            *(f"{groups[name][each]['numerator']:,}" for each in shown),
            *_of_group(groups[name]),
        ]
        for name in drawn
    ]
    likely = ("likely rate",) if any("likely rate" in told for told in groups.values()) else ()
    _table(title, ("", "journeys", *(SHORT[each] for each in shown), *likely), table)


def _of_group(told: Mapping[str, Row]) -> tuple[str, ...]:
    row = told.get("likely rate")
    if row is None:
        return ()
    if row["rate"] is None:
        return ("cannot tell",)
    return (f"{row['rate']:.0%} ({row['low']:.0%} to {row['high']:.0%})",)


def _mend(found: Reconciled) -> None:
    if found.mend:
        every = so_many(found.to_mend, "journey")
        some = len(found.mend)
        title = f"{f'The first {some} of ' if some < found.to_mend else ''}{every} to mend"
        rows = [(record.journey_id, record.reason) for record in found.mend]
        table = Table(
            title=title, title_justify="left", title_style="bold", box=None, pad_edge=False,
            show_header=False,
        )  # fmt: skip
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for row in rows:
            table.add_row(*row)
        _console().print(table)
        typer.echo()
