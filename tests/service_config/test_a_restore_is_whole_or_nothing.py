"""A restore that cannot be finished leaves rows and files as they were, and says why."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from backups import altered, put_back, quiet, rows_of, settings
from database import Database, Server, database, server
from force import NOW

from touchpoint.errors import Refused

__all__ = ["database", "server"]

UPLOAD: Final = "uploads/1/file.csv"
UNITS: Final = "tables/public.organisation_unit"
MIGRATING: Final = 7_036_010


@pytest.fixture
def backup(database: Database, tmp_path: Path) -> Path:
    """The backup of a service with one unit and one file that somebody sent."""
    from touchpoint.service.running.state.backup import back_up  # noqa: PLC0415 - once Django is set up

    here = settings(database, tmp_path / "here")
    (here.data / UPLOAD).parent.mkdir(parents=True)
    (here.data / UPLOAD).write_text("a,b\n1,2\n")
    with database.owner() as connection:
        connection.execute(
            "INSERT INTO organisation_unit (unit_id, name, kind) VALUES ('F', 'Force', 'force') "
            "ON CONFLICT DO NOTHING"
        )
    file = tmp_path / "state.zip"
    back_up(here, file, telling=quiet(), now=NOW)
    return file


@pytest.fixture
def empty(server: Server) -> Iterator[Database]:
    """A database with all tables and nothing in them, to which Django is turned."""
    cloned = server.clone()
    cloned.django("owner")
    yield cloned
    cloned.drop()


def test_where_a_file_stands_in_the_way_of_a_folder_nothing_is_restored_until_it_is_gone(
    backup: Path, empty: Database, tmp_path: Path
) -> None:
    before, there = rows_of(empty), tmp_path / "there"
    there.mkdir()
    (there / "uploads").write_text("in the way")
    with pytest.raises(Refused, match="folder where") as refusal:
        put_back(settings(empty, there), backup)
    assert refusal.value.faults == (str(there / "uploads"),)
    assert rows_of(empty) == before
    (there / "uploads").unlink()
    assert put_back(settings(empty, there), backup)
    assert (there / UPLOAD).read_text() == "a,b\n1,2\n"
    assert [path.name for path in there.iterdir()] == ["uploads"]


@pytest.mark.parametrize("member", ["files/../outside", "files/postgres/base", "files//outside"])
def test_a_file_that_belongs_elsewhere_is_refused_before_a_row_is_put_back(
    backup: Path, empty: Database, tmp_path: Path, member: str
) -> None:
    before = rows_of(empty)
    file = altered(backup, tmp_path / "slipped.zip", members={member: b"text"})
    with pytest.raises(Refused, match="outside"):
        put_back(settings(empty, tmp_path / "there"), file)
    assert rows_of(empty) == before
    assert list((tmp_path / "there").rglob("*")) == []


def test_a_row_that_a_table_does_not_take_takes_the_files_back_as_well(
    backup: Path, empty: Database, tmp_path: Path
) -> None:
    before, there = rows_of(empty), tmp_path / "there"
    (there / UPLOAD).parent.mkdir(parents=True)
    (there / UPLOAD).write_text("as it was")
    file = altered(backup, tmp_path / "bad.zip", members={UNITS: b"no such row\n"})
    with pytest.raises(Refused, match="rows that the tables do not take"):
        put_back(settings(empty, there), file)
    assert rows_of(empty) == before
    assert (there / UPLOAD).read_text() == "as it was"


def test_files_that_changed_places_change_back_if_the_rows_do_not_count_after_all(
    backup: Path, empty: Database, tmp_path: Path
) -> None:
    from touchpoint.service.running.state.archive import reading  # noqa: PLC0415 - once Django is set up
    from touchpoint.service.running.state.files_put_back import files_beside  # noqa: PLC0415 - as above

    there = tmp_path / "there"
    (there / UPLOAD).parent.mkdir(parents=True)
    (there / UPLOAD).write_text("as it was")

    def half_way() -> None:
        with reading(backup) as read, files_beside(settings(empty, there), read) as put_in_place:
            put_in_place()
            assert (there / UPLOAD).read_text() == "a,b\n1,2\n"
            raise ConnectionError

    with pytest.raises(ConnectionError):
        half_way()
    assert (there / UPLOAD).read_text() == "as it was"
    assert [path.name for path in there.iterdir()] == ["uploads"]


def test_beside_another_restore_or_a_set_up_nothing_is_begun(
    backup: Path, empty: Database, tmp_path: Path
) -> None:
    with empty.owner(autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        with pytest.raises(Refused, match="Another restore or a set-up"):
            put_back(settings(empty, tmp_path / "there"), backup)
    assert put_back(settings(empty, tmp_path / "there"), backup)


def without(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda told: {key: value for key, value in told.items() if key != name}


@pytest.mark.parametrize(
    "listed",
    [
        lambda _: [],
        lambda _: "x",
        lambda _: None,
        lambda told: told | {"members": []},
        lambda told: told | {"sequences": {"public.x": ["1; DROP", True]}},
        lambda told: told | {"migrations": [["journeys"]]},
        *map(without, ("migrations", "sequences", "rows", "members", "format")),
    ],
)
def test_a_list_of_another_shape_is_no_backup(
    backup: Path, tmp_path: Path, listed: Callable[[dict[str, Any]], object]
) -> None:
    from touchpoint.service.running.state.archive import reading  # noqa: PLC0415 - once Django is set up

    file = altered(backup, tmp_path / "shaped.zip", listed=listed)
    with pytest.raises(Refused, match="not a backup"), reading(file):
        pass


def test_a_list_that_goes_deeper_than_any_is_no_backup_either(tmp_path: Path) -> None:
    from touchpoint.service.running.state.archive import reading  # noqa: PLC0415 - once Django is set up

    file = tmp_path / "deep.zip"
    with zipfile.ZipFile(file, "w") as written:
        written.writestr("contents.json", "[" * 200_000)
    with pytest.raises(Refused, match="not a backup"), reading(file):
        pass


def test_a_list_in_a_later_form_is_told_from_what_is_no_backup(
    backup: Path, tmp_path: Path
) -> None:
    from touchpoint.service.running.state.archive import reading  # noqa: PLC0415 - once Django is set up

    file = altered(backup, tmp_path / "later.zip", listed=lambda _: {"format": 2, "rows": 1})
    with pytest.raises(Refused, match="in a form"), reading(file):
        pass


def test_other_tables_or_counters_than_those_of_the_database_are_named(
    backup: Path, empty: Database, tmp_path: Path
) -> None:
    named = altered(backup, tmp_path / "t.zip", members={"tables/public.other": b""})
    with pytest.raises(Refused, match="other tables") as refusal:
        put_back(settings(empty, tmp_path / "there"), named)
    assert refusal.value.faults == ("public.other",)
    counted = altered(
        backup,
        tmp_path / "s.zip",
        listed=lambda told: told | {"sequences": told["sequences"] | {"public.other": [1, True]}},
    )
    with pytest.raises(Refused, match="other sequences") as refusal:
        put_back(settings(empty, tmp_path / "there"), counted)
    assert refusal.value.faults == ("public.other",)


def test_a_data_folder_that_is_a_file_is_not_said_to_be_in_use(tmp_path: Path) -> None:
    from touchpoint.service.running.one_run import is_in_use, only_run  # noqa: PLC0415 - as above

    file = tmp_path / "data"
    file.write_text("no folder")
    assert not is_in_use(file)
    with pytest.raises(Refused, match="cannot be made"), only_run(file):
        pass


def test_the_key_that_is_set_is_in_the_backup_and_a_restore_under_another_is_refused(
    database: Database, empty: Database, tmp_path: Path
) -> None:
    from touchpoint.service.config import kept_secrets  # noqa: PLC0415 - once Django is set up
    from touchpoint.service.running.state.backup import back_up  # noqa: PLC0415 - as above

    one, other = ({"secret_key": sign * 40} for sign in "ab")
    here = settings(database, tmp_path / "here", **one)
    # Kept from before one was set: it is not in use.
    kept_secrets.keep(here.data, kept_secrets.SECRET_KEY)
    file = tmp_path / "state.zip"
    back_up(here, file, telling=quiet(), now=NOW)

    before = rows_of(empty)
    there = settings(empty, tmp_path / "there", **other)
    with pytest.raises(Refused, match="TOUCHPOINT_SECRET_KEY is another") as refusal:
        put_back(there, file)
    assert "aaa" not in str(refusal.value)
    assert rows_of(empty) == before
    assert list(there.data.iterdir()) == []
    for same in (one, {}):
        there = settings(empty, tmp_path / "there", **same)
        put_back(there, file, over=True)
        assert kept_secrets.kept(there.data, kept_secrets.SECRET_KEY) == "a" * 40
