"""`touchpoint profiles`: the profiles that come with Touchpoint, as a table or one explained."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from touchpoint.cli.output import FormatOption, OutOption, show
from touchpoint.errors import Refused
from touchpoint.extracts.profile import Profile, explain, read_profile, shipped
from touchpoint.extracts.profile.reading_file import SHIPPED

COLUMNS = ("profile", "title", "source", "makes", "sample")


def profiles(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            help="One profile in full: its name, or a .toml file.",
            show_default=False,
        ),
    ] = None,
    *,
    sample: Annotated[
        Path | None,
        typer.Option(
            "--sample",
            metavar="DIR",
            help="Copy the made-up sample file, and the profile itself, into this folder.",
            show_default=False,
        ),
    ] = None,
    form: FormatOption = None,
    out: OutOption = None,
) -> None:
    """List the profiles that come with Touchpoint, or say in words what one does.

    A profile says what the columns of another system's file mean. Each comes with a made-up file.
    """
    chosen = [read_profile(name)] if name is not None else [*map(read_profile, shipped())]
    if sample is not None:
        _copy(chosen, sample)
    elif name is None or form is not None or out is not None:
        show(COLUMNS, [_row(profile) for profile in chosen], chosen=form, out=out)
    else:
        typer.echo(explain(chosen[0]), nl=False)
        typer.echo(_where(chosen[0].name, name))


def _row(profile: Profile) -> Mapping[str, Any]:
    kept = sample_of(profile.name)
    return {
        "profile": profile.name,
        "title": profile.title,
        "source": profile.source,
        "makes": tuple(dict.fromkeys(record.table for record in profile.records)),
        "sample": kept.name if kept is not None else None,
    }


def _where(profile: str, asked: str) -> str:
    kept = sample_of(profile) if asked == profile else None
    if kept is None:
        return "\nIt is a profile of your own: no sample comes with it."
    return f"\nA made-up sample: touchpoint profiles {profile} --sample . copies {kept.name} here."


def sample_of(name: str) -> Path | None:
    """The sample file of a shipped profile."""
    folder = Path(str(SHIPPED)) / "samples"
    return next((path for path in folder.glob(f"{name}.*") if name in shipped()), None)


def _copy(chosen: Sequence[Profile], folder: Path) -> None:
    """Copy profiles and samples, and write over nothing that is there."""
    if not folder.is_dir():
        raise Refused(f"There is no folder {folder} to copy samples into: make it first.")
    wanted = [path for profile in chosen for path in _files(profile.name)]
    there = [path.name for path in wanted if (folder / path.name).exists()]
    if there:
        raise Refused(
            f"Nothing was copied into {folder}, which has {', '.join(there)} already: "
            "move it away, or name another folder."
        )
    for path in wanted:
        shutil.copyfile(path, folder / path.name)
        typer.echo(str(folder / path.name))


def _files(name: str) -> Sequence[Path]:
    kept = sample_of(name)
    if kept is None:
        raise Refused(f"{name} is a profile of your own: no sample comes with it.")
    return (kept, Path(str(SHIPPED)) / f"{name}.toml")
