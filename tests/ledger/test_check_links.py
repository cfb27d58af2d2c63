"""Every way of breaking keys and references gives its one fault, counted and named.

On the authority of the ledger's format; counts and examples are worked by hand from broken.py.
"""

from datetime import date
from pathlib import Path

import pytest
from broken import (
    DAY,
    HOUR,
    IBIS_ON_DUCKDB_2,
    NOON,
    Breakage,
    add,
    another,
    both,
    case,
    gives_its_fault_and_no_other,
    happening,
    put,
    touchpoint,
)

from touchpoint.ledger import Fault

pytestmark = pytest.mark.filterwarnings(IBIS_ON_DUCKDB_2)

REFERENCES = [
    case(
        Fault.REFERS_TO_NOTHING,
        "touchpoints.journey_id",
        touchpoint("T9", journey_id="J77"),
        "T9 names J77",
    ),
    case(
        Fault.REFERS_TO_NOTHING,
        "touchpoints.journey_id",
        both(
            touchpoint("T10", journey_id=""),
            touchpoint("T9", journey_id="J77"),
            touchpoint("T11", journey_id="J77"),
        ),
        "T10 names (empty)",
        3,
    ),
    case(Fault.REFERS_TO_NOTHING, "touchpoints.about", touchpoint("T2", about="T0"), "T2 names T0"),
    case(
        Fault.REFERS_TO_NOTHING,
        "touchpoints.replaces",
        touchpoint("T9", replaces="t1"),
        "T9 names t1",
    ),
    case(
        Fault.REFERS_TO_NOTHING,
        "journeys.investigation_id",
        put("journeys", "J5", investigation_id="I9"),
        "J5 names I9",
    ),
    case(
        Fault.REFERS_TO_NOTHING,
        "investigations.unit_id",
        both(put("investigations", "I1", unit_id="U9"), put("investigations", "I2", unit_id="U9")),
        "I1 names U9",
        2,
    ),
    case(
        Fault.REFERS_TO_NOTHING,
        "units.parent_id",
        put("units", "U0", parent_id="UK"),
        "U0 names UK",
    ),
    case(
        Fault.REFERS_TO_NOTHING,
        "responses.journey_id",
        put("responses", "R2", journey_id="J9"),
        "R2 names J9",
    ),
    case(
        Fault.REFERS_TO_NOTHING,
        "answers.response_id",
        add("answers", "R1", response_id="R3"),
        "R3, informed names R3",
    ),
    case(
        Fault.REFERS_TO_NOTHING,
        "identities.journey_id",
        put("identities", "X2", journey_id="J0"),
        "X2 names J0",
    ),
    case(
        Fault.REFERS_TO_NOTHING,
        "reviews.investigation_id",
        put("reviews", "V1", investigation_id="I0"),
        "V1 names I0",
    ),
    case(
        Fault.OTHER_JOURNEY, "touchpoints.about", another("T9", "T20", about="T1"), "T20 names T1"
    ),
    case(
        Fault.OTHER_JOURNEY,
        "touchpoints.replaces",
        another("T9", "T20", replaces="T1"),
        "T20 names T1",
    ),
    case(
        Fault.TOLD_TOO_EARLY,
        "touchpoints.about",
        touchpoint("T1", **happening(NOON + 2 * DAY + HOUR, date(2024, 3, 3))),
        "T2 names T1",
        3,
    ),
    case(
        Fault.TOLD_TOO_EARLY,
        "touchpoints.about",
        touchpoint("T4", happened_at=NOON + DAY - HOUR / 3600),
        "T4 names T1",
    ),
]

KEYS = [
    case(
        Fault.DUPLICATE_KEY,
        "touchpoints.touchpoint_id",
        both(another("T9", "T9"), another("T9", "T9"), another("T10", "T10")),
        "T10 stands on 2 rows",
        2,
    ),
    case(
        Fault.DUPLICATE_KEY,
        "touchpoints.touchpoint_id",
        another("T1", "T1", kind="suspect.released"),
        "T1 stands on 2 rows",
    ),
    case(
        Fault.DUPLICATE_KEY,
        "journeys.journey_id",
        add("journeys", "J3", investigation_id="I1"),
        "J3 stands on 2 rows",
    ),
    case(
        Fault.DUPLICATE_KEY,
        "answers.response_id, question",
        add("answers", "R2", value="no"),
        "R2, informed stands on 2 rows",
    ),
    case(Fault.DUPLICATE_KEY, "units.unit_id", add("units", "U2"), "U2 stands on 2 rows"),
    case(Fault.DUPLICATE_KEY, "reviews.review_id", add("reviews", "V1"), "V1 stands on 2 rows"),
    case(
        Fault.DUPLICATE_KEY, "identities.record_id", add("identities", "X1"), "X1 stands on 2 rows"
    ),
    case(
        Fault.CORRECTED_TWICE,
        "touchpoints.replaces",
        both(another("T4", "T20"), another("T4", "T21"), another("T4", "T22", replaces="T2")),
        "T2 by T22 and T3",
        2,
    ),
    case(Fault.CIRCLE, "touchpoints.replaces", touchpoint("T9", replaces="T9"), "T9 names T9"),
    case(Fault.CIRCLE, "touchpoints.about", touchpoint("T9", about="T9"), "T9 names T9"),
    case(Fault.CIRCLE, "touchpoints.replaces", touchpoint("T2", replaces="T4"), "T2 names T4", 3),
    case(Fault.CIRCLE, "units.parent_id", put("units", "U0", parent_id="U1"), "U0 names U1", 2),
    case(Fault.CIRCLE, "units.parent_id", put("units", "U1", parent_id="U1"), "U1 names U1"),
]


@pytest.mark.parametrize("broken", [*REFERENCES, *KEYS], ids=lambda broken: broken.name)
def test_each_breakage_gives_its_one_fault_and_no_other(broken: Breakage, tmp_path: Path) -> None:
    gives_its_fault_and_no_other(broken, tmp_path)
