"""What invented providers of support report each quarter, with some figures missing.

The scale of ratings is 1 to 5, 5 the best. A figure that was not returned is empty and says so.
"""

from typing import Any

import numpy as np
import pyarrow as pa

from touchpoint.calendar import Period, periods_between
from touchpoint.ledger import arrow_schema
from touchpoint.synthetic.drawing.dice import Dice
from touchpoint.synthetic.force.plan import Plan
from touchpoint.synthetic.shares.planted import table

RATINGS = 5
RATED, IMPROVED = 0.22, 0.80
"""The shares of contacts that are rated, and of the rated who report an outcome; stated nowhere."""


def returns(plan: Plan) -> pa.Table:
    """Quarterly figures of each provider for the whole quarters of the range."""
    # A stream that no block has: blocks are numbered from 0 and fewer than this.
    dice = Dice(plan.seed, 1 << 31)
    rows = [row for quarter in _quarters(plan) for row in _of_quarter(dice, quarter)]
    return pa.Table.from_pylist(rows, schema=arrow_schema("returns"))


def _quarters(plan: Plan) -> list[Period]:
    last = plan.to_on if plan.known_on is None else plan.known_on
    quarters = periods_between("quarter", plan.from_on, plan.to_on)
    return [
        quarter for quarter in quarters if plan.from_on <= quarter.from_on and quarter.to_on <= last
    ]


def _of_quarter(dice: Dice, quarter: Period) -> list[dict[str, Any]]:
    told = table("force")["returns"]
    rows = []
    for (provider, service), usual in zip(told["services"], told["contacts"], strict=True):
        contacts = int(usual * (0.9 + 0.2 * float(dice.fractions(1)[0])))
        for indicator, value in _figures(dice, told, contacts):
            missing = bool(dice.happens(told["missing"], 1)[0])
            rows.append(
                {
                    "provider": provider,
                    "service": service,
                    "area": None,
                    "indicator": indicator,
                    "from_on": quarter.from_on,
                    "to_on": quarter.to_on,
                    "value": None if missing else float(value),
                    "note": "Not returned by the provider." if missing else None,
                }
            )
    return rows


def _figures(dice: Dice, told: dict[str, Any], contacts: int) -> list[tuple[str, int]]:
    rated = int(contacts * RATED)
    drawn = dice.fractions(rated) * sum(told["ratings"])
    ends = np.cumsum(told["ratings"])
    counts = np.bincount(np.searchsorted(ends, drawn, side="right"), minlength=RATINGS)
    improved = [(name, int(dice.happens(IMPROVED, rated).sum())) for name in told["outcomes"]]
    ratings = [(f"rating_{place}", int(count)) for place, count in enumerate(counts, 1)]
    return [("contacts", contacts), *ratings, *improved]
