"""`touchpoint measure`: figures of a ledger, by period and dimension, as they are."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import typer

from touchpoint.calendar import Kind
from touchpoint.calendar.periods import LENGTHS
from touchpoint.cli.editions_asked import EditionsAsked, editions_asked
from touchpoint.cli.judging import Engine
from touchpoint.cli.measures_asked import counted_alone, measures_asked
from touchpoint.cli.measuring import MEMORY, OnDuckDB, OnSpark, days_of_loads
from touchpoint.cli.measuring_options import (
    ByOption,
    EngineOption,
    FromOption,
    KnownOnOption,
    NamesArgument,
    ReleaseOption,
    ThreadsOption,
    ToOption,
)
from touchpoint.cli.options import (
    AsAtOption,
    EditionOption,
    LedgerArgument,
    LocalOption,
    as_typed,
    today,
)
from touchpoint.cli.output import Format, FormatOption, OutOption, ending_of, show
from touchpoint.cli.voices_asked import InstrumentsOption
from touchpoint.engines import open_on_duckdb
from touchpoint.errors import Refused
from touchpoint.measures.asking import Answer, ask
from touchpoint.measures.counting.asked import Question
from touchpoint.measures.definition.dimensions import Dimension, read_dimension
from touchpoint.measures.figuring.figure import Figure, columns
from touchpoint.measures.running import Runner


def measure(
    ledger: LedgerArgument,
    names: NamesArgument,
    *,
    by: ByOption = "quarter",
    from_on: FromOption = None,
    to_on: ToOption = None,
    as_at: AsAtOption = None,
    known_on: KnownOnOption = None,
    engine: EngineOption = Engine.DUCKDB,
    release: ReleaseOption = False,
    instruments: InstrumentsOption = None,
    edition: EditionOption = None,
    local: LocalOption = None,
    threads: ThreadsOption = None,
    form: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Count: figures by period and dimension, each with its counts, interval and notes."""
    measures = measures_asked(names, instruments)
    judged = editions_asked(edition, local)
    with as_typed():
        period, dimensions = _by(by)
        question = Question(
            measures=measures.measures,
            period=period,
            dimensions=dimensions,
            from_on=from_on,
            to_on=to_on,
            as_at=as_at or today(),
            known_on=known_on,
            while_recorded=as_at is None,
        )
    with _opened(ledger, engine, threads) as runner:
        measures.refuse_unknown(runner)
        counting = _Counting(runner=runner, judged=judged, loads=days_of_loads(ledger))
        answer = counted_alone(counting.answer(question))
        months = _months_behind(counting, question, answer) if release else ()
        totals = _totals_above(counting, question) if release else ()
        units = _units_of(runner) if release else ()
    for sentence in answer.said:
        typer.echo(sentence, err=True)
    labels = tuple(dimension.label for dimension in dimensions)
    if release:
        names_of = columns(labels)
        _release(ledger, answer, months, totals, names_of, units=units, form=form, out=out)
        return
    show(columns(labels), _rows(answer, as_objects=_is_json(form, out)), chosen=form, out=out)


@dataclass(frozen=True, kw_only=True)
class _Counting:
    """A ledger that is open, and by which editions it is judged."""

    runner: Runner
    judged: EditionsAsked
    loads: Mapping[int, date]

    def answer(self, question: Question) -> Answer:
        """The figures of a question."""
        return ask(
            self.runner,
            question,
            editions=self.judged.editions,
            whenever=self.judged.whenever,
            loads=self.loads,
        )


def _units_of(runner: Runner) -> Sequence[Mapping[str, Any]]:
    """The units of the ledger: which area and team lies inside which."""
    found = runner.whole(lambda _: {"units": runner.tables["units"]})["units"].to_pylist()
    return tuple(found)


def _months_behind(counting: _Counting, question: Question, answer: Answer) -> tuple[Figure, ...]:
    """The months of rolling windows: windows that overlap could give a month away."""
    if not question.period.startswith("rolling") or not answer.figures:
        return ()
    first = min(figure.period.from_on for figure in answer.figures)
    last = max(figure.period.to_on for figure in answer.figures)
    months = replace(question, period="month", from_on=first, to_on=last, while_recorded=False)
    return counting.answer(months).figures


def _totals_above(counting: _Counting, question: Question) -> tuple[Figure, ...]:
    """What a breakdown is of: whoever reads it has the totals, or will have them."""
    every = question.dimensions
    asked = [some for size in range(len(every)) for some in combinations(every, size)]
    return tuple(
        figure
        for some in asked
        for figure in counting.answer(replace(question, dimensions=some)).figures
    )


def _release(
    ledger: Path,
    answer: Answer,
    months: tuple[Figure, ...],
    totals: tuple[Figure, ...],
    names: tuple[str, ...],
    *,
    units: Sequence[Mapping[str, Any]],
    form: Format | None,
    out: Path | None,
) -> None:
    """Show what may leave; what goes to a file has left, and the ledger remembers it."""
    from touchpoint.cli.releasing import (  # noqa: PLC0415 - slow to import
        published_of,
        released,
        rows_that_leave,
    )
    from touchpoint.disclosure import earlier_releases, keep_release  # noqa: PLC0415 - likewise
    from touchpoint.papers.releasing.tree import Tree  # noqa: PLC0415 - likewise

    before = earlier_releases(ledger)
    tree = Tree(units=units)
    leaving = released(answer.figures, behind=months, totals=totals, earlier=before, tree=tree)
    as_text = out is not None and ending_of(out) == ".parquet"
    rows = list(rows_that_leave(answer.figures, leaving, as_text=as_text))
    if not _is_json(form, out):
        rows = [{name: row[name] for name in names} for row in rows]
    if out is not None:
        keep_release(ledger, out.stem, published_of(answer.figures, leaving, tree))
    show(names, rows, chosen=form, out=out, as_text=as_text)


@contextmanager
def _opened(ledger: Path, engine: Engine, threads: int | None) -> Iterator[Runner]:
    if engine is Engine.SPARK:
        from touchpoint.engines.spark import open_on_spark  # noqa: PLC0415 - Spark is an extra

        with open_on_spark(ledger) as on_spark:
            yield OnSpark(ledger=on_spark)
        return
    with open_on_duckdb(ledger, threads=threads, memory=MEMORY) as on_duckdb:
        yield OnDuckDB(ledger=on_duckdb)


def _by(text: str) -> tuple[Kind, tuple[Dimension, ...]]:
    """The period and the dimensions that --by names."""
    words = [word.strip() for word in text.split(",")]
    if words[0] not in LENGTHS:
        raise Refused(
            f"--by {text!r} begins with no period: begin with {', '.join(LENGTHS)}, and then give "
            "what to split by, like quarter,unit."
        )
    return words[0], tuple(read_dimension(word) for word in words[1:])


def _is_json(form: Format | None, out: Path | None) -> bool:
    return ending_of(out) == ".json" if out is not None else form is Format.JSON


def _rows(answer: Answer, *, as_objects: bool) -> Iterator[Mapping[str, Any]]:
    return (figure.json() if as_objects else figure.row() for figure in answer.figures)
