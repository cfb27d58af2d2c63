"""The command from its start to its end: how an error becomes a sentence, and with what status.

Exit status: 0 when it did what it was asked, 1 when it did not, 2 when it was typed wrongly.
"""

import gc
import io
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from touchpoint.errors import Refused

INTERRUPTED = 130
"""The status that Typer gives to Ctrl-C, without a word."""


def main() -> None:
    """Run the command; whatever goes wrong ends in a sentence on standard error."""
    # A command makes large expressions and ends: it looks less often for what may go.
    gc.set_threshold(50_000, 20, 20)
    _heed_endings()
    _make_streams_fit()
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
    # Read in here, since to read it in takes a while, in which somebody may press Ctrl-C.
    from touchpoint.cli.app import app  # noqa: PLC0415 - as above

    try:
        app()
    finally:
        sys.stdout.flush()


def _make_streams_fit() -> None:
    """Have a place for all output, and a sign for every letter that its encoding does not know.

    On a terminal that is a question mark. What another program reads is not to lose what it was.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever started the command: nobody wants to read it
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - to the end
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace" if stream.isatty() else "backslashreplace")


def _let_go_of_output() -> None:
    """Write nothing more: what is still to be written would fail again when Python ends."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _heed_endings() -> None:
    """Be interrupted when asked to end; what nohup told to be left alone stays so."""
    for ending in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(ending) is not signal.SIG_IGN:
            signal.signal(ending, _interrupt)


def _interrupt(*_: object) -> None:
    """Being asked to end is being interrupted: what was begun is cleared away."""
    raise KeyboardInterrupt


def _stop(sentence: str, status: int) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.exit(status)
