"""What the record says against what the victim says of the same duty, pair by pair.

McNemar 1947; Newcombe 1998 (Statistics in Medicine 17:2635) for the gap. Neither side is the truth.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from touchpoint.statistics.columns import is_missing, same_length
from touchpoint.statistics.counts import count_fault, refuse, within_fault
from touchpoint.statistics.intervals import Interval, newcombe, newcombe_paired, proportion
from touchpoint.statistics.significance import McNemar, mcnemar

YES: Final = (True, 1, "yes")
NO: Final = (False, 0, "no")


@dataclass(frozen=True, kw_only=True)
class PairedGap:
    """The record and the victim on one duty: four cells, the gap, and who could not be asked."""

    both: int
    recorded_not_remembered: int
    remembered_not_recorded: int
    neither: int
    pairs: int
    recorded: Interval
    remembered: Interval
    gap: Interval
    test: McNemar
    agreement: float | None
    kappa: float | None
    ac1: float | None
    blank: int
    unsure: int

    @property
    def sentence(self) -> str:
        """The gap in a sentence, with both discordant cells."""
        if self.gap.point is None or self.gap.low is None or self.gap.high is None:
            return "No pair has an answer on both sides: the gap is not available."
        return (
            f"Of {self.pairs} victims, {self.recorded_not_remembered} did not remember what was "
            f"recorded and {self.remembered_not_recorded} remembered what was not recorded. The "
            f"record says yes {100 * self.gap.point:+.1f} percentage points more often "
            f"({100 * self.gap.low:+.1f} to {100 * self.gap.high:+.1f}). Neither side is the truth."
        )


def paired_table(
    both: int,
    recorded_not_remembered: int,
    remembered_not_recorded: int,
    neither: int,
    *,
    blank: int = 0,
    unsure: int = 0,
    confidence: float = 0.95,
) -> PairedGap:
    """The gap between record and victim from the four cells of the paired table.

    Rule: gap = (recorded not remembered - remembered not recorded) / pairs, by Newcombe's paired
    method 10; McNemar's test, exact when few; kappa and AC1 of the two sides. `blank` and `unsure`
    are pairs that could not be compared, and are carried along.
    Not for pairs that were not linked person by person (difference of two proportions), nor for
    judging which side is right.
    """
    cells = {
        "both": both,
        "recorded_not_remembered": recorded_not_remembered,
        "remembered_not_recorded": remembered_not_recorded,
        "neither": neither,
        "blank": blank,
        "unsure": unsure,
    }
    refuse(
        "These counts make no paired table.",
        [
            *(count_fault(name, value) for name, value in cells.items()),
            within_fault("confidence", confidence, 0, 1),
        ],
    )
    pairs = both + recorded_not_remembered + remembered_not_recorded + neither
    agreed, kappa, ac1 = _agreement(both, recorded_not_remembered, remembered_not_recorded, neither)
    return PairedGap(
        **cells,
        pairs=pairs,
        recorded=proportion(both + recorded_not_remembered, pairs, confidence),
        remembered=proportion(both + remembered_not_recorded, pairs, confidence),
        gap=newcombe_paired(
            both, recorded_not_remembered, remembered_not_recorded, neither, confidence
        ),
        test=mcnemar(recorded_not_remembered, remembered_not_recorded),
        agreement=agreed,
        kappa=kappa,
        ac1=ac1,
    )


def _agreement(
    both: int, first_only: int, second_only: int, neither: int
) -> tuple[float | None, float | None, float | None]:
    pairs = both + first_only + second_only + neither
    if pairs == 0:
        return None, None, None
    agreed = (both + neither) / pairs
    first, second = (both + first_only) / pairs, (both + second_only) / pairs
    by_chance = first * second + (1 - first) * (1 - second)
    yes = (first + second) / 2
    gwet = 2 * yes * (1 - yes)
    kappa = None if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)
    return agreed, kappa, (agreed - gwet) / (1 - gwet)


def paired_gap(
    recorded: Iterable[Any],
    remembered: Iterable[Any],
    *,
    yes: Iterable[object] = YES,
    no: Iterable[object] = NO,
    confidence: float = 0.95,
) -> PairedGap:
    """The gap between what is recorded and what the victim says, from linked pairs of answers.

    Rule: the first list holds the record's answer for each victim, the second the victim's own, in
    the same order. Only answers that are plainly yes or no are compared; a blank on either side is
    counted as blank, and any other answer (don't know, declined, taken) as unsure. What was taken
    is never read as offered. Then as paired_table.
    Not for lists that were not linked person by person, nor for judging which side is right.
    """
    record, voice = list(recorded), list(remembered)
    same_length(recorded=record, remembered=voice)
    agreed, refused = tuple(yes), tuple(no)
    cells = {(True, True): 0, (True, False): 0, (False, True): 0, (False, False): 0}
    blank = unsure = 0
    for one, other in zip(record, voice, strict=True):
        if is_missing(one) or is_missing(other):
            blank += 1
            continue
        said = _plain(one, agreed, refused), _plain(other, agreed, refused)
        if said[0] is None or said[1] is None:
            unsure += 1
        else:
            cells[said[0], said[1]] += 1
    return paired_table(
        cells[True, True],
        cells[True, False],
        cells[False, True],
        cells[False, False],
        blank=blank,
        unsure=unsure,
        confidence=confidence,
    )


def _plain(answer: object, yes: tuple[object, ...], no: tuple[object, ...]) -> bool | None:
    if any(answer == word for word in yes):
        return True
    return False if any(answer == word for word in no) else None


@dataclass(frozen=True, kw_only=True)
class Linkage:
    """How many answers were linked to a record, and whether those that were differ."""

    linked: int
    unlinked: int
    rate: Interval
    outcome_linked: Interval
    outcome_unlinked: Interval
    difference: Interval
    differ: bool | None


def linkage(linked: Iterable[Any], outcome: Iterable[Any], *, confidence: float = 0.95) -> Linkage:
    """How many answers could be linked to a record, and whether the linked differ from the rest.

    Rule: the linkage rate and the shares with the outcome (satisfied, say) among linked and
    unlinked as intervals.proportion, and the difference of those two by Newcombe's method 10.
    `differ` is whether that interval leaves out nought, None where there is none. Answers with a
    blank outcome count for the rate alone.
    Not for proving that linkage did no harm: few unlinked answers hide large differences.
    """
    links, outcomes = list(linked), list(outcome)
    same_length(linked=links, outcome=outcomes)
    tied = [_plain(link, YES, NO) is True for link in links]
    tally = {True: [0, 0], False: [0, 0]}
    for link, value in zip(tied, outcomes, strict=True):
        said = None if is_missing(value) else _plain(value, YES, NO)
        if said is not None:
            tally[link][0] += int(said)
            tally[link][1] += 1
    difference = newcombe(
        tally[True][0], tally[True][1], tally[False][0], tally[False][1], confidence
    )
    return Linkage(
        linked=sum(tied),
        unlinked=len(tied) - sum(tied),
        rate=proportion(sum(tied), len(tied), confidence),
        outcome_linked=proportion(tally[True][0], tally[True][1], confidence),
        outcome_unlinked=proportion(tally[False][0], tally[False][1], confidence),
        difference=difference,
        differ=difference.excludes(0.0) if difference.available else None,
    )
