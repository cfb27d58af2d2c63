"""Dip-samples: which cases to look at, drawn so that anyone can draw them again.

The frame, what was left out of it, the seed and the replacements are kept with the sample; a sample
that somebody picked shows what it holds and nothing beyond.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from touchpoint.errors import Refused
from touchpoint.statistics.counts import count_fault, proportion_faults, refuse
from touchpoint.statistics.intervals import Interval, proportion

Drawing = Literal["simple", "systematic"]


@dataclass(frozen=True, kw_only=True, slots=True)
class DipSample:
    """A sample as drawn, with all that is needed to draw it again."""

    drawn: tuple[str, ...]
    replacements: tuple[str, ...]
    seed: int
    drawing: Drawing
    frame_size: int
    excluded: tuple[str, ...]


def draw_sample(
    frame: Iterable[str],
    size: int,
    seed: int,
    *,
    drawing: Drawing = "simple",
    exclude: Iterable[str] = (),
    replacements: int = 0,
) -> DipSample:
    """A random sample of a frame, and replacements in the order to be used.

    Rule: simple random, or systematic (every so-manieth of the sorted frame from a random start),
    by a seed that is kept. The frame's order makes no difference.
    Not for a frame that lacks the cases in question: what is not in it cannot be drawn.
    """
    given, out = list(frame), set(exclude)
    refuse(
        "These settings draw no sample.",
        [count_fault("size", size), count_fault("replacements", replacements)],
    )
    if len(set(given)) < len(given):
        raise Refused(
            f"{len(given) - len(set(given))} entries of the frame are there more than once, and "
            "would be drawn too often. Give each case once."
        )
    kept = sorted(set(given) - out)
    if size + replacements > len(kept):
        raise Refused(
            f"{size} and {replacements} replacements are asked of {len(kept)} cases. Ask for "
            "fewer, or give a larger frame."
        )
    dice = random.Random(seed)  # noqa: S311 - a sample to be drawn again, not a secret
    drawn = _systematic(kept, size, dice) if drawing == "systematic" else dice.sample(kept, size)
    rest = sorted(set(kept) - set(drawn))
    return DipSample(
        drawn=tuple(drawn),
        replacements=tuple(dice.sample(rest, replacements)),
        seed=seed,
        drawing=drawing,
        frame_size=len(given),
        excluded=tuple(sorted(set(given) & out)),
    )


def dip_sample_interval(
    successes: int,
    sample: int,
    population: int | None = None,
    confidence: float = 0.95,
    *,
    picked: bool = False,
) -> Interval:
    """The share of a dip-sample that passed, with its interval for the population it came from.

    Rule: exact hypergeometric above 5 % of the population, else as intervals.proportion. For a
    sample that somebody picked low and high are None: it stands for nothing but itself.
    Not for a trend of months of 60: their intervals are 23 points wide. Use quarters.
    """
    if not picked:
        return proportion(successes, sample, confidence, population)
    refuse("These counts make no proportion.", proportion_faults(successes, sample))
    point = successes / sample if sample else None
    return Interval(point=point, low=None, high=None, confidence=confidence, method="picked")


def _systematic(kept: Sequence[str], size: int, dice: random.Random) -> list[str]:
    if size == 0:
        return []
    step = len(kept) / size
    start = dice.random() * step
    return [kept[min(len(kept) - 1, int(start + place * step))] for place in range(size)]
