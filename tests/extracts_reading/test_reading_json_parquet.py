"""JSON and Parquet as tables of text: digits kept, types as a person reads them, rows counted."""

from contextlib import chdir
from pathlib import Path

import duckdb
import pytest
from awkward_files import of_text, seen

from touchpoint.errors import Refused
from touchpoint.extracts.reading import Wish, tables_of


def test_json_lines_keep_their_digits_and_a_bad_line_costs_itself(tmp_path: Path) -> None:
    text = '{"a":1.50,"b":true,"c":null}\n\n{"a":2,"d":{"x":[1,"y"]}}\n[1]\n{"a":1,"a":2}\n{"a":\n'
    text += '{"a":"1\\u0000"}\n'
    read = of_text(tmp_path, text, name="a.jsonl")
    assert read.found.columns == ("a", "b", "c", "d")
    assert read.rows == [(1, "1.50", "TRUE", None, None), (3, "2", None, None, '{"x": [1, "y"]}')]
    assert read.refused[5] == "It holds the same name twice."
    assert read.refused[7] == "It holds a zero byte, which no text has."
    assert (list(read.refused), read.found.rows) == ([4, 5, 6, 7], 6)


def test_an_array_of_objects_is_a_table_and_so_is_the_one_list_of_an_answer(tmp_path: Path) -> None:
    for text in ('[{"a":1},\n{"a":"x","b":[1]}]', '{"n":2,"rows":[{"a":1},{"a":"x","b":[1]}]}'):
        assert of_text(tmp_path, text, name="a.json").cells == [("1", None), ("x", "[1]")]


def test_json_without_rows_is_refused(tmp_path: Path) -> None:
    for text in ("[]", "[1, 2]", "{}"):
        with pytest.raises(Refused):
            of_text(tmp_path, text, name="a.json")


def test_json_that_lacks_a_heading_is_refused_with_those_it_has(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        of_text(tmp_path, '{"a":1,"b":2}', Wish(header=("A", "c")), name="a.jsonl")
    assert refusal.value.faults == ("c not found; its headings are a, b.",)


def test_a_parquet_file_whose_name_begins_with_a_tilde_is_read_where_it_lies(
    tmp_path: Path,
) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT 7 AS n) TO '{tmp_path / '~a.parquet'}'")
    with chdir(tmp_path):
        assert seen(Path("~a.parquet")).cells == [("7",)]


def test_parquet_reads_as_a_person_would_write_it(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            "COPY (SELECT 1.0::DOUBLE AS whole, 1.5::DOUBLE AS half, DATE '2024-03-05' AS day, "
            "TIMESTAMP '2024-03-05 14:30:00' AS moment, TRUE AS yes, '  ' AS nothing, "
            "12.50::DECIMAL(9, 2) AS money, [1, 2] AS list, '007' AS words, "
            f"TIMESTAMPTZ '2024-03-05 14:30:00+01' AS told) TO '{path}'"
        )
    read = seen(path)
    assert read.found.columns[:3] == ("whole", "half", "day")
    assert read.rows == [
        (
            1,
            "1",
            "1.5",
            "2024-03-05",
            "2024-03-05 14:30:00",
            "TRUE",
            None,
            "12.50",
            "[1,2]",
            "007",
            "2024-03-05 13:30:00+00:00",
        )
    ]
    assert (read.found.header_row, read.found.sheet) == (0, None)
    assert tables_of(path)[0].rows == 1
