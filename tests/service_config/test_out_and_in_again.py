"""A backup and its restore: the same to the last row, or nothing at all."""

import zipfile
from pathlib import Path

import pytest
from backups import put_back, quiet, rows_of, settings
from database import server
from force import NOW, Force, force, loaded, made_up

from command.typed import typed
from touchpoint.errors import Refused

__all__ = ["force", "loaded", "made_up", "server"]

LISTED = {"touchpoint": "1", "made_at": "", "migrations": [], "sequences": {}, "rows": {}}


def test_a_restore_is_the_same_in_every_table_and_goes_on_from_there(
    force: Force, tmp_path: Path
) -> None:
    from touchpoint.service.config import kept_secrets  # noqa: PLC0415 - once Django is set up
    from touchpoint.service.running.state.backup import back_up  # noqa: PLC0415 - as above

    here = settings(force.database, tmp_path / "here")
    secret = kept_secrets.keep(here.data, kept_secrets.SECRET_KEY)
    kept_secrets.keep(here.data, kept_secrets.WEB_PASSWORD)
    file = tmp_path / "state.zip"
    back_up(here, file, telling=quiet(), now=NOW)
    assert file.stat().st_mode & 0o077 == 0

    empty = force.database.server.clone()
    empty.django("owner")
    there = settings(empty, tmp_path / "there")
    put_back(there, file, over=False)
    before, after = rows_of(force.database), rows_of(empty)
    assert before == after
    assert sum(number for number, _ in after.values()) > 5_000
    assert kept_secrets.kept(there.data, kept_secrets.SECRET_KEY) == secret
    assert kept_secrets.kept(there.data, kept_secrets.WEB_PASSWORD) is None

    from touchpoint.service.journeys import chain  # noqa: PLC0415 - once Django is set up

    assert chain.verify().sound
    with empty.owner() as connection, pytest.raises(Exception, match="touchpoint"):
        connection.execute("DELETE FROM journeys_touchpoint")

    with pytest.raises(Refused, match="--over"):
        put_back(there, file, over=False)
    with empty.owner() as connection:
        connection.execute("DELETE FROM journeys_answer")
    put_back(there, file, over=True)
    assert rows_of(empty) == before


@pytest.mark.parametrize("harm", ["cut short", "changed", "another file"])
def test_a_file_that_is_not_whole_is_refused_before_anything_is_touched(
    tmp_path: Path, harm: str
) -> None:
    from touchpoint.service.running.state.archive import reading, writing  # noqa: PLC0415 - as above

    file = tmp_path / "state.zip"
    with writing(file) as written:
        written.add("tables/public.one", [b"1\n" * 5_000])
        written.finish(LISTED)
    if harm == "changed":
        with zipfile.ZipFile(file, "a") as changed, pytest.warns(UserWarning, match="Duplicate"):
            changed.writestr("tables/public.one", "2\n")
    elif harm == "cut short":
        file.write_bytes(file.read_bytes()[:-40])
    else:
        file.write_text("rows")
    with pytest.raises(Refused, match=r"changed after|whole"), reading(file):
        pass


def test_what_is_no_backup_makes_no_database_to_be_put_in(tmp_path: Path) -> None:
    (tmp_path / "rows.zip").write_text("rows", encoding="utf-8")
    told = typed("restore", "rows.zip", "--data", "fresh", within=tmp_path)
    assert (told.status, told.out) == (1, "")
    assert told.err.endswith("or not a whole one. Nothing was changed.\n")
    assert not (tmp_path / "fresh").exists()
