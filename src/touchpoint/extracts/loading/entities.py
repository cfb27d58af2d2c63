"""The rows of a load in tables that keep one row for each thing: investigations, journeys, answers.

Such a table holds what is known now. When a source says otherwise the row changes in its place, and
what stood there before goes into the memory of the ledger, so that an undoing can put it back.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import duckdb

from touchpoint.extracts.loading.memory import write_parquet
from touchpoint.extracts.loading.rows import OUT, refuse
from touchpoint.extracts.mapping import Entry
from touchpoint.extracts.profile import Profile
from touchpoint.ledger import TABLES, Batch, Type
from touchpoint.ledger.views import SQL_TYPES, text

KEYS: Mapping[str, tuple[str, ...]] = {
    **{table.name: table.key for table in TABLES.values() if table.name != "touchpoints"},
    "returns": ("provider", "service", "area", "indicator", "from_on"),
}
"""What tells one row of a table from another; a ledger leaves it open for returns."""
CALLED: Mapping[str, str] = {
    "units": "unit",
    "investigations": "investigation",
    "journeys": "journey",
    "identities": "identity",
    "responses": "response",
    "answers": "answer",
    "returns": "figure of a return",
    "reviews": "review",
}


def tables_in(entries: Sequence[Entry]) -> tuple[str, ...]:
    """The tables, other than touchpoints, that a profile fills, those that others name first."""
    return tuple(name for name in CALLED if any(entry.table == name for entry in entries))


def identity(table: str, of: str) -> str:
    """The SQL of the text that names a row."""
    names = [f"coalesce({of}.\"{name}\"::VARCHAR, '')" for name in KEYS[table]]
    return names[0] if len(names) == 1 else f"concat_ws(chr(31), {', '.join(names)})"


def stage(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    entries: Sequence[Entry],
    *,
    fresh: bool,
    last: bool,
) -> None:
    """Make `staged_TABLE` and `TABLE_changes`; refuse rows that contradict one another or others.

    With `fresh`, the ledger remembers nothing of this profile; with `last`, the last row is right.
    """
    columns = _columns(table, "e")
    filling = [entry for entry in entries if entry.table == table]
    said = " UNION ALL ".join(
        f"SELECT e.row, e.key, {text(entry.name)} AS entry, e.part, {identity(table, 'e')} AS id, "
        f"{columns} FROM ({entry.rows}) e WHERE e.row NOT IN ({OUT})"
        for entry in filling
    )
    connection.execute(f"DROP TABLE IF EXISTS staged_{table}")
    connection.execute(f"CREATE TEMP VIEW staged_{table} AS {said}")
    apart = len(filling) == 1 and filling[0].one_a_row
    if fresh and _all_new(connection, table, apart=apart):
        return
    connection.execute(f"CREATE TEMP TABLE staged_rows AS FROM staged_{table}")
    connection.execute(f"DROP VIEW staged_{table}")
    connection.execute(f"ALTER TABLE staged_rows RENAME TO staged_{table}")
    _settle_contradictions(connection, table, last=last)
    _find_changes(connection, table, fresh=fresh)


def _all_new(connection: duckdb.DuckDBPyConnection, table: str, *, apart: bool) -> bool:
    """Whether the ledger has nothing of what the rows name, and no two rows contradict each other.

    Then `TABLE_changes` and `TABLE_new`, each thing once, follow the rows taken up by themselves.
    With `apart`, no two rows name the same thing, since no two rows taken up have the same key.
    """
    said, things, held = connection.execute(f"""
        SELECT count(*), count({"" if apart else "DISTINCT"} id), count(*) FILTER (WHERE id IN (
            SELECT {identity(table, "o")} FROM ledger_{table} o))
        FROM staged_{table}
    """).fetchall()[0]
    new = (
        f"SELECT {'DISTINCT' if said > things else ''} {_columns(table, 's')} FROM staged_{table} s"
    )
    if held or (
        said > things
        and connection.execute(f"SELECT count(*) FROM ({new})").fetchall()[0][0] > things
    ):
        return False
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {table}_new AS {new}")
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW {table}_changes AS SELECT *, NULL::VARCHAR AS was, "
        f"false AS there, 1::INTEGER AS version, true AS standing, false AS again "
        f"FROM staged_{table}"
    )
    return True


def _settle_contradictions(
    connection: duckdb.DuckDBPyConnection, table: str, *, last: bool
) -> None:
    """Two rows of a file may say the same of a thing; of different things the last, or none."""
    _find_contradicted(connection, table)
    _refuse_contradictions(connection, table, within=True)
    if not last:
        _refuse_contradictions(connection, table, within=False)
    connection.execute(f"DELETE FROM staged_{table} WHERE row NOT IN (SELECT row FROM load_rows)")
    if last:
        _find_contradicted(connection, table)
        connection.execute(f"""
            CREATE OR REPLACE TEMP TABLE staged_{table} AS
            SELECT s.row, s.key, s.entry, s.part, s.id, {_columns(table, "t")}
            FROM staged_{table} s LEFT JOIN contradicted c USING (id)
            JOIN staged_{table} t ON t.id = s.id AND t.row = coalesce(c.last_row, s.row)
                AND t.entry = s.entry AND t.part = s.part
        """)


def _find_contradicted(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE contradicted AS
        SELECT id, max(row) AS last_row, min(row) AS first_row
        FROM staged_{table} s GROUP BY id HAVING count(DISTINCT ({_columns(table, "s")})) > 1
    """)


