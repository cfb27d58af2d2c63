"""One sentence for every finding: what is shown, what is not, and what cannot be said and why.

Its numbers are those of the tables, as printed there; its grammar is that of its subject, one or
several.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from touchpoint.calendar import Period
from touchpoint.papers.claims.ripening import can_only_grow
from touchpoint.papers.claims.tested import Tested, Trial
from touchpoint.papers.description.paper import ClaimAsked
from touchpoint.papers.document import Sentence, Standing
from touchpoint.papers.releasing.values import Value
from touchpoint.papers.wording.numbers import (
    difference,
    in_full,
    in_short,
    p_value,
    percent,
    points_of,
)
from touchpoint.papers.wording.periods import in_words, when, when_before
from touchpoint.papers.wording.reasons import because, left_out, said, standard_of
from touchpoint.papers.wording.words import PLURALS, Subject, Words
from touchpoint.statistics.intervals import at_least, at_most

VERBS: Final = {"rose": "rose", "fell": "fell", "changed": "changed"}
PLAIN_VERBS: Final = {"rose": "rise", "fell": "fall"}
CERTAIN: Final = ("rose", "fell", "met_standard")
"""Claims whose contrary is tested as they are, and so is shown where it is found."""

CHANCE: Final = "larger than chance explains"
STANDINGS: Final[Mapping[str, Standing]] = {
    "supported": "supported",
    "opposite": "not_shown",
    "not_shown": "not_shown",
    "stated": "stated",
    "cannot_tell": "cannot_tell",
}


@dataclass(frozen=True, kw_only=True)
class Saying:
    """How a paper of one period says what was found."""

    own: Period
    words: Words
    tests: int = 1
    """How many tests the paper makes, which each of them allows for."""

    def sentence(self, tested: Tested) -> Sentence:
        """The sentence of a claim."""
        text = self.text(tested)
        trial = tested.trial
        last = -1 if trial.claim.says == "differs_between" else 0
        values = [trial.value, trial.before, trial.others[last] if trial.others else None]
        return Sentence(
            text=text[:1].upper() + text[1:],
            standing=self._standing(tested),
            figures=tuple(value.id for value in values if value is not None),
            test=self.test(tested),
        )

    def _standing(self, tested: Tested) -> Standing:
        """What stands behind a sentence; that the contrary is so may have been shown as well."""
        if _contrary(tested):
            return "supported"
        return STANDINGS[tested.finding]

    def text(self, tested: Tested) -> str:
        """The words of a claim's sentence."""
        trial = tested.trial
        if tested.finding == "cannot_tell":
            told = because(trial, self.words, self.own)
            return f"{told[:-1]}: {self._two(*self._both(trial))}." if _is_young(trial) else told
        say: Callable[[Tested], str] = {
            "is": self._plain,
            "is_highest": self._extreme,
            "is_lowest": self._extreme,
            "met_standard": self._standard,
            "differs_between": self._differing,
            "is_driven_by": self._driven,
            "did_not_change": self._same,
        }.get(trial.claim.says, self._change)
        return say(tested)

    def test(self, tested: Tested) -> str | None:
        """How a claim was tested, in a sentence."""
        trial = tested.trial
        if tested.finding in ("stated", "cannot_tell"):
            return None
        told = [f"Tested by {trial.method.split(': ')[0]}"]
        if trial.between is not None:
            told.append(f": {difference(trial.between)}")
        if trial.claim.adjust_for is not None:
            told.append("; its numbers are not printed, as some may be small")
        elif tested.adjusted is not None:
            family = "the one test" if self.tests == 1 else f"the {self.tests:,} tests"
            told.append(f"; {p_value(tested.adjusted)}, allowing for {family} of this paper")
        told.append(_held(tested))
        return "".join(told) + "."

    def subject(self, claim: ClaimAsked, value: Value) -> Subject:
        """What a claim is about."""
        return self.words.subject(value.measure, claim.group)

    def _change(self, tested: Tested) -> str:
        after, before, subject = self._both(tested.trial)
        verb = VERBS[tested.claim.says]
        if tested.finding == "not_shown" or in_short(after) == in_short(before):
            return (
                f"the figures do not show that {subject.text} {verb}: "
                f"{self._two(after, before, subject)}."
            )
        up = self._up(tested.trial)
        moved = self._moved(after, before, "rose" if up else "fell")
        if tested.finding == "opposite":
            return (
                f"{subject.text} did not {PLAIN_VERBS[tested.claim.says]}: {subject.they} {moved}."
            )
        return f"{subject.text} {moved}."

    def _moved(self, after: Value, before: Value, verb: str) -> str:
        then = when_before(before.key.period, after.key.period)
        if not then and after.key.period != self.own:
            then = f" in {in_words(before.key.period)}"
        return (
            f"{verb} to {in_full(after)}{when(after.key.period, self.own)} from "
            f"{in_short(before)}{then}, a change {CHANCE}"
        )

    def _two(self, after: Value, before: Value, subject: Subject) -> str:
        then = when_before(before.key.period, after.key.period) or " before"
        return (
            f"{subject.they} {subject.were} {in_full(after)}{when(after.key.period, self.own)}, "
            f"and {in_full(before)}{then}"
        )

    def _same(self, tested: Tested) -> str:
        after, before, subject = self._both(tested.trial)
        margin = points_of(tested.claim.margin or 0.0)
        told = self._two(after, before, subject)
        between = tested.trial.between
        if between is not None:
            told += f", a difference of {difference(between)}"
        if tested.finding == "supported":
            return f"{subject.text} did not change by {margin} or more: {told}."
        return f"the figures do not show that {subject.text} stayed within {margin}: {told}."

    def _plain(self, tested: Tested) -> str:
        value = _there(tested.trial.value)
        subject = self.subject(tested.claim, value)
        then = when(value.key.period, self.own)
        number = value.numerator or 0
        counted = self.words.counted(value.measure, number)
        if value.measure.is_share or counted is None:
            told = f"{subject.text} {subject.were} {in_full(value)}{then}"
        else:
            there = "was" if number == 1 else "were"
            group = "".join(f" {each}" for each in self.words.phrases(dict(tested.claim.group)))
            rate = in_full(value).partition(" (")[2]
            told = f"there {there} {counted}{group}{then}{f' ({rate}' if rate else ''}"
        if value.part:
            told += f", as far as is known: {said(value.note or 'it is known in part')}"
        return f"{told}."

    def _extreme(self, tested: Tested) -> str:
        claim, trial = tested.claim, tested.trial
        value, subject = _there(trial.value), self.subject(tested.claim, _there(trial.value))
        word = "highest" if claim.says == "is_highest" else "lowest"
        then = when(value.key.period, self.own)
        place, next_place = self._place(value, claim), self._place(trial.others[0], claim)
        other, left = f"{in_full(trial.others[0])} {next_place}", left_out(trial)
        groups = PLURALS.get(claim.by or "", "groups")
        if tested.finding == "supported":
            of_shown = f"of the {groups} whose figures are shown, " if left else ""
            return (
                f"{of_shown}{subject.text} {subject.were} {word} {place}, at {in_full(value)}"
                f"{then}; next came {other}, a difference {CHANCE}{left}."
            )
        if claim.value is not None:
            return (
                f"the figures do not show that {subject.text} {subject.were} {word} {place}: "
                f"{subject.they} {subject.were} {in_full(value)} there{then}, and {other}{left}."
            )
        return (
            f"the figures do not show between which {groups} the {word} lies: {subject.text} "
            f"{subject.were} {in_full(value)} {place}{then}, and {other}, a difference that chance "
            f"may explain{left}."
        )

    def _place(self, value: Value, claim: ClaimAsked) -> str:
        by = claim.by or ""
        return self.words.phrase(by, dict(value.key.group)[by])

    def _standard(self, tested: Tested) -> str:
        claim, value = tested.claim, _there(tested.trial.value)
        subject = self.subject(claim, value)
        standard = standard_of(claim, value, subject)
        there = f"{subject.they} {subject.were} {in_full(value)}{when(value.key.period, self.own)}"
        if tested.finding == "not_shown":
            return (
                f"the figures do not show that {subject.text} met {standard}: {there}, and chance "
                "may put the rate on either side of it."
            )
        verb = "met" if tested.finding == "supported" else "did not meet"
        # What lies below its standard may still come to it while more can happen.
        so_far = " so far" if _is_under(value, tested) and can_only_grow(value.measure) else ""
        return f"{subject.text} {verb} {standard}{so_far}: {there}{_limit(value, tested)}."

    def _differing(self, tested: Tested) -> str:
        claim, trial = tested.claim, tested.trial
        value = _there(trial.value)
        subject, last = self.subject(claim, value), trial.others[-1]
        groups = PLURALS.get(claim.by or "", "groups")
        ends = (
            f"from {in_full(last)} {self._place(last, claim)} to {in_full(value)} "
            f"{self._place(value, claim)}{when(value.key.period, self.own)}{left_out(trial)}"
        )
        alike = ""
        if claim.adjust_for is not None:
            alike = f" among {PLURALS.get(claim.adjust_for, 'groups')} that are alike"
        if tested.finding == "supported":
            return (
                f"{subject.text} differed between {groups}{alike} by more than chance explains: "
                f"{ends}."
            )
        return (
            f"the figures do not show that {subject.text} differed between {groups}{alike}: {ends}."
        )

    def _driven(self, tested: Tested) -> str:
        ranked = tested.trial.ranked
        if ranked is None or ranked.first is None or tested.finding == "not_shown":
            outcome = ranked.outcome if ranked is not None else "it"
            return (
                "the figures do not show which answer satisfaction with "
                f"{self.words.within('question', outcome)} goes with most: none is first "
                "throughout its interval of ranks."
            )
        outcome = self.words.within("question", ranked.outcome)
        first = self.words.within("question", ranked.first)
        credited = f"{percent(ranked.share or 0)} of what the answers explain"
        if ranked.low is not None and ranked.high is not None:
            credited += f" ({percent(ranked.low)} to {percent(ranked.high)})"
        if tested.finding == "opposite":
            driver = self.words.within("question", tested.claim.driver or "")
            return (
                f"the figures do not show that satisfaction with {outcome} is most closely "
                f"associated with {driver}: it is with {first}, which is credited with {credited}."
            )
        return (
            f"satisfaction with {outcome} is most closely associated with {first}, which is "
            f"credited with {credited} and is first throughout its interval of ranks."
        )

    def _both(self, trial: Trial) -> tuple[Value, Value, Subject]:
        after, before = _there(trial.value), _there(trial.before)
        return after, before, self.subject(trial.claim, after)

    def _up(self, trial: Trial) -> bool:
        between = trial.between
        if between is None:
            return (_there(trial.value).numerator or 0) > (_there(trial.before).numerator or 0)
        return between.point > (1 if between.ratio else 0)


