"""The two roles of the service in any Postgres, made once and looked at on every start.

Row-level security holds only for a role that owns nothing and cannot step round it, so a start is
refused where touchpoint_web could.
"""

from typing import Any, Final

import psycopg
from psycopg import sql

from touchpoint.errors import Refused
from touchpoint.service.config import kept_secrets
from touchpoint.service.config.database import NAME, OWNER, WEB, as_owner, as_web, socket_folder
from touchpoint.service.config.settings import Settings
from touchpoint.service.running.postgres.cluster import SUPERUSER
from touchpoint.service.running.postgres.opening import opened

OLDEST: Final = 150000
"""Postgres 15, where a view may be read with the rights of whoever asks."""


def make_ready(settings: Settings) -> None:
    """Roles and database made where there are none, and proved to be what they must be."""
    if settings.database_url is None:
        _make_embedded(settings)
    else:
        _make_in_theirs(settings)
    prove(settings)


def _make_embedded(settings: Settings) -> None:
    """In the embedded Postgres: an owner that is no superuser, and its database."""
    with opened(
        host=str(socket_folder(settings.data)),
        user=SUPERUSER,
        password=kept_secrets.kept(settings.data, kept_secrets.SUPERUSER_PASSWORD),
        dbname="postgres",
    ) as connection:
        owner = kept_secrets.keep(settings.data, kept_secrets.OWNER_PASSWORD)
        web = kept_secrets.keep(settings.data, kept_secrets.WEB_PASSWORD)
        _make_or_mend_role(connection, OWNER, owner)
        _make_or_mend_role(connection, WEB, web)
        if not _there(connection, "SELECT 1 FROM pg_database WHERE datname = %s", NAME):
            making = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0")
            connection.execute(making.format(sql.Identifier(NAME), sql.Identifier(OWNER)))
    with opened(**as_owner(settings)) as connection:
        _close_to_others(connection)


def _make_in_theirs(settings: Settings) -> None:
    """In a Postgres of somebody's own: the web's role, if nobody has made it."""
    with opened(**as_owner(settings)) as connection:
        if connection.info.server_version < OLDEST:
            raise Refused(
                "Touchpoint needs Postgres 15 or later. DATABASE_URL leads to Postgres "
                f"{connection.info.server_version // 10000}."
            )
        if settings.database_web_url is None and not _has_role(connection, WEB):
            _make_web_role(connection, settings)
        _close_to_others(connection)


def _make_web_role(connection: psycopg.Connection[Any], settings: Settings) -> None:
    try:
        _make_or_mend_role(
            connection, WEB, kept_secrets.keep(settings.data, kept_secrets.WEB_PASSWORD)
        )
    except psycopg.errors.InsufficientPrivilege:
        raise Refused(
            f"The role {WEB}, as which pages are served, is missing, and the role in DATABASE_URL "
            f"may not make it. As a superuser: CREATE ROLE {WEB} LOGIN PASSWORD '…'. Then set "
            "DATABASE_WEB_URL."
        ) from None


def _close_to_others(connection: psycopg.Connection[Any]) -> None:
    """Whoever else has a role in this Postgres may not come in, nor the web's role make things.

    All at once: web servers that start meanwhile are not to be shut out between two of these.
    """
    name = sql.Identifier(connection.info.dbname)
    with connection.transaction():
        for statement in (
            sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name),
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, sql.Identifier(WEB)),
            sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC"),
            sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(sql.Identifier(WEB)),
        ):
            connection.execute(statement)


def _make_or_mend_role(connection: psycopg.Connection[Any], role: str, password: str) -> None:
    """A role that signs in and may nothing more, with the password that is kept for it."""
    verb = "ALTER" if _has_role(connection, role) else "CREATE"
    connection.execute(
        sql.SQL("{} ROLE {} LOGIN NOCREATEDB NOCREATEROLE PASSWORD {}").format(
            sql.SQL(verb), sql.Identifier(role), sql.Literal(password)
        )
    )


def prove(settings: Settings) -> None:
    """Refuse a web role that could step round row-level security."""
    with opened(**as_web(settings)) as connection:
        row = connection.execute(
            "SELECT current_user, rolsuper OR rolbypassrls OR rolcreaterole,"
            " EXISTS (SELECT FROM pg_class WHERE relowner = r.oid),"
            " EXISTS (SELECT FROM pg_auth_members WHERE member = r.oid)"
            " FROM pg_roles r WHERE rolname = current_user"
        ).fetchone()
    role, mighty, owns, belongs = row or (WEB, True, True, True)
    faults = [
        sentence
        for is_so, sentence in (
            (role != WEB, f"It is called {role}; it must be called {WEB}."),
            (mighty, "It is a superuser, makes roles, or bypasses row-level security."),
            (owns, "It owns a table or a view."),
            (belongs, "It is a member of another role."),
        )
        if is_so
    ]
    if faults:
        raise Refused("The role that pages are served as may do too much:", faults)


def _has_role(connection: psycopg.Connection[Any], role: str) -> bool:
    return _there(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role)


def _there(connection: psycopg.Connection[Any], question: str, value: str) -> bool:
    return connection.execute(question.encode(), (value,)).fetchone() is not None
