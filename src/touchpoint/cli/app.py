"""The command as a whole: which commands there are, and how an error becomes a sentence.

Exit status: 0 when it did what it was asked, 1 when it did not, 2 when it was typed wrongly.
"""

import os
import signal
import sys
from contextlib import suppress
from typing import Annotated

import typer

from touchpoint import __version__
from touchpoint.cli.commands import (
    check,
    duties,
    guess,
    load,
    loads,
    profiles,
    reconcile,
    synthesise,
    verdicts,
    why,
)
from touchpoint.errors import Refused

INTERRUPTED = 130
"""The status that Typer gives to Ctrl-C, without a word."""

app = typer.Typer(
    name="touchpoint",
    help="Follow every victim of crime through the justice system.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.command()(synthesise.synthesise)
app.command()(check.check)
app.command()(duties.duties)
app.command()(why.why)
app.command()(verdicts.verdicts)
app.command()(profiles.profiles)
app.command()(guess.guess)
app.command()(load.load)
app.command()(loads.loads)
app.command()(loads.undo)
app.command()(reconcile.reconcile)


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
