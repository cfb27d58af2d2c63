"""truths.json: everything that was planted, in words, and how to ask the ledger for it.

Every truth is derived from the tables in shares/ that the force is drawn from. A truth that is a
share carries two questions in DuckDB's SQL, and what they find differs from it by no more than
sampling error: |found - value| <= 4 sqrt(value (1 - value) / n * design_effect).
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from touchpoint.synthetic.force.landmarks import Landmarks
from touchpoint.synthetic.force.plan import Plan
from touchpoint.synthetic.force.units import force
from touchpoint.synthetic.shares.planted import Share, planted
from touchpoint.synthetic.truths.asking import Questions, ask, row_date, sql_date
from touchpoint.synthetic.truths.of_crimes import crime_shares, repeat_truths
from touchpoint.synthetic.truths.of_statements import statement_shares
from touchpoint.synthetic.truths.of_voices import review_shares, survey_shares
from touchpoint.synthetic.truths.stated import stated

ALWAYS_SETTLED = ("responses", "answers", "reviews", "identities")
"""Rows of these are whole when they are there: they are not waited for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Truth:
    """One planted truth as it stands in truths.json."""

    name: str
    value: Any
    statement: str
    questions: Questions | None = None
    design_effect: float = 1.0

    def written(self) -> dict[str, Any]:
        plain = {"name": self.name, "value": self.value, "statement": self.statement}
        if self.questions is None:
            return plain
        return {
            **plain,
            "population": self.questions.population,
            "numerator_sql": self.questions.numerator,
            "denominator_sql": self.questions.denominator,
            "design_effect": self.design_effect,
        }


def truths_json(plan: Plan) -> str:
    """The whole file."""
    known_on = plan.known_on
    told = {
        "seed": plan.seed,
        "journeys": plan.journeys,
        "from_on": str(plan.from_on),
        "to_on": str(plan.to_on),
        "known_on": None if known_on is None else str(known_on),
        "truths": [truth.written() for truth in truths(plan)],
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def truths(plan: Plan) -> list[Truth]:
    """Every truth that holds of the force of a plan."""
    shares: Iterable[Share] = (
        *planted().values(),
        *crime_shares(),
        *statement_shares(),
        *survey_shares(),
        *review_shares(),
    )
    found = [truth for share in shares for truth in _of_share(plan, share)]
    found += [
        Truth(
            name=name,
            value=value,
            statement=says,
            questions=questions,
            design_effect=effect,
        )
        for name, value, says, questions, effect in repeat_truths(plan)
    ]
    found += [Truth(name=n, value=v, statement=s) for n, v, s in stated()]
    return found + [Truth(name=n, value=v, statement=s) for n, v, s in _days(plan.landmarks)]


def _of_share(plan: Plan, share: Share) -> Iterator[Truth]:
    """The truth of a share, if the range reaches its period and what is known settles it."""
    labels = _labels(plan.landmarks)
    name = share.name.format(**labels)
    says = share.says.format(share=_percent(share.share), **labels)
    if share.of is None:
        yield Truth(name=name, value=share.share, statement=says)
        return
    where = _where(plan, share)
    if where is None:
        return
    yield Truth(
        name=name,
        value=share.share,
        statement=says,
        questions=ask(share.of, where, share.also, plan.landmarks),
        design_effect=share.design_effect,
    )


def _where(plan: Plan, share: Share) -> str | None:
    """The rows of the denominator; none if they cannot be asked of this force."""
    day = row_date(share.of or "")
    conditions = [share.where]
    if share.when is not None:
        days = plan.landmarks.period(share.when)
        if days is None:
            return None
        conditions.append(f"{day} BETWEEN {sql_date(days[0])} AND {sql_date(days[1])}")
    if plan.known_on is not None and share.of not in ALWAYS_SETTLED:
        if share.settles is None:
            return None
        settled = plan.known_on - timedelta(days=share.settles)
        conditions.append(f"{day} <= {sql_date(settled)}")
    return " AND ".join(f"({condition})" for condition in conditions)


def _labels(marks: Landmarks) -> dict[str, str]:
    return {
        "first": marks.first.label,
        "second": marks.second.label,
        "third": marks.third.label,
        "portal_on": str(marks.portal_on),
        "text_on": str(marks.text_on),
        "form_on": str(marks.form_on),
        "slow_area_name": force().areas[force().slow_area],
    }


def _percent(share: float) -> str:
    return f"{round(share * 100, 2):g}%"


def _days(marks: Landmarks) -> Iterator[tuple[str, Any, str]]:
    for name, value, says in (
        ("training.from", marks.training_on, "Training begins, and needs come to be assessed."),
        ("portal.from", marks.portal_on, "The portal opens."),
        ("texts.from", marks.text_on, "The contact centre begins to send texts."),
        ("closure_form.from", marks.form_on, "The form for closure discussions comes into use."),
    ):
        yield name, str(value), says
    gap = [str(day) for day in marks.sheet_gap]
    yield "cju_sheet.missing", gap, "The sheet has nothing on statements between these days."
    unsampled = "In this month no dip sample is drawn; from the next another method is used."
    yield "samples.none", marks.unsampled.label, unsampled
