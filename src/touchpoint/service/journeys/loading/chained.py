"""New touchpoints with their place in the chain of their journey, and the entries of the register.

The database chains a single append itself (sql/chain.sql); for a load, the same is done here a
batch at a time. `verify` holds both to one text.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import psycopg
import pyarrow as pa
import pyarrow.csv

from touchpoint.ledger import TABLES
from touchpoint.service.journeys.canonical import (
    LOADED,
    NOTHING_BEFORE,
    seal_of,
    text_in_duckdb,
)
from touchpoint.service.journeys.loading.incoming import Incoming
from touchpoint.service.journeys.loading.into_tables import copied_in, one_ahead

AT_ONCE: Final = 122_880
JOURNEYS_AT_ONCE: Final = 100_000
"""Touchpoints are put in the order of their journeys a portion at a time, in bounded memory."""

OWN: Final = TABLES["touchpoints"].column_names
MADE: Final = ("number", "previous", "hash", "appended_at", "request")
ENTERED: Final = ("entry", "journey_id", "number", "hash", "seal")

Head = tuple[int, bytes]
Done = Callable[[int], None]


@dataclass(kw_only=True)
class Register:
    """The register as it grows by a load: an entry for each journey that grew."""

    entry: int
    seal: bytes
    entries: list[tuple[int, str, int]] = field(default_factory=list)
    hashes: list[bytes] = field(default_factory=list)
    seals: list[bytes] = field(default_factory=list)

    def enter(self, journey_id: str, number: int, hashed: bytes) -> None:
        """Add the entry that says how far a journey has grown."""
        self.entry += 1
        self.seal = seal_of(self.seal, self.entry, journey_id, number, hashed)
        self.entries.append((self.entry, journey_id, number))
        self.hashes.append(hashed)
        self.seals.append(self.seal)

    def table(self) -> pa.Table:
        """The entries as the database keeps them."""
        entries, names, numbers = zip(*self.entries, strict=True)
        columns = [
            pa.array(entries, pa.int64()),
            pa.array(names, pa.string()),
            pa.array(numbers, pa.int32()),
            hexadecimal(self.hashes),
            hexadecimal(self.seals),
        ]
        return pa.table(columns, names=list(ENTERED))


def copy_touchpoints(
    incoming: Incoming,
    connection: psycopg.Connection,
    appended_at: datetime,
    done: Done,
    *,
    anew: bool = False,
) -> int:
    """Add the new touchpoints with their chain, and enter them in the register."""
    heads = _heads(incoming, connection)
    _lay_heads_beside(incoming, heads)
    register = _register(connection)
    linked = _Linking(heads={name: hashed for name, (_, hashed) in heads.items()})
    columns = (*OWN, *MADE)
    total, number = 0, 0
    with one_ahead() as put:
        for portion in incoming.ledger.portions(JOURNEYS_AT_ONCE):
            rows = incoming.duck.sql(_ordered(appended_at, portion.holds("journey_id")))
            for batch in rows.to_arrow_reader(AT_ONCE):
                file = incoming.folder / f"touchpoints-{number % 2}.csv"
                write_csv(linked.table(batch, register, appended_at), columns, file)
                put(partial(copied_in, connection, "journeys_touchpoint", columns, file, anew=anew))
                total, number = total + batch.num_rows, number + 1
                done(batch.num_rows)
    linked.finish(register)
    if register.entries:
        file = incoming.folder / "register.csv"
        write_csv(register.table(), ENTERED, file)
        copied_in(connection, "journeys_register", ENTERED, file, anew=anew)
    return total


def write_csv(rows: pa.Table, columns: tuple[str, ...], file: Path) -> None:
    """Write rows as the CSV that Postgres reads: nothing is empty, an empty text is quoted."""
    instant = pa.timestamp("us")
    told = [
        column.cast(instant) if pa.types.is_timestamp(column.type) else column
        for column in (rows.column(name) for name in columns)
    ]
    options = pyarrow.csv.WriteOptions(include_header=False, quoting_style="needed")
    pyarrow.csv.write_csv(pa.table(told, names=list(columns)), file, options)


def _ordered(appended_at: datetime, condition: str) -> str:
    own = ", ".join(f't."{name}"' for name in OWN)
    text = text_in_duckdb("t.number", appended_at)
    place = "row_number() OVER (PARTITION BY n.journey_id ORDER BY n.happened_at, n.touchpoint_id)"
    numbered = (
        f"SELECT n.*, {place} AS place, "
        f"CAST({place} + coalesce(h.number, 0) AS INTEGER) AS number "
        f"FROM (SELECT * FROM new_touchpoints WHERE {condition}) AS n "
        "LEFT JOIN heads AS h USING (journey_id)"
    )
    return (
        f"SELECT {own}, t.number, t.place = 1 AS begins, encode({text}) AS canonical "
        f"FROM ({numbered}) AS t ORDER BY t.journey_id, t.number"
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


def _lay_heads_beside(incoming: Incoming, heads: dict[str, Head]) -> None:
    columns = {
        "journey_id": pa.array(list(heads), pa.string()),
        "number": pa.array([number for number, _ in heads.values()], pa.int32()),
    }
    incoming.duck.register("heads", pa.table(columns))


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
        previous, hashes = self._links(batch, register)
        rows = pa.table(batch).select([*OWN, "number"])
        instant = pa.scalar(appended_at, pa.timestamp("us", tz="UTC"))
        made = {
            "previous": hexadecimal(previous),
            "hash": hexadecimal(hashes),
            "appended_at": pa.repeat(instant, batch.num_rows),
            "request": pa.repeat(LOADED, batch.num_rows),
        }
        for name, column in made.items():
            rows = rows.append_column(name, column)
        return rows

    def _links(self, batch: pa.RecordBatch, register: Register) -> tuple[list[bytes], list[bytes]]:
        begins = batch.column("begins").to_pylist()
        numbers, names = batch.column("number"), batch.column("journey_id")
        previous, hashes, last = [], [], self.last
        for row, text in enumerate(batch.column("canonical").to_pylist()):
            if begins[row]:
                if row:
                    self.last, self.number = last, numbers[row - 1].as_py()
                self.finish(register)
                self.journey = names[row].as_py()
                last = self.heads.get(self.journey, NOTHING_BEFORE)
            previous.append(last)
            last = sha256(last + text).digest()
            hashes.append(last)
        self.last, self.number = last, numbers[batch.num_rows - 1].as_py()
        return previous, hashes

    def finish(self, register: Register) -> None:
        """Enter the journey that was linked last."""
        if self.journey is not None:
            register.enter(self.journey, self.number, self.last)
        self.journey = None


def hexadecimal(values: list[bytes]) -> pa.Array:
    """Digests as Postgres reads them: many at a time, since there are millions."""
    digits = np.frombuffer(b"".join(values).hex().encode(), np.uint8).reshape(len(values), -1)
    mark: npt.NDArray[np.uint8] = np.frombuffer(b"\\x", np.uint8)
    text = np.hstack([np.broadcast_to(mark, (len(values), len(mark))), digits])
    ends = np.arange(len(values) + 1, dtype=np.int32) * text.shape[1]
    return pa.StringArray.from_buffers(len(values), pa.py_buffer(ends), pa.py_buffer(text))
