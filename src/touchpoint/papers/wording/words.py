"""What measures and values are called in sentences and tables, and a force's own words over them.

Words of nothing that there is are refused: a name that no sentence would use is a mistake.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Final

from touchpoint.measures.catalogue import catalogue
from touchpoint.measures.definition.dimensions import NO_MARK
from touchpoint.measures.definition.measure import Measure
from touchpoint.papers.description.paper import Group
from touchpoint.rights.reading.entries import Entry

FILE: Final = Path(__file__).with_name("words.toml")
KEYS: Final = ("subject", "plural", "title", "one", "many", "held", "held_plural")

HELD: Final[Mapping[str, str]] = {
    "duty_met": "duty", "duty_late": "duty", "duty_missed": "duty", "right_met": "right",
    "satisfied": "question", "said_yes": "question", "review_passed": "question",
}  # fmt: skip
"""The dimension by which a measure is read, whose value is part of what it is called."""

PHRASES: Final[Mapping[str, str]] = {
    "unit": "in {}",
    "offence_group": "for {}",
    "mark": "for crimes marked {}",
    "pathway": "on the {} pathway",
    "basis": "for victims with {} rights",
    "sex": "for victims whose sex is {}",
    "age_band": "for victims aged {}",
    "ethnicity": "for victims whose ethnicity is {}",
    "disability": "for victims whose disability is {}",
    "source": "by {}",
    "survey": "in the {} survey",
    "question": "on {}",
    "duty": "for the duty {}",
    "right": "for {}",
    "provider": "at {}",
    "service": "for the service {}",
    "area": "in {}",
    "indicator": "for {}",
}
"""How a group is said behind what is counted."""

PLURALS: Final[Mapping[str, str]] = {
    "unit": "units", "unit:area": "areas", "unit:command": "commands", "unit:force": "forces",
    "unit:team": "teams", "offence_group": "kinds of crime", "mark": "marks of crimes",
    "pathway": "pathways", "basis": "standard and enhanced rights", "sex": "sexes",
    "age_band": "ages", "ethnicity": "ethnic groups", "disability": "victims by disability",
    "source": "sources", "survey": "surveys", "question": "questions", "duty": "duties",
    "right": "rights", "provider": "providers", "service": "services", "area": "areas",
    "indicator": "indicators",
}  # fmt: skip


def within_a_sentence(text: str) -> str:
    """A text as it goes on within a sentence: it begins small, unless it begins with initials."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


@dataclass(frozen=True, kw_only=True)
class Called:
    """What one measure is called."""

    subject: str
    plural: bool
    title: str | None = None
    one: str | None = None
    many: str | None = None
    held: str | None = None
    held_plural: bool = False


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What stands before a verb, and whether it is several."""

    text: str
    plural: bool

    @property
    def were(self) -> str:
        return "were" if self.plural else "was"

    @property
    def they(self) -> str:
        return "they" if self.plural else "it"

    @property
    def their(self) -> str:
        return "their" if self.plural else "its"

    @property
    def first(self) -> str:
        """At the beginning of a sentence."""
        return self.text[:1].upper() + self.text[1:]


@dataclass(frozen=True, kw_only=True)
class Words:
    """Every word of a paper that a force may change."""

    measures: Mapping[str, Called]
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For each dimension (units of every level under unit), what its values are called."""

    def title(self, measure: Measure) -> str:
        """A measure at the head of a row or a column."""
        head, _, value = measure.name.partition(":")
        called = self.measures.get(head)
        title = measure.title if called is None or called.title is None else called.title
        if not value or head == "said_yes":
            return title
        return f"{title}: {self.name(HELD.get(head, ''), value)}"

    def name(self, label: str, value: str) -> str:
        """A value of a dimension, as it is read."""
        names = self.names.get(label.partition(":")[0], {})
        return names.get(value, value.replace("_", " "))

    def heading(self, label: str, value: str) -> str:
        """A value at the head of a row or a column."""
        name = self.name(label, value)
        return name[:1].upper() + name[1:]

    def subject(self, measure: Measure, group: Group) -> Subject:
        """What is counted, of which group, before a verb."""
        head, _, value = measure.name.partition(":")
        called = self.measures.get(head)
        if called is None:
            called = Called(subject=within_a_sentence(measure.title), plural=True)
        left = dict(group)
        value = value or left.pop(HELD.get(head, ""), "")
        if value and called.held is not None:
            text = called.held.format(value=self.within(HELD[head], value))
            plural = called.held_plural
        else:
            text, plural = called.subject, called.plural
        return Subject(text=" ".join([text, *self.phrases(left)]), plural=plural)

    def within(self, label: str, value: str) -> str:
        """A value inside a sentence: what is no name of somebody's begins small."""
        name = self.name(label, value)
        return within_a_sentence(name) if label == "question" else name

    def phrases(self, group: Mapping[str, str]) -> list[str]:
        """A group behind what is counted."""
        return [self.phrase(label, value) for label, value in group.items()]

    def phrase(self, label: str, value: str) -> str:
        """One value behind what is counted."""
        if label == "mark" and value == NO_MARK:
            return "for crimes without a mark"
        said = PHRASES.get(label.partition(":")[0], "for {}")
        return said.format(self.within(label, value))

    def counted(self, measure: Measure, number: int) -> str | None:
        """A number with what is counted: no text message, one, two; none where it has no noun."""
        called = self.measures.get(measure.name.partition(":")[0])
        if called is None or called.one is None or called.many is None:
            return None
        if number == 0:
            return f"no {called.many}"
        return f"{number:,} {called.one if number == 1 else called.many}"

    def laid_over(self, names: Mapping[str, Mapping[str, str]]) -> "Words":
        """The words with names of values that the ledger gives, under those of the force."""
        both = {
            label: {**names.get(label, {}), **self.names.get(label, {})}
            for label in {*names, *self.names}
        }
        return replace(self, names=both)


@cache
def shipped_words() -> Words:
    """The words that come with the package."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    names = table.pop("names")
    return Words(measures={name: Called(**e) for name, e in table.items()}, names=names)


def own_words(entry: Entry, held: Words) -> Words:
    """A force's own words for measures, laid over those held; unknown ones are faults."""
    known = {measure.name for measure in catalogue()} | set(held.measures)
    measures = dict(held.measures)
    for name, table in entry.whatever_is_left():
        if name not in known:
            entry.fault(f"there is no measure {name!r} to have words for.")
            continue
        if not isinstance(table, dict):
            entry.fault(f'{name} must be a table, like {{ subject = "…" }}.')
            continue
        measures[name] = _called(Entry(table, f"{entry.place}, {name}", entry.faults), held, name)
    return replace(held, measures=measures)


def _called(entry: Entry, held: Words, name: str) -> Called:
    old = held.measures.get(name) or Called(subject=name.replace("_", " "), plural=True)
    called = Called(
        subject=entry.text("subject", needed=False) or old.subject,
        plural=_first(entry.truth("plural", needed=False), old=old.plural),
        title=entry.text("title", needed=False) or old.title,
        one=entry.text("one", needed=False) or old.one,
        many=entry.text("many", needed=False) or old.many,
        held=entry.text("held", needed=False) or old.held,
        held_plural=_first(entry.truth("held_plural", needed=False), old=old.held_plural),
    )
    if called.held is not None and "{value}" not in called.held:
        entry.fault("held must have {value} where the value is to stand.")
    entry.close()
    return called


def _first(said: bool | None, *, old: bool) -> bool:  # noqa: FBT001 - what the file says, if it does
    return old if said is None else said
