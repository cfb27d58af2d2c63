"""The measures that a command is asked for: those of the catalogue, and those that papers print.

A question or an indicator that nobody knows is refused: a figure of nothing would only be missing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from touchpoint.errors import Refused
from touchpoint.measures.asking import Answer
from touchpoint.measures.definition.measure import Measure, Population
from touchpoint.measures.running import Runner
from touchpoint.papers.description.measures import is_plain, measure_called
from touchpoint.voice.instrument import Instruments
from touchpoint.voice.reading import with_own

HELD_BY: Final[Mapping[Population, tuple[str, str]]] = {
    Population.ANSWERS: ("answers", "question"),
    Population.REVIEWS: ("reviews", "question"),
    Population.RETURNS: ("returns", "indicator"),
}
"""The table and the column in which a ledger has the values that a measure may be held to."""


@dataclass(frozen=True, kw_only=True)
class MeasuresAsked:
    """Measures by their names, with the questions that instruments have."""

    measures: tuple[Measure, ...]
    instruments: Instruments

    def refuse_unknown(self, runner: Runner) -> None:
        """Refuse a measure that is held to what no instrument has and the ledger has none of."""
        faults = list(self._faults(runner))
        if len(faults) == 1:
            raise Refused(faults[0])
        if faults:
            raise Refused("These measures are held to what there is not.", faults)

    def _faults(self, runner: Runner) -> Iterator[str]:
        for measure in self.measures:
            value = measure.name.partition(":")[2]
            if not value or measure.population not in HELD_BY:
                continue
            table, column = HELD_BY[measure.population]
            held = _values_of(runner, table, column)
            known = {*held, *self.instruments.questions} if table == "answers" else held
            # Without a single row a figure says itself that the ledger has none of its kind.
            if known and value not in known:
                yield _fault(table, column, value, self.instruments, held)


def measures_asked(names: Sequence[str], own: Path | None) -> MeasuresAsked:
    """The measures of some names, each once, with a force's own questions from a file."""
    held = with_own(own)
    measures = tuple(measure_called(name, held) for name in dict.fromkeys(names))
    return MeasuresAsked(measures=measures, instruments=held)


def counted_alone(answer: Answer) -> Answer:
    """The answer with plain counts as what they are: of themselves they are always all."""
    figures = tuple(
        replace(figure, denominator=None, rate=None, low=None, high=None)
        if is_plain(figure.measure) and figure.measure.per is None
        else figure
        for figure in answer.figures
    )
    return replace(answer, figures=figures)


def _values_of(runner: Runner, table: str, column: str) -> list[str]:
    rows = runner.tables[table].select(column).distinct().order_by(column)
    found = runner.whole(lambda _: {"held": rows})["held"]
    return [str(value) for value in found[column].to_pylist()]


def _fault(
    table: str, column: str, value: str, instruments: Instruments, held: Sequence[str]
) -> str:
    if table == "answers":
        listed = ", ".join(dict.fromkeys((*instruments.questions, *held)))
        return (
            f"There is no question {value!r}: there are {listed}. Give a file of questions of "
            "your own with --instruments."
        )
    return f"The {table} of this ledger have no {column} {value!r}: there are {', '.join(held)}."
