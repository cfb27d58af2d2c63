"""A block's surveys and dip samples as tables of the ledger: responses, answers and reviews."""

import numpy as np
import pyarrow as pa

from touchpoint.ledger import arrow_schema
from touchpoint.synthetic.drawing.arrays import NONE, Ints
from touchpoint.synthetic.drawing.days import month_and_day
from touchpoint.synthetic.journey.scene import Scene
from touchpoint.synthetic.shares.planted import table
from touchpoint.synthetic.tables.columns import (
    SERIAL,
    Letters,
    dates,
    digits,
    named,
    spell,
    strings,
    words,
)
from touchpoint.synthetic.voices.reviews import QUESTIONS as REVIEW_QUESTIONS
from touchpoint.synthetic.voices.reviews import VERDICTS, Finding
from touchpoint.synthetic.voices.survey import NOT_ASKED, RECALLED, STAGES, STRATA, Surveyed

IN_A_BLOCK = 5


def responses(scene: Scene, block: int, surveyed: Surveyed) -> pa.Table:
    told = table("survey")["stratum"]
    rates = np.array([told[name]["rate"] for name in STRATA])
    n = len(surveyed.journey)
    journeys = spell(n, "J", digits(scene.victims.number[surveyed.journey], SERIAL))
    months, place = np.unique(month_and_day(surveyed.day)[0], return_inverse=True)
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
            "investigation_id": named("I", scene.crime_numbers[finding.crime]),
            "reviewer_id": strings(spell(n, "A", digits(finding.reviewer + 1, 3))),
            "second": pa.array([finding.second] * n),
            "question": pa.array([finding.question] * n, pa.string()),
            "verdict": words(finding.verdict, VERDICTS),
            "reviewed_on": dates(finding.day),
            "note": pa.nulls(n, pa.string()),
        }
    )
