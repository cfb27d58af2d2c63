"""Fits the model: EM from several starts, then a quasi-Newton climb from the best to the top."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from touchpoint.extracts.reconciling.likely.model import (
    Parameters,
    Shape,
    expected,
    improved,
    packed,
    slope,
    unpacked,
)
from touchpoint.extracts.reconciling.likely.patterns import BLANK, NO, YES, Floats, Patterns

STARTS = 3
LEAPS = 60
FARTHEST = 100.0
APART = 0.01
"""Starts that lead to rates no further from the best than this lead to the same place."""

CLIMBS = 3000
NO_HIGHER = 1e-13
LEVEL = 1e-3
"""Far beyond what tells one rate from another: the top is nearly flat in some directions."""

REMEMBERED = 30
"""How many steps tell of how the slope bends."""

STEP = 1e-4
"""By how much a number is moved to see how the slope changes."""


@dataclass(frozen=True, kw_only=True)
class Fit:
    """A fitted model: its numbers, how high they come, and the tops that other starts found."""

    patterns: Patterns
    shape: Shape
    vector: Floats
    value: float
    tops: tuple[tuple[float, float], ...]
    """For each start the log-posterior and the rate that it led to."""

    @property
    def parameters(self) -> Parameters:
        return unpacked(self.vector, self.shape)

    @property
    def rate(self) -> float:
        """The likely share of journeys of which the fact is true."""
        return rate_of(self.vector, self.shape, self.patterns)


def rate_of(vector: Floats, shape: Shape, patterns: Patterns) -> float:
    """The share of journeys in any state but the first, which is that it did not happen."""
    truth = 1 - unpacked(vector, shape).share[:, 0]
    return float(truth @ patterns.of_group / patterns.total)


def fitted(patterns: Patterns, *, states: int, seed: int = 0, starts: int = STARTS) -> Fit:
    """Fit a model with so many true states: not happened, and the ways in which it did."""
    shape = Shape(
        groups=patterns.groups,
        states=states,
        sources=len(patterns.sources),
        categories=patterns.categories,
    )
    dice = np.random.default_rng(seed)
    found = []
    for start in range(starts):
        vector, value = _climbed(_start(shape, dice, wild=start > 0), patterns, shape)
        found.append((value, rate_of(vector, shape, patterns), vector))
    vector, value = _finished(max(found, key=lambda one: one[0])[2], patterns, shape)
    rate = rate_of(vector, shape, patterns)
    for place, (_, other, begun) in enumerate(found):
        if abs(other - rate) > APART:
            moved, height = _finished(begun, patterns, shape)
            found[place] = height, rate_of(moved, shape, patterns), moved
    value, _, vector = max(((value, rate, vector), *found), key=lambda one: one[0])
    return Fit(
        patterns=patterns,
        shape=shape,
        vector=vector,
        value=value,
        tops=tuple((value, rate) for value, rate, _ in found),
    )


def _start(shape: Shape, dice: np.random.Generator, *, wild: bool) -> Parameters:
    """Begin where sources are more often right than wrong: what names which state is which."""
    own = np.full((shape.states, shape.categories), 0.5)
    own[:, BLANK] = 3.0
    own[0, NO] = 6.0
    own[1:, NO] = 1.5
    own[1:, YES] = 1.0
    for state in range(1, shape.states):
        category = YES + state if shape.states > 2 else YES  # noqa: PLR2004 - two: no and yes
        own[state, category] = 5.0
    if shape.states == 2:  # noqa: PLR2004 - a single state stands for every yes
        own[1, YES:] = 4.0
    answers = np.repeat(own[None], shape.sources, axis=0)
    states = np.ones((shape.groups, shape.states))
    states[:, 0] = shape.states
    if wild:
        answers = answers * dice.uniform(0.4, 1.6, answers.shape)
        states = states * dice.uniform(0.3, 1.7, states.shape)
    reach = np.full((shape.sources, shape.groups), 0.8)
    return Parameters(
        states=np.log(states / states.sum(axis=-1, keepdims=True)),
        answers=np.log(answers / answers.sum(axis=-1, keepdims=True)),
        reach=np.log(reach),
        beyond=np.log(1 - reach),
    )


def _climbed(start: Parameters, patterns: Patterns, shape: Shape) -> tuple[Floats, float]:
    """EM, hastened by looking ahead along two of its steps (Varadhan and Roland 2008)."""
    vector = packed(start)
    value = -np.inf
    for _ in range(LEAPS):
        one, value = _em_step(vector, patterns, shape)
        two, _ = _em_step(one, patterns, shape)
        way, bend = one - vector, two - 2 * one + vector
        if not bend.any():
            break
        ahead = float(np.sqrt((way * way).sum() / (bend * bend).sum()))
        ahead = min(max(ahead, 1.0), FARTHEST)
        leapt = vector + 2 * ahead * way + ahead * ahead * bend
        landed, height = _em_step(leapt, patterns, shape)
        vector = landed if height >= value else two
    return vector, value


def _em_step(vector: Floats, patterns: Patterns, shape: Shape) -> tuple[Floats, float]:
    """The vector that one step of EM leads to, and how high the one before it comes."""
    found = expected(unpacked(vector, shape), patterns)
    return packed(improved(found)), found.value


def _finished(vector: Floats, patterns: Patterns, shape: Shape) -> tuple[Floats, float]:
    """Go to the top, along the directions that the slopes on the way have told of."""

    def below(vector: Floats) -> tuple[float, Floats]:
        at = unpacked(vector, shape)
        found = expected(at, patterns)
        return -found.value, -slope(at, found)

    top = minimize(
        below,
        vector,
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": CLIMBS, "maxcor": REMEMBERED, "ftol": NO_HIGHER, "gtol": LEVEL},
    )
    return np.asarray(top.x), -float(top.fun)


def curvature(vector: Floats, patterns: Patterns, shape: Shape) -> Floats:
    """The information in the patterns about every number: minus the slope's change."""
    bent = np.empty((shape.size, shape.size))
    for place in range(shape.size):
        moved = np.zeros(shape.size)
        moved[place] = STEP
        up, down = (unpacked(vector + moved * sign, shape) for sign in (1, -1))
        bent[place] = slope(down, expected(down, patterns)) - slope(up, expected(up, patterns))
    bent /= 2 * STEP
    return (bent + bent.T) / 2
