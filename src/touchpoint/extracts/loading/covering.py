"""What the loaded files cover, as the coverage of the ledger.

Each load claims days for the kinds that its profile records. The claims of one source and kind that
overlap or lie close together are one row of coverage, and where their notes differ one for each
note; when a load is undone its claims go.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from heapq import heappop, heappush
from itertools import pairwise

import duckdb

from touchpoint.extracts.loading.memory import write_parquet
from touchpoint.extracts.mapping import Covered
from touchpoint.ledger import Batch

DAY = timedelta(days=1)
CLOSE = timedelta(days=8)
"""A month's file seldom begins on the first and ends on the last: a week between two is no gap."""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """Days that a source covers for a kind; by hand when it stood in the ledger before any load."""

    source: str
    kind: str
    from_on: date
    to_on: date | None
    note: str | None
    by_hand: bool = False

    @property
    def subject(self) -> tuple[str, str]:
        """What the claim is about."""
        return self.source, self.kind


def claims_of(
    connection: duckdb.DuckDBPyConnection, covered: Sequence[Covered]
) -> tuple[Claim, ...]:
    """What a load claims, and with it what the ledger claimed of the same things by hand."""
    own = tuple(
        Claim(source=c.source, kind=c.kind, from_on=c.from_on, to_on=c.to_on, note=c.note)
        for c in covered
    )
    told_before = {claim.subject for _, claim in _remembered(connection)}
    subjects = {claim.subject for claim in own} - told_before
    return own + tuple(claim for claim in _in_ledger(connection) if claim.subject in subjects)


def as_json(claims: Iterable[Claim]) -> str:
    """The claims as the memory keeps them."""
    return json.dumps(
        [
            [c.source, c.kind, c.from_on.isoformat(), c.to_on and c.to_on.isoformat(), c.note]
            + ([True] if c.by_hand else [])
            for c in claims
        ]
    )


def write(
    connection: duckdb.DuckDBPyConnection,
    batch: Batch,
    claims: Sequence[Claim],
    *,
    without: int | None = None,
) -> None:
    """Stage the coverage as it is with these claims, or without those of a load undone."""
    remembered = list(_remembered(connection))
    loads = _active(connection) - {without}
    active = [claim for load, claim in remembered if claim.by_hand or load in loads]
    subjects = {claim.subject for claim in claims} | {claim.subject for _, claim in remembered}
    if not subjects:
        return
    now = list(_in_ledger(connection))
    untouched = [claim for claim in now if claim.subject not in subjects]
    wanted = untouched + list(merged([*active, *claims]))
    if _plain(wanted) != _plain(now):
        _stage(connection, batch, wanted)


def merged(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Claims as rows of coverage, of which no two of one source and kind share a day."""
    by_subject: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        by_subject[claim.subject].append(claim)
    for same in by_subject.values():
        yield from _joined(_each_day_once(sorted(same, key=_weight)))


def _weight(claim: Claim) -> int:
    """Whose note stands: what was written by hand, then what was loaded, then a blank by hand."""
    return 1 if not claim.by_hand else 2 if claim.note else 0


def _each_day_once(claims: Sequence[Claim]) -> Iterator[Claim]:
    """With the note of the last claim to it: a note worded anew is no second claim."""
    begin = sorted(enumerate(claims), key=lambda told: told[1].from_on, reverse=True)
    days = sorted({claim.from_on for claim in claims} | {_ends(claim) for claim in claims})
    standing: list[tuple[int, Claim]] = []
    for day, until in pairwise(days):
        while begin and begin[-1][1].from_on <= day:
            place, claim = begin.pop()
            heappush(standing, (-place, claim))
        while standing and _ends(standing[0][1]) <= day:
            heappop(standing)
        if standing:
            last = None if until == date.max else until - DAY
            yield replace(standing[0][1], from_on=day, to_on=last)


def _ends(claim: Claim) -> date:
    """The first day after a claim."""
    last = date.max if claim.to_on is None else claim.to_on
    return last if last == date.max else last + DAY


def _joined(claims: Iterable[Claim]) -> list[Claim]:
    """Claims in order; those with the same note that lie close together as one."""
    joined: list[Claim] = []
    for claim in claims:
        if joined and _is_one(joined[-1], claim):
            joined[-1] = replace(joined[-1], to_on=claim.to_on)
        else:
            joined.append(claim)
    return joined


def _is_one(claim: Claim, after: Claim) -> bool:
    alike = (claim.note or None) == (after.note or None)
    return alike and claim.to_on is not None and after.from_on - claim.to_on <= CLOSE


def _plain(claims: Iterable[Claim]) -> set[tuple[object, ...]]:
    return {(c.source, c.kind, c.from_on, c.to_on, c.note) for c in claims}


def _active(connection: duckdb.DuckDBPyConnection) -> set[int]:
    return {load for (load,) in connection.execute("SELECT load FROM active_loads").fetchall()}


def _remembered(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, Claim]]:
    found = connection.execute(
        "SELECT load, claims FROM ledger_loads WHERE claims IS NOT NULL ORDER BY load"
    )
    for load, claims in found.fetchall():
        for source, kind, first, last, note, *by_hand in json.loads(claims):
            yield (
                load,
                Claim(
                    source=source,
                    kind=kind,
                    from_on=date.fromisoformat(first),
                    to_on=date.fromisoformat(last) if last else None,
                    note=note,
                    by_hand=bool(by_hand),
                ),
            )


def _in_ledger(connection: duckdb.DuckDBPyConnection) -> Iterator[Claim]:
    found = connection.execute("SELECT source, kind, from_on, to_on, note FROM ledger_coverage")
    for source, kind, first, last, note in found.fetchall():
        yield Claim(source=source, kind=kind, from_on=first, to_on=last, note=note, by_hand=True)


def _stage(connection: duckdb.DuckDBPyConnection, batch: Batch, claims: Sequence[Claim]) -> None:
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE covered (source VARCHAR, kind VARCHAR, from_on DATE, "
        "to_on DATE, note VARCHAR)"
    )
    rows = sorted(_plain(claims), key=str)
    if rows:
        connection.executemany("INSERT INTO covered VALUES (?, ?, ?, ?, ?)", rows)
    write_parquet(connection, "FROM covered", batch.file("coverage", instead=True))