def _refuse_contradictions(
    connection: duckdb.DuckDBPyConnection, table: str, *, within: bool
) -> None:
    """Refuse rows that say different things of one thing, each by itself or one and another."""
    who = "'its columns'" if within else "'rows ' || c.first_row || ' and ' || c.last_row"
    what = "them" if within else "all its rows"
    refuse(
        connection,
        f"""
        SELECT s.row, '', 'Row ' || s.row || ': ' || {who} || ' say different things of the '
            || '{CALLED[table]} ' || {_shown_id(table, "s")} || '. Make {what} agree.'
        FROM staged_{table} s JOIN contradicted c USING (id)
        {"" if within else "WHERE c.first_row <> c.last_row"}
        GROUP BY s.row, s.id, c.first_row, c.last_row
        {f"HAVING count(DISTINCT ({_columns(table, 's')})) > 1" if within else ""}
        """,
    )


def _shown_id(table: str, of: str) -> str:
    """The name of a thing as a message shows it: ids are no personal data."""
    return f"replace({of}.id, chr(31), ' ')" if table != "identities" else "''"


def _find_changes(connection: duckdb.DuckDBPyConnection, table: str, *, fresh: bool) -> None:
    """What is new and what is said otherwise, held against the ledger's own rows.

    What was altered since a row spoke of it and is now said by that row as well is said `again`: it
    changes nothing, and the memory keeps it, so that it stands when whoever altered it is undone.
    """
    new, old = _columns(table, "n"), _columns(table, "o")
    latest = f"SELECT * FROM latest_records WHERE of = {text(table)}"
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE {table}_held AS
        SELECT n.*, (o."{KEYS[table][0]}" IS NOT NULL) AS there,
            ({new}) IS NOT DISTINCT FROM ({old}) AS same,
            CASE WHEN there AND NOT same THEN {_as_json(table, "o")} END AS was
        FROM staged_{table} n
        LEFT JOIN ledger_{table} o ON {_joined(table, "n", "o")}
    """)
    refuse(
        connection,
        f"""
        SELECT h.row, '', 'Row ' || h.row || ': the {CALLED[table]} ' || {_shown_id(table, "h")} ||
            ' is in the ledger already and says something else there. It was not loaded with '
            || 'this profile, so this profile cannot correct it.'
        FROM {table}_held h
        WHERE h.there AND NOT h.same AND h.id NOT IN (
            SELECT id FROM ({latest}) WHERE standing AND id IS NOT NULL)
        """,
    )
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE {table}_changes AS
        SELECT h.* EXCLUDE (there, same), h.there, coalesce(b.version, 0) + 1 AS version,
            true AS standing, coalesce(b.standing AND b.id = h.id, false) AS said,
            said AND h.there AND h.same AS again
        FROM {table}_held h JOIN load_rows l USING (row)
        LEFT JOIN ({latest}) b ON {_same_record("h", "b")}
        LEFT JOIN (
            SELECT id, max(load) AS load FROM kept_records
            WHERE of = {text(table)} AND was IS NOT NULL GROUP BY id
        ) altered ON altered.id = h.id
        WHERE NOT h.there OR NOT h.same
        OR (NOT said AND h.id IN (SELECT id FROM ({latest}) WHERE standing))
        OR (said AND altered.load > b.load)
    """)
    if not fresh:
        _find_what_is_gone(connection, table, latest)


