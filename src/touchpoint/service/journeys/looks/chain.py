"""Whether the log of looks is whole: nothing changed, removed or put in between behind its back."""

from dataclasses import dataclass
from typing import Final

from django.db import transaction

from touchpoint.service.journeys.raw import rows, run
from touchpoint.service.journeys.seals import Seal, not_shown

FEW: Final = 20
"""How many faults are named, of each kind."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One look, or one entry of the register, that does not hold."""

    look_id: int
    what: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Verified:
    """How many looks there are, the last seal, and what does not hold."""

    looks: int
    entry: int
    seal: str
    faults: tuple[Fault, ...]
    not_shown: tuple[str, ...]
    """Of the seals that were written down, those that the register does not show."""

    @property
    def sound(self) -> bool:
        return not (self.faults or self.not_shown)


def verify(*known: Seal) -> Verified:
    """Hold every look to its hash, the register to its seals and the looks, and to known seals."""
    with transaction.atomic(durable=True):
        run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        counted = rows(_COUNTED)[0]
        found = faults()
        lost = not_shown(known, _ENTRY)
    return Verified(
        looks=counted["looks"],
        entry=counted["entry"] or 0,
        seal=counted["seal"] or "",
        faults=found,
        not_shown=lost,
    )


def faults() -> tuple[Fault, ...]:
    """What does not hold, in the transaction that there is."""
    return tuple(
        Fault(look_id=row["look_id"], what=row["what"])
        for statement in (_CHANGED, _MISSING, _SEALS)
        for row in rows(statement, [FEW])
    )


_COUNTED: Final = """
SELECT (SELECT count(*) FROM journeys_look) AS looks, last.entry, encode(last.seal, 'hex') AS seal
FROM (SELECT 1) AS one
LEFT JOIN (SELECT entry, seal FROM journeys_look_register ORDER BY entry DESC LIMIT 1) AS last
    ON true
"""

_ENTRY: Final = """
SELECT (SELECT encode(seal, 'hex') FROM journeys_look_register WHERE entry = %s) AS seal,
    (SELECT max(entry) FROM journeys_look_register) AS last
"""

_CHANGED: Final = """
SELECT l.look_id, 'it was changed after it was written' AS what
FROM journeys_look AS l WHERE l.hash IS DISTINCT FROM journeys_look_hash(l)
ORDER BY l.look_id LIMIT %s
"""

_MISSING: Final = """
SELECT coalesce(l.look_id, r.look_id) AS look_id, CASE WHEN l.look_id IS NULL
    THEN 'it was removed' ELSE 'it was put in: the register does not know of it' END AS what
FROM journeys_look AS l
FULL JOIN journeys_look_register AS r ON r.look_id = l.look_id AND r.hash = l.hash
WHERE l.look_id IS NULL OR r.look_id IS NULL
ORDER BY 1 LIMIT %s
"""

_SEALS: Final = """
WITH sealed AS (
    SELECT r.*, lag(r.seal, 1, decode(repeat('00', 32), 'hex')) OVER place AS before,
        lag(r.entry, 1, 0::bigint) OVER place AS entry_before
    FROM journeys_look_register AS r WINDOW place AS (ORDER BY r.entry)
)
SELECT look_id, 'the register was changed, cut or filled up at this entry' AS what
FROM sealed
WHERE entry <> entry_before + 1
    OR seal IS DISTINCT FROM journeys_look_seal(before, entry, look_id, hash)
ORDER BY entry LIMIT %s
"""
