"""The touchpoints of a load: what a source says for the first time, says otherwise, or takes back.

A touchpoint is never changed. What a source says otherwise is a new touchpoint that replaces the
old one; what it no longer says, of the same journey, is replaced by one of the kind
`touchpoint.withdrawn`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from touchpoint.extracts.loading.corrected import Standing, let_corrections_stand
from touchpoint.extracts.loading.rows import OUT
from touchpoint.extracts.mapping import Entry
from touchpoint.ledger import TABLES
from touchpoint.ledger.views import text
from touchpoint.ledger.vocabulary import WITHDRAWN

GIVEN = tuple(
    name
    for name in TABLES["touchpoints"].column_names
    if name not in ("touchpoint_id", "source", "source_ref", "replaces")
)
"""The columns of a touchpoint that a file gives; the load gives the others."""
INSTANTS = ("happened_at", "recorded_at")
TOUCHPOINT_ID = "key || '/' || entry || '/' || part || '/' || version"
"""A touchpoint is named by its row's key, what the profile calls it, its part and its version."""
PART = "CASE WHEN part = '' THEN '' ELSE left(md5(part), 12) END"


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where the records of a load come from."""

    load: int
    profile: str
    source: str
    file: str

    @property
    def source_ref(self) -> str:
        """The SQL of a touchpoint's `source_ref`."""
        return f"{text(f'load {self.load}, {self.file}, row ')} || row"


def stage(connection: duckdb.DuckDBPyConnection, entries: Sequence[Entry]) -> None:
    """Show what the rows taken up say, as `staged_touchpoints`."""
    columns = ", ".join(f'e."{name}"' for name in GIVEN)
    said = " UNION ALL ".join(
        f"SELECT e.row, e.key, {text(entry.name)} AS entry, {PART} AS part, {columns} "
        f"FROM ({entry.rows}) e WHERE e.row NOT IN ({OUT})"
        for entry in entries
        if entry.table == "touchpoints"
    )
    connection.execute(f"CREATE OR REPLACE TEMP VIEW staged_touchpoints AS {said or _nothing()}")


def find_changes(connection: duckdb.DuckDBPyConnection, *, fresh: bool) -> tuple[Standing, ...]:
    """Make `touchpoint_changes`: the touchpoints to be added, each with what it replaces.

    With `fresh`, the ledger remembers nothing of this profile, and everything said is new. Gives
    the corrections made by hand that stand against what is said.
    """
    given = ", ".join(GIVEN)
    if fresh:
        connection.execute(
            "CREATE OR REPLACE TEMP VIEW corrections_kept AS FROM ledger_touchpoints WHERE false"
        )
        connection.execute(
            "CREATE OR REPLACE TEMP VIEW touchpoint_changes AS SELECT row, key, entry, part, "
            f"1::INTEGER AS version, true AS standing, NULL::VARCHAR AS replaces, {given} "
            "FROM staged_touchpoints"
        )
        return ()
    connection.execute("CREATE OR REPLACE TEMP TABLE said_now AS FROM staged_touchpoints")
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE said_before AS
        SELECT s.key, s.entry, s.part, s.version, s.standing, s.id AS touchpoint_id,
            {", ".join(f't."{name}"' for name in GIVEN)}
        FROM latest_records s JOIN ledger_touchpoints t ON t.touchpoint_id = s.id
        WHERE s.of = 'touchpoints'
    """)
    same = f"({_row('n')}) IS NOT DISTINCT FROM ({_row('b')})"
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE touchpoint_changes AS
        SELECT n.row, n.key, n.entry, n.part, coalesce(b.version, 0) + 1 AS version,
            true AS standing, b.touchpoint_id AS replaces, b.standing AS stood,
            b.journey_id AS was_of, {", ".join(f'n."{name}"' for name in GIVEN)}
        FROM said_now n LEFT JOIN said_before b USING (key, entry, part)
        WHERE b.key IS NULL OR NOT b.standing OR NOT {same}
        UNION ALL
        SELECT l.row, b.key, b.entry, b.part, b.version + 1, false, b.touchpoint_id, true,
            b.journey_id, {withdrawn("b")}
        FROM said_before b JOIN load_rows l USING (key)
        ANTI JOIN said_now n USING (key, entry, part)
        WHERE b.standing
    """)
    keep_to_their_journeys(connection)
    return let_corrections_stand(connection, TOUCHPOINT_ID)


