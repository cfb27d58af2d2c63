"""What the commands on voices share: the responses of a ledger, by question and group."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import ibis.expr.types as ir
import typer

from touchpoint.cli.options import day_option
from touchpoint.cli.output import Format
from touchpoint.engines import DuckLedger
from touchpoint.errors import Refused
from touchpoint.voice.asked import answers_of, questions_answered, responses_of
from touchpoint.voice.voices import DIMENSIONS, Dimension, Voice, read_dimensions, voices_of

SurveyOption = Annotated[
    str | None,
    typer.Option(
        "--survey", help="Only this survey; all of them, unless said.", show_default=False
    ),
]
FromOption = Annotated[
    date | None,
    day_option(
        "--from",
        "Only answers given on this day or later.",
    ),
]
ToOption = Annotated[
    date | None,
    day_option(
        "--to",
        "Only answers given on this day or earlier.",
    ),
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="DIMENSION…",
        help=f"Also by these, with commas: {', '.join(DIMENSIONS)}; unit:area for a level.",
        show_default=False,
    ),
]
InstrumentsOption = Annotated[
    Path | None,
    typer.Option(
        "--instruments",
        metavar="FILE",
        help="Questions of your own, a .toml file, laid over those that are held.",
        show_default=False,
    ),
]


def _found_fit(chart: Path | None) -> Path | None:
    """Refuse a picture that cannot be drawn before the work, not after it."""
    if chart is not None:
        # The papers room is large, and most commands draw nothing.
        from touchpoint.papers.charts import ending_of_picture  # noqa: PLC0415 - slow to import

        ending_of_picture(chart)
    return chart


ChartOption = Annotated[
    Path | None,
    typer.Option(
        "--chart",
        metavar="FILE",
        callback=_found_fit,
        help="Also draw it to this file: .svg or .png.",
        show_default=False,
    ),
]


@dataclass(frozen=True, kw_only=True)
class VoicesAsked:
    """Which responses a command looks at."""

    survey: str | None = None
    from_on: date | None = None
    to_on: date | None = None

    def __post_init__(self) -> None:
        if self.from_on and self.to_on and self.to_on < self.from_on:
            raise Refused(f"{self.to_on} is before {self.from_on}: give the first day first.")

    def responses(self, opened: DuckLedger) -> ir.Table:
        """The responses as an expression."""
        return responses_of(
            opened.tables, survey=self.survey, from_on=self.from_on, to_on=self.to_on
        )

    def voices(
        self, opened: DuckLedger, questions: Sequence[str], dimensions: Sequence[Dimension]
    ) -> list[Voice]:
        """The responses as values; refuse to go on where there are none."""
        responses = self.responses(opened)
        found = rows_of(opened, responses)
        if not found:
            raise Refused(self._none(opened))
        answers = rows_of(opened, answers_of(opened.tables, responses, questions))
        return voices_of(found, answers, dimensions)

    def _none(self, opened: DuckLedger) -> str:
        every = opened.tables["responses"]
        surveys = rows_of(opened, every.select("survey_id").distinct().order_by("survey_id"))
        if not surveys:
            return "The ledger has no responses to any survey: load a survey first."
        names = ", ".join(str(row["survey_id"]) for row in surveys)
        if self.survey is not None and self.survey not in {row["survey_id"] for row in surveys}:
            return f"The ledger has no survey {self.survey!r}: it has {names}."
        return "No response was given on the days asked for: ask for others, or for all."

    def answered(self, opened: DuckLedger) -> dict[str, int]:
        """How many answers there are to each question."""
        rows = rows_of(opened, questions_answered(opened.tables, self.responses(opened)))
        return {row["question"]: row["answers"] for row in rows}


def dimensions_asked(opened: DuckLedger, by: str | None) -> tuple[Dimension, ...]:
    """What --by names."""
    units = rows_of(opened, opened.tables["units"].select("unit_id", "parent_id", "kind"))
    return read_dimensions(by, units)


def rows_of(opened: DuckLedger, expression: ir.Table) -> list[dict[str, Any]]:
    """The rows of an expression."""
    rows: list[dict[str, Any]] = opened.connection.to_pyarrow(expression).to_pylist()
    return rows


def is_drawn(form: Format | None, out: Path | None) -> bool:
    """Whether the answer is read on a terminal, where a few columns serve better than all."""
    drawn = form is Format.TABLE or (form is None and sys.stdout.isatty())
    return out is None and drawn


def tell(sentences: Sequence[str], *, drawn: bool) -> None:
    """Say what a reader should know: below the table on a terminal, beside it in a pipe."""
    for sentence in sentences:
        typer.echo(sentence, err=not drawn)
