"""Whether nothing was changed, removed, inserted or reordered behind the back of the service.

Three things are held to one another: every touchpoint to its own hash and to the one before it on
its journey; the register, which says how far each journey had grown, to its own seals; and each to
the other, so that what was cut off at the end of a journey is missed as well. Whoever keeps the
last seal elsewhere can prove later that the register was not written anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from touchpoint.service.journeys.raw import Row, rows, run
from touchpoint.service.journeys.seals import Seal, not_shown

FEW: Final = 20
"""How many broken links are named, of each kind."""


@dataclass(frozen=True, kw_only=True)
class Broken:
    """One link that does not hold."""

    journey_id: str
    number: int
    touchpoint_id: str | None
    """None where it is the touchpoint itself that is missing."""
    what: str


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What was looked at, and what does not hold; the first broken link first."""

    touchpoints: int
    journeys: int
    entry: int
    seal: str
    broken: tuple[Broken, ...]
    not_shown: tuple[str, ...]
    """Of the seals that were written down, those that the register does not show."""

    @property
    def sound(self) -> bool:
        return not (self.broken or self.not_shown)


def verify(*known: Seal) -> Verified:
    """Hold every touchpoint to its chain, the chains to the register, and it to known seals."""
    with transaction.atomic(durable=True):
        run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        run("SET LOCAL work_mem = '256MB'")
        run("SET LOCAL max_parallel_workers_per_gather = 4")
        run("SET LOCAL jit = off")
        counted = rows(_COUNTED)[0]
        broken = [*_found(_LINKS), *_found(_AGAINST_REGISTER), *_seals()]
        lost = not_shown(known, _ENTRY)
    return Verified(
        touchpoints=counted["touchpoints"],
        journeys=counted["journeys"],
        entry=counted["entry"] or 0,
        seal=counted["seal"] or "",
        broken=tuple(sorted(broken, key=lambda b: (b.journey_id, b.number))),
        not_shown=lost,
    )


def _found(statement: str) -> Iterator[Broken]:
    for row in rows(statement):
        yield Broken(
            journey_id=row["journey_id"],
            number=row["number"],
            touchpoint_id=row["touchpoint_id"],
            what=row["what"],
        )


def _seals() -> Iterator[Broken]:
    for row in rows(_SEALS):
        yield _of_entry(row, "the register was changed, cut or filled up at this entry")


def _of_entry(row: Row, what: str) -> Broken:
    return Broken(
        journey_id=row["journey_id"],
        number=row["number"],
        touchpoint_id=None,
        what=f"{what} ({row['entry']})",
    )


_COUNTED: Final = """
SELECT (SELECT count(*) FROM journeys_touchpoint) AS touchpoints,
    (SELECT count(*) FROM journeys_journey) AS journeys,
    last.entry, encode(last.seal, 'hex') AS seal
FROM (SELECT 1) AS one
LEFT JOIN (SELECT entry, seal FROM journeys_register ORDER BY entry DESC LIMIT 1) AS last ON true
"""

_ENTRY: Final = """
SELECT (SELECT encode(seal, 'hex') FROM journeys_register WHERE entry = %s) AS seal,
    (SELECT max(entry) FROM journeys_register) AS last
"""

_LINKS: Final = f"""
WITH linked AS (
    SELECT t.touchpoint_id, t.journey_id, t.number, t.previous,
        t.hash = journeys_hash(t) AS own,
        lag(t.hash, 1, decode(repeat('00', 32), 'hex')) OVER place AS before,
        lag(t.number, 1, 0) OVER place AS number_before
    FROM journeys_touchpoint AS t
    WINDOW place AS (PARTITION BY t.journey_id ORDER BY t.number)
)
SELECT touchpoint_id, journey_id, number, CASE
    WHEN NOT own THEN 'it was changed after it was appended'
    WHEN number <> number_before + 1 THEN 'what stood before it was removed, or it was moved'
    ELSE 'it does not follow what stands before it' END AS what
FROM linked
WHERE own IS NOT TRUE OR number <> number_before + 1 OR previous IS DISTINCT FROM before
ORDER BY journey_id, number LIMIT {FEW}
"""

_AGAINST_REGISTER: Final = f"""
WITH grown AS (
    SELECT journey_id, max(number) AS number FROM journeys_register GROUP BY journey_id
)
(
    SELECT NULL AS touchpoint_id, r.journey_id, r.number,
        'it was removed, or another stands in its place' AS what
    FROM journeys_register AS r
    LEFT JOIN journeys_touchpoint AS t
        ON t.journey_id = r.journey_id AND t.number = r.number AND t.hash = r.hash
    WHERE t.journey_id IS NULL
    ORDER BY r.journey_id, r.number LIMIT {FEW}
)
UNION ALL
(
    SELECT t.touchpoint_id, t.journey_id, t.number,
        'it was inserted: the register does not know of it' AS what
    FROM journeys_touchpoint AS t
    LEFT JOIN grown AS g ON g.journey_id = t.journey_id
    WHERE g.number IS NULL OR t.number > g.number
    ORDER BY t.journey_id, t.number LIMIT {FEW}
)
"""

_SEALS: Final = f"""
WITH sealed AS (
    SELECT r.*, lag(r.seal, 1, decode(repeat('00', 32), 'hex')) OVER place AS before,
        lag(r.entry, 1, 0::bigint) OVER place AS entry_before
    FROM journeys_register AS r WINDOW place AS (ORDER BY r.entry)
)
SELECT entry, journey_id, number FROM sealed
WHERE entry <> entry_before + 1
    OR seal IS DISTINCT FROM journeys_seal(before, entry, journey_id, number, hash)
ORDER BY entry LIMIT {FEW}
"""
