"""Every claim of a page tested, and the share of false findings held down over all of them.

Benjamini and Hochberg 1995; the family is every claim that could be tested, whether or not it came
out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from scipy import special

from touchpoint.calendar import Period
from touchpoint.measures.definition.dimensions import NOT_RECORDED
from touchpoint.measures.definition.measure import Measure
from touchpoint.papers.claims.of_groups import differing, extreme
from touchpoint.papers.claims.sides import compared, equivalence, side
from touchpoint.papers.claims.tested import Ranked, Tested, Trial, Unsaid
from touchpoint.papers.description.paper import ClaimAsked, Key
from touchpoint.papers.releasing.values import Value
from touchpoint.statistics.false_discovery import benjamini_hochberg
from touchpoint.statistics.intervals import at_least, at_most

LEVEL: Final = 0.05
EQUIVALENCE: Final = "two one-sided tests, by Newcombe's 90% interval of the difference"
NOTHING: Final = "There is nothing to count among."
EXACT: Final = "the exact limit of Clopper and Pearson, 95%"
Breaks = Callable[[Measure, Period, Period, str | None], Sequence[str]]
"""Changes in the way of recording between the first day of one period and the last of another."""


AtOneAge = Callable[[Value, Value], tuple[Value, Value]]
"""A value and the one that it is held against, in; both as they stood at one age, out."""


@dataclass(frozen=True, kw_only=True)
class Testing:
    """What claims are tested on."""

    own: Period
    values: Mapping[Key, Value]
    breaks: Breaks
    rankings: Mapping[str, Ranked] = field(default_factory=dict)
    """For each claim about drivers, by its id, what was found."""

    strata: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    """For each claim that is tested within strata, by its id, their cells as they are."""

    at_one_age: AtOneAge = lambda after, before: (after, before)
    """The values of a change with both periods followed for equally long (claims.ripening)."""

    level: float = LEVEL

    def tested(self, claims: Iterable[ClaimAsked]) -> tuple[Tested, ...]:
        """Every claim with what came of it, in order."""
        trials = [self.trial(claim) for claim in claims]
        adjusted = benjamini_hochberg([_p_value(trial) for trial in trials], self.level)
        return tuple(
            _tested(trial, p_value, stands=stands)
            for trial, p_value, stands in zip(
                trials, adjusted.p_values, adjusted.rejected, strict=True
            )
        )

    def trial(self, claim: ClaimAsked) -> Trial:
        """One claim by itself."""
        match claim.says:
            case "is_driven_by":
                return self._driven(claim)
            case "is_highest" | "is_lowest":
                return extreme(claim, self._groups(claim))
            case "differs_between":
                return differing(claim, self._groups(claim), self._strata(claim))
            case "is":
                return self._plain(claim)
            case "met_standard":
                return self._standard(claim)
            case _:
                return self._change(claim)

    def _value(self, claim: ClaimAsked, period: Period) -> Value:
        return self.values[Key(measure=claim.measure, period=period, group=claim.group)]

    def _groups(self, claim: ClaimAsked) -> list[Value]:
        wanted = {*(label for label, _ in claim.group), claim.by}
        return [
            v for v in self._alike(claim, wanted) if (claim.by, NOT_RECORDED) not in v.key.group
        ]

    def _strata(self, claim: ClaimAsked) -> Sequence[Value]:
        return self.strata.get(claim.id, ())

    def _alike(self, claim: ClaimAsked, labels: set[str | None]) -> list[Value]:
        period, held = claim.period.of(self.own), set(claim.group)
        return [
            value
            for key, value in self.values.items()
            if key.measure == claim.measure
            and key.period == period
            and set(key.labels) == labels
            and held <= set(key.group)
        ]

    def _plain(self, claim: ClaimAsked) -> Trial:
        value = self._value(claim, claim.period.of(self.own))
        unsaid = _not_readable(value)
        return Trial(claim=claim, value=value, unsaid=unsaid, turns="stated")

    def _standard(self, claim: ClaimAsked) -> Trial:
        value = self._value(claim, claim.period.of(self.own))
        unsaid = _not_readable(value) or _in_part(value)
        if unsaid is not None:
            return Trial(claim=claim, value=value, unsaid=unsaid)
        standard = claim.standard or 0.0
        some, of = side(value)
        lower_is_better = value.measure.direction == "down"
        met = some / of <= standard if lower_is_better else some / of >= standard
        under = met == lower_is_better
        # The chance of counts as far on this side of the standard, were the standard just met.
        chance = _at_most(some, of, standard) if under else _at_least(some, of, standard)
        limit = at_most if under else at_least
        found = limit(value.numerator or 0, value.denominator or 0)
        return Trial(
            claim=claim,
            value=value,
            p_value=chance,
            holds=chance <= LEVEL,
            turns="supported" if met else "opposite",
            method=f"{EXACT}: {found.high if under else found.low}",
        )

    def _change(self, claim: ClaimAsked) -> Trial:
        after = self._value(claim, claim.period.of(self.own))
        against = claim.against or claim.period
        before = self._value(claim, against.of(self.own))
        trial = Trial(claim=claim, value=after, before=before)
        unsaid = self._incomparable(before, after)
        if unsaid is not None:
            return replace(trial, unsaid=unsaid)
        now, up = _held_together(trial, after, before)
        if not now.holds:
            return now
        aged = self.at_one_age(after, before)
        if aged == (after, before):
            return now
        if not all(value.shown for value in aged):
            return replace(now, unsaid=Unsaid(reason="immature", value=after), p_value=None)
        again, up_again = _held_together(trial, *aged)
        same_way = claim.says == "did_not_change" or up == up_again
        p_value = _larger(now.p_value, again.p_value if same_way else 1.0)
        if again.holds and same_way:
            return replace(now, p_value=p_value, aged=True)
        return replace(now, unsaid=Unsaid(reason="immature", value=after), p_value=p_value)

    def _incomparable(self, before: Value, after: Value) -> Unsaid | None:
        for value in (after, before):
            unsaid = _not_readable(value) or _in_part(value)
            if unsaid is not None:
                return unsaid
        ends = (before.key.period, after.key.period)
        source = dict(after.key.group).get("source")
        first, last = sorted(ends, key=lambda period: period.from_on)
        broken = self.breaks(after.measure, first, last, source)
        return Unsaid(reason="break", said=broken[0]) if broken else None

    def _driven(self, claim: ClaimAsked) -> Trial:
        ranked = self.rankings.get(claim.id)
        if ranked is None:
            return Trial(claim=claim, unsaid=Unsaid(reason="no_model"))
        if not ranked.readable:
            return Trial(claim=claim, ranked=ranked, unsaid=Unsaid(reason="suppressed"))
        if ranked.why_not is not None:
            return Trial(
                claim=claim, ranked=ranked, unsaid=Unsaid(reason="no_model", said=ranked.why_not)
            )
        wanted = claim.driver is None or ranked.first == claim.driver
        return Trial(
            claim=claim,
            ranked=ranked,
            holds=ranked.first is not None,
            turns="supported" if wanted else "opposite",
            method="2,000 resamples of the answers: it is first in 95% of them and more",
        )


def _held_together(trial: Trial, after: Value, before: Value) -> tuple[Trial, bool]:
    """A change tested on two values, and whether the later is the higher."""
    claim = trial.claim
    if claim.says == "did_not_change":
        between, p_value = equivalence(after, before, claim.margin or 0.0)
        holds = p_value is not None and p_value <= LEVEL
        told = replace(trial, between=between, p_value=p_value, holds=holds, method=EQUIVALENCE)
        return told, False
    found = compared(after, before)
    wanted_up = {"rose": True, "fell": False}.get(claim.says)
    same_way = wanted_up is None or wanted_up == found.up
    told = replace(
        trial,
        between=found.between,
        p_value=found.p_value,
        holds=found.changed,
        turns="supported" if same_way else "opposite",
        method=found.method,
    )
    return told, found.up


def _larger(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else max(one, other)


def _p_value(trial: Trial) -> float | None:
    """What a trial counts for among all: one that was tested and not let stand counts too."""
    immature = trial.unsaid is not None and trial.unsaid.reason == "immature"
    return trial.p_value if trial.unsaid is None or immature else None


def _tested(trial: Trial, p_value: float | None, *, stands: bool) -> Tested:
    if trial.unsaid is not None:
        return Tested(trial=trial, finding="cannot_tell")
    if trial.turns == "stated":
        return Tested(trial=trial, finding="stated")
    found = trial.holds and (stands or trial.claim.says == "is_driven_by")
    return Tested(trial=trial, finding=trial.turns if found else "not_shown", adjusted=p_value)


def _not_readable(value: Value) -> Unsaid | None:
    among = value.measure.is_share or value.measure.per is not None
    if value.shown and among and not value.denominator:
        return Unsaid(reason="missing", value=replace(value, why=NOTHING))
    if value.status == "suppressed":
        return Unsaid(reason="suppressed", value=value)
    if value.status == "missing":
        return Unsaid(reason="missing", value=value)
    return None


def _in_part(value: Value) -> Unsaid | None:
    return Unsaid(reason="part", value=value) if value.part else None


def _at_least(some: float, of: float, share: float) -> float:
    """The chance of so many or more; whole numbers or not, by the beta distribution."""
    if some <= 0:
        return 1.0
    return float(special.betainc(some, of - some + 1, share))


def _at_most(some: float, of: float, share: float) -> float:
    if some >= of:
        return 1.0
    return float(special.betaincc(some + 1, of - some, share))
