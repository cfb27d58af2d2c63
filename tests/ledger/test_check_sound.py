"""Ledgers that are sound in another shape give no finding at all.

On the authority of the ledger's format: which tables may be left out, and what types can be read.
"""

from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from broken import IBIS_ON_DUCKDB_2, Break, add, both, check, put, sound, table_of, write

from touchpoint.ledger import TABLES, Type

pytestmark = pytest.mark.filterwarnings(IBIS_ON_DUCKDB_2)

Retyped = Callable[[pa.DataType], pa.DataType]


def with_types(path: Path, column_type: Type, data_type: pa.DataType) -> Path:
    """The sound ledger with every column of one type written as another that can be read as it."""
    for table in TABLES.values():
        file = path / f"{table.name}.parquet"
        rows = pq.read_table(file)
        names = {column.name for column in table.columns if column.type is column_type}
        schema = pa.schema([f.with_type(data_type) if f.name in names else f for f in rows.schema])
        pq.write_table(rows.cast(schema), file)
    return path


@pytest.mark.parametrize(
    ("column_type", "data_type"),
    [
        (Type.STRING, pa.large_string()),
        (Type.STRING, pa.dictionary(pa.int32(), pa.string())),
        (Type.LIST, pa.large_list(pa.large_string())),
        (Type.INT32, pa.int64()),
        (Type.INT32, pa.int16()),
        (Type.DOUBLE, pa.float32()),
        (Type.DATE, pa.date64()),
        (Type.TIMESTAMP, pa.timestamp("us")),
        (Type.TIMESTAMP, pa.timestamp("ms")),
        (Type.TIMESTAMP, pa.timestamp("ns")),
        (Type.TIMESTAMP, pa.timestamp("ns", tz="UTC")),
        (Type.TIMESTAMP, pa.timestamp("ms", tz="UTC")),
        (Type.TIMESTAMP, pa.timestamp("us", tz="Europe/London")),
    ],
    ids=str,
)
def test_types_that_can_be_read_as_the_contracts_are_sound(
    column_type: Type, data_type: pa.DataType, tmp_path: Path
) -> None:
    assert check(with_types(write(tmp_path, sound()), column_type, data_type)) == []


def test_a_ledger_without_rows_is_sound(tmp_path: Path) -> None:
    assert check(write(tmp_path, {table: [] for table in TABLES})) == []


def test_a_ledger_of_the_three_tables_that_it_must_have_is_sound(tmp_path: Path) -> None:
    required = {name: sound()[name] for name, table in TABLES.items() if table.required}
    assert check(write(tmp_path, required)) == []


def test_a_ledger_of_parts_is_sound(tmp_path: Path) -> None:
    path = write(tmp_path, {})
    for name, rows in sound().items():
        (path / name).mkdir()
        for number, part in enumerate((rows[:1], [], rows[1:])):
            pq.write_table(table_of(name, part), path / name / f"part-{number:05d}.parquet")
    assert check(path) == []


def test_a_ledger_whose_folder_begins_with_a_tilde_is_read_where_it_lies(tmp_path: Path) -> None:
    write(tmp_path / "~t", sound())
    with chdir(tmp_path):
        assert check(Path("~t")) == []


@pytest.mark.parametrize(
    "change",
    [
        put("units", "U0", name=""),
        put("touchpoints", "T1", result=""),
        put("touchpoints", "T5", detail='{"every_days": 28.0}'),
        put("touchpoints", "T5", detail='{"every_days": 0}', result="deferred"),
        put("touchpoints", "T5", detail=None, result="no_contact"),
        put("touchpoints", "T5", detail=None),
        put("journeys", "J3", enhanced_basis=[]),
        put("journeys", "J1", enhanced_basis=["intimidated"]),
        put("touchpoints", "T10", detail='{"said": "he said \\", ] NaN"}'),
        put("touchpoints", "T9", replaces="T8"),
        put("identities", "X1", born_on=None, given_name=None),
        both(
            add("coverage", "crime_system", source="support", to_on=None),
            add("coverage", "crime_system", kind="plan.set", to_on=None),
        ),
        add("returns", "P1"),
        lambda ledger: ledger["units"].clear(),
    ],
)
def test_what_is_unusual_but_allowed_is_no_fault(change: Break, tmp_path: Path) -> None:
    ledger = sound()
    change(ledger)
    assert check(write(tmp_path, ledger)) == []
