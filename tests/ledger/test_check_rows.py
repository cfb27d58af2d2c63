"""Every way of breaking cells, words and values gives its one fault, counted and named.

On the authority of the ledger's format; counts and examples are worked by hand from broken.py.
"""

from pathlib import Path

import pytest
from broken import (
    IBIS_ON_DUCKDB_2,
    Break,
    Breakage,
    add,
    both,
    case,
    check,
    gives_its_fault_and_no_other,
    put,
    sound,
    touchpoint,
    write,
)

from touchpoint.ledger import Fault

pytestmark = pytest.mark.filterwarnings(IBIS_ON_DUCKDB_2)

EMPTY = [
    case(Fault.EMPTY_CELL, "touchpoints.source", touchpoint("T9", source=None), "T9"),
    case(Fault.EMPTY_CELL, "touchpoints.happened_at", touchpoint("T5", happened_at=None), "T5"),
    case(Fault.EMPTY_CELL, "touchpoints.happened_on", touchpoint("T5", happened_on=None), "T5"),
    case(Fault.EMPTY_CELL, "touchpoints.kind", touchpoint("T5", kind=None, detail=None), "T5"),
    case(
        Fault.EMPTY_CELL,
        "touchpoints.touchpoint_id",
        touchpoint("T9", touchpoint_id=None),
        "(empty)",
    ),
    case(
        Fault.EMPTY_CELL, "touchpoints.touchpoint_id", touchpoint("T9", touchpoint_id=""), "(empty)"
    ),
    case(
        Fault.EMPTY_CELL,
        "touchpoints.touchpoint_id",
        both(
            touchpoint("T9", touchpoint_id=""),
            touchpoint("T8", touchpoint_id=""),
            touchpoint("T7", touchpoint_id=None),
        ),
        "(empty)",
        3,
    ),
    case(
        Fault.EMPTY_CELL,
        "journeys.investigation_id",
        put("journeys", "J1", investigation_id=None),
        "J1",
    ),
    case(Fault.EMPTY_CELL, "journeys.role", put("journeys", "J2", role=None), "J2"),
    case(
        Fault.EMPTY_CELL,
        "journeys.enhanced_basis",
        put("journeys", "J2", enhanced_basis=None),
        "J2",
    ),
    case(
        Fault.EMPTY_CELL,
        "journeys.enhanced_basis",
        put("journeys", "J3", enhanced_basis=["vulnerable", None, None]),
        "J3",
        2,
    ),
    case(
        Fault.EMPTY_CELL,
        "investigations.marks",
        put("investigations", "I2", marks=[None]),
        "I2",
    ),
    case(
        Fault.EMPTY_CELL,
        "investigations.victim_based",
        both(
            put("investigations", "I1", victim_based=None),
            put("investigations", "I3", victim_based=None),
        ),
        "I1",
        2,
    ),
    case(
        Fault.EMPTY_CELL,
        "coverage.source",
        put("coverage", "crime_system", source=None),
        "(empty), victim.told, 2015-04-01",
    ),
    case(Fault.EMPTY_CELL, "reviews.second", put("reviews", "V1", second=None), "V1"),
]

WORDS = [
    case(
        Fault.UNKNOWN_KIND,
        "touchpoints.kind",
        both(
            touchpoint("T10", kind="suspect.vanished"), touchpoint("T12", kind="suspect.vanished")
        ),
        "T10: suspect.vanished",
        2,
    ),
    case(
        Fault.UNKNOWN_KIND,
        "coverage.kind",
        add("coverage", "crime_system", kind="told"),
        "crime_system, told, 2015-04-01: told",
    ),
    case(Fault.UNKNOWN_WORD, "touchpoints.result", touchpoint("T1", result="maybe"), "T1: maybe"),
    case(Fault.UNKNOWN_WORD, "journeys.role", put("journeys", "J4", role="Direct"), "J4: Direct"),
    case(
        Fault.UNKNOWN_WORD,
        "journeys.enhanced_basis",
        put("journeys", "J3", enhanced_basis=["vulnerable", "old"]),
        "J3: old",
    ),
    case(
        Fault.UNKNOWN_MARK,
        "investigations.marks",
        both(
            put("investigations", "I2", marks=["theft", "violence", "arson"]),
            put("investigations", "I4", marks=["arson"]),
        ),
        "I2: arson",
        3,
    ),
    case(Fault.UNKNOWN_WORD, "units.kind", put("units", "U1", kind="division"), "U1: division"),
    case(Fault.UNKNOWN_WORD, "reviews.verdict", put("reviews", "V1", verdict="Y"), "V1: Y"),
]

