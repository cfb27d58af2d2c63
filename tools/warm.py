"""Imports every module of the library once, so that Python keeps them and what they need compiled.

Some machines tell Python to keep nothing compiled (PYTHONDONTWRITEBYTECODE); there every command
would compile some thousand files again each time that it is called.
"""

import contextlib
import importlib
import pkgutil
import sys

import touchpoint

APART = ("touchpoint.service", "touchpoint.engines.spark")
"""What wants settings first, or is not always installed."""


def main() -> None:
    """Import them; what is not installed has nothing to be kept."""
    sys.dont_write_bytecode = False
    for module in pkgutil.walk_packages(touchpoint.__path__, "touchpoint.", onerror=lambda _: None):
        if not module.name.startswith(APART):
            with contextlib.suppress(ImportError):
                importlib.import_module(module.name)
    for name in ("django.db.models", "django.contrib.auth", "gunicorn.app.wsgiapp", "psycopg"):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


if __name__ == "__main__":
    main()
