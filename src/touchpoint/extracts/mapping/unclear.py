"""Columns under one heading that a profile uses: refused where they differ, since one is wrong.

A profile that names each of them, a second Name as Name (2), has said which is which.
"""

from collections.abc import Iterator

import duckdb

from touchpoint.errors import Refused
from touchpoint.extracts.mapping.cells import Cells
from touchpoint.extracts.mapping.settling import Settling
from touchpoint.extracts.mapping.spreading import columns_of
from touchpoint.extracts.mapping.sql import any_of, name, said
from touchpoint.extracts.profile import Profile
from touchpoint.extracts.profile.asking import asked_for
from touchpoint.extracts.reading import Alike, Found


def refuse_unclear(
    connection: duckdb.DuckDBPyConnection, profile: Profile, found: Found, cells: Cells
) -> None:
    """Refuse a file in which nobody can say which of two columns a heading of the profile means."""
    wrong = [
        _stands_above(one, row)
        for one in _half_named(profile, found, cells)
        if (row := _first_difference(connection, found, one)) is not None
    ]
    if wrong:
        raise Refused(
            f"{found.path.name} has several columns under one heading that the profile "
            f"{profile.name} uses, and what they say differs, so that nobody can tell which is "
            "meant: take out or rename the wrong one, or name each of them in the profile (a "
            "second Name is Name (2)).",
            wrong,
        )


def refused_for_headings(
    connection: duckdb.DuckDBPyConnection, profile: Profile, found: Found
) -> tuple[str, ...]:
    """The sentences with which a load would refuse the file, before anything is loaded; or none."""
    settling = Settling(connection, found.table)
    cells = Cells(profile, found.columns, settling, name(found.table))
    try:
        refuse_unclear(connection, profile, found, cells)
    except Refused as refusal:
        return (refusal.sentence, *refusal.faults)
    return ()


def told_of_alike(connection: duckdb.DuckDBPyConnection, found: Found) -> Iterator[str]:
    """A sentence for every heading that stands more than once, whatever a profile uses of it."""
    for one in found.alike:
        yield _stands_above(one, _first_difference(connection, found, one))


def _half_named(profile: Profile, found: Found, cells: Cells) -> list[Alike]:
    """The headings that stand more than once of which a profile uses some columns and not all."""
    used = {cells.place(heading) for heading in asked_for(profile) if cells.has(heading)}
    used |= {
        cells.place(heading)
        for record in profile.records
        if record.spread is not None
        for heading, _ in columns_of(record.spread, cells)
    }
    return [one for one in found.alike if used & {*one.places} and {*one.places} - used]


def _stands_above(alike: Alike, row: int | None) -> str:
    what = "say the same in every row" if row is None else f"differ first in row {row}"
    return f"'{alike.heading}' stands above the columns {said(alike.letters, 'and')}, which {what}."


def _first_difference(
    connection: duckdb.DuckDBPyConnection, found: Found, alike: Alike
) -> int | None:
    """The first row in which the cells of these columns are not the same."""
    first, *others = (f"c{place}" for place in alike.places)
    differs = any_of(f"{first} IS DISTINCT FROM {other}" for other in others)
    row: int | None = connection.execute(
        f"SELECT min(row) FROM {name(found.table)} WHERE {differs}"
    ).fetchall()[0][0]
    return row
