"""A profile over the rows of a file: rows of the ledger's tables, and the faults of the others.

The whole file is read once, into a table of what each row would become. Only the rows of which
something is wrong are looked at again, to say what.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import duckdb

from touchpoint.errors import Refused
from touchpoint.extracts.mapping import faults
from touchpoint.extracts.mapping.apart import worked_out
from touchpoint.extracts.mapping.cells import Cells
from touchpoint.extracts.mapping.finding import Owner, owner
from touchpoint.extracts.mapping.records import Made, Records
from touchpoint.extracts.mapping.settling import Settling
from touchpoint.extracts.mapping.spreading import columns_of, record_for
from touchpoint.extracts.mapping.sql import Layer, any_of, name, text
from touchpoint.extracts.mapping.unclear import refuse_unclear
from touchpoint.extracts.mapping.values import Values
from touchpoint.extracts.profile import Profile
from touchpoint.extracts.profile.asking import asked_for
from touchpoint.extracts.profile.values import Always, Dates, Join, Record
from touchpoint.extracts.reading import Found
from touchpoint.ledger.tables import TABLES, Type

BETWEEN: Final = "chr(31)"
"""What no cell holds, between the parts of a key."""
KEY_LETTERS: Final = 24
WHY: Final = ("Why refused", "Refused from file", "Refused from sheet", "Refused from row")
DATES: Final = "Refused with dates read"
"""The headings in front of the original ones in a file of refused rows.

The last says how dates were read, which the few rows that were refused may not show any more.
"""
_OF_REFUSED: Final = frozenset(heading.lower() for heading in (*WHY, DATES))


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One kind of record that a profile makes of a row.

    `rows` is a SELECT of row, the row's key, part (what tells several records of one row apart, or
    '') and the columns of the ledger's table in order; of touchpoints, those that a load does not
    fill itself. With `one_a_row`, rows with different keys make different things.
    """

    name: str
    table: str
    rows: str
    one_a_row: bool


@dataclass(frozen=True, kw_only=True)
class Covered:
    """What the file covers of one kind of touchpoint."""

    source: str
    kind: str
    from_on: date
    to_on: date | None
    note: str | None


@dataclass(frozen=True, kw_only=True)
class Mapped:
    """What a file becomes, as SQL over tables of the connection.

    `keys` is a SELECT of row and key of the rows that are not refused, where a key is 24 letters
    that stand for what the profile knows a row by, and for the profile; `faults` names a table of
    row, heading and sentence, with every reason for every refused row.
    """

    keys: str
    faults: str
    entries: tuple[Entry, ...]
    coverage: tuple[Covered, ...]
    told: tuple[str, ...]
    dates: Dates | None
    """The order of its dates, if they have one that the profile or the columns say."""


def mapped(connection: duckdb.DuckDBPyConnection, profile: Profile, found: Found) -> Mapped:
    """What the rows of a file become by a profile; refused whole if it does not fit the profile."""
    return _Mapping(connection, profile, found).mapped()


