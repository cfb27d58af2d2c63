"""A proposed profile for an unknown file: the shipped one that fits, a copy made over, or a draft.

Nothing that may be somebody's name, contact or story is in what is said; what is not known is said.
"""

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from touchpoint.errors import Refused
from touchpoint.extracts.guessing.adapting import Adapting
from touchpoint.extracts.guessing.columns import Column, columns_of
from touchpoint.extracts.guessing.drafting import drafted
from touchpoint.extracts.guessing.fitting import Fit, fits
from touchpoint.extracts.guessing.personal import is_contact
from touchpoint.extracts.guessing.toml_text import Section, as_text, sections_of
from touchpoint.extracts.guessing.wants import shipped_table
from touchpoint.extracts.mapping.unclear import refused_for_headings, told_of_alike
from touchpoint.extracts.profile import Profile, read_profile
from touchpoint.extracts.reading import Found, Wish, read

_TOLD_FITS: Final = 3


Made = tuple[str, tuple[str, ...], tuple[str, ...]]
"""A proposed profile, why it is so, and what is not known."""


@dataclass(frozen=True, kw_only=True)
class Guess:
    """What was made out of a file.

    `profile` names the shipped profile that can be used as it is; otherwise `text` is a profile to
    be mended and saved. `reasons` say why, `unknown` what a person has to settle. `refused` is
    whether a load refuses the whole file until the first of that is settled.
    """

    path: Path
    sheet: str | None
    told: tuple[str, ...]
    columns: tuple[Column, ...]
    fits: tuple[Fit, ...]
    profile: str | None
    text: str
    reasons: tuple[str, ...]
    unknown: tuple[str, ...]
    refused: bool


def guess(path: Path, *, sheet: str | None = None) -> Guess:
    """Propose a profile for a file, or refuse it in a sentence where it cannot be read."""
    with duckdb.connect() as connection:
        found = read(connection, path, Wish(sheet=sheet))
        if sheet is not None and found.sheet is None:
            # A profile that names a sheet may be of a file without any; somebody who asks may not.
            raise Refused(f"{path.name} has no sheets, so none named {sheet}: name none.")
        _refuse_data_as_headings(found)
        columns = columns_of(connection, found)
        fit = fits(columns)
        best = fit[0]
        profile = best.profile if best.whole else None
        text, reasons, unknown = _made(path, best, columns, sheet)
        held = _read(text) if profile is None else read_profile(profile)
        alike = tuple(told_of_alike(connection, found))
        refused = refused_for_headings(connection, held, found)
    return Guess(
        path=path,
        sheet=found.sheet,
        told=(*found.told, *(sentence for sentence in alike if sentence not in refused)),
        columns=columns,
        fits=tuple(one for one in fit[:_TOLD_FITS] if one.share > 0.2),  # noqa: PLR2004 - less is chance
        profile=profile,
        text=text,
        reasons=(*_why(best), *reasons),
        unknown=(*refused, *unknown),
        refused=bool(refused),
    )


def _made(path: Path, best: Fit, columns: Sequence[Column], sheet: str | None) -> Made:
    """The text of a profile to be mended, which is empty where a shipped one can be used."""
    if best.whole:
        return "", (), _strange(best)
    name = _named(path)
    made_over = _made_over(name, path, best, columns) if best.near else None
    return made_over or _drafted(name, path, columns, sheet)


def _refuse_data_as_headings(found: Found) -> None:
    """A file without headings begins with somebody's row, which is not to be shown as headings."""
    dated = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}( .*)?")
    if any(is_contact(heading) or dated.fullmatch(heading) for heading in found.columns):
        raise Refused(
            f"{found.path.name} seems to have no headings: row {found.header_row}, which would be "
            "read as them, holds a date or a contact. Write a row of headings above it."
        )


def _named(path: Path) -> str:
    """A name for the profile; without figures, which in the name of a file are mostly its day."""
    words = re.findall(r"[a-z]+", path.stem.lower())
    return "-".join(["our", *words]) if words else "our-file"


def _why(fit: Fit) -> tuple[str, ...]:
    """What speaks for the shipped profile that fits best."""
    asked = len(fit.shared) + len(fit.renamed) + len(fit.missing)
    if fit.whole:
        return (f"All {asked} headings that {fit.profile} names are in the file.",)
    if not fit.shared and not fit.renamed:
        return ("No shipped profile names any of these headings.",)
    said = f"Of the {asked} headings that {fit.profile} names the file has {len(fit.shared)}"
    also = f", and {len(fit.renamed)} seem to be called otherwise" if fit.renamed else ""
    lacks = f"; not there: {', '.join(fit.missing)}" if fit.missing else ""
    return (f"{said}{also}{lacks}.",)


def _strange(fit: Fit) -> tuple[str, ...]:
    return tuple(
        f"{heading}: {_count(number)} of its words {fit.profile} does not know; rows with "
        f"{'it' if number == 1 else 'them'} would be refused."
        for heading, number in fit.strange.items()
    )


def _count(number: int) -> str:
    return "one" if number == 1 else str(number)


def _made_over(name: str, path: Path, fit: Fit, columns: Sequence[Column]) -> Made | None:
    """A copy of the shipped profile for this file, if one can be made without fault."""
    names = {h: h for h in fit.shared} | {h: column for h, (column, _) in fit.renamed.items()}
    adapting = Adapting(names)
    table = adapting.table(shipped_table(fit.profile))
    table["name"] = name
    table["title"] = f"{table['title']} (a copy of {fit.profile})"
    renamed = [f"{column} is taken for {h}: {why}." for h, (column, why) in fit.renamed.items()]
    left = [f"Left out: {what}." for what in adapting.left_out]
    spare = [column.heading for column in columns if column.heading not in names.values()]
    if spare:
        left.append(f"In no line: {', '.join(spare)}.")
    head = Section(
        why=(
            f"Made over from {fit.profile} for {path.name}. Look at these before you use it:",
            *(f"- {sentence}" for sentence in (*renamed, *left)),
        )
    )
    text = as_text([head, *sections_of(table)])
    if _faults(text):
        return None
    return text, tuple(renamed), (*left, *_strange(fit))


def _drafted(name: str, path: Path, columns: Sequence[Column], sheet: str | None) -> Made:
    sections, unknown = drafted(name, columns)
    if sheet is not None:
        unknown.append(f"Whether every such file has a sheet named {sheet}; if so, write it.")
    head = Section(
        why=(
            f"Drafted for {path.name}. Not known, and for you to settle:",
            *(f"- {sentence}" for sentence in unknown),
        )
    )
    text = as_text([head, *sections])
    faults = _faults(text)
    if faults:
        raise Refused(
            f"No profile could be drafted for {path.name}: begin with one of the shipped ones.",
            faults,
        )
    told = [s for s in sections if s.heading or s.lines]
    reasons = tuple(w for s in told for why in (s.why, *(x.why for x in s.lines)) for w in why)
    return text, reasons, tuple(unknown)


def _faults(text: str) -> list[str]:
    """The faults of a proposed profile, as anybody who reads it would be told them."""
    try:
        _read(text)
    except Refused as refusal:
        return list(refusal.faults) or [str(refusal)]
    return []


def _read(text: str) -> Profile:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "proposed.toml"
        path.write_text(text, encoding="utf-8")
        return read_profile(path)
