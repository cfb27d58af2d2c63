"""How the web server is set up; gunicorn reads the names of this module."""

import gc
import sys

from touchpoint.service.config.logs import logging_settings
from touchpoint.service.config.settings import settings
from touchpoint.service.running.children import end_with_supervisor, say_nothing_at_the_end

end_with_supervisor()
say_nothing_at_the_end()
_settings = settings()
_host = f"[{_settings.host}]" if ":" in _settings.host else _settings.host

bind = [f"{_host}:{_settings.port}"]
worker_class = "gthread"
workers = _settings.web_processes
threads = _settings.web_threads
preload_app = True
proc_name = "touchpoint"

# A page takes milliseconds and an upload minutes; threads answer the server's heartbeat meanwhile.
timeout = 60
graceful_timeout = 10
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000

limit_request_line = 4_094
limit_request_fields = 60
limit_request_field_size = 8_190
# What a proxy says is believed only where there is one.
forwarded_allow_ips = "127.0.0.1,::1" if _settings.behind_proxy else ""

# Every request is logged by our own middleware: ids only, no addresses, no queries.
accesslog = None
logconfig_dict = logging_settings(_settings)
control_socket_disable = True


def pre_fork(_server: object, _worker: object) -> None:
    """What was read in advance stays: it is never looked through again for what may go."""
    gc.collect()
    gc.freeze()


def post_fork(_server: object, _worker: object) -> None:
    """A page makes thousands of small things that are gone with it: look less often."""
    gc.set_threshold(20_000, 20, 20)
    # Whoever comes back from the database goes on at once, not when a page that is drawn is drawn.
    sys.setswitchinterval(0.001)
