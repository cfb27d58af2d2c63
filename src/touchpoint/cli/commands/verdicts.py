"""`touchpoint verdicts`: what every duty says of every journey, streamed in bounded memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import ibis
import pyarrow as pa
import typer

from touchpoint.cli.editions_asked import editions_asked
from touchpoint.cli.judging import Engine, Tables, notes_on, restricted
from touchpoint.cli.measuring_options import ThreadsOption
from touchpoint.cli.options import AsAtOption, EditionOption, LedgerArgument, LocalOption, today
from touchpoint.cli.output import FormatOption, OutOption
from touchpoint.cli.progress import progress
from touchpoint.cli.streaming import streamed_to
from touchpoint.engines import DuckLedger, Portion, Steps, open_on_duckdb, said_to_duckdb
from touchpoint.rights.judging.journey_rows import CORRECTING
from touchpoint.rights.judging.rules import Rules
from touchpoint.rights.judging.verdicts import COLUMNS
from touchpoint.rights.judging.verdicts import verdicts as judge

if TYPE_CHECKING:
    from touchpoint.engines.spark import SparkLedger

JOURNEYS_AT_ONCE = 250_000
SCATTERED_AT_ONCE = 500_000
MEMORY = "4GB"
SCHEMA = pa.schema(
    [pa.field(name, pa.date32() if name.endswith("_on") else pa.string()) for name in COLUMNS]
)
ORDER = ("journey_id", "duty_id", "triggered_on", "occurrence")

Batches = Iterator[pa.RecordBatch]


def verdicts(
    ledger: LedgerArgument,
    *,
    as_at: AsAtOption = None,
    engine: Annotated[
        Engine, typer.Option(help="Where to judge: duckdb here, or spark by its settings.")
    ] = Engine.DUCKDB,
    unit: Annotated[
        str | None,
        typer.Option(help="Only this unit and those below it.", show_default=False),
    ] = None,
    journey: Annotated[
        str | None, typer.Option(help="Only this journey.", show_default=False)
    ] = None,
    edition: EditionOption = None,
    local: LocalOption = None,
    threads: ThreadsOption = None,
    form: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Judge every journey by the Victims' Code, as at a day."""
    asked = _Asked(
        ledger=ledger,
        rules=editions_asked(edition, local).rules,
        as_at=as_at or today(),
        unit=unit,
        journey=journey,
        threads=threads,
    )
    judged = _on_spark(asked) if engine is Engine.SPARK else _on_duckdb(asked)
    # Whatever is to be refused is refused before anything is written.
    first = list(islice(judged, 1))
    with streamed_to(SCHEMA, chosen=form, out=out) as write:
        for batch in chain(first, judged):
            write(batch)


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What is to be judged, by what and as at which day."""

    ledger: Path
    rules: Rules
    as_at: date
    unit: str | None
    journey: str | None
    threads: int | None

    def tables(self, ledger: "DuckLedger | SparkLedger") -> Tables:
        """The tables of the journeys asked for, with the rules beside them."""
        notes_on(ledger.tables, self.rules, ledger.answer)
        held = ledger.hold(self.rules.tables)
        return restricted(held, self.unit, self.journey, ledger.answer)


def _on_duckdb(asked: _Asked) -> Batches:
    with open_on_duckdb(asked.ledger, threads=asked.threads, memory=MEMORY) as ledger:
        steps = Steps(sql=said_to_duckdb)
        judged = judge(asked.tables(ledger), asked.rules, ibis.date(asked.as_at), steps.keep)
        alone = (Portion.of(asked.journey),) if asked.journey is not None else None
        portions = alone or ledger.portions(JOURNEYS_AT_ONCE, scattered=SCATTERED_AT_ONCE)
        if len(portions) > 1:
            ledger.make_once(steps, CORRECTING)
        statement = steps.within(judged.order_by(*ORDER))
        with progress("Judging portions", len(portions)) as done:
            for portion in portions:
                ledger.show(portion)
                yield from ledger.batches(statement)
                done(1)


def _on_spark(asked: _Asked) -> Batches:
    from touchpoint.engines.spark import open_on_spark  # noqa: PLC0415 - Spark is an extra

    with open_on_spark(asked.ledger) as ledger:
        judged = judge(asked.tables(ledger), asked.rules, ibis.date(asked.as_at), ledger.keep)
        yield from ledger.connection.to_pyarrow_batches(judged.order_by(*ORDER))
