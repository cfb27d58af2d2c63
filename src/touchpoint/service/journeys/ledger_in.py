"""A ledger into the service, in bulk: whole or not at all, and on top of what is there already.

What is kept is never doubled, and a touchpoint never changes: one that is kept under the same id
with other values stops the load. What else differs stops it too, unless the changes are asked for.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

import psycopg
from django.db import transaction

from touchpoint.calendar import local_day
from touchpoint.engines import open_on_duckdb
from touchpoint.errors import Refused
from touchpoint.ledger import TABLES, Table
from touchpoint.service.journeys import rebuilding
from touchpoint.service.journeys.loading import incoming as brought
from touchpoint.service.journeys.loading.chained import copy_touchpoints
from touchpoint.service.journeys.loading.incoming import Incoming, lay_beside
from touchpoint.service.journeys.loading.indexes import made_bare
from touchpoint.service.journeys.loading.into_tables import (
    EVERY_OTHER,
    copy_new,
    know_charges,
    take_changes,
)
from touchpoint.service.journeys.loading.places import PLACES
from touchpoint.service.journeys.loading.taken_back import let_live_again
from touchpoint.service.journeys.raw import psycopg_connection

REFRESHED_ONE_BY_ONE: Final = 1_000
"""Up to so many journeys are refreshed by the database; beyond, all are judged again in bulk."""

ANALYSED: Final = (
    "organisation_unit",
    "journeys_investigation",
    "journeys_journey",
    "journeys_touchpoint",
    "personal.identity",
)
"""What verdicts are planned over: the first load says how large it is."""

LARGE: Final = ("investigations", "journeys", "identities")
"""The tables besides touchpoints that a first load finds bare."""

CHAINS: Final = ("chain", "enter", "on_charge")
"""The triggers by which the database does for a single append what a load does itself."""

MEMORY: Final = "4GB"

Progress = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is done, and how much there is (0 where unknown)."""


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What a load did: rows added and rows changed, by table, and what is owed by now."""

    added: Mapping[str, int]
    changed: Mapping[str, int]
    refreshed: int
    """How many journeys have their obligations made again."""


def load_ledger(
    folder: Path,
    *,
    now: datetime,
    changes: bool = False,
    durable: bool = True,
    progress: Progress = lambda _, __, ___: None,
) -> Loaded:
    """Load a ledger; with `changes`, bring what is kept up to what it says.

    Whoever has more to write with it opens a transaction first and says that this one is not
    `durable`.
    """
    with (
        tempfile.TemporaryDirectory(prefix="touchpoint-") as scratch,
        open_on_duckdb(folder, memory=MEMORY) as ledger,
        transaction.atomic(durable=durable),
    ):
        connection = psycopg_connection()
        connection.execute("SET LOCAL TIME ZONE 'UTC'")
        ledger.connection.con.execute(f"SET temp_directory = '{scratch}/spilled'")
        connection.execute("LOCK TABLE journeys_touchpoint IN SHARE ROW EXCLUSIVE MODE")
        progress("Comparing with what is kept", 0, 0)
        alive_again = let_live_again(ledger, connection)
        incoming = lay_beside(ledger, connection, Path(scratch))
        load = _Load(
            incoming=incoming,
            connection=connection,
            now=now,
            changes=changes,
            alive_again=alive_again,
            progress=progress,
        )
        load.refuse_faults()
        return load.run()


@dataclass(frozen=True, kw_only=True)
class _Load:
    incoming: Incoming
    connection: psycopg.Connection
    now: datetime
    changes: bool
    alive_again: frozenset[str]
    """The journeys that were taken back and that the ledger brings again."""
    progress: Progress

    @property
    def today(self) -> date:
        return local_day(self.now)

    @property
    def is_first(self) -> bool:
        """Whether the service keeps no journey yet, so that the ledger is all there is to judge."""
        return not self.incoming.held & {"investigations", "journeys", "touchpoints", "coverage"}

    def refuse_faults(self) -> None:
        found = list(brought.faults(self.incoming))
        differing = brought.changes(self.incoming)
        if "touchpoints" in differing:
            found += brought.differing_ids(self.incoming, "touchpoints")
        if found:
            raise Refused(
                "This ledger cannot be loaded. Mend it (`touchpoint check` tells more) and load "
                "it again; nothing was changed.",
                found,
            )
        if differing and not self.changes:
            raise Refused(
                "This ledger says otherwise than what is kept. Load it with the changes, or mend "
                "it; nothing was changed.",
                [said for name in differing for said in brought.differing_ids(self.incoming, name)],
            )

    def run(self) -> Loaded:
        changed = {
            name: take_changes(self.incoming, self.connection, TABLES[name])
            for name in brought.changes(self.incoming)
        }
        know_charges(self.incoming)
        with self._doors_open():
            added = {table.name: self._others(table) for table in EVERY_OTHER}
            added["touchpoints"] = self._touchpoints()
            if self.is_first:
                self.progress("Making indexes", 0, 0)
        if not self.is_first:
            self._note_charges()
        refreshed = self._obligations(added)
        return Loaded(added=added, changed=changed, refreshed=refreshed)

    @contextmanager
    def _doors_open(self) -> Iterator[None]:
        """Until the block ends nothing is done by the row that is done here for all of them."""
        if self.is_first:
            places = [PLACES[name] for name in LARGE if name not in self.incoming.held]
            with made_bare(self.connection, [*places, "journeys_touchpoint", "journeys_register"]):
                yield
            return
        for name in CHAINS:
            self.connection.execute(f"ALTER TABLE journeys_touchpoint DISABLE TRIGGER {name}")
        yield
        for name in CHAINS:
            self.connection.execute(f"ALTER TABLE journeys_touchpoint ENABLE TRIGGER {name}")

    def _others(self, table: Table) -> int:
        self.progress(f"Adding {table.name}", 0, 0)
        anew = self.is_first and table.name in LARGE and table.name not in self.incoming.held
        return copy_new(self.incoming, self.connection, table, anew=anew)

    def _touchpoints(self) -> int:
        total = self.incoming.number("SELECT count(*) FROM new_touchpoints")
        so_far = 0

        def done(more: int) -> None:
            nonlocal so_far
            so_far += more
            self.progress("Adding touchpoints", so_far, total)

        if total:
            self.progress("Adding touchpoints", 0, total)
            copy_touchpoints(self.incoming, self.connection, self.now, done, anew=self.is_first)
        return total

    def _note_charges(self) -> None:
        """Charges that came with this load, on investigations that were here before it."""
        asked = self.incoming.duck.sql(
            "SELECT DISTINCT w.investigation_id FROM new_touchpoints AS t JOIN "
            "(SELECT journey_id, investigation_id FROM journeys UNION ALL "
            "SELECT journey_id, investigation_id FROM held_journeys) AS w USING (journey_id) "
            "WHERE t.kind = 'suspect.charged' OR t.replaces IS NOT NULL"
        ).fetchall()
        self.connection.execute(
            "SELECT journeys_note_charges(%s::text[])", [[name for (name,) in asked]]
        )

    def _obligations(self, added: Mapping[str, int]) -> int:
        """Make again what is owed on the journeys that the load touched; say how many."""
        for table in ANALYSED if self.is_first else ():
            self.connection.execute(f"ANALYZE {table}")
        touched = self._touched()
        recast = bool(added["coverage"]) and not self.is_first
        if len(touched) <= REFRESHED_ONE_BY_ONE and not recast:
            for number, journey_id in enumerate(touched, 1):
                self._judged(number, len(touched))
                self.connection.execute(
                    "SELECT journeys_make_obligations(%s, %s)", [journey_id, self.today]
                )
            return len(touched)
        where = (self.connection, self.incoming.folder, self.today, self._judged)
        if self.is_first:
            rebuilding.make_all(self.incoming.ledger, *where)
        else:
            rebuilding.rebuild_within(*where)
        self.connection.execute("ANALYZE journeys_obligation")
        return len(touched)

    def _judged(self, done: int, total: int) -> None:
        self.progress("Judging journeys", done, total)

    def _touched(self) -> list[str]:
        """The journeys on which anything is new or different."""
        found = self.incoming.duck.sql(
            "SELECT DISTINCT journey_id FROM new_touchpoints UNION "
            "SELECT journey_id FROM new_journeys UNION "
            f"SELECT journey_id FROM ({brought.differing(TABLES['journeys'])}) UNION "
            "SELECT journey_id FROM (SELECT journey_id, investigation_id FROM held_journeys) "
            f"JOIN ({brought.differing(TABLES['investigations'])}) USING (investigation_id)"
        ).fetchall()
        return sorted(self.alive_again.union(name for (name,) in found))
