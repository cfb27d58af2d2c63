"""Whether two answers of a survey go together, seeing that rows differ in weight.

Rao and Scott 1984, second-order correction, compared with the F distribution.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from touchpoint.errors import Refused
from touchpoint.statistics.columns import Numbers, labels, same_length
from touchpoint.statistics.surveys.design import Design, Flags


@dataclass(frozen=True, kw_only=True, slots=True)
class RaoScott:
    """The corrected F, its two degrees of freedom and p-value; None where there is no test."""

    statistic: float | None
    degrees_of_freedom: tuple[float, float] | None
    p_value: float | None
    base: int


def rao_scott(first: Sequence[Any], second: Sequence[Any], design: Design) -> RaoScott:
    """Whether two questions' answers are independent in the population.

    Rule: Pearson's chi-square of the weighted table over the mean of its design effects, against F
    (Rao and Scott). Rows blank on either are left out of the table and kept in the design. In
    apistrat, school type by school-wide target gives F 17.2474 on 1.8287 and 360.25.
    Not for counts without weights (significance.chi_square), nor for how strong the tie is.
    """
    one, other = labels(first), labels(second)
    same_length(weights=design.weights, first=one, second=other)
    rows = sorted({answer for answer in one if answer is not None}, key=str)
    columns = sorted({answer for answer in other if answer is not None}, key=str)
    pairs = list(zip(one, other, strict=True))
    among = np.array([None not in pair for pair in pairs])
    base = int((among & (design.weights > 0)).sum())
    if len(rows) < 2 or len(columns) < 2 or base == 0:  # noqa: PLR2004 - a table has two of each
        return RaoScott(statistic=None, degrees_of_freedom=None, p_value=None, base=base)
    cells = [(row, column) for row in rows for column in columns]
    flags = np.array([[float(pair == cell) for cell in cells] for pair in pairs])
    return _tested(flags, (len(rows), len(columns)), design, among, base)


def _tested(
    flags: Numbers, shape: tuple[int, int], design: Design, among: Flags, base: int
) -> RaoScott:
    weights = np.where(among, design.weights, 0)
    shares = weights @ flags / weights.sum()
    if (shares == 0).any():
        raise Refused(
            "Some combinations of answers have no row, so this test cannot be done. Collapse them."
        )
    scores = weights[:, None] * (flags - among[:, None] * shares) / weights.sum()
    table = shares.reshape(shape)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)).ravel()
    pearson = base * float(((shares - expected) ** 2 / expected).sum())
    apart = _interactions(shape)
    simple = apart.T @ np.diag(1 / (base * shares)) @ apart
    real = (apart / shares[:, None]).T @ design.variance(scores) @ (apart / shares[:, None])
    effects = np.linalg.solve(simple, real)
    trace = float(np.trace(effects))
    if trace <= 0:
        return RaoScott(statistic=None, degrees_of_freedom=None, p_value=None, base=base)
    above = trace**2 / float(np.trace(effects @ effects))
    below = above * design.degrees(among)
    statistic = pearson / trace
    return RaoScott(
        statistic=statistic,
        degrees_of_freedom=(above, below),
        p_value=float(special.fdtrc(above, below, statistic)),
        base=base,
    )


def _interactions(shape: tuple[int, int]) -> Numbers:
    """Columns that span what the rows and the columns of a table do not say by themselves."""
    one, other = (np.eye(size, dtype=np.float64)[:, 1:] - 1 / size for size in shape)
    return np.asarray(np.kron(one, other), dtype=np.float64)
