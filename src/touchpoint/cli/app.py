"""The command as a whole: which commands there are, and how an error becomes a sentence.

Exit status: 0 when it did what it was asked, 1 when it did not, 2 when it was typed wrongly.
"""

import gc
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from typing import Annotated, Final, cast

import typer
from typer.core import TyperCommand, TyperGroup

from touchpoint import __version__
from touchpoint.errors import Refused

INTERRUPTED = 130
"""The status that Typer gives to Ctrl-C, without a word."""

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


def main() -> None:
    """Run the command; whatever goes wrong ends in a sentence on standard error."""
    # A command makes large expressions and ends: it looks less often for what may go.
    gc.set_threshold(50_000, 20, 20)
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _interrupt)
    try:
        _run()
    except Refused as refusal:
        _stop(str(refusal), 1)
    except KeyboardInterrupt:
        _stop("Stopped.", INTERRUPTED)
    except SystemExit as ending:
        if ending.code == INTERRUPTED:
            _stop("Stopped.", INTERRUPTED)
        raise
    except BrokenPipeError:
        # The reader of our output has gone: nobody is left to tell.
        _let_go_of_output()
        sys.exit(1)
    except OSError as error:
        _let_go_of_output()
        place = f" ({error.filename})" if error.filename else ""
        _stop(f"The computer refused: {error.strerror or error}{place}.", 1)
    except Exception as error:
        if os.environ.get("TOUCHPOINT_TRACEBACK"):
            raise
        _stop(
            f"Touchpoint has a fault of its own here ({type(error).__name__}). Run it again with "
            "TOUCHPOINT_TRACEBACK=1 and report what it prints; it may hold rows of your ledger.",
            1,
        )


def _run() -> None:
    """Run the command to its end, which is when everything it said has been written."""
    try:
        app()
    finally:
        sys.stdout.flush()


def _let_go_of_output() -> None:
    """Write nothing more: what is still to be written would fail again when Python ends."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _interrupt(*_: object) -> None:
    """Being asked to end is being interrupted: what was begun is cleared away."""
    raise KeyboardInterrupt


def _stop(sentence: str, status: int) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.exit(status)
