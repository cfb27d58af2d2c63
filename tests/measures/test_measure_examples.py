"""Every worked example counts as it says, on DuckDB and by the slow reading."""

from pathlib import Path

import pytest
from example_batches import batches
from measure_oracle import counts
from measured_engines import on_duckdb
from measured_ledgers import rows_of

from touchpoint.measures.catalogue import catalogue
from touchpoint.measures.definition.measure import Example, Measure

EXAMPLES = [(m, e) for m in catalogue() for e in m.examples]


def test_every_example_counts_as_it_says_on_duckdb(tmp_path: Path) -> None:
    for batch in batches():
        answer = on_duckdb(tmp_path, batch.rows, batch.question)
        assert batch.found(answer) == batch.expected


@pytest.mark.parametrize(
    ("measure", "example"), EXAMPLES, ids=[f"{m.name}-{e.says[:40]}" for m, e in EXAMPLES]
)
def test_every_example_counts_as_it_says_by_the_slow_reading(
    measure: Measure, example: Example
) -> None:
    found = counts(measure, rows_of(example), example.period, example.as_at)
    assert found == (example.numerator, example.denominator)
