"""The made-up force of the samples as one ledger, each loaded with the profile of its name."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import duckdb

from touchpoint.extracts.loading import Loaded, load
from touchpoint.extracts.profile import read_profile
from touchpoint.extracts.profile.reading_file import SHIPPED
from touchpoint.ledger import TABLES, arrow_schema, new_ledger, write_part
from touchpoint.ledger.folder import DESCRIPTION, describe

SAMPLES = Path(str(SHIPPED)) / "samples"
ORDER = (
    "crime-investigations",
    "crime-victims",
    "crime-enquiry-log",
    "statement-spreadsheet",
    "witness-system",
    "closure-form",
    "messaging-log",
    "survey-waves",
    "qualtrics",
    "surveymonkey",
    "limesurvey",
    "provider-return",
    "dip-sample",
)
NOW = datetime(2024, 7, 15, 9, tzinfo=UTC)
_HELD: list[tempfile.TemporaryDirectory[str]] = []

Said = tuple[str, str, str, str | None]


@dataclass(frozen=True, kw_only=True)
class Force:
    """The ledger, and what each load did by the name of its profile."""

    ledger: Path
    loads: Mapping[str, Loaded]


def sample(name: str) -> Path:
    """The sample file of a shipped profile."""
    return next(path for path in SAMPLES.iterdir() if path.stem == name)


def empty_ledger(ledger: Path) -> None:
    with new_ledger(ledger) as staging:
        for table in TABLES.values():
            if table.required:
                write_part(staging, table.name, 0, arrow_schema(table).empty_table())
        (staging / DESCRIPTION).write_text(describe(), encoding="utf-8")


@cache
def force() -> Force:
    """The whole force, made once; whoever asks only reads it."""
    holder = tempfile.TemporaryDirectory()
    _HELD.append(holder)
    ledger = Path(holder.name) / "force"
    empty_ledger(ledger)
    loads = {n: load(ledger, read_profile(n), sample(n), loaded_at=NOW) for n in ORDER}
    return Force(ledger=ledger, loads=loads)


def rows(sql: str, *given: str) -> list[tuple[object, ...]]:
    """The answer to a question about the ledger; each table is known by its name."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'Europe/London'")
    for table in TABLES:
        kept = force().ledger / table
        files = f"{kept}/*.parquet" if kept.is_dir() else f"{kept}.parquet"
        if not kept.is_dir() and not Path(files).is_file():
            continue
        connection.execute(f"CREATE VIEW {table} AS FROM read_parquet('{files}')")
    return connection.execute(sql, list(given)).fetchall()


def made_of(profile: str, row: int) -> set[Said]:
    """The touchpoints made of a row of a sample: journey, kind, local time and result."""
    held = rows(
        "SELECT journey_id, kind, strftime(happened_at::TIMESTAMPTZ, '%d/%m/%Y %H:%M'), result "
        "FROM touchpoints WHERE source_ref LIKE ?",
        f"%, {profile}.%, row {row}",
    )
    return {(str(j), str(k), str(t), None if r is None else str(r)) for j, k, t, r in held}


def detail_of(profile: str, row: int, kind: str) -> tuple[object, ...]:
    """The channel and the detail of the touchpoint of a kind that a row makes."""
    (found,) = rows(
        "SELECT channel, detail FROM touchpoints WHERE source_ref LIKE ? AND kind = ?",
        f"%, {profile}.%, row {row}",
        kind,
    )
    return found


def refused(profile: str) -> tuple[str, ...]:
    """Why rows of a sample were refused."""
    return force().loads[profile].reasons
