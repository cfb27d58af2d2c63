"""The likely rate: truths that we planted come back inside the interval, and doubt is admitted.

The patterns are drawn here from the model's own picture and from pictures that break it.
"""

import numpy as np
import pytest
from numpy.typing import NDArray

from touchpoint.extracts.reconciling.likely.model import Shape, expected, packed, slope, unpacked
from touchpoint.extracts.reconciling.likely.patterns import MISSING, Patterns
from touchpoint.extracts.reconciling.likely.simple_shares import naive_interval
from touchpoint.extracts.reconciling.likely.truth import likely_truth
from touchpoint.statistics.intervals import proportion

Answers = NDArray[np.int64]
NOT_OR_YES = np.array([[0.30, 0.62, 0.08], [0.25, 0.15, 0.60]])
"""Blank, no and yes, where it did not happen and where it did."""


def drawn(
    dice: np.random.Generator, journeys: int, sources: int = 3, copied: float = 0.0
) -> tuple[Patterns, float]:
    """Journeys of two groups, in which 0.2 and 0.6 are true; the last source may copy the first."""
    group = dice.integers(0, 2, journeys)
    truth = dice.random(journeys) < np.array([0.2, 0.6])[group]
    answers = np.stack([said(dice, truth) for _ in range(sources)], axis=1)
    copies = dice.random(journeys) < copied
    answers[copies, -1] = answers[copies, 0]
    return patterns(answers, group), float(truth.mean())


def said(dice: np.random.Generator, truth: NDArray[np.bool_]) -> Answers:
    limits = NOT_OR_YES.cumsum(axis=1)[truth.astype(int)]
    return np.asarray((dice.random(len(truth))[:, None] > limits).sum(axis=1))


def patterns(answers: Answers, group: Answers, choices: tuple[str, ...] = ()) -> Patterns:
    return Patterns(
        answers=answers,
        group=group,
        count=np.ones(len(group)),
        groups=int(group.max()) + 1,
        choices=choices,
        sources=tuple("abcdef"[: answers.shape[1]]),
    ).merged()


def test_the_slope_of_the_model_is_how_its_height_changes() -> None:
    dice = np.random.default_rng(5)
    told, _ = drawn(dice, 400)
    shape = Shape(groups=2, states=3, sources=3, categories=3)
    vector = dice.normal(size=shape.size)
    at = unpacked(vector, shape)
    assert np.allclose(packed(at), vector)
    found = slope(at, expected(at, told))
    for place in range(shape.size):
        step = np.eye(shape.size)[place] * 1e-5
        up, down = (expected(unpacked(vector + s * step, shape), told).value for s in (1, -1))
        assert (up - down) / 2e-5 == pytest.approx(found[place], abs=1e-3)


def test_what_was_planted_is_in_the_interval_and_naive_rates_are_not() -> None:
    hits = 0
    for seed in range(8):
        told, truth = drawn(np.random.default_rng(seed), 5000)
        likely = likely_truth(told)
        assert likely.low is not None
        assert likely.high is not None
        hits += likely.low <= truth <= likely.high
        assert likely.high - likely.low < 0.10
        every_yes = float(told.count @ (told.answers == 2).any(axis=1))
        assert every_yes / told.total > likely.high
    # At 95% eight of eight is usual, and fewer than six would come once in 150 times.
    assert hits >= 6


def test_the_errors_of_sources_come_back() -> None:
    told, _ = drawn(np.random.default_rng(1), 40_000)
    for one in likely_truth(told).errors:
        assert one.sensitivity == pytest.approx(0.60 / 0.75, abs=0.03)
        assert one.specificity == pytest.approx(0.62 / 0.70, abs=0.03)
        assert one.blank_when_true == pytest.approx(0.25, abs=0.03)
        assert one.blank_when_false == pytest.approx(0.30, abs=0.03)


def test_a_source_that_never_sees_some_journeys_makes_no_difference_there() -> None:
    dice = np.random.default_rng(2)
    told, truth = drawn(dice, 20_000, sources=4)
    answers = told.answers.copy()
    answers[told.group == 0, 3] = MISSING
    hidden = Patterns(
        answers=answers,
        group=told.group,
        count=told.count,
        groups=2,
        choices=(),
        sources=tuple("abcd"),
    ).merged()
    likely = likely_truth(hidden)
    assert likely.low is not None
    assert likely.high is not None
    assert likely.low <= truth <= likely.high


