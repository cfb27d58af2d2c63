"""`touchpoint guess`: a proposed profile for a file that nobody has described yet, with reasons."""

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from touchpoint.cli.whole_file import refuse_unwritable, whole_file
from touchpoint.errors import Refused
from touchpoint.extracts.guessing import Guess
from touchpoint.extracts.guessing import guess as guess_file

WIDTH = 100


def _found_fit(out: Path | None) -> Path | None:
    """Refuse a file that cannot be written before the work, not after it."""
    if out is None:
        return None
    if out.suffix.lower() != ".toml":
        raise typer.BadParameter(
            f"{out.name} is no name for a profile: give one that ends in .toml."
        )
    if not out.parent.is_dir():
        raise Refused(f"There is no folder {out.parent} to write {out.name} in: make it first.")
    if out.exists():
        raise Refused(f"{out} is there already: move it away, or give another name.")
    refuse_unwritable(out)
    return out


def guess(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The file of another system.", show_default=False)
    ],
    *,
    sheet: Annotated[
        str | None,
        typer.Option(
            "--sheet", metavar="NAME", help="The sheet of a workbook.", show_default=False
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE.toml",
            callback=_found_fit,
            help="Write the proposed profile to this file.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Propose a profile for an unknown file, and say why and what is not known.

    The proposed profile goes to standard output, or to --out; reasons go to standard error. Names,
    contacts and free text of the file are never shown.
    """
    made = guess_file(file, sheet=sheet)
    if made.profile is None and out is not None:
        with whole_file(out) as place:
            place.write_text(made.text, encoding="utf-8")
    for line in _said(made, out):
        typer.echo(line, err=True)
    if made.profile is not None:
        typer.echo(made.profile)
    elif out is None:
        typer.echo(made.text, nl=False)


def _said(made: Guess, out: Path | None) -> Iterator[str]:
    yield from _listed(f"{made.path.name}:", made.told)
    yield from _listed("Why:", made.reasons)
    yield from _listed("Not known, and for you to settle:", made.unknown)
    if made.profile is not None:
        if made.refused:
            yield f"{made.profile} fits, but a load refuses the file until its headings are clear."
        else:
            yield f"{made.profile} fits as it is: load the file with --profile {made.profile}."
        if out is not None:
            yield f"Nothing was written to {out}, since no other profile is needed."
    elif out is not None:
        yield f"The proposed profile is in {out}. Settle it before you load the file with it."


def _listed(heading: str, sentences: Sequence[str]) -> Iterator[str]:
    if sentences:
        yield heading
    for sentence in dict.fromkeys(sentences):
        yield from textwrap.wrap(sentence, WIDTH, initial_indent="  ", subsequent_indent="    ")
