"""Small ledgers as lists of rows: made from worked examples, or written by hand."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from touchpoint.calendar import local_day, utc_of
from touchpoint.measures.definition.measure import Example

Row = dict[str, Any]
Rows = dict[str, list[Row]]
NOON = time(12)


def moment(value: date | datetime) -> tuple[datetime, date]:
    """An instant in UTC and the local day of it; a day alone is its noon."""
    local = value if isinstance(value, datetime) else datetime.combine(value, NOON)
    instant = utc_of(local)
    return instant, local_day(instant)


def investigation(name: str, reported: date | datetime, **said: object) -> Row:
    at, on = moment(reported)
    return {
        "investigation_id": name,
        "reference": f"ref-{name}",
        "offence_code": None,
        "offence_group": "burglary",
        "marks": [],
        "victim_based": True,
        "reported_at": at,
        "reported_on": on,
        "recorded_at": None,
        "pathway": None,
        "unit_id": None,
        "officer_id": None,
        "supervisor_id": None,
        "outcome": None,
        "closed_on": None,
        **said,
    }


def journey(name: str, crime: str, **said: object) -> Row:
    return {
        "journey_id": name,
        "investigation_id": crime,
        "person_id": None,
        "role": "direct",
        "age": None,
        "sex": None,
        "ethnicity": None,
        "disability": None,
        "language": None,
        "enhanced_on": None,
        "enhanced_basis": [],
        **said,
    }


def touchpoint(name: str, of: str, kind: str, at: date | datetime, **said: object) -> Row:
    happened_at, happened_on = moment(at)
    detail = said.pop("detail", None)
    return {
        "touchpoint_id": name,
        "journey_id": of,
        "kind": kind,
        "happened_at": happened_at,
        "happened_on": happened_on,
        "received_on": None,
        "recorded_at": None,
        "result": None,
        "about": None,
        "channel": None,
        "staff_id": None,
        "source": "crime_system",
        "source_ref": None,
        "replaces": None,
        "detail": None if detail is None else json.dumps(detail),
        **said,
    }


def response(name: str, answered_on: date, **said: object) -> Row:
    return {
        "response_id": name,
        "survey_id": "volume",
        "wave": None,
        "journey_id": None,
        "answered_on": answered_on,
        "mode": "telephone",
        "stratum": None,
        "weight": None,
        **said,
    }


def answer(to: str, question: str, number: float | None, value: str | None = None) -> Row:
    return {
        "response_id": to,
        "question": question,
        "value": value,
        "number": None if number is None else float(number),
        "text": None,
    }


def unit(name: str, parent: str | None, kind: str) -> Row:
    return {"unit_id": name, "parent_id": parent, "name": name, "kind": kind}


def covers(source: str, kind: str, first: date, last: date | None = None, note: str = "") -> Row:
    return {
        "source": source,
        "kind": kind,
        "from_on": first,
        "to_on": last,
        "note": note or None,
    }


def rows_of(example: Example, prefix: str = "", unit_id: str | None = None) -> Rows:
    """The ledger of a worked example; names begin with the prefix, to lie beside others."""
    journeys = example.journeys or ({},)
    return {
        "investigations": _investigations(example, prefix, unit_id),
        "journeys": [
            journey(
                f"{prefix}j{n}",
                f"{prefix}i{said.get('investigation', 1)}",
                person_id=said.get("person") and f"{prefix}{said['person']}",
                role=said.get("role", "direct"),
                age=said.get("age"),
                sex=said.get("sex"),
                enhanced_on=said.get("enhanced_on"),
                enhanced_basis=list(said.get("enhanced_basis", ())),
            )
            for n, said in enumerate(journeys, 1)
        ],
        "touchpoints": _touchpoints(example, prefix),
        "coverage": [
            covers(c["source"], c["kind"], c["from"], c.get("to"), c.get("note", ""))
            for c in example.coverage
        ],
        **_answers(example, prefix),
        "reviews": _reviews(example, prefix),
        "returns": _returns(example),
    }


def _investigations(example: Example, prefix: str, unit_id: str | None) -> list[Row]:
    return [
        investigation(
            f"{prefix}i{n}",
            said["reported"],
            reference=f"{prefix}{said.get('reference', n)}",
            closed_on=said.get("closed"),
            marks=list(said.get("marks", ())),
            outcome=said.get("outcome"),
            victim_based=said.get("victim_based", True),
            unit_id=unit_id,
        )
        for n, said in enumerate(example.investigations, 1)
    ]


def _touchpoints(example: Example, prefix: str) -> list[Row]:
    def named(name: str | None) -> str | None:
        return None if name is None else f"{prefix}{name}"

    return [
        touchpoint(
            f"{prefix}{said.get('id', f't{n}')}",
            f"{prefix}j{said.get('journey', 1)}",
            said["kind"],
            said["at"],
            result=said.get("result"),
            about=named(said.get("about")),
            replaces=named(said.get("replaces")),
            source=said.get("source", "crime_system"),
            detail=said.get("detail"),
        )
        for n, said in enumerate(example.touchpoints, 1)
    ]


def _answers(example: Example, prefix: str) -> Rows:
    responses, answers = [], []
    for n, said in enumerate(example.answers, 1):
        name = f"{prefix}r{n}"
        of = f"{prefix}j{said.get('journey', 1)}"
        responses.append(response(name, said["on"], journey_id=of, weight=said.get("weight")))
        answers.append(answer(name, said["question"], said.get("number"), said.get("value")))
    return {"responses": responses, "answers": answers}


def _reviews(example: Example, prefix: str) -> list[Row]:
    return [
        {
            "review_id": f"{prefix}v{n}",
            "sample_id": "s",
            "investigation_id": f"{prefix}i1",
            "reviewer_id": "a",
            "second": said.get("second", False),
            "question": said["question"],
            "verdict": said["verdict"],
            "reviewed_on": said["on"],
            "note": None,
        }
        for n, said in enumerate(example.reviews, 1)
    ]


def _returns(example: Example) -> list[Row]:
    return [
        {
            "provider": said.get("provider", "a provider"),
            "service": said.get("service", "a service"),
            "area": None,
            "indicator": said.get("indicator", "contacts"),
            "from_on": said["from"],
            "to_on": said["to"],
            "value": said.get("value"),
            "note": None,
        }
        for said in example.returns
    ]


def together(ledgers: Sequence[Mapping[str, Sequence[Row]]]) -> Rows:
    """Several ledgers as one."""
    found: Rows = {}
    for ledger in ledgers:
        for table, rows in ledger.items():
            found.setdefault(table, []).extend(rows)
    return found
