"""The database at hand for a command: the one that runs, or the embedded one started for it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from touchpoint.errors import Refused
from touchpoint.service.config import kept_secrets
from touchpoint.service.config.database import connection_parameters
from touchpoint.service.config.settings import Settings, settings
from touchpoint.service.running.one_run import is_in_use, only_run
from touchpoint.service.running.postgres.cluster import FOLDER
from touchpoint.service.running.postgres.opening import wait_for
from touchpoint.service.running.postgres.roles import make_ready
from touchpoint.service.running.postgres.server import is_ready, start_server, stop_server


@contextmanager
def service_at_hand(data: Path | None = None, *, empty: bool = False) -> Iterator[Settings]:
    """Django set up as the owner, with a database that answers, for a command of the service.

    Where the service runs, its database is used; where it does not, the embedded Postgres is
    started and stopped again. Only what makes the tables may find none.
    """
    found = settings_as("owner", data)
    refuse_unusable_uploads(found)
    if not empty:
        _refuse_without_service(found)
    with database_at_hand(found):
        make_service_ready(found)
        set_django_up()
        try:
            if not empty:
                _refuse_without_tables()
            yield found
        finally:
            close_connections()


def _refuse_without_service(found: Settings) -> None:
    """A folder that was mistyped is left as it is: nothing is made in it."""
    is_here = (found.data / FOLDER).is_dir() or is_in_use(found.data)
    if found.database_url is None and not is_here:
        raise Refused(
            f"There is no service in {found.data}. Give its folder with --data, or the address of "
            "its database in DATABASE_URL; or make one there: start the service, or, for one "
            "without a made-up force, touchpoint run --only set-up."
        )


def _refuse_without_tables() -> None:
    from touchpoint.service.running.ready import has_tables  # noqa: PLC0415 - once Django is up

    if not has_tables():
        raise Refused(
            "The service has no tables yet. Make them first: start the service, "
            "or, for one without a made-up force, touchpoint run --only set-up."
        )


@contextmanager
def service_stopped(data: Path | None = None) -> Iterator[Settings]:
    """The same, for a command that nothing else may be at work beside."""
    found = settings_as("owner", data)
    if is_in_use(found.data):
        raise Refused(f"The service is running in {found.data}. Stop it first.")
    with service_at_hand(data, empty=True):
        yield found


@contextmanager
def database_at_hand(found: Settings) -> Iterator[None]:
    """A database that answers."""
    if found.database_url is not None:
        yield
    elif is_in_use(found.data):
        if not is_ready(found.data):
            raise Refused("The service is starting or stopping. Try again in a minute.")
        yield
    else:
        with only_run(found.data):
            server = start_server(found.data)
            try:
                yield
            finally:
                stop_server(server)


def refuse_without_database(found: Settings) -> None:
    """One part alone starts no Postgres: something else has to keep its database going."""
    if found.database_url is None and (
        found.database_web_url is None or found.database_as != "web"
    ):
        raise Refused(
            "One part of the service alone works on a database of your own, and DATABASE_URL is "
            "not set. Set it, or run the whole service: touchpoint run."
        )


def refuse_apart_without_uploads(found: Settings) -> None:
    """Parts that run apart have data folders of their own, and one folder of uploads together."""
    if found.uploads is None:
        raise Refused(
            "One part of the service alone needs to know where the files lie that are sent in the "
            "browser, and TOUCHPOINT_UPLOADS is not set. Set it to one folder for the web server "
            "and for the worker, to which both may write."
        )
    refuse_unusable_uploads(found)


def refuse_unusable_uploads(found: Settings) -> None:
    """A folder that was named is there, or it was mistyped."""
    if found.uploads is None:
        return
    if not found.uploads_folder.is_dir():
        raise Refused(
            f"TOUCHPOINT_UPLOADS leads to {found.uploads_folder}, and there is no such folder. "
            "Make it, or mend the setting."
        )
    if not os.access(found.uploads_folder, os.R_OK | os.W_OK | os.X_OK):
        raise Refused(
            f"TOUCHPOINT_UPLOADS leads to {found.uploads_folder}, which this user may not read "
            "and write. Let the group of the web server and the worker do both."
        )


def refuse_without_key(found: Settings) -> None:
    """A part alone keeps no key: one that it made up would end with it, and be no other part's."""
    if found.secret_key is None and kept_secrets.kept(found.data, kept_secrets.SECRET_KEY) is None:
        raise Refused(
            "TOUCHPOINT_SECRET_KEY is not set, and none is kept in the data folder. Sessions, "
            "links and second factors hang on it: set it to what `openssl rand -base64 48` "
            "prints, the same for every part."
        )


def wait_for_database(found: Settings, say: Callable[[str], None]) -> None:
    """A machine may start a part of the service before the database of its own that it works on."""
    if found.database_url is not None or found.database_web_url is not None:
        wait_for(connection_parameters(found), say)


def make_service_ready(found: Settings) -> None:
    """The roles and secrets that Django's own settings are made of."""
    make_ready(found)
    if found.secret_key is None:
        kept_secrets.keep(found.data, kept_secrets.SECRET_KEY)


def settings_as(role: str, data: Path | None = None, port: int | None = None) -> Settings:
    """The settings of this process, which from now on works as a role of the database."""
    os.environ["TOUCHPOINT_DATABASE_AS"] = role
    if data is not None:
        os.environ["TOUCHPOINT_DATA"] = str(data)
    if port is not None:
        os.environ["TOUCHPOINT_PORT"] = str(port)
    settings.cache_clear()
    found = settings()
    # The same folder whatever a child's working directory is.
    os.environ["TOUCHPOINT_DATA"] = str(found.data.resolve())
    if found.uploads is not None:
        os.environ["TOUCHPOINT_UPLOADS"] = str(found.uploads_folder)
    settings.cache_clear()
    return settings()


def set_django_up() -> None:
    """Make Django ready in this process."""
    import django  # noqa: PLC0415 - reads its settings, which must be whole by then

    os.environ["DJANGO_SETTINGS_MODULE"] = "touchpoint.service.config.django_settings"
    django.setup()


def close_connections() -> None:
    """Let go of the database, which could otherwise not be stopped in peace."""
    from django.db import connections  # noqa: PLC0415 - as above

    connections.close_all()