class _Mapping:
    """The steps of it, over one connection."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, profile: Profile, found: Found
    ) -> None:
        self._connection = connection
        self._profile = profile
        self._found = found
        self._prefix = f"{found.table}_mapped"
        self._settling = Settling(connection, found.table)
        self._cells = Cells(profile, found.columns, self._settling, name(found.table))
        self._values = Values(self._cells)
        self._kept: dict[str, str] = {}
        self._twice: str | None = None
        self._key_of_row = "NULL"

    def mapped(self) -> Mapped:
        self._refuse_missing_headings()
        refuse_unclear(self._connection, self._profile, self._found, self._cells)
        key = self._key()
        self._values.key = key
        self._key_of_row = self._keep(
            f"left(md5({text(self._profile.name)} || {BETWEEN} || {key}), {KEY_LETTERS})"
        )
        owners = self._owners()
        entries = [(record, self._made(record, owners)) for record in self._profile.records]
        days = [covering.days for covering in self._profile.coverage]
        covered = [self._keep(self._values.of(d, Type.DATE)) if d else None for d in days]
        self._settling.refuse_unsettled(self._found.path.name)
        made = [self._entry(record, parts) for record, parts in entries]
        for belongs in owners.values():
            self._keep(belongs.there)
        self._twice = self._keep(self._any_of(self._values.twice)) if self._values.twice else None
        self._build()
        return Mapped(
            keys=f"SELECT row, {self._key_of_row} AS key FROM {self._rows} WHERE NOT refused",
            faults=name(f"{self._prefix}_faults"),
            entries=tuple(made),
            coverage=tuple(self._coverage(covered)),
            told=tuple(self._told(owners)),
            dates=self._profile.dates or self._settling.agreed,
        )

    @property
    def _rows(self) -> str:
        return name(f"{self._prefix}_rows")

    def _refuse_missing_headings(self) -> None:
        missing = [h for h in asked_for(self._profile) if not self._cells.has(h)]
        empty = [
            record.spread.matching
            for record in self._profile.records
            if record.spread is not None
            and record.spread.matching is not None
            and not list(columns_of(record.spread, self._cells))
        ]
        wrong = [f"There is no column '{heading}'." for heading in missing]
        wrong += [f"No heading fits '{pattern}'." for pattern in empty]
        if wrong:
            has = ", ".join(self._found.columns)
            raise Refused(
                f"{self._found.path.name} is not a file of the profile {self._profile.name}: "
                f"columns are missing. It has {has}.",
                wrong,
            )

    def _key(self) -> str:
        """The key of a row as one text; a row without any is refused."""
        values = self._values
        if not self._profile.key_values:
            held = [
                f"coalesce(c{place}, '')"
                for place, heading in enumerate(self._found.columns)
                if heading.lower() not in _OF_REFUSED
            ]
            return self._cells.layers.add(
                Layer.JOINED, f"md5(concat_ws({BETWEEN}, {', '.join(held)}))"
            )
        parts = [f"({values.text(value)})" for value in self._profile.key_values]
        blank = " AND ".join(f"{part} IS NULL" for part in parts)
        self._cells.check(
            blank,
            tuple(dict.fromkeys(h for v in self._profile.key_values for h in values.headings(v))),
            text("it is blank, so that the row could not be known again."),
            follows=True,
        )
        held = [f"coalesce({part}, '')" for part in parts]
        return self._cells.layers.add(Layer.JOINED, f" || {BETWEEN} || ".join(held))

    def _owners(self) -> dict[str, Owner]:
        tables = {record.table for record in self._profile.records}
        found = {}
        for what, belonging in (
            ("journey", self._profile.journey),
            ("investigation", self._profile.investigation),
        ):
            if belonging is not None:
                found[f"{what}_id"] = owner(
                    self._connection,
                    self._values,
                    belonging,
                    what,
                    prefix=self._prefix,
                    made=f"{what}s" in tables,
                )
        return found

    def _made(self, record: Record, owners: Mapping[str, Owner]) -> list[Made]:
        response = next(
            (r.columns["response_id"] for r in self._profile.records if r.table == "responses"),
            None,
        )
        records = Records(self._values, owners, response)
        if record.spread is None:
            return [records.make(record)]
        return [
            records.make(record_for(record, heading, named), part=named, heading=heading)
            for heading, named in columns_of(record.spread, self._cells)
        ]

    def _entry(self, record: Record, parts: Sequence[Made]) -> Entry:
        return Entry(
            name=record.name,
            table=record.table,
            rows=" UNION ALL ".join(self._select(made) for made in parts),
            one_a_row=len(parts) == 1 and not parts[0].each and self._named_by_the_key(record),
        )

    def _named_by_the_key(self, record: Record) -> bool:
        """Whether the name of what a record makes is the key of its row, with constants or not."""
        owned = {"journeys": self._profile.journey, "investigations": self._profile.investigation}
        belonging = owned.get(record.table)
        held = [
            record.columns.get(column, belonging and belonging.id)
            for column in TABLES[record.table].key
        ]
        parts = [value.parts if isinstance(value, Join) else (value,) for value in held]
        varying = [[part for part in some if not isinstance(part, Always)] for some in parts]
        return len(self._profile.key_values) == 1 and [*self._profile.key_values] in varying

    def _select(self, made: Made) -> str:
        """The rows of one record, out of the table of what each row would become."""
        columns = {column: self._keep(sql) for column, sql in made.columns.items()}
        arises = self._keep(made.arises)
        part = text(made.part)
        source = f"{self._rows} WHERE NOT refused AND {arises}"
        if made.each is not None:
            listed = columns[made.each]
            source = f"(SELECT *, unnest({listed}) AS one_of_each FROM {source})"
            columns[made.each] = "one_of_each"
            part = f"one_of_each || {text('/' + made.part)}" if made.part else "one_of_each"
        held = ", ".join(f"{sql} AS {column}" for column, sql in columns.items())
        return f"SELECT row, {self._key_of_row} AS key, {part} AS part, {held} FROM {source}"

    def _keep(self, sql: str) -> str:
        """A column that the table of rows has to hold; constants need not be held."""
        constant = self._cells.layers.constant(sql)
        if constant is not None or sql.startswith(("CAST(NULL", "CAST([]")):
            return constant or sql
        return self._kept.setdefault(sql, f"kept_{len(self._kept)}")

    def _build(self) -> None:
        """Work out every row, then say what is wrong with those that are refused."""
        checks = list(self._cells.checks.values())
        layers = self._cells.layers
        wrong = self._any_of([check.condition for check in checks])
        kept = ", ".join(
            f"{layers.add(Layer.ASKED, sql)} AS {alias}" for sql, alias in self._kept.items()
        )
        self._values.clocks.show(self._connection)
        apart = worked_out(self._connection, layers, self._found, self._prefix)
        self._connection.execute(
            f"CREATE OR REPLACE TABLE {self._rows} AS "
            + layers.select(f"row, {wrong} AS refused, {kept}", apart=apart)
        )
        table = name(f"{self._prefix}_faults")
        faults.create(self._connection, table)
        if self._count("refused"):
            refused = f"row IN (SELECT row FROM {self._rows} WHERE refused)"
            again = name(f"{self._prefix}_refused")
            self._connection.execute(
                f"CREATE OR REPLACE TABLE {again} AS {layers.select('*', refused)}"
            )
            faults.write(self._connection, table, again, checks)
            self._connection.execute(f"DROP TABLE {again}")

    def _any_of(self, conditions: Sequence[str]) -> str:
        """Whether any of some conditions holds, those of one cell as one column of the layers."""
        layers = self._cells.layers
        alike: dict[frozenset[str], list[str]] = {}
        for condition in conditions:
            alike.setdefault(layers.made_of(condition), []).append(condition)
        return any_of(
            layers.add(Layer.CHECKED, f"coalesce({any_of(some)}, false)") for some in alike.values()
        )

    def _count(self, condition: str) -> int:
        found = self._connection.execute(f"SELECT count(*) FROM {self._rows} WHERE {condition}")
        return int(found.fetchall()[0][0])

    def _coverage(self, columns: Sequence[str | None]) -> Iterator[Covered]:
        for covering, column in zip(self._profile.coverage, columns, strict=True):
            first, last = covering.from_on, covering.to_on
            if column is not None:
                days = self._connection.execute(
                    f"SELECT min({column}), max({column}) FROM {self._rows} WHERE NOT refused"
                ).fetchall()[0]
                first = days[0] if covering.from_rows else first
                last = days[1] if covering.to_rows else last
            if first is None:
                continue
            for kind in covering.kinds:
                yield Covered(
                    source=self._profile.source,
                    kind=kind,
                    from_on=first,
                    to_on=last,
                    note=covering.note,
                )

    def _told(self, owners: Mapping[str, Owner]) -> Iterator[str]:
        """What a person should know of how the rows were read."""
        yield from self._settling.told
        twice = self._count(f"NOT refused AND {self._twice}") if self._twice else 0
        if twice:
            yield (
                f"{_rows(twice)} in the hour that the clocks showed twice: "
                "the first of the two was taken."
            )
        for column, found in owners.items():
            if found.leave_out:
                absent = self._count(f"NOT refused AND NOT {self._kept[found.there]}")
                if absent:
                    what = column.removesuffix("_id")
                    yield (
                        f"{_rows(absent, 'fits', 'fit')} no {what} of the ledger, and what needs "
                        f"one was left out. Load the file again when the {what} is there."
                    )


def _rows(number: int, one: str = "has a time", several: str = "have a time") -> str:
    return f"1 row {one}" if number == 1 else f"{number} rows {several}"
