"""Whether the worked examples of an edition come out as they say: each is judged, on DuckDB.

An example has a day and coverage of its own. Those with the same coverage share a ledger, and those
of a day are judged in one go.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from touchpoint.cli.editions_asked import EditionsAsked
from touchpoint.cli.progress import progress
from touchpoint.engines import DuckLedger, open_on_duckdb, said_to_duckdb
from touchpoint.ledger import arrow_schema, new_ledger, write_part
from touchpoint.ledger.functions import day_asked_about
from touchpoint.rights.code.duty import Duty, Edition
from touchpoint.rights.judging.rules import rules_of
from touchpoint.rights.judging.verdicts import verdicts
from touchpoint.rights.proof.examples import Worked


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A worked example that does not come out as it says; `sentence` has both."""

    edition: str
    duty: str
    example: int
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Tried:
    """How many examples were judged, and those that do not come out as they say."""

    number: int
    faults: tuple[Fault, ...]

    @property
    def refusal(self) -> str:
        """What is wrong and what to do, where anything is."""
        return (
            f"Worked examples that do not come out as they say: {len(self.faults)} of "
            f"{self.number}. Correct the example, or the duty where the example is right."
        )


def tried(asked: EditionsAsked, duty: str | None) -> Tried:
    """Judge the examples of one duty, or of a local file where one is laid over, or of all."""
    number, faults = 0, list[Fault]()
    local = any(each.local for edition in asked.editions for each in edition.duties)
    for edition in asked.editions:
        owed = [each for each in edition.duties if each.local == local]
        if duty is not None:
            owed = [each for of, each in asked.duties(duty) if of is edition]
        examples = _examples(owed)
        number += len(examples)
        with progress("Examples", len(examples)) as done:
            faults += _faults(edition, examples, done)
    return Tried(number=number, faults=tuple(faults))


def _examples(duties: Iterable[Duty]) -> list[Worked]:
    return [
        Worked(duty=duty, number=number, example=example)
        for duty in duties
        for number, example in enumerate(duty.examples, 1)
    ]


def _faults(
    edition: Edition, examples: Sequence[Worked], done: Callable[[int], None]
) -> Iterator[Fault]:
    """The examples that do not come out as they say, in the order in which they stand."""
    faults = {
        (each.duty.id, each.number): fault
        for covered in _grouped(examples, lambda each: repr(each.example.coverage))
        for each, fault in _tried(edition, covered, done)
    }
    for each in examples:
        sentence = faults[each.duty.id, each.number]
        if sentence is not None:
            yield Fault(
                edition=each.duty.edition, duty=each.duty.id, example=each.number, sentence=sentence
            )


def _grouped(examples: Iterable[Worked], by: Callable[[Worked], str]) -> Iterator[list[Worked]]:
    for _, some in groupby(sorted(examples, key=by), by):
        yield list(some)


def _tried(
    edition: Edition, examples: Sequence[Worked], done: Callable[[int], None]
) -> Iterator[tuple[Worked, str | None]]:
    """Judge examples that have the same coverage, each on its day."""
    owed = {each.duty.id for each in examples}
    duties = tuple(duty for duty in edition.duties if duty.id in owed)
    # A draft judges only where it is named; an example is judged on the days of its file.
    rules = rules_of([replace(edition, duties=duties)], whenever=edition.status == "draft")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "examples"
        _write(path, examples)
        with open_on_duckdb(path) as opened:
            rows = verdicts(opened.hold(rules.tables), rules, day_asked_about())
            asked = said_to_duckdb(rows)
            for same_day in _grouped(examples, lambda each: each.example.as_at.isoformat()):
                given = _judged(opened, asked, same_day[0].example.as_at.isoformat())
                yield from ((each, each.fault(given)) for each in same_day)
                done(len(same_day))


def _judged(opened: DuckLedger, asked: str, day: str) -> list[dict[str, object]]:
    opened.connection.raw_sql(
        f"CREATE OR REPLACE TEMPORARY MACRO touchpoint_as_at() AS DATE '{day}'"
    )
    return [row for batch in opened.batches(asked) for row in batch.to_pylist()]


def _write(path: Path, examples: Sequence[Worked]) -> None:
    """One ledger of them all, with the coverage that they share."""
    rows = [each.rows for each in examples]
    tables = {
        name: [row for one in rows for row in one[name]]
        for name in ("investigations", "journeys", "touchpoints")
    }
    with new_ledger(path) as staging:
        for name, some in {**tables, "coverage": rows[0]["coverage"]}.items():
            write_part(staging, name, 0, pa.Table.from_pylist(some, schema=arrow_schema(name)))
