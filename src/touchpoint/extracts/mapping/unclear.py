"""Columns under one heading that a profile uses: refused where they differ, since one is wrong.

A profile that names each of them, a second Name as Name (2), has said which is which.
"""

from collections.abc import Iterator

import duckdb

from touchpoint.errors import Refused
from touchpoint.extracts.mapping.cells import Cells
from touchpoint.extracts.mapping.spreading import columns_of
from touchpoint.extracts.mapping.sql import any_of, name, said
from touchpoint.extracts.profile import Profile
from touchpoint.extracts.profile.asking import asked_for
from touchpoint.extracts.reading import Alike, Found


def refuse_unclear(
    connection: duckdb.DuckDBPyConnection, profile: Profile, found: Found, cells: Cells
) -> None:
    """Refuse a file in which nobody can say which of two columns a heading of the profile means."""
    used = {cells.place(heading) for heading in asked_for(profile)}
    used |= {
        cells.place(heading)
        for record in profile.records
        if record.spread is not None
        for heading, _ in columns_of(record.spread, cells)
    }
    half_named = [one for one in found.alike if used & {*one.places} and {*one.places} - used]
    wrong = [fault for one in half_named for fault in _differing(connection, found, one)]
    if wrong:
        raise Refused(
            f"{found.path.name} has several columns under one heading that the profile "
            f"{profile.name} uses, and what they say differs, so that nobody can tell which is "
            "meant: take out or rename the wrong one, or name each of them in the profile (a "
            "second Name is Name (2)).",
            wrong,
        )


def _differing(connection: duckdb.DuckDBPyConnection, found: Found, alike: Alike) -> Iterator[str]:
    """A sentence where the cells of these columns are not the same in every row."""
    first, *others = (f"c{place}" for place in alike.places)
    differs = any_of(f"{first} IS DISTINCT FROM {other}" for other in others)
    row = connection.execute(
        f"SELECT min(row) FROM {name(found.table)} WHERE {differs}"
    ).fetchall()[0][0]
    if row is not None:
        yield (
            f"'{alike.heading}' stands above the columns {said(alike.letters, 'and')}, "
            f"which differ first in row {row}."
        )
