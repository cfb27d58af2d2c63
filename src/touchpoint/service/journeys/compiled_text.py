"""The compiled verdicts as a file that comes with the package, for to compile them takes seconds.

`make docs` writes it, and a test holds it to what would be compiled today.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from touchpoint.engines.postgres import Compiled
from touchpoint.service.journeys.sql_files import sql_file

FILE: Final = Path(__file__).parent / "sql" / "compiled.sql"
ABOUT: Final = "-- What a duty says of a journey, as Postgres runs it. Written by `make docs`."
RULES: Final = "-- by the rules "
VIEW: Final = "-- "


def written_text(rules: str, compiled: Mapping[str, Compiled]) -> str:
    """The text of the file: whose rules, and each view with its columns and its body in a line."""
    lines = [ABOUT, f"{RULES}{rules}"]
    for name, made in compiled.items():
        columns = ", ".join(f"{column} {kind}" for column, kind in made.columns.items())
        lines += [f"{VIEW}{name}: {columns}", made.body]
    return "\n".join(lines) + "\n"


def held_text() -> str:
    """The file as it is held."""
    return sql_file(FILE.stem)


def read_text(text: str) -> tuple[str, Mapping[str, Compiled]]:
    """Of which rules a text is, and the views in it by their names."""
    # Not by splitlines: a body holds signs of Unicode at which that would end a line too.
    _, rules, *lines = text.removesuffix("\n").split("\n")
    found = {}
    for head, body in zip(lines[::2], lines[1::2], strict=True):
        name, _, columns = head.removeprefix(VIEW).partition(": ")
        kinds = dict(column.split(" ", 1) for column in columns.split(", "))
        found[name] = Compiled(body=body, columns=kinds)
    return rules.removeprefix(RULES), found
