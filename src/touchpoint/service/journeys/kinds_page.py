"""The page of the reference that says which role records which kind of touchpoint."""

from collections.abc import Iterator, Mapping
from typing import Final

from touchpoint.ledger.vocabulary import CASE_KINDS, RECORD_KINDS, SAFETY_KINDS, VICTIM_KINDS
from touchpoint.rights.telling.wording import listed
from touchpoint.service.journeys.kinds_of_roles import KINDS_OF_ROLES, NOT_BY_BREAK_GLASS
from touchpoint.service.organisation.roles import ROLE_NAMES

_LISTS: Final[Mapping[str, Mapping[str, str]]] = {
    "Case": CASE_KINDS,
    "Victim": VICTIM_KINDS,
    "Supervision and safety": SAFETY_KINDS,
    "The record itself": RECORD_KINDS,
}


def kinds_reference() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    others = [name for role, name in ROLE_NAMES.items() if role not in KINDS_OF_ROLES]
    yield "# Which role records what"
    yield ""
    yield "For whoever gives people their roles, and for whoever looks after the database, which"
    yield "refuses the rest. Written by `make docs`."
    yield ""
    yield "Whoever has a role records the kinds of touchpoint below, on the journeys that"
    yield "[it shows them](../explanation/who-may-see-what.md). These roles record nothing:"
    yield f"{listed(others, 'and')}."
    yield "A kind with a star is not recorded on a journey that is only open by break-glass."
    for heading, kinds in _LISTS.items():
        yield from ("", f"## {heading}", "")
        yield _row("kind", (ROLE_NAMES[role] for role in KINDS_OF_ROLES))
        yield _row("---", ("---" for _ in KINDS_OF_ROLES))
        for kind, meaning in kinds.items():
            star = " \\*" if kind in NOT_BY_BREAK_GLASS else ""
            records = ("yes" if kind in of_role else "" for of_role in KINDS_OF_ROLES.values())
            yield _row(f"`{kind}`{star}: {meaning}", records)


def _row(first: str, rest: Iterator[str]) -> str:
    return f"| {' | '.join([first, *rest])} |"
