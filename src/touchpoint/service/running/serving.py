"""How the web server and the worker are started: as children of a run, or in its place."""

import os
import sys
from pathlib import Path
from typing import Final

from touchpoint.errors import Refused
from touchpoint.service.config.settings import Settings
from touchpoint.service.running.children import Child, python_child
from touchpoint.service.running.postgres.server import LOGS
from touchpoint.service.ui.wiring import SERVED

GUNICORN: Final = (
    "gunicorn",
    "--config=python:touchpoint.service.running.gunicorn_settings",
    "touchpoint.service.config.wsgi:application",
)
WORKER: Final = "touchpoint.service.running.worker"
LARGEST_LOG: Final = 10 * 1024 * 1024


def refuse_what_cannot_be_served(found: Settings) -> None:
    """Pages without style sheets, and pages that would send every browser to where it is."""
    if not (SERVED / "staticfiles.json").exists():
        raise Refused(
            "The style sheets of the service have not been built. Run `sh tools/assets.sh` where "
            "Touchpoint's source is, or `make run`, which does it itself. A wheel has them if it "
            "was made after that."
        )
    if found.is_https and not found.behind_proxy:
        raise Refused(
            f"The service is reached at {found.served_from}, and speaks no https itself: a proxy "
            "in front has to. Put one there that overwrites X-Forwarded-Proto and X-Forwarded-For "
            "(deploy/nginx.conf.example is one), then set TOUCHPOINT_BEHIND_PROXY to true."
        )


def web_server(found: Settings, *, made_up: bool) -> Child:
    """The web server, which works as the role that owns nothing."""
    environment = {"TOUCHPOINT_DATABASE_AS": "web", "TOUCHPOINT_MADE_UP": str(made_up).lower()}
    start = python_child(*GUNICORN, environment=environment, log=_log(found.data, "web"))
    return Child(name="web server", start=start)


def worker(found: Settings) -> Child:
    """The worker, which works as the owner."""
    environment = {"TOUCHPOINT_DATABASE_AS": "owner"}
    start = python_child(WORKER, environment=environment, log=_log(found.data, "worker"))
    return Child(name="worker", start=start)


def become_web_server() -> None:
    """Be the web server from here on, for a supervisor such as systemd."""
    os.environ["TOUCHPOINT_DATABASE_AS"] = "web"
    os.execv(sys.executable, [sys.executable, "-m", *GUNICORN])  # noqa: S606 - our own program


def _log(data: Path, name: str) -> Path:
    """The log of a child; one that has grown large is put aside once, before a run."""
    path = data / LOGS / f"{name}.log"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.replace(path.with_suffix(".1.log"))
    return path
