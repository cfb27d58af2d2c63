"""A made-up little ledger in which everything that measures look at happens, drawn from a seed."""

import random
from datetime import UTC, date, datetime, timedelta

from measured_ledgers import (
    Row,
    Rows,
    answer,
    covers,
    investigation,
    journey,
    response,
    touchpoint,
    unit,
)

from touchpoint.ledger.vocabulary import RESULTS
from touchpoint.measures.catalogue import catalogue

FIRST = date(2023, 1, 1)
DAYS = 550
KINDS = sorted({k for m in catalogue() for touch in m.every_touch for k in touch.kinds})
CONTACTS = ["contact.agreed", "victim.updated", "victim.told"]
SOURCES = ["crime_system", "sheet", "form"]


def ledger(*, seed: int, crimes: int = 60) -> Rows:
    """A ledger of so many crimes."""
    dice = random.Random(seed)  # noqa: S311 - dice for a test, not for a secret
    units = [
        unit("F", None, "force"),
        *(unit(f"C{n}", "F", "command") for n in range(2)),
        *(unit(f"A{n}", f"C{n % 2}", "area") for n in range(3)),
        *(unit(f"T{n}", f"A{n % 3}", "team") for n in range(5)),
    ]
    investigations = [_crime(dice, n) for n in range(crimes)]
    journeys = [
        _journey(dice, f"j{n}-{k}", f"i{n}")
        for n in range(crimes)
        for k in range(dice.choice([1, 1, 2]))
    ]
    touchpoints = [t for j in journeys for t in _touchpoints(dice, j)]
    responses = [_response(dice, n, journeys) for n in range(25)]
    return {
        "units": units,
        "investigations": investigations,
        "journeys": journeys,
        "touchpoints": touchpoints,
        "coverage": _coverage(dice),
        "responses": responses,
        "answers": [a for r in responses for a in _answers(dice, r)],
        "reviews": [_review(dice, n, crimes) for n in range(30)],
        "returns": [_return(dice) for _ in range(12)],
    }


def _day(dice: random.Random) -> date:
    return FIRST + timedelta(days=dice.randrange(DAYS))


def _crime(dice: random.Random, number: int) -> Row:
    reported = _day(dice)
    closed = reported + timedelta(days=dice.randrange(200))
    return investigation(
        f"i{number}",
        reported,
        unit_id=dice.choice(["T0", "T1", "T2", "T3", "T4", "C1", None]),
        marks=dice.sample(["domestic_abuse", "violence", "high_harm"], dice.randrange(3)),
        offence_group=dice.choice(["burglary", "violence"]),
        pathway=dice.choice(["telephone", "attended", None]),
        victim_based=dice.random() < 0.9,
        outcome=dice.choice(["14", "16", "18", None]),
        closed_on=dice.choice([closed, None]),
    )


def _journey(dice: random.Random, name: str, crime: str) -> Row:
    basis = dice.choice([[], [], ["vulnerable"]])
    return journey(
        name,
        crime,
        person_id=dice.choice([f"p{dice.randrange(25)}", None]),
        role=dice.choice(["direct", "direct", "business"]),
        age=dice.choice([12, 18, 40, 90, None]),
        sex=dice.choice(["female", "male", None]),
        enhanced_basis=basis,
        enhanced_on=_day(dice) if basis else None,
    )


def _touchpoints(dice: random.Random, of: Row) -> list[Row]:
    found: list[Row] = []
    for n in range(dice.randrange(14)):
        kind = dice.choice([*KINDS, *CONTACTS * 4])
        written = datetime.combine(_day(dice), datetime.min.time(), tzinfo=UTC)
        found.append(
            touchpoint(
                f"{of['journey_id']}-{n}",
                of["journey_id"],
                kind,
                _day(dice),
                result=dice.choice([None, None, "", "done", "agreed", *RESULTS]),
                source=dice.choice(SOURCES),
                recorded_at=dice.choice([None, written]),
                replaces=dice.choice([None] * 9 + [f"{of['journey_id']}-{n - 1}"]) if n else None,
                detail=_detail(dice, kind),
            )
        )
    return found


def _detail(dice: random.Random, kind: str) -> dict[str, object] | None:
    said: dict[str, list[dict[str, object] | None]] = {
        "contact.agreed": [{"every_days": 28}, {"every_days": 7}, {"paused": True}, None],
        "closure.discussed": [{"satisfied": True}, {"satisfied": False}, None],
        "dissatisfaction.raised": [{"reason": "no_contact"}, {"reason": "no_update"}, None],
    }
    return dice.choice(said.get(kind, [None]))


def _coverage(dice: random.Random) -> list[Row]:
    found = []
    for kind in [*KINDS, *CONTACTS]:
        for source in SOURCES:
            first = dice.choice([FIRST, FIRST, FIRST + timedelta(days=200)])
            if dice.random() < 0.8:
                found.append(
                    covers(
                        source, kind, first, dice.choice([None, None, first + timedelta(days=150)])
                    )
                )
    return found


def _response(dice: random.Random, number: int, journeys: list[Row]) -> Row:
    return response(
        f"r{number}",
        _day(dice),
        survey_id=dice.choice(["volume", "hate"]),
        journey_id=dice.choice([dice.choice(journeys)["journey_id"], None]),
        stratum=dice.choice(["a", "b"]),
        weight=dice.choice([1.5, 2.0, 4.0]),
    )


def _answers(dice: random.Random, to: Row) -> list[Row]:
    return [
        answer(
            to["response_id"],
            question,
            dice.choice([*range(1, 8), None, None]),
            dice.choice([None, None, "not_applicable", "Very_satisfied", " neither"]),
        )
        for question in ("whole", "contact", "needs_asked")
    ]


def _review(dice: random.Random, number: int, crimes: int) -> Row:
    return {
        "review_id": f"v{number}",
        "sample_id": "s",
        "investigation_id": f"i{dice.randrange(crimes)}",
        "reviewer_id": "a",
        "second": dice.random() < 0.2,
        "question": dice.choice(["plan", "victim_updated"]),
        "verdict": dice.choice(["yes", "no", "not_applicable", "cannot_tell"]),
        "reviewed_on": _day(dice),
        "note": None,
    }


def _return(dice: random.Random) -> Row:
    month = dice.randrange(1, 13)
    return {
        "provider": dice.choice(["one", "two"]),
        "service": "general",
        "area": None,
        "indicator": dice.choice(["contacts", "referrals"]),
        "from_on": date(2023, month, 1),
        "to_on": date(2023, month, 28),
        "value": dice.choice([3.0, 12.0, None]),
        "note": None,
    }
