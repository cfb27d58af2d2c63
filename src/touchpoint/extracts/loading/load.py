"""Loading one file into a ledger: read, map, hold against what is known, and commit whole.

Every row read ends in exactly one of loaded, unchanged, corrected and refused, and the next load of
the same rows knows what these said. A load that is cut short leaves the ledger as it was.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from touchpoint.extracts.loading import covering, entities, quarantine, rows, touchpoints
from touchpoint.extracts.loading.corrected import Standing, told_of
from touchpoint.extracts.loading.damaged import told_apart
from touchpoint.extracts.loading.memory import (
    connect,
    next_load,
    show_ledger,
    show_memory,
    write_parquet,
)
from touchpoint.extracts.loading.rows import Counts
from touchpoint.extracts.loading.touchpoints import Origin
from touchpoint.extracts.mapping import Mapped, mapped
from touchpoint.extracts.profile import Profile
from touchpoint.extracts.reading import Found
from touchpoint.ledger import Batch, appending, sound_structure
from touchpoint.ledger.views import text


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What a load did: how the rows of the file ended, what was noticed, what was refused."""

    load: int
    profile: str
    file: str
    sheet: str | None
    counts: Counts
    told: tuple[str, ...]
    refused_to: Path | None
    reasons: tuple[str, ...]
    """The first reasons for which rows were refused."""

    standing: tuple[Standing, ...] = ()
    """Corrections made by hand that stand against what the file says newly."""


def load(
    ledger: Path,
    profile: Profile,
    path: Path,
    *,
    loaded_at: datetime,
    beside: Path | None = None,
) -> Loaded:
    """Load a file into a ledger with a profile, whole or not at all.

    Refused rows go beside the ledger. Where it is still to be moved to its place, which `beside`
    names, they wait in it: `put_in_place` moves them when the ledger is there.
    """
    try:
        with told_apart(ledger), appending(ledger) as batch:
            connection = connect(batch)
            try:
                return _load(
                    connection, batch, profile, path, loaded_at=loaded_at, beside=beside or ledger
                )
            finally:
                connection.close()
    finally:
        if beside is None:
            quarantine.put_in_place(ledger)


def _load(
    connection: duckdb.DuckDBPyConnection,
    batch: Batch,
    profile: Profile,
    path: Path,
    *,
    loaded_at: datetime,
    beside: Path,
) -> Loaded:
    show_ledger(connection, sound_structure(batch.folder.path))
    show_memory(connection, batch.folder)
    found, profile = quarantine.read_or_mended(connection, path, profile)
    # From here on each row has its number: in which order they lie says nothing.
    connection.execute("SET preserve_insertion_order = false")
    said = mapped(connection, profile, found)
    origin = _origin(connection, profile, path, found)
    standing = _hold_against_the_ledger(connection, profile, said, found)
    counted = rows.counts(connection, found)
    claims = covering.claims_of(connection, said.coverage) if counted.read > counted.refused else ()
    _stage(connection, batch, said, origin)
    covering.write(connection, batch, claims)
    told = (*found.told, *said.told, *told_of(standing))
    _remember(
        connection,
        batch,
        origin,
        found,
        counted=counted,
        claims=claims,
        told=told,
        loaded_at=loaded_at,
    )
    name = f"load-{origin.load}-{path.stem}.csv"
    some = quarantine.write_refused(connection, batch, found, name, said.dates)
    return Loaded(
        load=origin.load,
        profile=profile.name,
        file=path.name,
        sheet=found.sheet,
        counts=counted,
        told=told,
        refused_to=quarantine.folder_of(beside) / name if some else None,
        reasons=_reasons(connection, found),
        standing=standing,
    )


def _origin(
    connection: duckdb.DuckDBPyConnection, profile: Profile, path: Path, found: Found
) -> Origin:
    return Origin(
        load=next_load(connection),
        profile=profile.name,
        source=profile.source,
        file=f"{path.name} ({found.sheet})" if found.sheet else path.name,
    )