def test_two_sources_are_enough_where_groups_differ_and_not_where_they_do_not() -> None:
    told, truth = drawn(np.random.default_rng(3), 40_000, sources=2)
    likely = likely_truth(told)
    assert likely.notes == ()
    assert likely.low is not None
    assert likely.high is not None
    assert likely.low <= truth <= likely.high
    alone = Patterns(
        answers=told.answers,
        group=np.zeros_like(told.group),
        count=told.count,
        groups=1,
        choices=(),
        sources=told.sources,
    ).merged()
    assert "takes a third source" in likely_truth(alone).notes[0]


def test_sources_that_copy_from_one_another_are_found_out_and_no_rate_is_told() -> None:
    told, _ = drawn(np.random.default_rng(4), 20_000, sources=4, copied=0.3)
    likely = likely_truth(told)
    assert any("a and d go together" in note for note in likely.notes)
    assert (likely.rate, likely.low, likely.high) == (None, None, None)
    alone, _ = drawn(np.random.default_rng(4), 20_000, sources=4)
    assert likely_truth(alone).rate is not None


@pytest.mark.parametrize(
    ("answers", "said_why"),
    [
        ([[1], [2]] * 300, "only one source says anything"),
        ([[1, 2, 1]] * 150, "150 journeys are spoken of by more than one source"),
        ([[2, 2, 0], [0, 2, 2]] * 300, "written down only when it happens"),
    ],
)
def test_where_too_little_is_recorded_it_says_that_it_cannot_tell(
    answers: list[list[int]], said_why: str
) -> None:
    told = patterns(np.array(answers), np.zeros(len(answers), dtype=np.int64))
    likely = likely_truth(told)
    assert likely.rate is None
    assert likely.notes[0].startswith("Cannot tell: ")
    assert said_why in likely.notes[0]


def test_sources_whose_word_is_chance_tell_nothing() -> None:
    dice = np.random.default_rng(6)
    answers = dice.integers(1, 3, (5000, 3))
    likely = likely_truth(patterns(answers, np.zeros(5000, dtype=np.int64)))
    assert likely.rate is None


def test_ways_of_being_true_are_states_of_their_own() -> None:
    """Officers mark an offer that was declined as none: the same in every source."""
    dice = np.random.default_rng(7)
    state = dice.choice(3, 30_000, p=[0.6, 0.25, 0.15])
    # blank, no, yes, declined, accepted
    chance = np.array(
        [
            [0.2, 0.70, 0.02, 0.06, 0.02],
            [0.2, 0.30, 0.02, 0.46, 0.02],
            [0.1, 0.02, 0.02, 0.01, 0.85],
        ]
    )
    answers = np.stack(
        [
            (dice.random(30_000)[:, None] > chance.cumsum(axis=1)[state]).sum(axis=1)
            for _ in range(4)
        ],
        axis=1,
    )
    told = patterns(answers, np.zeros(30_000, dtype=np.int64), ("declined", "accepted"))
    likely = likely_truth(told)
    truth = float((state > 0).mean())
    assert likely.low is not None
    assert likely.high is not None
    assert likely.low <= truth <= likely.high
    # One state for every yes would look for what all kinds of yes share, and find the accepted.
    assert likely_truth(patterns(np.minimum(answers, 2), told.group[:1].repeat(30_000))).rate != (
        pytest.approx(truth, abs=0.05)
    )


def test_a_simple_share_has_the_interval_that_wilson_published() -> None:
    # Newcombe 1998, table I, method 3.
    assert naive_interval(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert naive_interval(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)


def test_a_simple_share_has_the_interval_that_every_share_of_the_house_has() -> None:
    for of in range(1, 40):
        for yes in range(of + 1):
            house = proportion(yes, of)
            assert naive_interval(yes, of) == pytest.approx((house.low, house.high), abs=1e-7)


def test_a_share_of_all_or_of_none_ends_exactly_at_1_or_0() -> None:
    for of in range(1, 200):
        assert naive_interval(of, of)[1] == 1
        assert naive_interval(0, of)[0] == 0
    assert naive_interval(24, 24)[0] == pytest.approx(0.8620, abs=5e-5)
