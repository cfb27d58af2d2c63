"""A duty as something to do, in the words that a worklist and a journey page share (tasks.toml).

A duty that the file does not name, of an edition to come, is called by its own title.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from touchpoint.rights.code.duty import Duty
from touchpoint.rights.code.vocabulary import HOLDERS
from touchpoint.service.organisation.roles import Role

_FILE: Final = Path(__file__).with_name("tasks.toml")

HOLDERS_OF_ROLE: Final[Mapping[str, frozenset[str]]] = {
    Role.OFFICER: frozenset({"police", "all"}),
    Role.SUPERVISOR: frozenset({"police", "all"}),
    Role.VICTIM_SERVICES: frozenset({"police", "support", "all"}),
    Role.WITNESS_CARE: frozenset({"witness_care", "all"}),
    Role.PROVIDER: frozenset({"support"}),
}
"""Whose duties each role does. Another's are shown apart: knowing of them is not owing them."""

READS_ALL: Final = frozenset({Role.AUDITOR, Role.ANALYST})
"""Who does no duty and reads of every one: to them none is another's."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """What one duty asks somebody to do, and what its point on the roadmap is called."""

    do: str
    short: str
    says: Mapping[str, Any] = field(default_factory=dict)
    """What a record made for the duty says in its detail."""


def task_of(duty: Duty, noun: str = "the victim") -> Task:
    """A duty as something to do for this person."""
    told = _told().get(duty.id, {})
    do = str(told.get("do", duty.title)).replace("{victim}", noun)
    return Task(do=do, short=told.get("short", duty.title), says=told.get("says", {}))


def is_owed_by(duty: Duty, role: str) -> bool:
    """Whether somebody of this role does what the duty asks."""
    return bool(HOLDERS_OF_ROLE.get(role, frozenset()).intersection(duty.holders))


def is_listed_for(duty: Duty, role: str) -> bool:
    """Whether a duty stands among what is due for somebody of this role."""
    return role in READS_ALL or is_owed_by(duty, role)


def holders_in_words(duty: Duty) -> str:
    """Who owes a duty, within a sentence."""
    return " and ".join(HOLDERS[holder] for holder in duty.holders)


@cache
def _told() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