def _find_what_is_gone(connection: duckdb.DuckDBPyConnection, table: str, latest: str) -> None:
    """What a row said before and no longer says, unless another row says it still."""
    columns = ", ".join(f'o."{name}"' for name in TABLES[table].column_names)
    connection.execute(f"""
        INSERT INTO {table}_changes BY NAME
        SELECT l.row, b.key, b.entry, b.part, b.id, {columns}, {_as_json(table, "o")} AS was,
            true AS there, b.version + 1 AS version, false AS standing, true AS said,
            false AS again
        FROM ({latest}) b JOIN load_rows l USING (key)
        JOIN ledger_{table} o ON {identity(table, "o")} = b.id
        WHERE b.standing
        AND NOT EXISTS (SELECT 1 FROM staged_{table} s WHERE {_same_record("s", "b")})
        AND b.id NOT IN (SELECT id FROM staged_{table})
        AND b.id NOT IN (SELECT id FROM ({latest}) r WHERE r.standing
            AND r.key NOT IN (SELECT key FROM load_rows))
    """)


def _same_record(one: str, other: str) -> str:
    return f"{one}.key = {other}.key AND {one}.entry = {other}.entry AND {one}.part = {other}.part"


def refuse_missing_references(connection: duckdb.DuckDBPyConnection, profile: Profile) -> None:
    """Refuse rows that name a thing which neither the ledger nor this file holds."""
    filled = {record.table for record in profile.records}
    for table in (name for name in TABLES if name in filled):
        for column in TABLES[table].columns:
            if column.refers_to is None or column.refers_to[0] in ("units", "touchpoints"):
                continue
            if not _made_by_the_same_row(profile, table, column.refers_to):
                _refuse_unheld(connection, table, column.name, column.refers_to)


def _made_by_the_same_row(profile: Profile, table: str, named: tuple[str, str]) -> bool:
    """Whether every row makes what it names: then none need be looked for."""
    to, key = named
    naming = [record for record in profile.records if record.table in (table, to)]
    return any(
        record.table == to and not record.conditions and record.spread is None for record in naming
    ) and all(key not in record.columns for record in naming)


def _refuse_unheld(
    connection: duckdb.DuckDBPyConnection, table: str, column: str, named: tuple[str, str]
) -> None:
    to, key = named
    staged = connection.execute(
        "SELECT count(*) FROM information_schema.tables WHERE table_name = ?", [f"staged_{to}"]
    ).fetchone()
    held = f"SELECT {key} AS there FROM ledger_{to}"
    if staged and staged[0]:
        held += f" UNION ALL SELECT {key} FROM staged_{to}"
    refuse(
        connection,
        f"""
        SELECT row, '', 'Row ' || row || ': there is no {CALLED[to]} ' || min("{column}") ||
            ' in the ledger. Load the file that holds it first.'
        FROM staged_{table}
        WHERE "{column}" IS NOT NULL AND "{column}" NOT IN (SELECT there FROM ({held}))
        GROUP BY row
        """,
    )


