"""The rows of a file: which are to be taken up, which are refused, and what becomes of each.

Every row read ends in exactly one of loaded, unchanged, corrected and refused.
"""

from dataclasses import dataclass

import duckdb

from touchpoint.extracts.mapping import Mapped
from touchpoint.extracts.reading import Found
from touchpoint.ledger.views import text

BETWEEN = "chr(31)"
"""What no cell holds, between the cells of a row."""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many rows of a file ended in which way."""

    read: int
    loaded: int
    unchanged: int
    corrected: int
    refused: int

    def __post_init__(self) -> None:
        ended = self.loaded + self.unchanged + self.corrected + self.refused
        if ended != self.read:
            raise AssertionError(f"{self.read} rows were read and {ended} have ended somewhere")


OUT = "SELECT row FROM load_faults UNION ALL SELECT row FROM load_twins"
"""The rows that are not taken up."""


def take_up(connection: duckdb.DuckDBPyConnection, mapped: Mapped) -> None:
    """Make `load_faults`, `load_twins` (rows said once already) and `load_rows` (row, key).

    The last follows the others: a row that is put into either is no longer taken up.
    """
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE load_faults AS "
        f"SELECT row, heading, sentence FROM {mapped.faults}"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE load_twins (row BIGINT, kept BIGINT, outcome VARCHAR)"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP VIEW load_rows AS "
        f"SELECT row, key FROM ({mapped.keys}) WHERE row NOT IN ({OUT})"
    )


def settle_repeated(
    connection: duckdb.DuckDBPyConnection, found: Found, key: str, *, last: bool
) -> None:
    """Deal with keys that stand in the file more than once.

    The same row again is unchanged. Rows that say different things under one key are all refused,
    unless the profile says that the last one is right: then that corrects those before it.
    """
    if not _repeats(connection):
        return
    cells = ", ".join(f"coalesce(c{n}, chr(30))" for n in range(len(found.columns)))
    order = "DESC" if last else "ASC"
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE repeated AS
        WITH held AS (
            SELECT l.row, l.key, md5(concat_ws({BETWEEN}, {cells})) AS said
            FROM load_rows l JOIN {found.table} f USING (row)
            WHERE l.key IN (SELECT key FROM load_rows GROUP BY key HAVING count(*) > 1)
        )
        SELECT row, said <> first_value(said) OVER w AS differs, first_value(row) OVER w AS kept,
            min(said) OVER k <> max(said) OVER k AS contradicted,
            CASE WHEN row = min(row) OVER k THEN max(row) OVER k ELSE min(row) OVER k END AS other
        FROM held WINDOW k AS (PARTITION BY key), w AS (PARTITION BY key ORDER BY row {order})
    """)
    if not last:
        connection.execute(
            f"INSERT INTO load_faults SELECT row, {text(key)}, 'Row ' || row || ', ' || "
            f"{text(key)} || ': the same as in row ' || other || ', and the rest of the rows "
            "differs. Leave only the one that is right.' FROM repeated WHERE contradicted"
        )
        connection.execute("DELETE FROM repeated WHERE contradicted")
    connection.execute(
        "INSERT INTO load_twins "
        "SELECT row, kept, CASE WHEN differs THEN 'corrected' ELSE 'unchanged' END "
        "FROM repeated WHERE row <> kept"
    )


def refuse(connection: duckdb.DuckDBPyConnection, faults: str) -> None:
    """Refuse the rows that a SELECT of row, heading and sentence names."""
    told = connection.execute(f"INSERT INTO load_faults {faults}").fetchone()
    if told == (0,):
        return
    connection.execute(
        "INSERT INTO load_faults SELECT DISTINCT t.row, '', 'Row ' || t.row || ': says what row ' "
        "|| t.kept || ' says, which is refused.' FROM load_twins t JOIN load_faults f "
        "ON f.row = t.kept"
    )
    connection.execute("DELETE FROM load_twins WHERE kept IN (SELECT row FROM load_faults)")


def counts(connection: duckdb.DuckDBPyConnection, found: Found) -> Counts:
    """How the rows ended, by `load_rows`, `known_keys` and `changed_keys`."""
    answer = connection.execute("""
        SELECT
            count(*) FILTER (WHERE k.key IS NULL),
            count(*) FILTER (WHERE k.key IS NOT NULL AND c.key IS NULL),
            count(*) FILTER (WHERE k.key IS NOT NULL AND c.key IS NOT NULL)
        FROM load_rows l
        LEFT JOIN known_keys k ON k.key = l.key LEFT JOIN changed_keys c ON c.key = l.key
    """).fetchone()
    loaded, unchanged, corrected = answer or (0, 0, 0)
    # A row that a later one of its file corrects was corrected once: when that one was taken up.
    twins = dict(
        connection.execute("""
            SELECT CASE WHEN k.key IS NULL OR c.key IS NOT NULL THEN t.outcome ELSE 'unchanged' END,
                count(*)
            FROM load_twins t JOIN load_rows l ON l.row = t.kept
            LEFT JOIN known_keys k ON k.key = l.key LEFT JOIN changed_keys c ON c.key = l.key
            GROUP BY ALL
        """).fetchall()
    )
    refused = connection.execute("SELECT count(DISTINCT row) FROM load_faults").fetchone()
    return Counts(
        read=found.rows,
        loaded=loaded,
        unchanged=unchanged + twins.get("unchanged", 0),
        corrected=corrected + twins.get("corrected", 0),
        refused=(refused[0] if refused else 0) + len(found.unreadable),
    )


def _repeats(connection: duckdb.DuckDBPyConnection) -> bool:
    answer = connection.execute("SELECT count(*) > count(DISTINCT key) FROM load_rows").fetchone()
    return bool(answer and answer[0])
