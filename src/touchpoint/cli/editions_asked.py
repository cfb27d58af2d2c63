"""Which editions of the Code a command is to judge by: those in force, or the one that is named.

On the authority of docs/explanation/how-a-duty-is-judged.md, section The file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from touchpoint.errors import Refused
from touchpoint.rights.code.duty import Duty, Edition
from touchpoint.rights.editions import in_force, laid_over, named
from touchpoint.rights.judging.rules import Rules, rules_of


@dataclass(frozen=True, kw_only=True)
class EditionsAsked:
    """The editions, with local standards laid over one; a named one judges every journey."""

    editions: Sequence[Edition]
    whenever: bool
    asked_by: str = ""
    """The options that ask for the same, as a paper prints them."""

    @property
    def rules(self) -> Rules:
        """Every duty of them."""
        return rules_of(self.editions, whenever=self.whenever)

    def judge(self, reported_on: date) -> bool:
        """Whether any of them judges what was reported on this day."""
        return self.whenever or any(edition.was_in_force(reported_on) for edition in self.editions)

    def duties(self, name: str) -> list[tuple[Edition, Duty]]:
        """The duty of this id in each edition that has it, however it is typed."""
        every = [(edition, duty) for edition in self.editions for duty in edition.duties]
        found = [each for each in every if each[1].id.lower() == name.lower()]
        if not found:
            held = ", ".join(edition.name for edition in self.editions)
            raise Refused(_not_there(name, held, [duty for _, duty in every]))
        return found


def editions_asked(edition: str | None, local: str | None) -> EditionsAsked:
    """Read what --edition and --local ask for."""
    editions = in_force() if edition is None else (named(edition),)
    if not editions:
        raise Refused("No edition held is in force: name one with --edition.")
    if local is not None:
        editions = laid_over(editions, local)
    return EditionsAsked(
        editions=editions,
        whenever=edition is not None,
        asked_by=as_printed(edition=edition, local=local),
    )


def as_printed(**options: str | None) -> str:
    """Options as a paper prints them, each with a blank before it: a file is printed as FILE."""
    return "".join(
        f" --{option} {'FILE' if typed.endswith('.toml') else typed}"
        for option, typed in options.items()
        if typed is not None
    )


def _not_there(name: str, held: str, duties: Sequence[Duty]) -> str:
    """The duties near it: those whose id is like it, or that have it in their id or title."""
    ids = list(dict.fromkeys(duty.id for duty in duties))
    inside = [duty.id for duty in duties if name.lower() in f"{duty.id} {duty.title}".lower()]
    near = list(dict.fromkeys([*get_close_matches(name.upper(), ids, n=5), *inside]))[:5]
    guess = f" Near it: {', '.join(near)}." if near else ""
    return f"There is no duty {name!r} in {held}.{guess} `touchpoint duties` lists them all."