def keep_to_their_journeys(connection: duckdb.DuckDBPyConnection) -> None:
    """Mend `touchpoint_changes` where a source says of another journey what it said of one.

    On the journey that it is no longer about, it is withdrawn; on the other it is new, or replaces
    what marks that it was withdrawn there before. Each journey keeps its own line of corrections.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE moved AS FROM touchpoint_changes WHERE journey_id <> was_of"
    )
    if connection.execute("SELECT count(*) FROM moved").fetchone() == (0,):
        return
    connection.execute("DELETE FROM touchpoint_changes WHERE journey_id <> was_of")
    same = "m.key = r.key AND m.entry = r.entry AND m.part = r.part"
    connection.execute(f"""
        INSERT INTO touchpoint_changes BY NAME
        WITH earlier AS (
            SELECT m.key, m.entry, m.part, max_by(r.id, r.version) AS id
            FROM moved m JOIN ledger_records r ON r.of = 'touchpoints' AND {same}
            JOIN ledger_touchpoints t ON t.touchpoint_id = r.id AND t.journey_id = m.journey_id
            GROUP BY ALL
        )
        SELECT m.* REPLACE (m.version + m.stood::INTEGER AS version, e.id AS replaces)
        FROM moved m LEFT JOIN earlier e USING (key, entry, part)
    """)
    connection.execute(f"""
        INSERT INTO touchpoint_changes
        SELECT m.row, m.key, m.entry, m.part, m.version, false, m.replaces, true, m.was_of,
            {withdrawn("t")}
        FROM moved m JOIN ledger_touchpoints t ON t.touchpoint_id = m.replaces WHERE m.stood
    """)


def any_changes(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether there is a touchpoint to be added."""
    answer = connection.execute("SELECT count(*) FROM (FROM touchpoint_changes LIMIT 1)").fetchone()
    return bool(answer and answer[0])


def withdrawn(of: str) -> str:
    """The given columns of the touchpoint that takes back another."""
    kept = {"journey_id", "happened_at", "happened_on"}
    return ", ".join(
        f'{of}."{name}"' if name in kept else text(WITHDRAWN) if name == "kind" else "NULL"
        for name in GIVEN
    )


def to_be_added(source: str, source_ref: str) -> str:
    """The SELECT of the touchpoints to be added, as the ledger has them; instants are UTC.

    They lie journey by journey: who reads some of the journeys then passes over most of the file.
    """
    made = {"touchpoint_id": TOUCHPOINT_ID, "source": text(source), "source_ref": source_ref}
    instants = {name: f"make_timestamptz(epoch_us({name}))" for name in INSTANTS}
    values = {**made, **instants}
    columns = ", ".join(
        f'{values.get(name, name)} AS "{name}"' for name in TABLES["touchpoints"].column_names
    )
    kept = ", ".join(
        f"make_timestamptz(epoch_us({name})) AS {name}" if name in INSTANTS else name
        for name in TABLES["touchpoints"].column_names
    )
    return (
        f"SELECT * FROM (SELECT {columns} FROM touchpoint_changes UNION ALL "
        f"SELECT {kept} FROM corrections_kept) ORDER BY journey_id, happened_at"
    )


def _row(of: str) -> str:
    return ", ".join(f'{of}."{name}"' for name in GIVEN)


def _nothing() -> str:
    columns = ", ".join(f't."{name}"' for name in GIVEN)
    return (
        f"SELECT l.row, l.key, '' AS entry, '' AS part, {columns} "
        "FROM load_rows l, ledger_touchpoints t WHERE false"
    )
