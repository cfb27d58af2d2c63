"""Which figures a table of a description names: measures, periods and groups, each checked.

A fault is told with its place, and whoever asked goes on: nothing read with a fault is used.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from touchpoint.calendar import Kind
from touchpoint.calendar.periods import LENGTHS
from touchpoint.errors import Refused
from touchpoint.measures.definition.dimensions import read_dimension, takes
from touchpoint.measures.definition.measure import Measure
from touchpoint.papers.description.measures import measure_of
from touchpoint.papers.description.paper import Group
from touchpoint.papers.description.periods import (
    MOST,
    PeriodAsked,
    PeriodsAsked,
    example_of,
    read_period_asked,
)
from touchpoint.rights.reading.entries import Entry
from touchpoint.voice.instrument import Instruments

SHARE = "a share between 0 and 1, like 0.9"


@dataclass(frozen=True, kw_only=True)
class Checking:
    """What a description is checked against."""

    own: Kind
    instruments: Instruments

    def measure(self, entry: Entry, name: str) -> Measure | None:
        """The measure of a name, or a fault."""
        try:
            return measure_of(name, self.instruments)
        except Refused as refusal:
            entry.fault(refusal.sentence)
            return None

    def questions(self, entry: Entry, names: Sequence[str]) -> None:
        """Tell of every question that the instruments do not have."""
        for name in dict.fromkeys(names):
            try:
                self.instruments.named(name)
            except Refused as refusal:
                entry.fault(refusal.sentence)

    def period(self, entry: Entry, text: str) -> PeriodAsked | None:
        """The period that a text names, or a fault."""
        try:
            asked = read_period_asked(text)
            asked.of(example_of(self.own))
        except Refused as refusal:
            entry.fault(refusal.sentence)
            return None
        return asked


def measures_in(entry: Entry, checking: Checking) -> tuple[str, ...]:
    """The measures that `measure` or `measures` names."""
    names: list[str] = []
    if entry.says("measure") and entry.says("measures"):
        entry.fault("measure and measures both name what is counted: give one of them.")
    one = entry.text("measure", needed=False)
    names += [one] if one else []
    names += texts_in(entry, "measures")
    return tuple(name for name in names if checking.measure(entry, name) is not None)


def texts_in(entry: Entry, key: str) -> tuple[str, ...]:
    """A list of texts, which may be left out."""
    values = entry.take(key, list, 'a list of texts, like ["a", "b"]', needed=False)
    if values is None:
        return ()
    if not values or not all(isinstance(value, str) and value.strip() for value in values):
        entry.fault(f"{key} must be a list of texts, at least one.")
        return ()
    if len(set(values)) < len(values):
        entry.fault(f"{key} names something twice.")
    return tuple(values)


def period_in(entry: Entry, key: str, checking: Checking) -> PeriodAsked | None:
    """The period of a key, which may be left out."""
    text = entry.text(key, needed=False)
    return None if text is None else checking.period(entry, text)


def periods_in(entry: Entry, checking: Checking) -> PeriodAsked | PeriodsAsked | None:
    """One period (`period`), or the last so many (`periods`)."""
    one = period_in(entry, "period", checking)
    inner = entry.entry("periods", needed=False)
    if inner is None:
        return one
    if one is not None:
        entry.fault("period and periods both say when: give one of them.")
    last = inner.number("last")
    kind = inner.word("kind", list(LENGTHS), needed=False)
    inner.close()
    if last is not None and not 1 <= last <= MOST:
        inner.fault(f"last is {last}: it must be 1 to {MOST}.")
        return None
    return None if last is None else PeriodsAsked(last=last, kind=kind)  # type: ignore[arg-type] # word() gives one of LENGTHS


def group_in(entry: Entry) -> Group:
    """One value of each dimension that `group` names."""
    inner = entry.entry("group", needed=False)
    if inner is None:
        return ()
    found = []
    for label, value in inner.whatever_is_left():
        if not isinstance(value, str) or not value.strip():
            inner.fault(f"{label} must be a text, the value that is meant.")
        elif dimension_known(inner, label):
            found.append((label, value))
    return tuple(found)


def dimension_in(entry: Entry, key: str = "by") -> str | None:
    """The dimension that a key names."""
    text = entry.text(key, needed=False)
    return text if text is not None and dimension_known(entry, text) else None


def dimension_known(entry: Entry, label: str) -> bool:
    """Whether there is such a dimension; a fault where there is not."""
    try:
        read_dimension(label)
    except Refused as refusal:
        entry.fault(refusal.sentence)
        return False
    return True


def check_split(
    entry: Entry, names: Sequence[str], labels: Sequence[str], checking: Checking
) -> None:
    """Tell of measures that cannot be split by a dimension that their address names."""
    for name in names:
        measure = measure_of(name, checking.instruments)
        unfit = [label for label in labels if not takes(measure, read_dimension(label))]
        for label in unfit:
            entry.fault(f"{name} cannot be split by {label}.")
    twice = sorted({label for label in labels if labels.count(label) > 1})
    for label in twice:
        entry.fault(f"{label} is said twice for one figure.")


def share_in(entry: Entry, key: str, *, needed: bool = False) -> float | None:
    """A share between 0 and 1."""
    value = _number(entry, key, needed=needed)
    if value is not None and not 0 <= value <= 1:
        entry.fault(f"{key} is {value}: it must be {SHARE}.")
        return None
    return None if value is None else float(value)


def _number(entry: Entry, key: str, *, needed: bool) -> float | None:
    # A table says 1 or 0.9; taking looks for one kind at a time, and says nothing of the other.
    quiet = Entry(dict(entry.peek(key)), entry.place, [])
    whole = quiet.take(key, int, "")
    if whole is not None:
        entry.take(key, int, SHARE)
        return float(whole)
    return entry.take(key, float, SHARE, needed=needed)
