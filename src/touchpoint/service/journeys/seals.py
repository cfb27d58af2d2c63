"""Seals that were written down after an earlier check, held to the register that shows them still.

A chain proves nothing against whoever can write all of it anew, or take all of it away: that shows
only by a seal that was kept elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from touchpoint.service.journeys.raw import rows


@dataclass(frozen=True, kw_only=True, slots=True)
class Seal:
    """A seal that was written down earlier, of one entry of a register."""

    entry: int
    seal: str


def not_shown(known: Sequence[Seal], asked: str) -> tuple[str, ...]:
    """Why seals are not shown any more; `asked` gives the seal of an entry, and the last entry."""
    faults = []
    for kept in known:
        (found,) = rows(asked, [kept.entry])
        if found["seal"] == kept.seal:
            continue
        faults.append(_fault(kept.entry, found["seal"], found["last"] or 0))
    return tuple(faults)


def _fault(entry: int, seal: str | None, last: int) -> str:
    if seal is not None:
        return f"entry {entry} does not show the seal that was written down: it was written anew"
    if entry > last:
        return f"it ends at entry {last}, and went on to entry {entry}: entries are missing"
    return f"entry {entry} is missing"
