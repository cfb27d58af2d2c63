"""Puts every static file where it is served from, under a name that holds its hash.

It needs no database and none of the service's settings: only the folders that hold such files.
"""

from importlib.util import find_spec
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

from touchpoint.service.ui.wiring import BUILT, SERVED, STATIC_STORAGE

SERVICE = Path(__file__).parents[1] / "src" / "touchpoint" / "service"
SCRIPTED = ("allauth.account", "allauth.mfa")
"""Packages whose pages bring scripts of their own: passkeys cannot do without."""


def folder_of(package: str) -> Path:
    """The static folder of an installed package."""
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise SystemExit(f"The package {package} is not installed: make env installs it.")
    return Path(found.submodule_search_locations[0]) / "static"


def main() -> None:
    settings.configure(
        INSTALLED_APPS=["django.contrib.staticfiles"],
        STATICFILES_DIRS=[
            BUILT,
            *sorted(SERVICE.glob("*/static")),
            *(folder_of(package) for package in SCRIPTED),
        ],
        STATIC_ROOT=SERVED,
        STATIC_URL="/static/",
        STORAGES={"staticfiles": {"BACKEND": STATIC_STORAGE}},
    )
    django.setup()
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)


if __name__ == "__main__":
    main()
