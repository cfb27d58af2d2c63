"""What rows of tables that keep one row for each thing are to be after an undoing.

Many rows of files may speak of one thing, of several loads. What stands is the word of the last
load, other than the one undone, that holds a row which speaks of it; where none does, it goes.
"""

import duckdb

from touchpoint.extracts.loading import entities
from touchpoint.extracts.loading.memory import write_parquet
from touchpoint.ledger import TABLES, Batch
from touchpoint.ledger.views import text


def find_rows(connection: duckdb.DuckDBPyConnection, table: str, load: int) -> None:
    """Make `TABLE_back`: of each thing that the undone rows speak of, what it is to be, and was.

    Only what is `altered` is to be written; of that, what is not `standing` is to go.
    """
    _find_last_words(connection, table, load)
    listed = ", ".join(f'"{name}" := o."{name}"' for name in TABLES[table].column_names)
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE {table}_back AS
        WITH now AS (
            SELECT {entities.identity(table, "o")} AS id,
                to_json(struct_pack({listed}))::VARCHAR AS was
            FROM ledger_{table} o
            WHERE {entities.identity(table, "o")} IN (SELECT id FROM {table}_spoken_of)
        ), later AS (
            SELECT w.id, arg_min(r.was, r.load) AS held
            FROM {table}_last_words w JOIN kept_records r ON r.id = w.id AND r.load > w.load
            WHERE r.of = {text(table)} AND r.was IS NOT NULL GROUP BY w.id
        ), back AS (
            SELECT s.id, w.id IS NOT NULL AS standing, now.was,
                CASE WHEN standing THEN coalesce(later.held, now.was) END AS held
            FROM {table}_spoken_of s LEFT JOIN now USING (id)
            LEFT JOIN {table}_last_words w USING (id) LEFT JOIN later USING (id)
        )
        SELECT id, standing, was, held IS DISTINCT FROM was AS altered,
            unnest({entities.from_json(table, "coalesce(held, was)")})
        FROM back WHERE held IS NOT NULL OR was IS NOT NULL
    """)


def _find_last_words(connection: duckdb.DuckDBPyConnection, table: str, load: int) -> None:
    """Make `TABLE_last_words`: for each thing, the record with the word that is to stand.

    A record says what its row said until another of the same row; what the thing then was is told
    by the next alteration of it, or by the ledger as it is.
    """
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE {table}_spoken_of AS
        SELECT id FROM differences WHERE of = {text(table)} AND stands
        UNION SELECT wanted_id FROM differences WHERE of = {text(table)} AND should_stand
    """)
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE {table}_last_words AS
        WITH speaking AS (
            SELECT DISTINCT key FROM ledger_records
            WHERE of = {text(table)} AND id IN (SELECT id FROM {table}_spoken_of)
        ), holding AS (
            SELECT key, max(load) AS holder FROM ledger_rows
            WHERE load <> {load} AND load IN (SELECT load FROM active_loads)
            AND key IN (SELECT key FROM speaking) GROUP BY key
        ), words AS (
            SELECT r.id, r.load, r.standing, h.holder
            FROM ledger_records r JOIN holding h USING (key)
            WHERE r.of = {text(table)} AND r.load <= h.holder
            QUALIFY row_number() OVER (PARTITION BY key, entry, part ORDER BY r.load DESC) = 1
        )
        SELECT id, load FROM words WHERE standing
        QUALIFY row_number() OVER (PARTITION BY id ORDER BY holder DESC, load DESC) = 1
    """)


def write_rows(connection: duckdb.DuckDBPyConnection, table: str, batch: Batch) -> None:
    """Stage the table with what was altered in its place, where anything was."""
    altered = f"FROM {table}_back WHERE altered"
    if connection.execute(f"SELECT count(*) {altered}").fetchone() == (0,):
        return
    kept = (
        f"SELECT {entities.in_file(table, 'o')} FROM ledger_{table} o "
        f"WHERE {entities.identity(table, 'o')} NOT IN (SELECT id {altered})"
    )
    back = f"SELECT {entities.in_file(table, 'b')} FROM ({altered} AND standing) b"
    write_parquet(connection, f"{kept} UNION ALL {back}", batch.file(table, instead=True))


def records(table: str, number: int) -> str:
    """The SELECT of what the memory keeps of the undoing with a number."""
    return f"""
        SELECT {number} AS load, d.row, d.entry, d.part, d.version + 1 AS version,
            d.should_stand AS standing, {text(table)} AS of,
            CASE WHEN d.should_stand THEN d.wanted_id ELSE d.id END AS id,
            CASE WHEN b.altered THEN b.was END AS was
        FROM differences d
        LEFT JOIN {table}_back b ON b.id = CASE WHEN d.should_stand THEN d.wanted_id ELSE d.id END
        WHERE d.of = {text(table)}
    """
