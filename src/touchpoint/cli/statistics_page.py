"""The page of the statistics room: every function with its rule and when not to use it.

Made from the docstrings: a function is on the page when its docstring says what it is not for.
"""

import importlib
import inspect
import pkgutil
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

from touchpoint import statistics

NOT_FOR = "\nNot for"


def statistics_reference() -> str:
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# The statistics"
    yield ""
    yield "For an analyst who works with the library. Each function says what it gives, by which"
    yield "rule, and what it is not for. Written by `make docs`."
    for module in _modules():
        told = list(_functions(module))
        if not told:
            continue
        yield from ("", f"## touchpoint.{module}", "")
        yield (inspect.getdoc(importlib.import_module(f"touchpoint.{module}")) or "").strip()
        for name, function in told:
            yield from ("", f"### {name}", "", "```text", _signature(name, function), "```", "")
            yield from _paragraphs(inspect.getdoc(function) or "")


def _modules() -> Iterator[str]:
    for found in pkgutil.walk_packages(statistics.__path__, "statistics."):
        yield found.name


def _functions(module: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    held = importlib.import_module(f"touchpoint.{module}")
    for name, function in inspect.getmembers(held, inspect.isfunction):
        here = function.__module__ == held.__name__ and not name.startswith("_")
        if here and NOT_FOR in (inspect.getdoc(function) or ""):
            yield name, function


def _signature(name: str, function: Callable[..., Any]) -> str:
    shown = [
        str(parameter.replace(annotation=inspect.Parameter.empty)).replace("=", " = ")
        for parameter in inspect.signature(function).parameters.values()
    ]
    return textwrap.fill(f"{name}({', '.join(shown)})", 96, subsequent_indent="    ")


def _paragraphs(text: str) -> Iterator[str]:
    """The docstring, with what the function is not for as a paragraph of its own."""
    yield text.replace(NOT_FOR, "\n\n**Not for**", 1).replace("<", "&lt;")
