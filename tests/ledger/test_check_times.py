"""Every way of breaking times, days and coverage gives its one fault, counted and named.

On the authority of the ledger's format; counts and examples are worked by hand from broken.py.
"""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from broken import (
    DAY,
    HOUR,
    IBIS_ON_DUCKDB_2,
    NOON,
    Breakage,
    add,
    both,
    case,
    gives_its_fault_and_no_other,
    happening,
    put,
    touchpoint,
)

from touchpoint.ledger import Fault

pytestmark = pytest.mark.filterwarnings(IBIS_ON_DUCKDB_2)

FIRST_OF_2041 = datetime(2041, 1, 1, 12, tzinfo=UTC)
LAST_OF_2009 = datetime(2009, 12, 31, 12, tzinfo=UTC)

TIMES = [
    case(
        Fault.RECORDED_TOO_EARLY,
        "touchpoints.recorded_at",
        touchpoint("T1", recorded_at=NOON + DAY - HOUR),
        "T1",
    ),
    case(
        Fault.RECORDED_TOO_EARLY,
        "investigations.recorded_at",
        put("investigations", "I1", recorded_at=NOON - HOUR),
        "I1",
    ),
    case(
        Fault.WRONG_ORDER,
        "touchpoints.received_on",
        touchpoint("T9", received_on=date(2024, 3, 5)),
        "T9: 2024-03-05 before 2024-03-06",
    ),
    case(
        Fault.WRONG_ORDER,
        "investigations.closed_on",
        put("investigations", "I1", closed_on=date(2024, 2, 29)),
        "I1: 2024-02-29 before 2024-03-01",
    ),
    case(
        Fault.WRONG_ORDER,
        "coverage.to_on",
        add("coverage", "crime_system", kind="plan.set", to_on=date(2015, 3, 31)),
        "crime_system, plan.set, 2015-04-01: 2015-03-31 before 2015-04-01",
    ),
    case(
        Fault.WRONG_ORDER,
        "returns.to_on",
        put("returns", "P1", to_on=date(2024, 3, 31)),
        "P1, advocacy, referrals, 2024-04-01, 2024-03-31: 2024-03-31 before 2024-04-01",
    ),
    case(
        Fault.DATE_DISAGREES,
        "touchpoints.happened_on",
        touchpoint("T12", happened_on=date(2024, 3, 31)),
        "T12: 2024-03-31 for 2024-04-01",
    ),
    case(
        Fault.DATE_DISAGREES,
        "touchpoints.happened_on",
        touchpoint("T11", happened_on=date(2024, 3, 31)),
        "T11: 2024-03-31 for 2024-03-30",
    ),
    case(
        Fault.DATE_DISAGREES,
        "investigations.reported_on",
        both(
            put("investigations", "I4", reported_on=date(2024, 6, 30)),
            put("investigations", "I1", reported_on=date(2024, 3, 2)),
        ),
        "I1: 2024-03-02 for 2024-03-01",
        2,
    ),
    case(
        Fault.OUTSIDE_CALENDAR,
        "touchpoints.happened_on",
        both(
            touchpoint("T10", **happening(FIRST_OF_2041, date(2041, 1, 1))),
            touchpoint("T11", **happening(LAST_OF_2009, date(2009, 12, 31))),
        ),
        "T10: 2041-01-01",
        2,
    ),
    case(
        Fault.OUTSIDE_CALENDAR,
        "touchpoints.received_on",
        touchpoint("T9", received_on=date(2204, 3, 6)),
        "T9: 2204-03-06",
    ),
    case(
        Fault.OUTSIDE_CALENDAR,
        "investigations.closed_on",
        put("investigations", "I2", closed_on=date(2042, 3, 6)),
        "I2: 2042-03-06",
    ),
    case(
        Fault.OUTSIDE_CALENDAR,
        "investigations.reported_on",
        put("investigations", "I1", reported_at=LAST_OF_2009, reported_on=date(2009, 12, 31)),
        "I1: 2009-12-31",
    ),
    case(
        Fault.COVERAGE_OVERLAPS,
        "coverage.from_on",
        add("coverage", "crime_system", from_on=date(2020, 3, 31), to_on=date(2020, 3, 31)),
        "crime_system, victim.told, 2020-03-31",
    ),
    case(
        Fault.COVERAGE_OVERLAPS,
        "coverage.from_on",
        both(
            add("coverage", "crime_system", kind="victim.updated", to_on=None),
            add("coverage", "crime_system"),
        ),
        "crime_system, victim.told, 2015-04-01",
        2,
    ),
]


@pytest.mark.parametrize("broken", [*TIMES], ids=lambda broken: broken.name)
def test_each_breakage_gives_its_one_fault_and_no_other(broken: Breakage, tmp_path: Path) -> None:
    gives_its_fault_and_no_other(broken, tmp_path)
