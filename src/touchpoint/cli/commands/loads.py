"""`touchpoint loads` and `touchpoint undo`: what was loaded from where, and taking it back."""

from typing import Annotated

import typer

from touchpoint.cli.options import LedgerArgument, now
from touchpoint.cli.output import FormatOption, OutOption, show
from touchpoint.extracts.loading import loads as list_loads
from touchpoint.extracts.loading import undo as undo_load
from touchpoint.extracts.loading.corrected import told_of
from touchpoint.extracts.loading.listing import COLUMNS
from touchpoint.ledger import open_folder


def loads(ledger: LedgerArgument, *, form: FormatOption = None, out: OutOption = None) -> None:
    """List the loads of a ledger: which files, with what outcome, and what was undone."""
    show(COLUMNS, list_loads(open_folder(ledger)), chosen=form, out=out)


def undo(
    ledger: LedgerArgument,
    load: Annotated[
        int, typer.Argument(metavar="LOAD", help="Its number in `touchpoint loads`.", min=1)
    ],
) -> None:
    """Take back a load as a whole, by new rows: nothing that was written is removed."""
    undone = undo_load(ledger, load, undone_at=now())
    rows = "1 row was" if undone.rows == 1 else f"{undone.rows:,} rows were"
    sentence = f"Load {load} is undone by {undone.undo}: {rows} taken back."
    if undone.stayed:
        held = "1 row stays" if undone.stayed == 1 else f"{undone.stayed:,} rows stay"
        sentence += f" {held} as other loads have them."
    typer.echo(sentence)
    for told in told_of(undone.standing):
        typer.echo(told)
