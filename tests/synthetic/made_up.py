"""Made-up forces for the tests of their own room, and questions put to them in DuckDB's SQL.

Ledgers are written once for a test run's process and only read after that.
"""

import hashlib
import json
import math
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from touchpoint.ledger import TABLES
from touchpoint.synthetic import synthesise

MANY = 30_000
LAST = date(2024, 6, 30)


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory()


def force(journeys: int, seed: int, *, known: bool = False) -> Path:
    """A ledger of so many journeys; with `known`, cut off on the last day of the reports."""
    return _written(journeys, seed, known)


@cache
def _written(journeys: int, seed: int, known: bool) -> Path:
    path = Path(_folder().name) / f"{journeys}-{seed}-{known}"
    known_on = LAST if known else None
    synthesise(path, journeys=journeys, seed=seed, known_on=known_on, workers=1)
    return path


@contextmanager
def opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The ledger's tables in memory, by their names."""
    with duckdb.connect(config={"threads": 1}) as connection:
        for name in TABLES:
            files = path / name / "*.parquet"
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM '{files}'")  # noqa: S608 - names of our own
        yield connection


def asked(path: Path, question: str) -> list[tuple[Any, ...]]:
    with opened(path) as connection:
        return connection.execute(question).fetchall()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a ledger says of one planted share."""

    name: str
    value: float
    numerator: int
    denominator: int
    design_effect: float

    @property
    def errors_away(self) -> float:
        """How many standard errors the share found lies from the share planted."""
        if self.denominator == 0:
            return 0.0
        spread = self.value * (1 - self.value) / self.denominator * self.design_effect
        away = abs(self.numerator / self.denominator - self.value)
        return away / math.sqrt(spread) if spread else (math.inf if away > 1e-9 else 0.0)


def told(path: Path) -> list[dict[str, Any]]:
    """The truths of a ledger as its own file has them."""
    truths: list[dict[str, Any]] = json.loads((path / "truths.json").read_text("utf-8"))["truths"]
    return truths


@cache
def answers(path: Path) -> list[Answer]:
    """Every truth that can be asked back, with what the ledger answers."""
    with opened(path) as connection:

        @cache  # truths share questions: those of one kind are among the same journeys
        def count(question: str) -> int:
            found = connection.execute(question).fetchone()
            assert found is not None
            return int(found[0])

        return [
            Answer(
                name=truth["name"],
                value=truth["value"],
                numerator=count(truth["numerator_sql"]),
                denominator=count(truth["denominator_sql"]),
                design_effect=truth["design_effect"],
            )
            for truth in told(path)
            if "numerator_sql" in truth
        ]


def prints(path: Path) -> dict[str, str]:
    """A fingerprint of every file of a ledger."""
    return {
        file.relative_to(path).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(path.rglob("*"))
        if file.is_file()
    }
