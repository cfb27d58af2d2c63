"""The clock is an argument (house law 8): only the command, which is an edge, may read one."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from source import ROOT, modules, place, tree

EDGES = ("src/touchpoint/cli/",)
READS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.ctime",
    "time.strftime",
    "Timestamp.now",
    "Timestamp.today",
    "Timestamp.utcnow",
    "ibis.now",
    "ibis.today",
}
ASKS_IN_SQL = {"src/touchpoint/engines/postgres.py": ["now()"]}
"""A view takes no argument: its day is a setting of the session, and today where none was set."""

IN_SQL = re.compile(
    r"\b(current_(date|time|timestamp|localtime\w*)|localtimestamp|getdate|"
    r"(now|today|clock_timestamp|statement_timestamp|transaction_timestamp) ?\(\))",
    re.IGNORECASE,
)


def library() -> list[Path]:
    return [path for path in modules("src") if not place(path).startswith(EDGES)]


def attributes(path: Path) -> Iterator[str]:
    """Every `owner.name` of a module, whatever the owner was reached by."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            owner = node.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            yield f"{name}.{node.attr}"
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def texts(path: Path) -> Iterator[str]:
    """Every text of a module that is not a docstring: SQL is among them."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value.value = None
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_nothing_below_the_edges_reads_a_clock() -> None:
    reading = [
        (place(path), name) for path in library() for name in attributes(path) if name in READS
    ]
    assert reading == []


def test_sql_asks_the_engine_for_the_time_in_one_place_only() -> None:
    asking: dict[str, list[str]] = {}
    for path in modules("src"):
        for text in texts(path):
            for found in IN_SQL.finditer(text):
                asking.setdefault(place(path), []).append(found.group())
    assert asking == ASKS_IN_SQL


def test_every_clock_that_the_linter_forbids_is_looked_for_here() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    banned = project["tool"]["ruff"]["lint"]["flake8-tidy-imports"]["banned-api"]
    assert {".".join(name.split(".")[-2:]) for name in banned} <= READS
