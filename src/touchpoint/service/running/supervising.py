"""The whole service as one process and its children, from an empty folder until it is stopped."""

import signal
import time
from contextlib import ExitStack
from datetime import datetime
from typing import Final

from touchpoint.service.config.settings import Settings
from touchpoint.service.running.answering import wait_until_it_answers
from touchpoint.service.running.at_hand import (
    close_connections,
    make_service_ready,
    refuse_unusable_uploads,
    set_django_up,
)
from touchpoint.service.running.children import Child, end_all
from touchpoint.service.running.one_run import check_port_is_free, only_run
from touchpoint.service.running.postgres.server import start_server, stop_server
from touchpoint.service.running.serving import (
    refuse_what_cannot_be_served,
    web_server,
    worker,
)
from touchpoint.service.running.sign_ins import kept_sign_ins
from touchpoint.service.running.telling import Telling

BETWEEN_LOOKS: Final = 0.2


def run_whole_service(found: Settings, telling: Telling, now: datetime) -> None:
    """Bring everything up, keep it going until interrupted, and take it down."""
    # A shell that starts us in the background has Ctrl-C ignored; we never do.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with only_run(found.data), ExitStack() as at_the_end:
        check_port_is_free(found.host, found.port)
        refuse_what_cannot_be_served(found)
        refuse_unusable_uploads(found)
        children: list[Child] = []
        at_the_end.callback(_take_down, children, telling)
        if found.database_url is None:
            telling.say("Starting Postgres.")
            children.append(_database(found))
            children[0].process = children[0].start()
        made_up = _make_ready(found, telling, now)
        children += [web_server(found, made_up=made_up), worker(found)]
        _look_after(children, telling)
        wait_until_it_answers(found, children, telling)
        try:
            _tell_where(found, telling, made_up=made_up)
            while True:
                time.sleep(BETWEEN_LOOKS)
                _look_after(children, telling)
        except KeyboardInterrupt:
            return


def _database(found: Settings) -> Child:
    return Child(
        name="database",
        start=lambda: start_server(found.data),
        stop=stop_server,
    )


def _make_ready(found: Settings, telling: Telling, now: datetime) -> bool:
    """Everything in the database as it must be; say whether the force in it is made up."""
    make_service_ready(found)
    set_django_up()
    # There once Django is set up.
    from touchpoint.service.running import first_start, ready  # noqa: PLC0415 - as above

    try:
        if ready.migrate():
            telling.say("The tables are up to date.")
        return first_start.see_to_a_force(found, telling, now)
    finally:
        close_connections()


def _look_after(children: list[Child], telling: Telling) -> None:
    for child in children:
        trouble = child.keep_going(time.monotonic())
        if trouble:
            telling.say(trouble)


def _tell_where(found: Settings, telling: Telling, *, made_up: bool) -> None:
    telling.say(f"Touchpoint is at {found.served_from}")
    if made_up:
        telling.sign_ins(kept_sign_ins(found.data))
    telling.say("Press Ctrl-C to stop it. Everything is kept.")


def _take_down(children: list[Child], telling: Telling) -> None:
    """Stop whoever uses the database, then the database; nothing may interrupt this."""
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.SIG_IGN)
    telling.say("Stopping.")
    end_all(children[::-1])
