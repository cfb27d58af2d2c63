"""Django as the tests of pages use it: its own settings, served by its real WSGI application."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "touchpoint.service.config.django_settings")


def set_up() -> None:
    """Readies Django in this process; a second time does nothing."""
    django.setup()


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the method it replaces
        """Tests say what went wrong; a list of requests does not."""


@contextmanager
def served(port: int = 0) -> Iterator[str]:
    """The address of the service, served with its middleware, its static files and all."""
    set_up()
    server = ThreadedWSGIServer(("127.0.0.1", port), _Quiet)
    server.daemon_threads = True
    server.set_app(WSGIHandler())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
