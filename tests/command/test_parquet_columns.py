"""A Parquet file of a command has the same columns and types, whatever its rows happen to hold."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from command.typed import asked
from touchpoint.cli.column_types import type_named
from touchpoint.extracts.profile.reading_file import SHIPPED
from touchpoint.ledger import new_ledger, write_part
from touchpoint.ledger.schemas import arrow_schema
from touchpoint.synthetic import synthesise

COMMANDS = (
    "loads loaded",
    "check faulty",
    "measure force needs_assessed informed --by quarter,unit:area --as-at 2024-06-30",
    "spc force needs_assessed --as-at 2024-06-30",
    "drivers force --samples 200 --gain contact",
    "gap force --as-at 2024-06-30",
    "repeat force --month 2024-04 --as-at 2024-06-30",
    "reconcile force statement.offered --as-at 2024-06-30 --by unit",
    "load loaded --profile crime-investigations crime-investigations.csv",
    "duties",
    "measures",
    "papers",
    "profiles",
)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up force, a ledger that was loaded, one with nothing in it and one with a fault."""
    folder = tmp_path_factory.mktemp("typed_columns")
    synthesise(folder / "force", journeys=1_500, seed=3, workers=1)
    sample = Path(str(SHIPPED)) / "samples" / "crime-investigations.csv"
    (folder / sample.name).write_bytes(sample.read_bytes())
    words = ("load", "loaded", "--profile", "crime-investigations", sample.name)
    assert asked(*words, within=folder).status == 0
    for name, tables in (("empty", 3), ("faulty", 2)):
        with new_ledger(folder / name) as staging:
            for table in ("investigations", "journeys", "touchpoints")[:tables]:
                write_part(staging, table, 0, pa.Table.from_pylist([], arrow_schema(table)))
    return folder


def schema_of(here: Path, tmp_path: Path, words: str) -> pa.Schema:
    out = tmp_path / "out.parquet"
    answer = asked(*words.split(), "--out", str(out), within=here)
    assert out.exists(), answer.err
    return pq.read_schema(out)


@pytest.mark.parametrize("words", COMMANDS)
def test_a_column_that_has_cells_is_of_the_type_that_its_name_has(
    here: Path, tmp_path: Path, words: str
) -> None:
    found = schema_of(here, tmp_path, words)
    assert {field.name: field.type for field in found} == {n: type_named(n) for n in found.names}


@pytest.mark.parametrize(
    ("filled", "empty"),
    [
        ("loads loaded", "loads empty"),
        ("check faulty", "check empty"),
        (
            "measure force needs_assessed informed --as-at 2024-06-30",
            "measure empty needs_assessed informed --as-at 2024-06-30",
        ),
        (
            "measure force needs_assessed --release --as-at 2024-06-30",
            "measure empty needs_assessed --release --as-at 2024-06-30",
        ),
    ],
)
def test_a_file_of_nothing_has_the_columns_and_types_of_one_with_rows(
    here: Path, tmp_path: Path, filled: str, empty: str
) -> None:
    assert schema_of(here, tmp_path, empty) == schema_of(here, tmp_path, filled)
