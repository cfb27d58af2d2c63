"""Which number of 05/03/2024 is the month, where the profile is silent: the column decides.

A column in which no cell tells, or cells tell different things, is refused; nothing is guessed.
"""

import duckdb

from touchpoint.errors import Refused
from touchpoint.extracts.mapping.sql import name
from touchpoint.extracts.profile.values import Dates

_NUMERIC = r"^\s*(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(?:\d{4}|\d{2})(?:\D|$)"
_MONTHS = 12


class Settling:
    """Settles each column once, and keeps what has to be told and what could not be settled."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, table: str) -> None:
        self._connection = connection
        self._table = name(table)
        self._settled: dict[int, Dates] = {}
        self.told: list[str] = []
        self.faults: list[str] = []

    def order(self, place: int, heading: str) -> Dates:
        """How the dates of a column are to be read."""
        if place not in self._settled:
            self._settled[place] = self._settle(place, heading)
        return self._settled[place]

    @property
    def agreed(self) -> Dates | None:
        """The order in which all the columns were settled; None where there is no such one."""
        orders = set(self._settled.values()) - {"iso"}
        return orders.pop() if len(orders) == 1 else None

    def refuse_unsettled(self, file: str) -> None:
        """Refuse the file if a column could be read in two ways, or in neither."""
        if self.faults:
            raise Refused(
                f'{file} has dates that can be read in two ways. Write dates = "day first" or '
                'dates = "month first" into the profile, at the top or for the column.',
                self.faults,
            )

    def _settle(self, place: int, heading: str) -> Dates:
        numeric, by_day, by_month, example = self._evidence(place)
        if not numeric:
            return "iso"
        if by_day and by_month:
            self.faults.append(
                f"{heading}: {by_day} of {numeric} dates can only be day first and {by_month} only "
                "month first, so the column is mixed: mend the file, or settle it in the profile "
                "and the others are refused row by row."
            )
        elif not by_day and not by_month:
            self.faults.append(
                f"{heading}: each of its {numeric} dates, like {example}, can be day first or "
                "month first."
            )
        else:
            order, sure = ("day first", by_day) if by_day else ("month first", by_month)
            self.told.append(
                f"Dates in {heading} are read {order}: {sure} of {numeric} can be nothing else."
            )
            return "day first" if by_day else "month first"
        return "day first"

    def _evidence(self, place: int) -> tuple[int, int, int, str | None]:
        """How many dates are numbers alone, can only be day first, can only be month first."""
        found = self._connection.execute(
            f"""
            SELECT count(*), count(*) FILTER (WHERE a > {_MONTHS} AND b <= {_MONTHS}),
                count(*) FILTER (WHERE b > {_MONTHS} AND a <= {_MONTHS}), min(cell)
            FROM (
                SELECT cell, CAST(p.a AS INTEGER) AS a, CAST(p.b AS INTEGER) AS b FROM (
                    SELECT c{place} AS cell, regexp_extract(c{place}, $1, ['a', 'b']) AS p
                    FROM {self._table} WHERE c{place} NOT LIKE '____-__-__%'
                ) WHERE p.a <> ''
            )
            """,
            [_NUMERIC],
        ).fetchall()
        return found[0]
