"""New touchpoints with their place in the chain of their journey, and the entries of the register.

The database chains a single append itself (sql/chain.sql); for a load, the same is done here a
batch at a time. `verify` holds both to one text.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Final

import psycopg
import pyarrow as pa

from touchpoint.engines.postgres import copy_in
from touchpoint.ledger import TABLES
from touchpoint.service.journeys.canonical import (
    LOADED,
    NOTHING_BEFORE,
    seal_of,
    text_in_duckdb,
)
from touchpoint.service.journeys.loading.incoming import Incoming

AT_ONCE: Final = 100_000

REGISTER: Final = pa.schema(
    [
        ("entry", pa.int64()),
        ("journey_id", pa.string()),
        ("number", pa.int32()),
        ("hash", pa.string()),
        ("seal", pa.string()),
    ]
)

Head = tuple[int, bytes]


@dataclass(kw_only=True)
class Register:
    """The register as it grows by a load: an entry for each journey that grew."""

    entry: int
    seal: bytes
    entries: list[tuple[int, str, int, str, str]] = field(default_factory=list)

    def enter(self, journey_id: str, number: int, hashed: bytes) -> None:
        """Add the entry that says how far a journey has grown."""
        self.entry += 1
        self.seal = seal_of(self.seal, self.entry, journey_id, number, hashed)
        self.entries.append((self.entry, journey_id, number, _hex(hashed), _hex(self.seal)))


def copy_touchpoints(
    incoming: Incoming,
    connection: psycopg.Connection,
    appended_at: datetime,
    done: Callable[[int], None],
) -> int:
    """Add the new touchpoints with their chain, and enter them in the register."""
    incoming.duck.execute(
        "CREATE OR REPLACE TEMPORARY TABLE heads (journey_id VARCHAR, number INTEGER)"
    )
    heads = _heads(incoming, connection)
    if heads:
        rows = pa.table(
            {"journey_id": list(heads), "number": [number for number, _ in heads.values()]}
        )
        incoming.duck.register("heads_now", rows)
        incoming.duck.execute("INSERT INTO heads SELECT * FROM heads_now")
    register = _register(connection)
    linked = _Linking(heads={name: hashed for name, (_, hashed) in heads.items()})
    reader = incoming.duck.sql(_ordered(appended_at)).to_arrow_reader(AT_ONCE)
    total = 0
    for batch in reader:
        copy_in(connection, "journeys_touchpoint", linked.table(batch, register, appended_at))
        total += batch.num_rows
        done(batch.num_rows)
    linked.finish(register)
    for start in range(0, len(register.entries), AT_ONCE):
        some = register.entries[start : start + AT_ONCE]
        columns = [
            pa.array(values, f.type)
            for values, f in zip(zip(*some, strict=True), REGISTER, strict=True)
        ]
        copy_in(connection, "journeys_register", pa.table(columns, schema=REGISTER))
    return total


def _ordered(appended_at: datetime) -> str:
    own = ", ".join(f't."{name}"' for name in TABLES["touchpoints"].column_names)
    text = text_in_duckdb("t.number", appended_at)
    numbered = (
        "SELECT n.*, CAST(row_number() OVER (PARTITION BY n.journey_id "
        "ORDER BY n.happened_at, n.touchpoint_id) + coalesce(h.number, 0) AS INTEGER) AS number "
        "FROM new_touchpoints AS n LEFT JOIN heads AS h USING (journey_id)"
    )
    return (
        f"SELECT {own}, t.number, {text} AS canonical FROM ({numbered}) AS t "
        "ORDER BY t.journey_id, t.number"
    )


def _heads(incoming: Incoming, connection: psycopg.Connection) -> dict[str, Head]:
    """The last link of every journey that has touchpoints already and is to have more."""
    if "touchpoints" not in incoming.held:
        return {}
    asked = incoming.duck.sql("SELECT DISTINCT journey_id FROM new_touchpoints").fetchall()
    names = [name for (name,) in asked]
    found = connection.execute(
        "SELECT asked.id, last.number, last.hash FROM unnest(%s::text[]) AS asked (id) "
        "JOIN LATERAL (SELECT number, hash FROM journeys_touchpoint AS t "
        "WHERE t.journey_id = asked.id ORDER BY number DESC LIMIT 1) AS last ON true",
        [names],
    )
    return {name: (number, bytes(hashed)) for name, number, hashed in found}


def _register(connection: psycopg.Connection) -> Register:
    last = connection.execute(
        "SELECT entry, seal FROM journeys_register ORDER BY entry DESC LIMIT 1"
    ).fetchone()
    return Register(entry=last[0] if last else 0, seal=bytes(last[1]) if last else NOTHING_BEFORE)


@dataclass(kw_only=True)
class _Linking:
    """Links touchpoints that come in the order of their journeys."""

    heads: dict[str, bytes]
    journey: str | None = None
    number: int = 0
    last: bytes = NOTHING_BEFORE

    def table(self, batch: pa.RecordBatch, register: Register, appended_at: datetime) -> pa.Table:
        """A batch as the database keeps it."""
        previous, hashes = zip(*self._links(batch, register), strict=True)
        rows = pa.table(batch).drop_columns(["canonical"])
        instant = pa.scalar(appended_at, pa.timestamp("us", tz="UTC"))
        return (
            rows.append_column("previous", pa.array(previous, pa.string()))
            .append_column("hash", pa.array(hashes, pa.string()))
            .append_column("appended_at", pa.repeat(instant, batch.num_rows))
            .append_column("request", pa.repeat(LOADED, batch.num_rows))
        )

    def _links(self, batch: pa.RecordBatch, register: Register) -> Iterator[tuple[str, str]]:
        names = batch.column("journey_id").to_pylist()
        numbers = batch.column("number").to_pylist()
        texts = batch.column("canonical").to_pylist()
        for name, number, text in zip(names, numbers, texts, strict=True):
            if name != self.journey:
                self.finish(register)
                self.journey, self.last = name, self.heads.get(name, NOTHING_BEFORE)
            before, self.number = self.last, number
            self.last = sha256(before + text.encode()).digest()
            yield _hex(before), _hex(self.last)

    def finish(self, register: Register) -> None:
        """Enter the journey that was linked last."""
        if self.journey is not None:
            register.enter(self.journey, self.number, self.last)
        self.journey = None


def _hex(value: bytes) -> str:
    return "\\x" + value.hex()
