"""The background worker: it takes jobs from the database, as the owner, until it is stopped."""

import asyncio
import logging
import sys
from typing import Final

import psycopg
from procrastinate.psycopg_connector import PsycopgConnector

from touchpoint.errors import Refused
from touchpoint.service.config.database import as_owner
from touchpoint.service.running.at_hand import close_connections, set_django_up, settings_as
from touchpoint.service.running.children import end_with_supervisor, say_nothing_at_the_end
from touchpoint.service.running.postgres.opening import wait_for

CONCURRENCY: Final = 2
GRACE_SECONDS: Final = 10
AWAY_SECONDS: Final = 5.0
"""A database that lets the worker in no more for so long is away."""
_log: Final = logging.getLogger("touchpoint.worker")


def main() -> None:
    """Work until told to stop; jobs under way may end, within the grace.

    A database that goes away is waited for: whoever looks after the worker need not.
    """
    end_with_supervisor()
    say_nothing_at_the_end()
    found = settings_as("owner")
    set_django_up()
    wait_for(as_owner(found), _log.warning)
    while not _has_worked():
        close_connections()
        wait_for(as_owner(found), _log.warning)


def _has_worked() -> bool:
    """Whether the worker ended as it was told to, and not because the database was away."""
    from django.db import OperationalError  # noqa: PLC0415 - there once Django is set up
    from procrastinate.exceptions import ConnectorException  # noqa: PLC0415 - as above

    try:
        asyncio.run(_work())
    except (ConnectorException, OperationalError, psycopg.OperationalError):
        _log.warning("The worker lost the database")
        return False
    return True


async def _work() -> None:
    # There once Django is set up.
    from procrastinate.contrib.django import app  # noqa: PLC0415 - as above
    from procrastinate.contrib.django.utils import connector_params  # noqa: PLC0415 - as above

    # Django's own connector would ask a database that is away for half a minute at a time.
    connector = PsycopgConnector(
        kwargs=connector_params(), timeout=AWAY_SECONDS, reconnect_timeout=AWAY_SECONDS
    )
    with app.replace_connector(connector) as working:
        async with working.open_async():
            _log.info("The worker is working")
            await working.run_worker_async(
                concurrency=CONCURRENCY,
                shutdown_graceful_timeout=GRACE_SECONDS,
                delete_jobs="successful",
            )


if __name__ == "__main__":
    try:
        main()
    except Refused as refusal:
        sys.exit(str(refusal))
