"""The service as a WSGI application, for the web server.

What every page needs is read here once, before the web server divides into processes: addresses,
templates and the Code. Else the first to open a page after a start would wait for all of it.
"""

import os
from typing import Final

from django.core.wsgi import get_wsgi_application
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.urls import get_resolver

from touchpoint.rights.editions import in_force
from touchpoint.service.config.last_resort import LastResort


def read_in_advance() -> None:
    """Read in what is asked for by the first request otherwise."""
    get_resolver().reverse_dict  # noqa: B018 - asking for it reads every room's addresses and views
    in_force()
    for engine in engines.all():
        if isinstance(engine, Jinja2):
            for name in engine.env.list_templates(extensions=("html",)):
                engine.env.get_template(name)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "touchpoint.service.config.django_settings")

application: Final = LastResort(get_wsgi_application())
read_in_advance()
