"""What a load brought and somebody corrected by hand since: the correction stands.

What the source says newly is kept, in its place in the line of corrections, and what was corrected
by hand is said again after it. So both can be read, one counts, and none is corrected twice. Where
the source says by now what the correction says, its word alone is enough.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb

from touchpoint.ledger import TABLES
from touchpoint.ledger.views import text
from touchpoint.ledger.vocabulary import WITHDRAWN

BECAUSE = "corrected_because"
"""Where the detail of a correction made in the service says why; no source says that."""
NAMED = 5
"""How many corrections a sentence names."""
COMPARED = ("kind", "happened_at", "happened_on", "received_on", "result", "about", "channel")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A correction made by hand that stands against what a load says newly."""

    journey_id: str
    kind: str

    def __str__(self) -> str:
        return f"{self.journey_id}: {self.kind}"


def let_corrections_stand(
    connection: duckdb.DuckDBPyConnection, named: str, *, agreeing: bool = False
) -> tuple[Standing, ...]:
    """Put `touchpoint_changes` after what was corrected by hand; make `corrections_kept`.

    `named` is the SQL of the name of a change. With `agreeing`, a correction is said again also
    where it says the same: an undoing takes back what a source says, and is no word of the source.
    """
    _find_corrected(connection)
    connection.execute(
        "UPDATE touchpoint_changes SET replaces = c.last FROM corrected c WHERE replaces = c.first"
    )
    made = {"touchpoint_id": f"{named} || '/kept'", "replaces": named}
    columns = ", ".join(
        f'{made.get(name, f"t.{name}")} AS "{name}"' for name in TABLES["touchpoints"].column_names
    )
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE corrections_kept AS
        SELECT {_says_the_same("n", "t")} AS agrees, {columns},
            coalesce(nullif(n.kind, {text(WITHDRAWN)}), t.kind) AS about_kind
        FROM touchpoint_changes n JOIN corrected c ON c.last = n.replaces
        JOIN ledger_touchpoints t ON t.touchpoint_id = c.last
        WHERE {agreeing} OR NOT agrees
    """)
    kept = connection.execute(
        "SELECT journey_id, about_kind FROM corrections_kept WHERE NOT agrees ORDER BY ALL"
    ).fetchall()
    return tuple(Standing(journey_id=name, kind=kind) for name, kind in kept)


def told_of(standing: Sequence[Standing]) -> Iterator[str]:
    """The corrections that stand, in a sentence."""
    if standing:
        first = "; ".join(str(one) for one in standing[:NAMED])
        more = f"; and {len(standing) - NAMED:,} more" if len(standing) > NAMED else ""
        yield (
            f"Corrected by hand, and other than what is said now: {first}{more}. "
            "What was corrected stands."
        )


def _find_corrected(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `corrected`: what a change would replace and is replaced already, and by what at last.

    A load knows the last that it wrote itself, so whatever comes after that is of somebody else.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE corrections AS SELECT replaces AS old, touchpoint_id AS new "
        "FROM ledger_touchpoints WHERE replaces IS NOT NULL"
    )
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE corrected AS
        WITH RECURSIVE later AS (
            SELECT n.replaces AS first, c.new AS last
            FROM touchpoint_changes n JOIN corrections c ON c.old = n.replaces
            UNION
            SELECT l.first, c.new FROM later l JOIN corrections c ON c.old = l.last
        )
        SELECT first, min(last) AS last FROM later
        WHERE last NOT IN (SELECT old FROM corrections) GROUP BY first
    """)


def _says_the_same(one: str, other: str) -> str:
    same = " AND ".join(f"{one}.{name} IS NOT DISTINCT FROM {other}.{name}" for name in COMPARED)
    withdrawn = text(WITHDRAWN)
    return (
        f"({one}.kind = {withdrawn} AND {other}.kind = {withdrawn}) "
        f"OR ({same} AND {_detail(one)} = {_detail(other)})"
    )


def _detail(of: str) -> str:
    """The detail of a touchpoint but for the reason of a correction."""
    without = text(f'{{"{BECAUSE}": null}}')
    return (
        f"CASE WHEN json_valid({of}.detail) THEN json_merge_patch({of}.detail, {without})::VARCHAR "
        f"ELSE coalesce({of}.detail, '{{}}') END"
    )
