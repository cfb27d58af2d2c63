"""A backup and its restore: the same to the last row, or nothing at all."""

import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from database import Database, server
from force import NOW, Force, force, loaded, made_up
from psycopg import sql

from touchpoint.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchpoint.service.config.settings import Settings
    from touchpoint.service.running.telling import Telling

__all__ = ["force", "loaded", "made_up", "server"]


def settings(database: Database, data: Path) -> "Settings":
    from touchpoint.service.config.settings import Settings  # noqa: PLC0415 - once Django is set up

    data.mkdir(exist_ok=True)
    return Settings.model_validate({"DATABASE_URL": database.url("owner"), "data": data})


def quiet() -> "Telling":
    from touchpoint.service.running.telling import Telling  # noqa: PLC0415 - as above

    @contextmanager
    def progress(_what: str, _total: int) -> "Iterator[None]":
        yield lambda _: None  # type: ignore[misc]  # what a bar is told

    return Telling(say=print, progress=progress, sign_ins=print)  # type: ignore[arg-type]  # as it is quiet


def rows_of(database: Database) -> dict[str, tuple[int, str]]:
    """Of every table, how many rows there are and what they say, asked of the database by hand."""
    with database.owner() as connection:
        names = connection.execute(
            "SELECT table_schema, table_name FROM information_schema.tables WHERE table_type = "
            "'BASE TABLE' AND table_schema IN ('public', 'personal', 'ledger')"
        ).fetchall()
        said = {}
        for schema, name in names:
            asking = sql.SQL(
                "SELECT count(*), md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM {} t"
            )
            found = connection.execute(asking.format(sql.Identifier(schema, name))).fetchone()
            assert found
            said[f"{schema}.{name}"] = found
        return said


def test_a_restore_is_the_same_in_every_table_and_goes_on_from_there(
    force: Force, tmp_path: Path
) -> None:
    from touchpoint.service.config import kept_secrets  # noqa: PLC0415 - once Django is set up
    from touchpoint.service.running.state.backup import back_up  # noqa: PLC0415 - as above
    from touchpoint.service.running.state.restore import restore  # noqa: PLC0415 - as above

    here = settings(force.database, tmp_path / "here")
    secret = kept_secrets.keep(here.data, kept_secrets.SECRET_KEY)
    kept_secrets.keep(here.data, kept_secrets.WEB_PASSWORD)
    file = tmp_path / "state.zip"
    back_up(here, file, telling=quiet(), now=NOW)
    assert file.stat().st_mode & 0o077 == 0

    empty = force.database.server.clone()
    empty.django("owner")
    there = settings(empty, tmp_path / "there")
    restore(there, file, over=False, telling=quiet())
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
        restore(there, file, over=False, telling=quiet())
    with empty.owner() as connection:
        connection.execute("DELETE FROM journeys_answer")
    restore(there, file, over=True, telling=quiet())
    assert rows_of(empty) == before


@pytest.mark.parametrize("harm", ["cut short", "changed", "another file"])
def test_a_file_that_is_not_whole_is_refused_before_anything_is_touched(
    tmp_path: Path, harm: str
) -> None:
    from touchpoint.service.running.state.archive import reading, writing  # noqa: PLC0415 - as above

    file = tmp_path / "state.zip"
    with writing(file) as written:
        written.add("tables/public.one", [b"1\n" * 5_000])
        written.finish({})
    if harm == "changed":
        with zipfile.ZipFile(file, "a") as changed, pytest.warns(UserWarning, match="Duplicate"):
            changed.writestr("tables/public.one", "2\n")
    elif harm == "cut short":
        file.write_bytes(file.read_bytes()[:-40])
    else:
        file.write_text("rows")
    with pytest.raises(Refused, match=r"changed|whole"), reading(file):
        pass
