"""`touchpoint check`: every fault of a ledger, with counts and the first examples."""

from pathlib import Path

import typer

from touchpoint.cli.options import LedgerArgument
from touchpoint.cli.output import Format, FormatOption, OutOption, show, so_many
from touchpoint.cli.progress import progress
from touchpoint.engines import open_on_duckdb
from touchpoint.ledger import TABLES, Finding, open_folder
from touchpoint.ledger.content import check_ledger, folder_findings, memory_findings

COLUMNS = ("fault", "table", "column", "count", "examples", "sentence")
MEMORY = "4GB"


def check(
    ledger: LedgerArgument,
    *,
    form: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Find every fault of a ledger: columns, types, unknown words, time running backwards.

    Exit status 1 when there is any fault.
    """
    found = faults_of(ledger)
    rows = [{name: getattr(finding, name) for name in COLUMNS} for finding in found]
    if found or form in (Format.JSON, Format.CSV) or out is not None:
        show(COLUMNS, rows, chosen=form, out=out)
    if found:
        typer.echo(f"{ledger} has {so_many(len(found), 'fault')}.", err=True)
        raise typer.Exit(1)
    if form in (None, Format.TABLE):
        typer.echo(f"{ledger} is sound.")


def faults_of(ledger: Path) -> list[Finding]:
    """Every fault of a ledger folder."""
    found = folder_findings(ledger)
    if found:
        return found
    with (
        open_on_duckdb(ledger, faulty=True, memory=MEMORY) as opened,
        progress("Checking tables", len(TABLES)) as done,
    ):
        found = check_ledger(opened.tables, opened.structure, progress=done, run=opened.rows)
    return [*found, *memory_findings(open_folder(ledger))]
