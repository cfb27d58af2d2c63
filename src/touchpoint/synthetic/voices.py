"""A block's surveys, identities and dip samples as tables of the ledger."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from touchpoint.ledger import arrow_schema
from touchpoint.synthetic.arrays import NONE, Ints
from touchpoint.synthetic.columns import Letters, dates, digits, letters, spell, strings, words
from touchpoint.synthetic.identities import (
    EMPTY,
    PHONES_IN_A_RANGE,
    SECTORS,
    UNITS,
    Records,
    family_names,
    given_names,
)
from touchpoint.synthetic.reviews import QUESTIONS as REVIEW_QUESTIONS
from touchpoint.synthetic.reviews import VERDICTS, Finding
from touchpoint.synthetic.scene import Scene
from touchpoint.synthetic.shares import table
from touchpoint.synthetic.survey import NOT_ASKED, RECALLED, STAGES, STRATA, Surveyed
from touchpoint.synthetic.tables import SERIAL, crime_numbers, named

IN_A_BLOCK = 5
RANGES = ("07700 900", "01632 960")
PROVIDERS = ("example.org", "example.com")


def responses(scene: Scene, block: int, surveyed: Surveyed) -> pa.Table:
    told = table("survey")["stratum"]
    rates = np.array([told[name]["rate"] for name in STRATA])
    n = len(surveyed.journey)
    journeys = spell(n, "J", digits(scene.victims.number[surveyed.journey], SERIAL))
    months, place = np.unique(_months(surveyed.day), return_inverse=True)
    waves = [str(month) for month in months.astype("datetime64[M]")]
    return pa.table(
        {
            "response_id": strings(_response_ids(block, surveyed.number)),
            "survey_id": words(surveyed.stratum, [told[name]["survey"] for name in STRATA]),
            "wave": words(place.astype(np.int64), waves),
            "journey_id": strings(journeys, surveyed.linked),
            "answered_on": dates(surveyed.day),
            "mode": words(np.zeros(n, dtype=np.int64), ("telephone",)),
            "stratum": words(surveyed.stratum, STRATA),
            "weight": pa.array(np.round(1 / rates[surveyed.stratum], 6)),
        }
    )


def _response_ids(block: int, number: Ints) -> Letters:
    """Numbered within the block, so that an unlinked response does not name its journey."""
    blocks = digits(np.full(len(number), block), IN_A_BLOCK)
    return spell(len(number), "R", blocks, "-", digits(number, IN_A_BLOCK))


def _months(day: Ints) -> Ints:
    return day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def answers(block: int, surveyed: Surveyed) -> pa.Table:
    """Every answer of a response after the other."""
    told = table("survey")
    n = len(surveyed.journey)
    ids = strings(_response_ids(block, surveyed.number))
    comments = [*told["comments_satisfied"], *told["comments_dissatisfied"]]
    parts = []
    for question in STAGES:
        score = surveyed.scores[question]
        values = words(score, ("not_applicable", *told["words"]))
        numbers = pa.array(score.astype(np.float64), mask=score == NOT_ASKED)
        spoken = surveyed.comment if question == "whole" else np.full(n, NONE)
        parts.append((question, values, numbers, words(spoken, comments)))
    for question, memory in surveyed.memories.items():
        empty = np.full(n, NONE)
        nothing = pa.array(np.zeros(n), mask=np.ones(n, dtype=np.bool_))
        parts.append((question, words(memory, RECALLED), nothing, words(empty, comments)))
    order = np.arange(n * len(parts)).reshape(len(parts), n).T.ravel()
    whole = pa.table(
        {
            "response_id": pa.concat_arrays([ids] * len(parts)),
            "question": pa.concat_arrays([pa.array([part[0]] * n, pa.string()) for part in parts]),
            "value": pa.concat_arrays([part[1] for part in parts]),
            "number": pa.concat_arrays([part[2] for part in parts]),
            "text": pa.concat_arrays([part[3] for part in parts]),
        }
    )
    return whole.take(pa.array(order))


def identities(scene: Scene, records: Records) -> pa.Table:
    numbers = scene.victims.number[records.journey]
    given, family = given_names().spellings, family_names().spellings
    return pa.table(
        {
            "record_id": named("K", numbers),
            "journey_id": named("J", numbers),
            "given_name": words(np.where(records.given == EMPTY, NONE, records.given), given),
            "family_name": words(records.family, family),
            "born_on": dates(records.born, EMPTY),
            "postcode": _postcodes(records.postcode),
            "phone": _phones(records.phone),
            "email": _emails(records),
        }
    )


def _postcodes(number: Ints) -> pa.Array:
    """ZZ is no postcode area."""
    there = number != EMPTY
    number = np.where(there, number, 0)
    district, rest = np.divmod(number, SECTORS * UNITS)
    sector, unit = np.divmod(rest, UNITS)
    n = len(number)
    spelled = spell(n, "ZZ", digits(district + 1, 2), " ", digits(sector, 1), letters(unit, 2))
    return strings(spelled, there)


def _phones(number: Ints) -> pa.Array:
    """From the ranges that Ofcom keeps for drama, mobile and landline."""
    there = number != EMPTY
    of_range, rest = np.divmod(np.where(there, number, 0), PHONES_IN_A_RANGE)
    starts = np.frombuffer("".join(RANGES).encode("ascii"), np.uint8).reshape(len(RANGES), -1)
    return strings(spell(len(number), starts[of_range], digits(rest, 3)), there)


def _emails(records: Records) -> pa.Array:
    """The person's own names and a number, at a domain kept for examples."""
    there = records.email != EMPTY
    number = np.where(there, records.email, 0)
    domain = words(number % len(PROVIDERS), PROVIDERS)
    local = pc.binary_join_element_wise(
        pc.ascii_lower(words(records.own_given, given_names().spellings)),
        pc.ascii_lower(words(records.own_family, family_names().spellings)),
        ".",
    )
    tail = strings(digits(number, 3))
    name = pc.binary_join_element_wise(local, tail, "")
    whole = pc.binary_join_element_wise(name, domain, "@")
    return pc.if_else(pa.array(there), whole, pa.scalar(None, pa.string()))


def reviews(scene: Scene, block: int, findings: list[Finding]) -> pa.Table:
    parts = [_finding(scene, block, finding) for finding in findings if len(finding.crime)]
    return pa.concat_tables(parts) if parts else arrow_schema("reviews").empty_table()


def _finding(scene: Scene, block: int, finding: Finding) -> pa.Table:
    n = len(finding.crime)
    question = REVIEW_QUESTIONS.index(finding.question) + 1
    month = finding.month.label.replace("-", "")
    within = (digits(np.full(n, block), IN_A_BLOCK), "-", digits(finding.place + 1, 2))
    ids = spell(n, f"V{month}-", *within, f"-{question}{'B' if finding.second else 'A'}")
    return pa.table(
        {
            "review_id": strings(ids),
            "sample_id": pa.array([finding.sample] * n, pa.string()),
            "investigation_id": named("I", crime_numbers(scene)[finding.crime]),
            "reviewer_id": strings(spell(n, "A", digits(finding.reviewer + 1, 3))),
            "second": pa.array([finding.second] * n),
            "question": pa.array([finding.question] * n, pa.string()),
            "verdict": words(finding.verdict, VERDICTS),
            "reviewed_on": dates(finding.day),
            "note": pa.nulls(n, pa.string()),
        }
    )
