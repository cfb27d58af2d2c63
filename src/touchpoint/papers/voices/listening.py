"""Who spoke: responses to surveys as values, through whatever engine the ledger is open on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis.expr.types as ir

from touchpoint.errors import Refused
from touchpoint.measures.counting.rows import Tables
from touchpoint.measures.running import Runner
from touchpoint.voice.asked import answers_of, questions_answered, responses_of
from touchpoint.voice.voices import Dimension, Voice, voices_of


@dataclass(frozen=True, kw_only=True)
class Listening:
    """Which responses are looked at."""

    survey: str | None = None
    from_on: date | None = None
    to_on: date | None = None

    def __post_init__(self) -> None:
        if self.from_on and self.to_on and self.to_on < self.from_on:
            raise Refused(f"{self.to_on} is before {self.from_on}: give the first day first.")

    def responses(self, tables: Tables) -> ir.Table:
        """The responses as an expression."""
        return responses_of(tables, survey=self.survey, from_on=self.from_on, to_on=self.to_on)

    def voices(
        self, runner: Runner, questions: Sequence[str], dimensions: Sequence[Dimension]
    ) -> list[Voice]:
        """The responses as values; refuse to go on where there are none."""
        responses = self.responses(runner.tables)
        found = rows_of(runner, responses)
        if not found:
            raise Refused(self._none(runner))
        answers = rows_of(runner, answers_of(runner.tables, responses, questions))
        return voices_of(found, answers, dimensions)

    def _none(self, runner: Runner) -> str:
        every = runner.tables["responses"]
        surveys = rows_of(runner, every.select("survey_id").distinct().order_by("survey_id"))
        if not surveys:
            return "The ledger has no responses to any survey: load a survey first."
        names = ", ".join(str(row["survey_id"]) for row in surveys)
        if self.survey is not None and self.survey not in {row["survey_id"] for row in surveys}:
            return f"The ledger has no survey {self.survey!r}: it has {names}."
        return "No response was given on the days asked for: ask for others, or for all."

    def answered(self, runner: Runner) -> dict[str, int]:
        """How many answers there are to each question."""
        rows = rows_of(runner, questions_answered(runner.tables, self.responses(runner.tables)))
        return {row["question"]: row["answers"] for row in rows}


def rows_of(runner: Runner, expression: ir.Table) -> list[dict[str, Any]]:
    """The rows of an expression."""
    rows: list[dict[str, Any]] = runner.whole(lambda _: {"rows": expression})["rows"].to_pylist()
    return rows
