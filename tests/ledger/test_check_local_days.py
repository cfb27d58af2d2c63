"""The local day that a check expects of an instant is the day by London's clocks, to the second.

On the authority of the tz database as Python reads it.
"""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import ibis
import pyarrow as pa
import pytest
from broken import IBIS_ON_DUCKDB_2
from hypothesis import given, settings
from hypothesis import strategies as st

from touchpoint.calendar import clock_changes
from touchpoint.ledger.content.circles import on_a_circle
from touchpoint.ledger.content.times import local_day

pytestmark = pytest.mark.filterwarnings(IBIS_ON_DUCKDB_2)

LONDON = ZoneInfo("Europe/London")
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def instants() -> list[datetime]:
    """Every hour of the days around each change of the clocks, to the second on either side."""
    changes = [row["from_at"] for row in clock_changes().to_pylist()]
    around = [
        change + hours * HOUR + step
        for change in changes
        if 2010 <= change.year <= 2040
        for hours in range(-50, 51)
        for step in (-SECOND, timedelta(0), SECOND)
    ]
    between = [
        before + (after - before) / 7 * part
        for before, after in pairwise(changes)
        for part in range(7)
    ]
    midnights = [
        datetime(2024, 1, 1, 23, 30, tzinfo=UTC) + timedelta(days=days) for days in range(731)
    ]
    return [*around, *(at for at in between if 2010 <= at.year <= 2040), *midnights]


def test_the_expected_day_is_the_day_by_londons_clocks() -> None:
    times = instants()
    rows = ibis.memtable(
        pa.table({"at": pa.array([at.replace(tzinfo=None) for at in times], pa.timestamp("us"))})
    )
    engine = ibis.duckdb.connect()
    days = engine.to_pyarrow(rows.select("at", day=local_day(rows.at))).to_pylist()
    assert len(days) == len(times) > 19_000
    wrong = [
        row for row in days if row["day"] != row["at"].replace(tzinfo=UTC).astimezone(LONDON).date()
    ]
    engine.disconnect()
    assert wrong == []


def leads_back(start: str, steps: dict[str, str]) -> bool:
    here = start
    for _ in steps:
        here = steps.get(here, "")
        if here == start:
            return True
    return False


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("abcdefghi")))
@settings(deadline=None)
def test_what_is_on_a_circle_is_exactly_what_leads_back_to_itself(steps: dict[str, str]) -> None:
    assert on_a_circle(steps) == {start for start in steps if leads_back(start, steps)}
