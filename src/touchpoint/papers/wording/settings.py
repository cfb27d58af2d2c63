"""A force's settings of its papers: its name, words, names, standards, breaks and rules.

On the authority of docs/how-to/write-a-paper.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from touchpoint.disclosure import Settings as Rules
from touchpoint.errors import Refused
from touchpoint.papers.description.addresses import dimension_known
from touchpoint.papers.description.breaks import Break
from touchpoint.papers.description.measures import SAID_YES, measure_of
from touchpoint.papers.wording.words import Words, own_words, shipped_words
from touchpoint.rights.reading.entries import TOP, Entry
from touchpoint.toml_file import table_of
from touchpoint.voice.instrument import Instruments
from touchpoint.voice.reading import with_own

RULES: Final = ("threshold", "class_group", "width", "base")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a force says of its own papers."""

    force: str | None = None
    words: Words = field(default_factory=shipped_words)
    standards: Mapping[str, float] = field(default_factory=dict)
    breaks: tuple[Break, ...] = ()
    rules: Rules = field(default_factory=Rules)
    instruments: Instruments = field(default_factory=lambda: with_own(None))


def read_settings(path: Path | None) -> Settings:
    """The settings of a file, or those of no file; refused with every fault."""
    if path is None:
        return Settings()
    faults: list[str] = []
    settings = _settings(Entry(table_of(path), TOP, faults), path.parent)
    if faults:
        raise Refused(f"{path.name} holds settings that cannot be used: correct them.", faults)
    return settings


def _settings(entry: Entry, folder: Path) -> Settings:
    own = entry.text("instruments", needed=False)
    instruments = with_own(None if own is None else folder / own)
    words = shipped_words()
    said = entry.entry("words", needed=False)
    if said is not None:
        words = own_words(said, words)
    words = Words(
        measures=words.measures, names=_names(entry.entry("names", needed=False))
    ).laid_over(words.names)
    settings = Settings(
        force=entry.text("force", needed=False),
        words=words,
        standards=_standards(entry.entry("standards", needed=False), instruments),
        breaks=tuple(
            _break(each, instruments)
            for each in entry.entries("breaks", "break", needed=False) or []
        ),
        rules=_rules(entry.entry("disclosure", needed=False)),
        instruments=instruments,
    )
    entry.close()
    return settings


def _names(entry: Entry | None) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for label, names in entry.whatever_is_left() if entry is not None else []:
        if entry is None or not dimension_known(entry, label):
            continue
        if not isinstance(names, dict) or not all(
            isinstance(name, str) and name.strip() for name in names.values()
        ):
            entry.fault(f'{label} must be a table of names, like {{ A1 = "North" }}.')
            continue
        found[label.partition(":")[0]] = {str(value): str(name) for value, name in names.items()}
    return found


def _standards(entry: Entry | None, instruments: Instruments) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, share in entry.whatever_is_left() if entry is not None else []:
        if entry is None:
            continue
        _check_measure(entry, name, instruments)
        if isinstance(share, int | float) and not isinstance(share, bool) and 0 <= share <= 1:
            found[name] = float(share)
        else:
            entry.fault(f"{name} must be a share between 0 and 1, like 0.9.")
    return found


def _check_measure(entry: Entry, name: str, instruments: Instruments) -> None:
    try:
        measure_of(name, instruments)
    except Refused as refusal:
        entry.fault(refusal.sentence)


def _break(entry: Entry, instruments: Instruments) -> Break:
    measures = entry.take("measures", list, "a list of measures") or []
    on = entry.day("on") or date.min
    says = entry.text("says") or ""
    entry.close()
    names = _texts(measures)
    for name in names:
        if name != SAID_YES:  # any question of it
            _check_measure(entry, name, instruments)
    if not names:
        entry.fault("measures names none: give those that were recorded in another way.")
    return Break(measures=names, on=on, says=says)


def _texts(values: Sequence[object]) -> tuple[str, ...]:
    return tuple(value for value in values if isinstance(value, str))


def _rules(entry: Entry | None) -> Rules:
    if entry is None:
        return Rules()
    given: dict[str, Any] = {
        name: number for name in RULES if (number := entry.number(name, needed=False)) is not None
    }
    method = entry.word("method", ("suppress", "round"), needed=False)
    if method is not None:
        given["method"] = method
    entry.close()
    try:
        return Rules(**given)
    except Refused as refusal:
        entry.fault(f"{refusal.sentence} {' '.join(refusal.faults)}")
        return Rules()
