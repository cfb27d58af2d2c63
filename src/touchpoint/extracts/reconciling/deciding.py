"""What a rule of precedence comes to on every pattern of answers, and what it costs.

The cost of a rule is told by journeys: how many get another answer than from the source that speaks
of the most alone, and of how many some source is overruled.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from touchpoint.extracts.facts import Fact
from touchpoint.extracts.reconciling.precedence import Rule
from touchpoint.extracts.reconciling.saying import TABLE, Said

UNKNOWN, NO, YES = -1, 0, 1
Answers = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Heard:
    """Distinct patterns of codes over all journeys, with how often each came."""

    fact: Fact
    sources: tuple[str, ...]
    codes: Answers
    count: Answers

    @property
    def answers(self) -> Answers:
        """Yes, no or nothing, by pattern and source."""
        found = np.where(self.codes >= self.fact.first_yes, YES, NO)
        return np.where(self.codes >= self.fact.first_no, found, UNKNOWN)


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What a rule comes to over all journeys."""

    rule: Rule
    yes: int
    answered: int
    changed: int
    overruled: int

    @property
    def rate(self) -> float | None:
        return self.yes / self.answered if self.answered else None


def heard(said: Said) -> Heard:
    """What was said, pattern by pattern."""
    codes = ", ".join(said.columns)
    rows = said.rows(f"SELECT {codes}, count(*) FROM {TABLE} GROUP BY ALL ORDER BY ALL")
    table = np.array(rows, dtype=np.int64)
    return Heard(
        fact=said.question.fact,
        sources=said.sources,
        codes=table[:, :-1],
        count=table[:, -1],
    )


def decided(rule: Rule, patterns: Heard) -> Decided:
    """What the rule comes to, and what it costs."""
    answers = patterns.answers
    answer = _answer(rule, patterns)
    overruled = ((answers != UNKNOWN) & (answers != answer[:, None])).any(axis=1)
    overruled &= answer != UNKNOWN
    return Decided(
        rule=rule,
        yes=_number(patterns, answer == YES),
        answered=_number(patterns, answer != UNKNOWN),
        changed=_number(patterns, answer != answers[:, 0]),
        overruled=_number(patterns, overruled),
    )


def _number(patterns: Heard, which: NDArray[np.bool_]) -> int:
    return int(patterns.count[which].sum())


def _answer(rule: Rule, patterns: Heard) -> Answers:
    yes = (patterns.answers == YES).sum(axis=1)
    no = (patterns.answers == NO).sum(axis=1)
    match rule.answer:
        case "any_yes":
            found = np.where(yes > 0, YES, NO)
        case "all_yes":
            found = np.where(no == 0, YES, NO)
        case "majority":
            found = np.where(yes > no, YES, np.where(no > yes, NO, UNKNOWN))
        case _:
            found = _first(rule, patterns)
    found = np.where(yes + no == 0, UNKNOWN, found)
    return np.where(found == UNKNOWN, NO, found) if rule.silence_is_no else found


def _first(rule: Rule, patterns: Heard) -> Answers:
    found = np.full(len(patterns.count), UNKNOWN)
    for step in reversed(rule.order):
        place = patterns.sources.index(step.source)
        taken = patterns.answers[:, place] != UNKNOWN
        if step.says:
            codes = [patterns.fact.code(word) for word in step.says]
            taken &= np.isin(patterns.codes[:, place], codes)
        found = np.where(taken, patterns.answers[:, place], found)
    return found