def _is_under(value: Value, tested: Tested) -> bool:
    """Whether a rate lies surely below its standard."""
    return (tested.finding == "supported") == (value.measure.direction == "down")


def _limit(value: Value, tested: Tested) -> str:
    """How far the rate lies from its standard at the least, for counts that are not weighted."""
    if value.weighted:
        return f", {CHANCE.replace('larger', 'further from it')}"
    under = _is_under(value, tested)
    limit = at_most if under else at_least
    found = limit(value.numerator or 0, value.denominator or 0)
    end = found.high if under else found.low
    return f", and {'at most' if under else 'at least'} {percent(end or 0.0)} with 95% confidence"


def _is_young(trial: Trial) -> bool:
    """Whether both figures may be read, and one of them is too young to be compared."""
    return trial.unsaid is not None and trial.unsaid.reason == "immature"


def _contrary(tested: Tested) -> bool:
    """Whether the contrary of a claim was found; what rounds to nothing is called no change."""
    trial = tested.trial
    if tested.finding != "opposite" or tested.claim.says not in CERTAIN:
        return False
    if trial.before is None or trial.value is None:
        return True
    return in_short(trial.value) != in_short(trial.before)


def _there(value: Value | None) -> Value:
    if value is None:
        raise LookupError("a finding speaks of a value that was not given")
    return value


def _held(tested: Tested) -> str:
    """What a second test at one age came to, and what the other tests of a paper took away."""
    equally = "with both periods followed for equally long"
    aged = tested.trial.aged
    if tested.finding != "not_shown":
        return f"; it holds too {equally}" if aged else ""
    if not tested.trial.holds or tested.adjusted is None:
        return ""
    alone = f"; it would hold alone{f', and {equally}' if aged else ''}"
    return f"{alone}, but not allowing for the others"
