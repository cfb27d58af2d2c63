"""An edition of the Victims' Code out of its TOML file, or every fault of the file.

On the authority of docs/explanation/how-a-duty-is-judged.md, section The file.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, cast

from touchpoint.errors import Refused
from touchpoint.rights.code.duty import Duty, Edition, Status
from touchpoint.rights.code.vocabulary import CLOCK_SETTINGS, STATUSES
from touchpoint.rights.reading.declared import read_words
from touchpoint.rights.reading.duties import File, read_duty
from touchpoint.rights.reading.entries import TOP, Entry, repeated


def read_edition(path: Path, *, over: Edition | None = None) -> Edition:
    """Read an edition, or a local file that is laid `over` an edition."""
    return edition_of(parsed(path), file=path.name, over=over)


def edition_of(table: Mapping[str, Any], *, file: str, over: Edition | None = None) -> Edition:
    """The edition that a parsed file holds; refuse it with every fault there is."""
    if table.get("status") == "local" and over is None:
        raise Refused(
            f"{file} is a local file, and can only be read over an edition: name both, the edition "
            "and this file (--edition and --local)."
        )
    faults: list[str] = []
    edition = _edition(table, Entry(table, TOP, faults), over)
    if faults:
        raise Refused(
            f"{file} cannot be read as an edition of the Code. Put right what is listed here and "
            "read it again; docs/how-to/write-an-edition.md says how each part is written.",
            faults,
        )
    return edition


def parsed(path: Path) -> Mapping[str, Any]:
    """What a file holds as TOML, before it is known whether that is an edition."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Refused(f"{path.name} cannot be opened: {error.strerror}.") from error
    try:
        # utf-8-sig: some editors put a mark before the first letter.
        return tomllib.loads(raw.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Refused(
            f"{path.name} is not UTF-8: line {line} holds a character in another encoding. "
            "Save the file as UTF-8."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"{path.name} is not TOML: {error}. Correct the file there.") from error
    except RecursionError as error:
        raise Refused(f"{path.name} has too many brackets inside one another.") from error


def _edition(table: Mapping[str, Any], entry: Entry, over: Edition | None) -> Edition:
    name = _name(entry, over)
    title = entry.text("title") or ""
    status = cast("Status", entry.word("status", STATUSES))
    first, last = _days_in_force(entry, status)
    rights: Mapping[int, str] | None
    if status == "local" and over is not None:
        rights = over.rights
        named = entry.text("over")
        if named not in (None, over.name):
            entry.fault(f"it is to be laid over {named!r}, and not over {over.name}.")
    else:
        over = None
        rights = _rights(entry)
        _clock_settings(entry)
    words = read_words(entry, table.get("duties"), over)
    sources = _sources(entry)
    duties = _duties(entry, File(name=name, rights=rights, over=over, words=words))
    entry.close()
    return Edition(
        name=name,
        title=title,
        status=status,
        in_force_from=first,
        in_force_to=last,
        rights=rights or {},
        duties=duties,
        kinds=words.kinds,
        marks=words.marks,
        sources=sources,
    )


def _name(entry: Entry, over: Edition | None) -> str:
    name = entry.text("edition") or ""
    if name and not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name):
        entry.fault(f"edition {name!r} is not a name: write it like victims-code-2021.")
    if over is not None and name in {over.name, *(duty.edition for duty in over.duties)}:
        entry.fault(f"edition {name!r} is already the name of what this file is laid over.")
    return name


def _days_in_force(entry: Entry, status: str | None) -> tuple[date | None, date | None]:
    """The first and the last day: the first is needed in force, and neither is allowed else."""
    dated = status in ("in_force", None)
    if not dated:
        for key in ("in_force_from", "in_force_to"):
            if entry.says(key):
                entry.fault(f"{key} does not go with the status {status}: leave it out.")
    first = entry.day("in_force_from", needed=status == "in_force")
    last = entry.day("in_force_to", needed=False)
    if dated and first is not None and last is not None and last < first:
        entry.fault(f"in_force_to {last} lies before in_force_from {first}.")
    return first, last


def _rights(entry: Entry) -> Mapping[int, str] | None:
    """The rights by number; nothing when a number has a fault, so that no duty is blamed for it."""
    before = len(entry.faults)
    rights: dict[int, str] = {}
    tables = entry.entries("rights", "right") or []
    sure = len(entry.faults) == before
    for right in tables:
        before = len(entry.faults)
        number = right.number("number")
        if number is not None and number < 1:
            right.fault(f"number is {number}: rights are numbered from 1.")
        if number in rights:
            right.fault(f"number {number} stands twice.")
        sure = sure and len(entry.faults) == before
        title = right.text("title") or ""
        right.close()
        if number is not None:
            rights.setdefault(number, title)
    return rights if sure else None


def _clock_settings(entry: Entry) -> None:
    clock = entry.entry("clock")
    if clock is not None:
        for setting, value in CLOCK_SETTINGS.items():
            clock.word(setting, (value,))
        clock.close()


def _sources(entry: Entry) -> Mapping[str, str]:
    """What the short names of sources stand for."""
    table = entry.entry("sources", needed=False)
    return {} if table is None else {name: table.text(name) or "" for name in table.keys}


def _duties(entry: Entry, file: File) -> tuple[Duty, ...]:
    duties: list[Duty | None] = []
    names: list[str] = []
    for each in entry.entries("duties", "duty") or []:
        name = each.text("id")
        if name is not None:
            each.place = f"duty {name}"
            names.append(name)
            _check_name(each, name, file)
        duties.append(read_duty(each, name or "", file))
    for name in repeated(name.lower() for name in names):
        alike = [each for each in names if each.lower() == name]
        entry.fault(
            f"{len(alike)} duties have the id {' or '.join(dict.fromkeys(alike))}: give each its "
            "own, and not by capitals alone."
        )
    return tuple(duty for duty in duties if duty is not None)


def _check_name(entry: Entry, name: str, file: File) -> None:
    if not re.fullmatch(r"[A-Za-z0-9]+([._-][A-Za-z0-9]+)*", name):
        entry.fault("the id may hold letters, digits, and single . _ - between them.")
    over = file.over
    if over is not None and any(duty.id.lower() == name.lower() for duty in over.duties):
        entry.fault(f"{over.name} has a duty of this id: give it one of its own.")
