"""The states of what is owed, as tags: told by word, then by mark, and only then by colour."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """How a state is shown: its word, its mark and the colour of its tag."""

    word: str
    mark: str
    """Drawn before the word by the style sheet, so that shape tells what colour does."""
    colour: str


STATES: Final[Mapping[str, State]] = MappingProxyType(
    {
        "met": State(word="Done", mark="done", colour="green"),
        "done": State(word="Done", mark="done", colour="green"),
        "waiting": State(word="Due", mark="due", colour="blue"),
        "due": State(word="Due", mark="due", colour="blue"),
        "open": State(word="Due", mark="due", colour="blue"),
        "due_today": State(word="Due today", mark="due", colour="yellow"),
        "late": State(word="Done late", mark="late", colour="orange"),
        "missed": State(word="Overdue", mark="missed", colour="red"),
        "overdue": State(word="Overdue", mark="missed", colour="red"),
        "cannot_tell": State(word="Cannot tell", mark="unknown", colour="grey"),
        "declined": State(word="Declined", mark="declined", colour="purple"),
        "excused": State(word="Excused", mark="excused", colour="teal"),
        "not_applicable": State(word="Does not apply", mark="none", colour="grey"),
    }
)
"""How each state is shown, by the words of verdicts and by those that worklists add."""
