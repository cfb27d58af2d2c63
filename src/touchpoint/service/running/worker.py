"""The background worker: it takes jobs from the database, as the owner, until it is stopped."""

import asyncio
import logging
from typing import Final

from touchpoint.service.running.at_hand import set_django_up, settings_as
from touchpoint.service.running.children import end_with_supervisor, say_nothing_at_the_end

CONCURRENCY: Final = 2
GRACE_SECONDS: Final = 10


def main() -> None:
    """Work until told to stop; jobs under way may end, within the grace."""
    end_with_supervisor()
    say_nothing_at_the_end()
    settings_as("owner")
    set_django_up()
    asyncio.run(_work())


async def _work() -> None:
    # There once Django is set up.
    from procrastinate.contrib.django import app  # noqa: PLC0415 - as above
    from procrastinate.contrib.django.django_connector import (  # noqa: PLC0415 - as above
        DjangoConnector,
    )

    connector = app.connector
    if not isinstance(connector, DjangoConnector):
        raise TypeError(type(connector))
    with app.replace_connector(connector.get_worker_connector()) as working:
        async with working.open_async():
            logging.getLogger("touchpoint.worker").info("The worker is working")
            await working.run_worker_async(
                concurrency=CONCURRENCY,
                shutdown_graceful_timeout=GRACE_SECONDS,
                delete_jobs="successful",
            )


if __name__ == "__main__":
    main()
