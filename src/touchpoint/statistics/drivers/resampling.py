"""Resamples of respondents, drawn from a seed, for intervals by the bootstrap (Efron 1979).

The rows are put in an order that depends on their content alone, so that neither the order in which
they came nor a scale turned round changes an interval.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from touchpoint.statistics.columns import Numbers
from touchpoint.statistics.drivers.answers import Answers

SELDOM = 8
"""Rows are gathered when each comes, on average, at least so many times."""
CELLS_AT_ONCE = 4_000_000
"""Resamples times rows held in memory at a time: 32 megabytes."""


def settled(answers: Answers) -> Answers:
    """The same rows in an order that their content decides and no reversed scale changes."""
    columns, outcome, weights = answers.columns, answers.outcome, answers.weights
    table = np.column_stack([outcome, columns])
    deviation = table - np.average(table, axis=0, weights=weights)
    spread = np.sqrt(np.average(deviation**2, axis=0, weights=weights))
    scaled = np.round(deviation / np.where(spread > 0, spread, 1.0), 7)
    with_outcome = scaled[:, 1:] * scaled[:, :1]
    turned = np.round(with_outcome * np.sign(np.round(weights @ with_outcome, 5)), 6)
    order = np.argsort(-np.abs(np.average(with_outcome, axis=0, weights=weights)), kind="stable")
    keys = [np.abs(scaled[:, 0]), weights]
    keys += [key for place in order for key in (turned[:, place], np.abs(scaled[:, 1 + place]))]
    ranked = np.lexsort(keys[::-1])
    return replace(
        answers,
        columns=columns[ranked],
        outcome=outcome[ranked],
        weights=weights[ranked],
        units=None if answers.units is None else tuple(answers.units[row] for row in ranked),
    )


def gathered(answers: Answers) -> tuple[Answers, Numbers]:
    """Each different row once, with how many people gave it; as it is if hardly any come twice.

    Answers on scales repeat: a hundred thousand people may give a few thousand different rows.
    """
    table = np.column_stack([answers.columns, answers.outcome, answers.weights])
    _, first, times = np.unique(table, axis=0, return_index=True, return_counts=True)
    if len(first) * SELDOM > answers.used:
        return answers, np.ones(answers.used)
    order = np.argsort(first)
    kept = first[order]
    return replace(
        answers,
        columns=answers.columns[kept],
        outcome=answers.outcome[kept],
        weights=answers.weights[kept],
        units=None,
    ), times[order].astype(np.float64)


def resampled_weights(
    weights: Numbers, samples: int, rng: np.random.Generator, times: Numbers | None = None
) -> Iterator[Numbers]:
    """For each resample the weight of every row: how often it was drawn times its own weight.

    `times` says how many people gave each row, where rows are gathered.
    """
    rows = len(weights)
    at_once = max(1, min(samples, CELLS_AT_ONCE // max(rows, 1)))
    people = rows if times is None else int(times.sum())
    for start in range(0, samples, at_once):
        size = min(at_once, samples - start)
        if times is not None and people > rows:
            yield rng.multinomial(people, times / people, size=size) * weights
            continue
        drawn = rng.integers(0, rows, size=(size, rows)) + rows * np.arange(size)[:, None]
        counted = np.bincount(drawn.ravel(), minlength=size * rows).reshape(size, rows)
        yield counted * weights


def covariances(columns: Numbers, outcome: Numbers, weights: Numbers) -> Numbers:
    """The weighted covariance of the columns and, last, the outcome, for every row of weights."""
    table = np.column_stack([columns, outcome])
    table = table - table.mean(axis=0)
    width = table.shape[1]
    products = (table[:, :, None] * table[:, None, :]).reshape(len(table), width * width)
    total = weights.sum(axis=1)
    means = (weights @ table).T / total
    second = (weights @ products).T.reshape(width, width, -1) / total
    return np.asarray(second - means[:, None, :] * means[None, :, :], dtype=np.float64)
