"""What each source says of each journey, one row for each of the two, for whoever mends records."""

from collections.abc import Iterator

import pyarrow as pa

from touchpoint.extracts.reconciling.agreement import SIGNS
from touchpoint.extracts.reconciling.saying import TABLE, Said, text

JOURNEY_COLUMNS = ("journey_id", "source", "says", "class", "signs")
JOURNEY_SCHEMA = pa.schema([pa.field(name, pa.string()) for name in JOURNEY_COLUMNS])


def journey_batches(said: Said) -> Iterator[pa.RecordBatch]:
    """Every journey with what each source says of it, its class and signs, in batches."""
    words = "[" + ", ".join(map(text, said.question.fact.words)) + "]"
    sources = "[" + ", ".join(map(text, said.sources)) + "]"
    codes = "[" + ", ".join(said.columns) + "]"
    signs = ", ".join(
        f"CASE WHEN sign_{place} THEN {text(name)} END" for place, name in enumerate(SIGNS)
    )
    rows = said.connection.sql(f"""
SELECT journey_id, source, says, class, signs FROM (
  SELECT journey_id, unnest({sources}) AS source,
    unnest(list_transform({codes}, lambda code: {words}[code + 1])) AS says,
    class, nullif(concat_ws('; ', {signs}), '') AS signs
  FROM (SELECT * FROM {TABLE} ORDER BY journey_id)
)
""")
    for batch in rows.to_arrow_reader(100_000):
        yield batch.cast(JOURNEY_SCHEMA)
