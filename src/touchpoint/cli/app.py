"""The command as a whole: which commands there are, each read in when it is asked for."""

from collections.abc import Mapping
from importlib import import_module
from typing import Annotated, Final, cast

import typer
from typer.core import TyperCommand, TyperGroup

from touchpoint import __version__

COMMANDS: Final[Mapping[str, str]] = {
    "synthesise": "synthesise",
    "check": "check",
    "duties": "duties",
    "why": "why",
    "verdicts": "verdicts",
    "measures": "measures",
    "measure": "measure",
    "spc": "spc",
    "drivers": "drivers",
    "gap": "gap",
    "repeat": "repeat",
    "profiles": "profiles",
    "guess": "guess",
    "load": "load",
    "loads": "loads",
    "undo": "loads",
    "reconcile": "reconcile",
    "papers": "papers",
    "paper": "paper",
    "run": "run",
    "backup": "backup",
    "restore": "restore",
    "take-in": "take_in",
    "give-out": "give_out",
    "add-administrator": "add_administrator",
    "verify": "verify",
    "rebuild-obligations": "rebuild_obligations",
}
"""Every command, and the module of cli/commands that has it, under the same name with _ for -."""


class Commands(TyperGroup):
    """The commands, each read in when it is asked for: a command waits for no other's libraries."""

    def list_commands(self, _: object) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _: object, name: str) -> TyperCommand | None:
        if name not in COMMANDS:
            return None
        module = import_module(f"touchpoint.cli.commands.{COMMANDS[name]}")
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(name)(getattr(module, name.replace("-", "_")))
        return cast("TyperCommand", typer.main.get_command(alone))


app = typer.Typer(
    name="touchpoint",
    cls=Commands,
    help="Follow every victim of crime through the justice system.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _show_version(asked: bool) -> None:  # noqa: FBT001 - the signature typer calls
    if asked:
        typer.echo(f"touchpoint {__version__}")
        raise typer.Exit


@app.callback()
def _touchpoint(
    *,
    _version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_show_version,
            is_eager=True,
            help="Say which version this is.",
        ),
    ] = False,
) -> None:
    """Follow every victim of crime through the justice system."""
