"""Loads and decisions of people side by side: neither undoes the other.

A load is held against what loads said before it, and so a file that is loaded again changes
nothing. What it says newly is taken in, but where a person has decided otherwise in the service
their decision stands, and that is told: whoever decided may know more than the file.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb

from touchpoint.errors import Refused
from touchpoint.extracts.loading.entities import in_file
from touchpoint.extracts.loading.memory import write_parquet
from touchpoint.ledger import TABLES, Column, Type, inspect, open_folder
from touchpoint.ledger.views import SQL_TYPES, select_of
from touchpoint.service.extracts.decisions import (
    PLACES,
    Apart,
    Values,
    apart,
    corrected_among,
    decisions_of,
    hold,
    note,
)


def lay_aside_decisions(ledger: Path) -> None:
    """Show an export of the service as loads left it."""
    for table in PLACES:
        _put(ledger, table, {name: row.said for name, row in apart(table).items()})


def let_decisions_stand(was: Path, made: Path) -> list[str]:
    """Take out of what a load changed what people have decided; say what stands against it.

    `was` is what the load began with, `made` the rows that are to be written. What is decided
    meanwhile stands as well; until the transaction ends nothing more is decided of these rows.
    """
    told: list[str] = []
    for table in PLACES:
        changed = _keys_of_both(was, made, table)
        hold(table, changed)
        stands = {name: row for name, row in apart(table).items() if name in set(changed)}
        before, after = (_values(ledger, table, [*stands]) for ledger in (was, made))
        for name, row in stands.items():
            told += _news(table, name, row, before[name], after[name])
        _put(made, table, {name: _decided(table, row) for name, row in stands.items()})
    return sorted(told)


def refuse_corrected_meanwhile(made: Path) -> None:
    """Refuse what would correct a touchpoint that was corrected while the file was loaded."""
    rows = select_of(TABLES["touchpoints"], inspect(open_folder(made)))
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT replaces FROM ({rows}) WHERE replaces IS NOT NULL")  # noqa: S608 - our own text
        corrected = [name for (name,) in found.fetchall()]
    if corrected and corrected_among(corrected):
        raise Refused(
            "Somebody corrected an entry that this file is about while it was being loaded. "
            "Nothing was changed: look at the file again, and load it."
        )


def _decided(table: str, row: Apart) -> Values:
    """The columns of a row that stay as people have decided them: whole decisions."""
    return {
        column: row.decided[column]
        for decision in decisions_of(table)
        if row.said.keys() & set(decision.columns)
        for column in decision.columns
    }


def _news(table: str, name: str, row: Apart, before: Values, after: Values) -> Iterator[str]:
    """Keep what a load says newly of decisions, and tell of those that say something else."""
    for decision in decisions_of(table):
        says = {column: after[column] for column in decision.columns}
        if not row.said.keys() & says.keys() or all(before[c] == says[c] for c in says):
            continue
        note(decision, name, says)
        if any(row.decided[column] != says[column] for column in says):
            yield f"{name}: {decision.called}"


def _keys_of_both(was: Path, made: Path, table: str) -> list[str]:
    """The keys of the rows that two ledgers have: those that a load changed."""
    key = PLACES[table].key
    old, new = (select_of(TABLES[table], inspect(open_folder(one))) for one in (was, made))
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT {key} FROM ({new}) SEMI JOIN ({old}) USING ({key})")  # noqa: S608 - our own text
        return [name for (name,) in found.fetchall()]


def _values(ledger: Path, table: str, names: Sequence[str]) -> dict[str, Values]:
    """What may be decided of some rows of a ledger."""
    columns = [name for decision in decisions_of(table) for name in decision.columns]
    listed = ", ".join(f'"{name}" := "{name}"' for name in columns)
    rows = select_of(TABLES[table], inspect(open_folder(ledger)))
    key = PLACES[table].key
    with duckdb.connect() as connection:
        found = connection.execute(
            f"SELECT {key}, to_json(struct_pack({listed})) FROM ({rows}) "  # noqa: S608 - our own text
            f"WHERE {key} IN (SELECT unnest($names::VARCHAR[]))",
            {"names": list(names)},
        ).fetchall()
    return {name: json.loads(held) for name, held in found}


def _put(ledger: Path, table: str, values: Mapping[str, Values]) -> None:
    """Write other values into some rows of a ledger."""
    if not values:
        return
    folder = open_folder(ledger)
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(
            "CREATE TABLE others AS SELECT unnest($names::VARCHAR[]) AS id, "
            "unnest($puts::VARCHAR[])::JSON AS put",
            {"names": list(values), "puts": [json.dumps(put) for put in values.values()]},
        )
        rows = _with_others(table, select_of(TABLES[table], inspect(folder)))
        file = ledger / f".{table}.parquet"
        write_parquet(connection, f"SELECT {in_file(table, 'r')} FROM ({rows}) AS r", file)  # noqa: S608 - our own text
    first, *rest = folder.files(table)
    file.replace(first)
    for other in rest:
        other.unlink()


def _with_others(table: str, rows: str) -> str:
    """The SELECT of the rows of a table with other values where there are any."""
    decided = {name for decision in decisions_of(table) for name in decision.columns}
    columns = ", ".join(
        f"CASE WHEN json_exists(o.put, '$.{column.name}') "
        f'THEN {_read(column)} ELSE r."{column.name}" END AS "{column.name}"'
        if column.name in decided
        else f'r."{column.name}"'
        for column in TABLES[table].columns
    )
    return (
        f"SELECT {columns} FROM ({rows}) AS r LEFT JOIN others AS o ON o.id = r.{PLACES[table].key}"  # noqa: S608 - our own text
    )


def _read(column: Column) -> str:
    """The SQL that reads a value again out of what is to be put."""
    if column.type is Type.LIST:
        return f"""from_json(o.put -> '$.{column.name}', '["VARCHAR"]')"""
    return f"CAST(o.put ->> '$.{column.name}' AS {SQL_TYPES[column.type]})"
