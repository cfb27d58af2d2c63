"""The reference page of the command, made from its own help."""

from typing import TYPE_CHECKING, Final, cast

import typer

from touchpoint.cli.app import COMMANDS, Commands

if TYPE_CHECKING:
    from typer.core import TyperCommand

WIDTH: Final = 78


def command_reference() -> str:
    """Every command with its help, as Markdown."""
    parts = ["# The `touchpoint` command\n\nFor whoever types it. Written by `make docs`.\n"]
    parts += [f"\n## {name}\n\n```text\n{_help(name)}\n```\n" for name in COMMANDS]
    return "".join(parts)


def _help(name: str) -> str:
    within = typer.Context(Commands(), info_name="touchpoint")
    command = cast("TyperCommand", Commands().get_command(within, name))
    return typer.Context(command, within, info_name=name, terminal_width=WIDTH).get_help()
