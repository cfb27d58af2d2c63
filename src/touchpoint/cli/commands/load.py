"""`touchpoint load`: other systems' files into a ledger, each whole or not at all."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import pyarrow as pa
import typer

from touchpoint.cli.options import LedgerArgument, now
from touchpoint.cli.output import Format, FormatOption, OutOption, show
from touchpoint.cli.progress import progress
from touchpoint.errors import Refused
from touchpoint.extracts.loading import Loaded, put_in_place
from touchpoint.extracts.loading import load as load_file
from touchpoint.extracts.profile import Profile, read_profile
from touchpoint.ledger import TABLES, arrow_schema, new_ledger, write_part
from touchpoint.ledger.folder import DESCRIPTION, describe

COLUMNS = ("file", "sheet", "load", "read", "loaded", "unchanged", "corrected", "refused")
MOST_TOLD = 5


def load(
    ledger: LedgerArgument,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="The files.", show_default=False)
    ],
    *,
    profile: Annotated[
        str,
        typer.Option(
            help="What the files are: the name of a profile, or a .toml file.", show_default=False
        ),
    ],
    form: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Read files of another system into a ledger, which is made if it is not there.

    Rows that are refused are written, with every reason, to a file beside the ledger; mended, that
    file can be loaded. Loading the same file twice changes nothing.
    """
    known = read_profile(profile)
    missing = [
        f"{file} is {'a folder: name the files in it' if file.is_dir() else 'not there'}."
        for file in files
        if not file.is_file()
    ]
    if missing:
        raise Refused("Nothing was loaded, since not all the files are there.", missing)
    ended = _Ended(ledger=ledger)
    try:
        with progress("Loading files", len(files)) as more:
            for file in files:
                ended.take_up(known, file)
                more(1)
    finally:
        # What is loaded stands, whatever ends the rest: it is told before anything else is.
        _tell(ended, files, form, out)
    if ended.refused:
        raise Refused("\n".join(ended.refused))


@dataclass(kw_only=True)
class _Ended:
    """How the files of a command ended, those that it came to the end of."""

    ledger: Path
    done: list[Loaded] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def take_up(self, profile: Profile, file: Path) -> None:
        try:
            self.done.append(_load(self.ledger, profile, file))
        except Refused as refusal:
            self.refused.append(str(refusal))

    def unfinished(self, files: list[Path]) -> Iterator[str]:
        """What is not known of a file at which the command was ended, and of those after it."""
        left = files[len(self.done) + len(self.refused) :]
        if left:
            yield from self.refused
            yield (
                f"{left[0]} was not finished: `touchpoint loads {self.ledger}` says whether it was "
                "loaded."
            )
        if left[1:]:
            yield f"Not reached: {', '.join(map(str, left[1:]))}."


def _tell(ended: _Ended, files: list[Path], form: Format | None, out: Path | None) -> None:
    """Tell of every file what became of it, also where the counts cannot be shown."""
    try:
        show(COLUMNS, (_row(loaded) for loaded in ended.done), chosen=form, out=out)
        sys.stdout.flush()
    except OSError:
        if ended.done:
            those = ", ".join(str(loaded.load) for loaded in ended.done)
            typer.echo(
                f"What was loaded stands ({those} in `touchpoint loads {ended.ledger}`): only the "
                "counts could not be written.",
                err=True,
            )
        raise
    finally:
        for sentence in (*_told(ended.done), *ended.unfinished(files)):
            typer.echo(sentence, err=True)


def _load(ledger: Path, profile: Profile, file: Path) -> Loaded:
    loaded_at = now()
    if ledger.exists() and (not ledger.is_dir() or any(ledger.iterdir())):
        return load_file(ledger, profile, file, loaded_at=loaded_at)
    with new_ledger(ledger) as staging:
        for table in TABLES.values():
            if table.required:
                # Made so, and not by empty_table(), pyarrow does not read in pandas.
                empty = pa.Table.from_batches([], schema=arrow_schema(table.name))
                write_part(staging, table.name, 0, empty)
        (staging / DESCRIPTION).write_text(describe(), encoding="utf-8")
        made = load_file(staging, profile, file, loaded_at=loaded_at, beside=ledger)
    put_in_place(ledger)
    return made


def _row(loaded: Loaded) -> dict[str, object]:
    counts = {name: getattr(loaded.counts, name) for name in COLUMNS[3:]}
    return {"file": loaded.file, "sheet": loaded.sheet, "load": loaded.load, **counts}


def _told(done: list[Loaded]) -> Iterator[str]:
    for loaded in done:
        yield from (f"{loaded.file}: {sentence}" for sentence in loaded.told)
        yield from loaded.reasons[:MOST_TOLD]
        if loaded.refused_to is not None:
            refused = loaded.counts.refused
            rows = "The refused row is" if refused == 1 else f"All {refused:,} refused rows are"
            yield f"{rows} in {loaded.refused_to}. Mend it and load it with this profile."
