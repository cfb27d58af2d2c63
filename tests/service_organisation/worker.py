"""The background worker as a test runs it: until nothing waits, and then it ends."""

import threading

from database import Database


def work(database: Database, queue: str) -> None:
    """Have the jobs of a queue done, as the owner, whose connection the worker has.

    In a thread of its own: where a browser was opened, a loop runs in this one already.
    """
    failed: list[BaseException] = []

    def working() -> None:
        from django.db import connections  # noqa: PLC0415 - Django is set up by then

        try:
            _work(queue)
        except BaseException as error:  # noqa: BLE001 - it is raised again where it is looked for
            failed.append(error)
        finally:
            connections.close_all()

    database.django("owner")
    thread = threading.Thread(target=working)
    thread.start()
    thread.join()
    database.django("web")
    if failed:
        raise failed[0]


def _work(queue: str) -> None:
    from procrastinate.contrib.django import app  # noqa: PLC0415 - Django is set up by then
    from procrastinate.contrib.django.django_connector import (  # noqa: PLC0415 - the same
        DjangoConnector,
    )

    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    with app.replace_connector(connector.get_worker_connector()) as worker:
        worker.run_worker(
            queues=[queue], wait=False, listen_notify=False, install_signal_handlers=False
        )
