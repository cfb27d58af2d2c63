"""Two hundred pages of claims over made-up figures: how often a sentence says what is not so.

Of pages on which nothing changed, at most the stated share may say that something did; of the
findings of pages with planted changes, at most that share may be of what did not change.
"""

import numpy as np
import pytest
from released_values import AREA, claim, page_of, value

from touchpoint.papers.claims import tested
from touchpoint.papers.releasing.values import Value

PAGES = 200
STATED = 0.05
NAMES = ("needs_assessed", "informed", "acknowledged", "contact_agreed", "referral_offered")
ALLOWED = STATED + 2.6 * (STATED * (1 - STATED) / PAGES) ** 0.5
"""The stated share, and what 200 pages may be off it by chance."""


def _pair(dice: np.random.Generator, name: str, rates: tuple[float, float]) -> list[Value]:
    found = []
    for period, share in zip(("2023-24Q4", "2024-25Q1"), rates, strict=True):
        of = int(dice.integers(80, 3000))
        some = int(dice.binomial(of, share))
        found.append(value(some, of, measure=name, period=period))
    return found


def _page(seed: int, planted: frozenset[str]) -> tuple[tested.Tested, ...]:
    dice = np.random.default_rng(seed)
    values = []
    for name in NAMES:
        before = float(dice.uniform(0.05, 0.9))
        after = min(0.98, before + 0.12) if name in planted else before
        values += _pair(dice, name, (before, after))
    return page_of(*values).tested([claim("changed", name, name=name) for name in NAMES])


def test_nothing_planted_is_seldom_claimed() -> None:
    pages = [_page(seed, frozenset()) for seed in range(PAGES)]
    false = sum(any(each.finding == "supported" for each in page) for page in pages)
    assert false / PAGES <= ALLOWED


def test_of_what_is_claimed_little_is_false() -> None:
    planted = frozenset(NAMES[:2])
    shares, held = [], 0
    for seed in range(PAGES):
        found = [t.claim.measure for t in _page(seed, planted) if t.finding == "supported"]
        shares.append(sum(name not in planted for name in found) / max(1, len(found)))
        held += sum(name in planted for name in found)
    assert float(np.mean(shares)) <= STATED
    assert held / (2 * PAGES) > 0.5


@pytest.mark.parametrize("says", ["is_highest", "is_lowest", "differs_between"])
def test_areas_that_are_alike_are_seldom_ranked(says: str) -> None:
    false = 0
    for seed in range(PAGES):
        dice = np.random.default_rng(1000 + seed)
        share = float(dice.uniform(0.1, 0.9))
        areas = []
        for place in range(6):
            of = int(dice.integers(60, 900))
            some = int(dice.binomial(of, share))
            areas.append(value(some, of, group=((AREA, f"A{place}"),)))
        (found,) = page_of(*areas).tested([claim(says, by=AREA)])  # type: ignore[arg-type] # one of the words of claims
        false += found.finding == "supported"
    assert false / PAGES <= ALLOWED


def test_a_standard_just_missed_is_seldom_met_and_a_real_change_seldom_called_none() -> None:
    met = unchanged = 0
    for seed in range(PAGES):
        dice = np.random.default_rng(5000 + seed)
        share = value(int(dice.binomial(1500, 0.9)), 1500)
        (found,) = page_of(share).tested([claim("met_standard", standard=0.9)])
        met += found.finding == "supported"
        pair = _pair(dice, "needs_assessed", (0.50, 0.53))
        (same,) = page_of(*pair).tested([claim("did_not_change", margin=0.03)])
        unchanged += same.finding == "supported"
    assert met / PAGES <= ALLOWED
    assert unchanged / PAGES <= ALLOWED