def _hold_against_the_ledger(
    connection: duckdb.DuckDBPyConnection, profile: Profile, said: Mapped, found: Found
) -> tuple[Standing, ...]:
    """Settle which rows are taken up, and find what they change and what stands against it."""
    rows.take_up(connection, said)
    last = profile.repeated == "last"
    rows.settle_repeated(connection, found, " and ".join(profile.key), last=last)
    fresh = _nothing_remembered(connection, profile.name)
    told = entities.tables_in(said.entries)
    for table in told:
        entities.stage(connection, table, said.entries, fresh=fresh, last=last)
    touchpoints.stage(connection, said.entries)
    entities.refuse_missing_references(connection, profile)
    standing = touchpoints.find_changes(connection, fresh=fresh)
    changed = " UNION ALL ".join(
        ["SELECT key FROM touchpoint_changes"]
        + [f"SELECT key FROM {name}_changes WHERE NOT again" for name in told]
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE known_keys AS SELECT DISTINCT key FROM ledger_rows "
        "WHERE load IN (SELECT load FROM active_loads) AND key IN (SELECT key FROM load_rows)"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE changed_keys AS "
        + (
            "SELECT NULL::VARCHAR AS key WHERE false"
            if fresh
            else f"SELECT DISTINCT key FROM ({changed})"
        )
    )
    return standing


def _nothing_remembered(connection: duckdb.DuckDBPyConnection, profile: str) -> bool:
    """Show what rows of this profile said last; tell whether there is nothing of the kind."""
    loads = f"SELECT load FROM ledger_loads WHERE profile = {text(profile)}"
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE latest_records AS SELECT * FROM ledger_records "
        f"WHERE load IN ({loads}) "
        "QUALIFY row_number() OVER "
        "(PARTITION BY key, entry, part ORDER BY load DESC, version DESC) = 1"
    )
    answer = connection.execute(f"SELECT count(*) FROM ({loads})").fetchone()
    return not answer or answer[0] == 0


def _stage(
    connection: duckdb.DuckDBPyConnection, batch: Batch, said: Mapped, origin: Origin
) -> None:
    told = entities.tables_in(said.entries)
    for table in told:
        entities.write(connection, table, batch)
    if touchpoints.any_changes(connection):
        write_parquet(
            connection,
            touchpoints.to_be_added(origin.source, origin.source_ref),
            batch.file("touchpoints"),
        )
    held = f"SELECT {origin.load} AS load, row, key FROM load_rows"
    write_parquet(connection, held, batch.file("rows"))
    if told:
        kept = " UNION ALL ".join(
            entities.records(connection, said.entries, table, origin.load) for table in told
        )
        write_parquet(connection, kept, batch.file("records"))


def _remember(
    connection: duckdb.DuckDBPyConnection,
    batch: Batch,
    origin: Origin,
    found: Found,
    *,
    counted: Counts,
    claims: tuple[covering.Claim, ...],
    told: tuple[str, ...],
    loaded_at: datetime,
) -> None:
    with found.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    place = (found.path.name, found.sheet, digest)
    ended = (counted.loaded, counted.unchanged, counted.corrected, counted.refused)
    write_load(
        connection,
        batch,
        (
            *(origin.load, "load", None, origin.profile, origin.source, *place, loaded_at),
            *(counted.read, *ended, covering.as_json(claims), list(told)),
        ),
    )


def write_load(
    connection: duckdb.DuckDBPyConnection, batch: Batch, values: tuple[object, ...]
) -> None:
    """Stage the row of the memory that stands for a load or an undoing."""
    connection.execute("CREATE OR REPLACE TEMP TABLE this_load AS FROM ledger_loads WHERE false")
    marks = ", ".join("?" for _ in values)
    connection.execute(f"INSERT INTO this_load VALUES ({marks})", list(values))
    write_parquet(connection, "FROM this_load", batch.file("loads"))


def _reasons(connection: duckdb.DuckDBPyConnection, found: Found) -> tuple[str, ...]:
    """The first ten reasons, by row."""
    answer = connection.execute(
        "SELECT row, sentence FROM load_faults ORDER BY row, sentence LIMIT 10"
    ).fetchall()
    unreadable = [(refused.row, refused.sentence) for refused in found.unreadable[:10]]
    return tuple(sentence for _, sentence in sorted([*answer, *unreadable])[:10])
