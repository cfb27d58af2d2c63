"""The likely truth: whether it can be told at all, and if so the rate, its interval and its notes.

It is refused where too few sources speak, too few journeys are spoken of by several, sources are no
better than chance, or sources err together; where it is told, the interval allows for the model.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from touchpoint.extracts.reconciling.likely.checks import Pair, pairs, spread_of
from touchpoint.extracts.reconciling.likely.errors import SourceErrors, source_errors
from touchpoint.extracts.reconciling.likely.fitting import Fit, fitted
from touchpoint.extracts.reconciling.likely.interval import Curved, curved, interval
from touchpoint.extracts.reconciling.likely.patterns import NO, Patterns

FEWEST_SOURCES = 2
SOURCES_ALONE = 3
"""So many sources tell their errors from one another; two need groups with different rates."""

FEWEST_TOGETHER = 200
"""Fewer journeys of which several sources speak cannot tell their errors apart."""

FEWEST_DENIALS = 20
WIDEST = 0.30
ALLOWANCE = 1.5
"""How much more variance than its own an interval allows, because no model is quite right."""

EQUALLY_HIGH = 2.0
APART = 0.02


@dataclass(frozen=True, kw_only=True)
class Likely:
    """What is likely true, or why nobody can tell."""

    rate: float | None
    low: float | None
    high: float | None
    journeys: int
    notes: tuple[str, ...]
    errors: tuple[SourceErrors, ...] = ()
    spread: float = ALLOWANCE
    curve: Curved | None = None

    @property
    def can_tell(self) -> bool:
        return self.rate is not None


def likely_truth(patterns: Patterns) -> Likely:
    """Fit the model, doubt it, and say what it is good for."""
    why_not = _too_little(patterns)
    if why_not is not None:
        return _cannot_tell(patterns, why_not)
    fit = fitted(patterns, states=_states(patterns))
    return _doubted(fit)


def _states(patterns: Patterns) -> int:
    """That it did not happen, and each choice of the victim's, or one yes without choices."""
    return 1 + max(1, len(patterns.choices))


def _cannot_tell(patterns: Patterns, *why: str, errors: tuple[SourceErrors, ...] = ()) -> Likely:
    return Likely(
        rate=None,
        low=None,
        high=None,
        journeys=round(patterns.total),
        notes=tuple(f"Cannot tell: {reason}" for reason in why),
        errors=errors,
    )


def _too_little(patterns: Patterns) -> str | None:
    sources = len(patterns.sources)
    if sources < FEWEST_SOURCES:
        return (
            "only one source says anything, and there is nothing to hold it against."
            if sources
            else "no source says anything of any journey."
        )
    spoken = patterns.count @ (patterns.answers >= NO)
    denials = (patterns.count @ (patterns.answers == NO)).sum()
    if denials < FEWEST_DENIALS:
        return (
            f"of the {spoken.sum():,.0f} times that sources speak, {_few(denials)} that it did "
            "not happen: what is written down only when it happens cannot be told from what is "
            "not written down."
        )
    together = float(patterns.count @ ((patterns.answers >= NO).sum(axis=1) >= FEWEST_SOURCES))
    if together < FEWEST_TOGETHER:
        return (
            f"{together:,.0f} journeys are spoken of by more than one source, and "
            f"{FEWEST_TOGETHER} are the fewest from which the errors of sources can be told apart."
        )
    if sources < SOURCES_ALONE and patterns.groups < FEWEST_SOURCES:
        return (
            "two sources cannot be told apart where all journeys are alike: it takes a third "
            "source, or groups of journeys in which the fact is rarer and more frequent."
        )
    return None


def _few(number: float) -> str:
    return f"only {number:,.0f} say" if number > 1 else "only one says" if number else "none says"


def _doubted(fit: Fit) -> Likely:
    """A fit with the doubts that it deserves: refused, widened or told with notes."""
    errors = source_errors(fit)
    wrong = [one.source for one in errors if not one.is_right_more_often]
    if wrong:
        said = f"by the model the word of {', '.join(wrong)} is no better than chance."
        return _cannot_tell(fit.patterns, said, errors=errors)
    found = list(pairs(fit))
    serious = [_in_words(fit, pair) for pair in found if pair.is_serious]
    if serious:
        said = f"{'; '.join(serious)}: sources that err together look as if they were right."
        return _cannot_tell(fit.patterns, said, errors=errors)
    curve = curved(fit)
    spread = max(ALLOWANCE, spread_of(fit))
    low, high = interval(curve, spread=spread)
    notes = []
    if spread > ALLOWANCE:
        notes.append(
            f"Patterns of answers vary {spread:.1f} times as much about the model as chance would "
            "have them: the interval is widened for it."
        )
    for told, ends in (_other_tops(fit), _without_either(fit, found)):
        notes += told
        low, high = min([low, *ends]), max([high, *ends])
    if high - low > WIDEST:
        said = f"the rate may be anything from {low:.0%} to {high:.0%}."
        return _cannot_tell(fit.patterns, said, *notes, errors=errors)
    return Likely(
        rate=fit.rate,
        low=low,
        high=high,
        journeys=round(fit.patterns.total),
        notes=tuple(notes),
        errors=errors,
        spread=spread,
        curve=curve,
    )


Widened = tuple[list[str], list[float]]
"""Notes, and rates that the interval must hold."""


def _other_tops(fit: Fit) -> Widened:
    """Rates to which other starts led that fit as well."""
    rates = [fit.rate, *(rate for value, rate in fit.tops if fit.value - value < EQUALLY_HIGH)]
    if max(rates) - min(rates) <= APART:
        return [], []
    said = f"Models with rates from {min(rates):.1%} to {max(rates):.1%} fit equally well."
    return [said], rates


def _without_either(fit: Fit, found: list[Pair]) -> Widened:
    """Where two sources err together a little, what the model says without the one or the other."""
    together = [pair for pair in found if pair.is_notable]
    notes = [
        f"{_in_words(fit, pair)}: the interval holds what comes of leaving either out."
        for pair in together
    ]
    left_out = sorted({place for pair in together for place in (pair.one, pair.other)})
    return notes, [end for place in left_out for end in _ends_without(fit.patterns, place)]


def _ends_without(patterns: Patterns, place: int) -> Iterator[float]:
    fewer = patterns.without(place)
    if _too_little(fewer) is not None or len(fewer.sources) < SOURCES_ALONE:
        yield from (0.0, 1.0)
        return
    fit = fitted(fewer, states=_states(fewer), starts=1)
    yield from interval(curved(fit), spread=max(ALLOWANCE, spread_of(fit)))


def _in_words(fit: Fit, pair: Pair) -> str:
    names = fit.patterns.sources
    direction = "more" if pair.residual > 0 else "less"
    return (
        f"{names[pair.one]} and {names[pair.other]} go together in {pair.about} {direction} than "
        f"the model explains (residual correlation {pair.residual:+.2f})"
    )
