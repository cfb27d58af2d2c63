"""Little ledgers written by hand, in which sources record a fact, and what comes of them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from touchpoint.extracts.reconciling import Question, Reconciled, fact_named, reconciled
from touchpoint.extracts.reconciling.saying import TABLE
from touchpoint.ledger import arrow_schema, new_ledger, write_part

OFFERED = "statement.offered"
TAKEN = "statement.taken"
REPORTED = date(2024, 3, 1)
AS_AT = date(2024, 6, 30)


@dataclass(kw_only=True)
class Records:
    """A ledger in the making: journeys by name, and what sources record of them."""

    rows: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {
            name: [] for name in ("units", "investigations", "journeys", "touchpoints", "coverage")
        }
    )

    def journey(
        self,
        name: str,
        *,
        reported: date = REPORTED,
        closed: date | None = None,
        **more: object,
    ) -> None:
        investigation = {
            "investigation_id": f"I-{name}",
            "reference": f"42/{name}",
            "offence_group": "violence",
            "marks": [],
            "victim_based": True,
            "reported_at": datetime(reported.year, reported.month, reported.day, 12, tzinfo=UTC),
            "reported_on": reported,
            "closed_on": closed,
        }
        own: dict[str, object] = {
            key: more.pop(key) for key in ("role", "enhanced_on") if key in more
        }
        journey: dict[str, object] = {"role": "direct", "enhanced_basis": [], **own}
        self.rows["investigations"].append(investigation | more)
        self.rows["journeys"].append(
            journey | {"journey_id": name, "investigation_id": f"I-{name}"}
        )

    def says(
        self,
        journey: str,
        source: str,
        result: str | None,
        *,
        kind: str = OFFERED,
        on: date = REPORTED,
        **more: object,
    ) -> str:
        """A source records something; give the name of the touchpoint."""
        name = f"T{len(self.rows['touchpoints'])}"
        row = {
            "touchpoint_id": name,
            "journey_id": journey,
            "kind": kind,
            "happened_at": datetime(on.year, on.month, on.day, 12, tzinfo=UTC),
            "happened_on": on,
            "source": source,
            "result": result,
        }
        self.rows["touchpoints"].append(row | more)
        return name

    def covers(
        self, source: str, from_on: date, to_on: date | None = None, *, kind: str = OFFERED
    ) -> None:
        row = {"source": source, "kind": kind, "from_on": from_on, "to_on": to_on}
        self.rows["coverage"].append(row)


@contextmanager
def reconciled_by(
    records: Records,
    *,
    fact: str = OFFERED,
    by: Sequence[str] = (),
    precedence: Path | None = None,
    first: int = 10,
    as_at: date = AS_AT,
    from_on: date | None = None,
    to_on: date | None = None,
) -> Iterator[Reconciled]:
    """What comes of a ledger, with its table of what was said still there to look at."""
    question = Question(fact=fact_named(fact), as_at=as_at, from_on=from_on, to_on=to_on)
    with duckdb.connect() as connection:
        for table, rows in records.rows.items():
            told = pa.Table.from_pylist(rows, schema=arrow_schema(table))
            connection.register("told", told)
            connection.execute(f"CREATE TABLE {table} AS FROM told")
            connection.unregister("told")
        yield reconciled(connection, question, by=by, precedence=precedence, first=first)


def write(records: Records, path: Path) -> Path:
    """The ledger as a folder."""
    with new_ledger(path) as staging:
        for table, rows in records.rows.items():
            told = pa.Table.from_pylist(rows, schema=arrow_schema(table))
            write_part(staging, table, 0, told)
    return path


def words(found: Reconciled) -> Mapping[str, Mapping[str, str]]:
    """What each source says of each journey, in words."""
    known = found.said.question.fact.words
    codes = ", ".join(found.said.columns)
    return {
        str(name): {
            source: known[int(str(code))]
            for source, code in zip(found.said.sources, said, strict=True)
        }
        for name, *said in found.said.rows(f"SELECT journey_id, {codes} FROM {TABLE}")  # noqa: S608 - numbered columns
    }


def classes(found: Reconciled) -> Mapping[str, str]:
    """The class of each journey."""
    rows = found.said.rows("SELECT journey_id, class FROM reconciled")
    return {str(name): str(class_) for name, class_ in rows}
