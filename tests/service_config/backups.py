"""Backups for tests: the settings to make and restore them by, what is in them, and what is not.

from backups import altered, put_back, quiet, rows_of, settings
"""

import hashlib
import json
import zipfile
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from database import Database
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchpoint.service.config.settings import Settings
    from touchpoint.service.running.telling import Telling


def settings(database: Database, data: Path, **more: object) -> "Settings":
    from touchpoint.service.config.settings import Settings  # noqa: PLC0415 - once Django is set up

    data.mkdir(exist_ok=True)
    return Settings.model_validate({"DATABASE_URL": database.url("owner"), "data": data, **more})


def quiet() -> "Telling":
    from touchpoint.service.running.telling import Telling  # noqa: PLC0415 - as above

    @contextmanager
    def progress(_what: str, _total: int) -> "Iterator[None]":
        yield lambda _: None  # type: ignore[misc]  # what a bar is told

    return Telling(say=print, progress=progress, sign_ins=print)  # type: ignore[arg-type]  # as it is quiet


def put_back(there: "Settings", file: Path, *, over: bool = False) -> int:
    from touchpoint.service.running.state.archive import reading  # noqa: PLC0415 - as above
    from touchpoint.service.running.state.restore import restore  # noqa: PLC0415 - as above

    with reading(file) as backup:
        return restore(there, backup, over=over, telling=quiet())


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


def altered(
    file: Path,
    to: Path,
    *,
    listed: Callable[[dict[str, Any]], object] = lambda told: told,
    members: Mapping[str, bytes] | None = None,
) -> Path:
    """A backup once more, with members changed or added under their right hashes."""
    with zipfile.ZipFile(file) as read:
        held = {name: read.read(name) for name in read.namelist()} | dict(members or {})
    told = json.loads(held.pop("contents.json"))
    told["members"] |= {
        name: hashlib.sha256(value).hexdigest() for name, value in (members or {}).items()
    }
    with zipfile.ZipFile(to, "w") as written:
        for name, value in held.items():
            written.writestr(name, value)
        written.writestr("contents.json", json.dumps(listed(told)))
    return to
