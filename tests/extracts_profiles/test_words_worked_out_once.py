"""What is worked out once for each word of a cell is what is worked out row by row."""

from importlib.resources import files
from pathlib import Path

import duckdb
import pytest
from sheets import ledger, three_victims

from touchpoint.extracts.mapping import mapped
from touchpoint.extracts.profile import read_profile
from touchpoint.extracts.reading import read

SAMPLES = Path(str(files("touchpoint.extracts"))) / "profiles" / "samples"
SPOILT = (("DA; Alcohol", "DA; Nonsense"), ("15/04/2024", "31/04/2024"), (",Y,", ",Perhaps,"))


def becomes(profile: str, file: Path) -> tuple[dict[str, list[tuple[object, ...]]], int, object]:
    """Every record that a file becomes, how many tables of words it took, and every fault."""
    connection = duckdb.connect()
    ledger(connection, three_victims())
    held = read_profile(profile)
    said = mapped(connection, held, read(connection, file, held.file))
    entries = {
        entry.name: connection.execute(f"FROM ({entry.rows}) ORDER BY ALL").fetchall()
        for entry in said.entries
    }
    tables = "SELECT count(*) FROM duckdb_tables() WHERE regexp_matches(table_name, '_mapped_c\\d')"
    (words,) = connection.execute(tables).fetchall()[0]
    faults = connection.execute(f"FROM {said.faults} ORDER BY ALL").fetchall()
    return entries, int(words), faults


@pytest.mark.parametrize("profile", ["crime-investigations", "messaging-log", "survey-waves"])
def test_a_file_becomes_the_same_by_its_words_as_by_its_rows(
    profile: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = (SAMPLES / f"{profile}.csv").read_text(encoding="windows-1252")
    for word, spoilt in SPOILT:
        written = written.replace(word, spoilt, 1)
    file = tmp_path / f"{profile}.csv"
    file.write_text(written, encoding="windows-1252")
    by_rows, none, faults = becomes(profile, file)
    monkeypatch.setattr("touchpoint.extracts.mapping.apart.MANY_ROWS", 0)
    monkeypatch.setattr("touchpoint.extracts.mapping.apart.FEW", 0)
    by_words, words, same_faults = becomes(profile, file)
    assert (none, words > 0) == (0, True)
    assert by_words == by_rows
    assert same_faults == faults
