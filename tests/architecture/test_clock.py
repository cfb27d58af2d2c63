"""The clock is an argument (house law 8): only the edges of command and service may read one."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from source import ROOT, modules, place, tree

EDGES = (
    "src/touchpoint/cli/**/*.py",
    "src/touchpoint/service/**/views.py",
    "src/touchpoint/service/**/views/*.py",
    "src/touchpoint/service/**/tasks.py",
    "src/touchpoint/service/api/*.py",
    "src/touchpoint/service/journeys/looks/gate.py",
    "src/touchpoint/service/journeys/looks/watching.py",
    "src/touchpoint/service/organisation/account.py",
    "src/touchpoint/service/organisation/middleware.py",
    "src/touchpoint/service/organisation/signing_in/*.py",
    "src/touchpoint/service/organisation/today.py",
)
"""What is reached first from outside: commands, views and what stands before them, routes, tasks.

`today.py` reads the clock for several views, and so do the forms and adapters of signing in, which
the framework calls.
"""

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
    "timezone.localdate",
    "timezone.localtime",
    "timezone.now",
}
ASKS_IN_SQL = {"src/touchpoint/engines/postgres.py": ["now()"]}
"""A view takes no argument: its day is a setting of the session, and today where none was set."""

IN_SQL = re.compile(
    r"\b(current_(date|time|timestamp|localtime\w*)|localtimestamp|getdate|"
    r"(now|today|clock_timestamp|statement_timestamp|transaction_timestamp) ?\(\))",
    re.IGNORECASE,
)


def edges() -> dict[str, list[Path]]:
    return {pattern: sorted(ROOT.glob(pattern)) for pattern in EDGES}


def attributes(path: Path) -> Iterator[str]:
    """Every `owner.name` of a module, whatever the owner was reached by."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            owner = node.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            yield f"{name}.{node.attr}"
        if isinstance(node, ast.ImportFrom):
            owner_name = (node.module or "").rpartition(".")[2]
            yield from (f"{owner_name}.{alias.name}" for alias in node.names)


def clocks_read(path: Path) -> list[str]:
    return [name for name in attributes(path) if name in READS]


def texts(path: Path) -> Iterator[str]:
    """Every text of a module that is not a docstring: SQL is among them."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value.value = None
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_nothing_below_the_edges_reads_a_clock() -> None:
    at_an_edge = {path for paths in edges().values() for path in paths}
    reading = [
        (place(path), name)
        for path in modules("src")
        if path not in at_an_edge
        for name in clocks_read(path)
    ]
    assert reading == []


def test_every_edge_that_is_named_reads_a_clock() -> None:
    idle = [pattern for pattern, paths in edges().items() if not any(map(clocks_read, paths))]
    assert idle == []


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