def write(connection: duckdb.DuckDBPyConnection, table: str, batch: Batch) -> None:
    """Stage what is new; where anything is corrected, the whole table with the new in its place."""
    if _is_view(connection, f"{table}_changes"):
        new = f"SELECT {in_file(table, 'c')} FROM {table}_new c"
        write_parquet(connection, new, batch.file(table))
        return
    answer = connection.execute(
        "SELECT count(*) FILTER (WHERE NOT there), count(*) FILTER (WHERE was IS NOT NULL) "
        f"FROM ({_taken_up(table)})"
    ).fetchone()
    added, altered = answer or (0, 0)
    new = (
        f"SELECT DISTINCT ON (c.id) {in_file(table, 'c')} FROM ({_taken_up(table)}) c "
        "WHERE c.standing AND (NOT c.there OR c.was IS NOT NULL)"
    )
    if altered:
        kept = (
            f"SELECT {in_file(table, 'o')} FROM ledger_{table} o WHERE {identity(table, 'o')} "
            f"NOT IN (SELECT id FROM ({_taken_up(table)}) WHERE was IS NOT NULL)"
        )
        write_parquet(connection, f"{kept} UNION ALL ({new})", batch.file(table, instead=True))
    elif added:
        write_parquet(connection, new, batch.file(table))


def records(
    connection: duckdb.DuckDBPyConnection, entries: Sequence[Entry], table: str, load: int
) -> str:
    """The SELECT of what the memory keeps of the rows added and corrected.

    Words known beforehand are of a type of their own, which is several times quicker to write. Of
    rows corrected, some entries may be those of an older profile.
    """
    made, entry = f"FROM {table}_changes", f"entry::{_one_of(e.name for e in entries)} AS entry"
    if not _is_view(connection, f"{table}_changes"):
        made, entry = _taken_up(table), "entry"
    return (
        f"SELECT {load} AS load, row, {entry}, part, version, standing, "
        f"{text(table)}::{_one_of(CALLED)} AS of, id, was FROM ({made})"
    )


def _one_of(words: Iterable[str]) -> str:
    return f"ENUM({', '.join(text(word) for word in dict.fromkeys(words))})"


def _is_view(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    """Whether it follows the rows taken up by itself, as it does where everything is new."""
    answer = connection.execute(
        "SELECT count(*) FROM duckdb_views() WHERE view_name = ?", [name]
    ).fetchone()
    return bool(answer and answer[0])


def _taken_up(table: str) -> str:
    """The changes of the rows that were not refused after all."""
    return f"FROM {table}_changes WHERE row IN (SELECT row FROM load_rows)"


def in_file(table: str, of: str) -> str:
    """The columns of a row as a file of the ledger has them: instants are UTC."""
    return ", ".join(
        (
            f'make_timestamptz(epoch_us({of}."{column.name}")) AS "{column.name}"'
            if column.type is Type.TIMESTAMP
            else f'{of}."{column.name}"'
        )
        for column in TABLES[table].columns
    )


def from_json(table: str, value: str) -> str:
    """The SQL that reads a row again which the memory kept as JSON; one struct."""
    kinds = ", ".join(_json_type(name, kind) for name, kind in _types(table))
    return f"from_json({value}, '{{{kinds}}}')"


def _json_type(name: str, kind: str) -> str:
    return f'"{name}":["VARCHAR"]' if kind == "VARCHAR[]" else f'"{name}":"{kind}"'


def _types(table: str) -> Iterator[tuple[str, str]]:
    return ((column.name, SQL_TYPES[column.type]) for column in TABLES[table].columns)


def _as_json(table: str, of: str) -> str:
    listed = ", ".join(f'"{name}" := {of}."{name}"' for name in TABLES[table].column_names)
    return f"to_json(struct_pack({listed}))::VARCHAR"


def _columns(table: str, of: str) -> str:
    return ", ".join(f'{of}."{name}"' for name in TABLES[table].column_names)


def _joined(table: str, one: str, other: str) -> str:
    names = KEYS[table]
    if len(names) == 1:
        return f'{one}."{names[0]}" = {other}."{names[0]}"'
    return f"{identity(table, one)} = {identity(table, other)}"
