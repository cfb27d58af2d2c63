"""The latent-class model: what is true of journeys, seen through sources that err and skip.

A journey is in one of a few true states, with chances that differ between groups of like journeys.
A source reaches a journey with a chance that depends on the group alone; of a journey it reaches it
says what it says with chances that depend on the state alone (Hui and Walter 1980; Dawid and
Skene 1979). Given group and state, sources are taken to err independently of one another.
"""

from dataclasses import dataclass, replace

import numpy as np

from touchpoint.extracts.reconciling.likely.patterns import BLANK, Floats, Patterns

PRIOR = 0.1
"""A tenth of a journey in every cell: keeps chances off nought where few journeys speak."""

REACH_PRIOR = 1.0
"""A journey reached and one not, by source and group. How often a source reaches journeys and how
often it skips those it reaches cannot be told apart, only the two together: this settles on one."""


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How the numbers of a model lie in one vector."""

    groups: int
    states: int
    sources: int
    categories: int

    @property
    def sizes(self) -> tuple[int, int, int]:
        of_states = self.groups * (self.states - 1)
        of_answers = self.sources * self.states * (self.categories - 1)
        return of_states, of_answers, self.sources * self.groups

    @property
    def size(self) -> int:
        return sum(self.sizes)


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """Logarithms of chances: of states by group, of answers by source and state, of reach."""

    states: Floats
    answers: Floats
    reach: Floats
    beyond: Floats

    @property
    def share(self) -> Floats:
        """The chance of each state, by group."""
        return np.exp(self.states)


def unpacked(vector: Floats, shape: Shape) -> Parameters:
    """The chances that a vector stands for; the first state and category are measured against."""
    first, second, _ = np.cumsum(shape.sizes)
    states = vector[:first].reshape(shape.groups, shape.states - 1)
    answers = vector[first:second].reshape(shape.sources, shape.states, shape.categories - 1)
    reach = vector[second:].reshape(shape.sources, shape.groups)
    return Parameters(
        states=_chances_of(states),
        answers=_chances_of(answers),
        reach=-np.logaddexp(0, -reach),
        beyond=-np.logaddexp(0, reach),
    )


def packed(parameters: Parameters) -> Floats:
    """The vector of chances."""
    return np.concatenate(
        [
            (parameters.states[:, 1:] - parameters.states[:, :1]).ravel(),
            (parameters.answers[..., 1:] - parameters.answers[..., :1]).ravel(),
            (parameters.reach - parameters.beyond).ravel(),
        ]
    )


def _chances_of(logits: Floats) -> Floats:
    """The log-chances of the choices whose logits are against the first one's, which is nought."""
    every = np.concatenate([np.zeros((*logits.shape[:-1], 1)), logits], axis=-1)
    return every - summed(every)[..., None]


def summed(logs: Floats) -> Floats:
    """The logarithm of the sum, along the last axis, of what these are the logarithms of."""
    top = logs.max(axis=-1, keepdims=True)
    return np.asarray(np.log(np.exp(logs - top).sum(axis=-1)) + top[..., 0])


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What the model expects to be behind the patterns, and how likely it finds them."""

    value: float
    states: Floats
    answers: Floats
    reached: Floats
    beyond: Floats


def expected(parameters: Parameters, patterns: Patterns) -> Expected:
    """The expected counts of states, answers and reach, with the log-posterior."""
    chances = _chances(parameters)
    joint = _joint(parameters, patterns, chances)
    likely = summed(joint)
    weight = np.exp(joint - likely[:, None]) * patterns.count[:, None]
    answers, reached, beyond = _behind(parameters, chances, patterns.cells @ weight)
    prior = PRIOR * float(parameters.states.sum() + parameters.answers.sum())
    prior += REACH_PRIOR * float(parameters.reach.sum() + parameters.beyond.sum())
    return Expected(
        value=float(likely @ patterns.count) + prior,
        states=patterns.by_group @ weight + PRIOR,
        answers=answers + PRIOR,
        reached=reached + REACH_PRIOR,
        beyond=beyond + REACH_PRIOR,
    )


def expected_chances(parameters: Parameters, patterns: Patterns) -> Floats:
    """The log-chance of each pattern, among journeys of its group that the same sources cover."""
    return summed(_joint(parameters, patterns, _chances(parameters)))


def evidence(parameters: Parameters, patterns: Patterns) -> Floats:
    """The log-chance of each pattern given each state, whatever share the states have."""
    level = replace(parameters, states=np.zeros_like(parameters.states))
    return _joint(level, patterns, _chances(parameters))


def _joint(parameters: Parameters, patterns: Patterns, chances: Floats) -> Floats:
    of_answers = chances.reshape(-1, chances.shape[-1])[patterns.places].sum(axis=0)
    return np.asarray(parameters.states[patterns.group] + of_answers)


def _chances(parameters: Parameters) -> Floats:
    """The log-chance of each category by source, group and state.

    Blank stands first, not asked of it last.
    """
    answers = parameters.answers.transpose(0, 2, 1)[:, None]
    told = parameters.reach[..., None, None] + answers
    told[:, :, BLANK] = np.logaddexp(told[:, :, BLANK], parameters.beyond[..., None])
    return np.concatenate([told, np.zeros_like(told[:, :, :1])], axis=2)


def _behind(
    parameters: Parameters, chances: Floats, weight: Floats
) -> tuple[Floats, Floats, Floats]:
    """By source, counts of answers by state, and of journeys reached and not, by group."""
    found = weight.reshape(chances.shape)[:, :, :-1]
    blank = found[:, :, BLANK]
    share = np.exp(
        parameters.reach[..., None] + parameters.answers[:, None, :, BLANK] - chances[:, :, BLANK]
    )
    skipped = blank * share
    answers = found.sum(axis=1).transpose(0, 2, 1)
    answers[..., BLANK] = skipped.sum(axis=1)
    reached = found[:, :, BLANK + 1 :].sum(axis=(2, 3)) + skipped.sum(axis=2)
    return answers, reached, (blank - skipped).sum(axis=2)


def improved(found: Expected) -> Parameters:
    """The chances that make what is expected most likely: one step of EM."""
    whole = np.log(found.reached + found.beyond)
    return Parameters(
        states=np.log(found.states) - np.log(found.states.sum(axis=-1, keepdims=True)),
        answers=np.log(found.answers) - np.log(found.answers.sum(axis=-1, keepdims=True)),
        reach=np.log(found.reached) - whole,
        beyond=np.log(found.beyond) - whole,
    )


def slope(parameters: Parameters, found: Expected) -> Floats:
    """The gradient of the log-posterior, by the vector."""
    states = found.states - found.states.sum(axis=-1, keepdims=True) * np.exp(parameters.states)
    answers = found.answers - found.answers.sum(axis=-1, keepdims=True) * np.exp(parameters.answers)
    reach = found.reached * np.exp(parameters.beyond) - found.beyond * np.exp(parameters.reach)
    return np.concatenate([states[:, 1:].ravel(), answers[..., 1:].ravel(), reach.ravel()])