VALUES = [
    case(Fault.DETAIL_UNREADABLE, "touchpoints.detail", touchpoint("T10", detail="[1]"), "T10"),
    case(Fault.DETAIL_UNREADABLE, "touchpoints.detail", touchpoint("T10", detail='"{}"'), "T10"),
    case(Fault.DETAIL_UNREADABLE, "touchpoints.detail", touchpoint("T10", detail=""), "T10"),
    case(
        Fault.DETAIL_UNREADABLE,
        "touchpoints.detail",
        both(
            touchpoint("T8", detail='{"a": NaN}'),
            touchpoint("T9", detail='{"a": 1, }'),
            touchpoint("T10", detail="{'a': 1}"),
        ),
        "T10",
        3,
    ),
    case(
        Fault.DETAIL_UNREADABLE,
        "touchpoints.detail",
        touchpoint("T5", detail="every 28 days"),
        "T5",
    ),
    case(
        Fault.DETAIL_UNREADABLE,
        "touchpoints.detail",
        both(
            touchpoint("T5", detail='{"every_days": "28"}'),
            touchpoint("T6", detail='{"paused": false}', result=""),
        ),
        "T5",
        2,
    ),
    *(
        case(
            Fault.DETAIL_UNREADABLE,
            "touchpoints.detail",
            touchpoint("T5", detail=f'{{"every_days": {days}}}'),
            "T5",
        )
        for days in ("0", "-28", "null", "10.5", "true", "1e999")
    ),
    case(Fault.OUT_OF_RANGE, "journeys.age", put("journeys", "J5", age=126), "J5: 126"),
    case(Fault.OUT_OF_RANGE, "journeys.age", put("journeys", "J4", age=-1), "J4: -1"),
    case(Fault.OUT_OF_RANGE, "responses.weight", put("responses", "R1", weight=0.0), "R1: 0.0"),
    case(
        Fault.OUT_OF_RANGE,
        "responses.weight",
        put("responses", "R2", weight=float("nan")),
        "R2: nan",
    ),
    case(
        Fault.OUT_OF_RANGE,
        "responses.weight",
        put("responses", "R2", weight=float("inf")),
        "R2: inf",
    ),
]


def test_the_little_ledger_is_sound(tmp_path: Path) -> None:
    assert check(write(tmp_path, sound())) == []


@pytest.mark.parametrize("broken", [*EMPTY, *WORDS, *VALUES], ids=lambda broken: broken.name)
def test_each_breakage_gives_its_one_fault_and_no_other(broken: Breakage, tmp_path: Path) -> None:
    gives_its_fault_and_no_other(broken, tmp_path)


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (touchpoint("T1", result="maybe"), "but no duty or measure will count it."),
        (put("reviews", "V1", verdict="Y"), "but no duty or measure will count it."),
        (put("journeys", "J4", role="Direct"), "and its row still counts."),
        (put("journeys", "J3", enhanced_basis=["old"]), "and its row still counts."),
        (put("units", "U1", kind="division"), "and its row still counts."),
    ],
)
def test_an_unknown_word_is_said_to_count_nowhere_only_where_words_are_what_is_counted(
    broken: Break, said: str, tmp_path: Path
) -> None:
    ledger = sound()
    broken(ledger)
    assert [said in finding.sentence for finding in check(write(tmp_path, ledger))] == [True]
