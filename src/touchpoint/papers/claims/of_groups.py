"""Claims about groups: which is highest or lowest, and whether they differ at all.

The highest is held against each of the others, two-sided, and stands if it stands against all: that
keeps its promise though it was picked for being highest. What is kept back is not compared, so the
order of hidden figures is never told; how many groups were left out is counted, to be said.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import special

from touchpoint.papers.claims.sides import compared, side
from touchpoint.papers.claims.tested import LeftOut, Trial, Unsaid
from touchpoint.papers.description.paper import ClaimAsked
from touchpoint.papers.releasing.values import NO_SUCH_GROUP, Value
from touchpoint.statistics.significance import fisher_exact

FEWEST: Final = 2
EXPECTED: Final = 5.0
"""With fewer expected on either side a group is too small for the chi-square test."""

CHI_SQUARE: Final = "the chi-square test"
FISHER: Final = "Fisher's exact test"
STRATIFIED: Final = "the Cochran-Mantel-Haenszel test within {}"

Numbers = npt.NDArray[np.float64]


def extreme(claim: ClaimAsked, values: Sequence[Value]) -> Trial:
    """Whether one group is highest (or lowest) of all that are shown."""
    shown = [value for value in values if _is_comparable(value)]
    left_out = _left_out(values, shown)
    named = _named(claim, values)
    if claim.value is not None and named is None and values:
        return Trial(claim=claim, unsaid=_no_such_group(claim, values[0]), left_out=left_out)
    if claim.value is not None and (named is None or named not in shown):
        return Trial(claim=claim, value=named, unsaid=_unsaid(named), left_out=left_out)
    if len(shown) < FEWEST:
        return Trial(claim=claim, unsaid=Unsaid(reason="too_few"), left_out=left_out)
    highest = claim.says == "is_highest"
    ordered = sorted(shown, key=_size, reverse=highest)
    first = named or ordered[0]
    others = tuple(value for value in ordered if value is not first)
    tests = [compared(first, other) for other in others]
    p_values = [test.p_value for test in tests]
    beats = all(test.changed and test.up == highest for test in tests)
    return Trial(
        claim=claim,
        value=first,
        others=others,
        between=tests[0].between,
        p_value=None if None in p_values else max(p for p in p_values if p is not None),
        holds=beats,
        method=f"{tests[0].method}, against each of the others that are shown",
        left_out=left_out,
    )


def differing(claim: ClaimAsked, values: Sequence[Value], by_stratum: Sequence[Value]) -> Trial:
    """Whether groups differ by more than chance, within strata where the claim asks for it."""
    shown = [value for value in values if value.shown and value.denominator]
    large = _large(shown)
    left_out = replace(_left_out(values, shown), too_small=len(shown) - len(large))
    if len(large) < FEWEST:
        return Trial(claim=claim, unsaid=Unsaid(reason="too_few"), left_out=left_out)
    ordered = tuple(sorted(large, key=_size, reverse=True))
    if claim.adjust_for is not None:
        p_value = _within_strata(claim, by_stratum)
        method = STRATIFIED.format(claim.adjust_for.replace("_", " "))
    elif len(large) == FEWEST and not any(value.weighted for value in large):
        one, other = large
        p_value = fisher_exact(
            one.numerator or 0, one.denominator or 0, other.numerator or 0, other.denominator or 0
        ).p_value
        method = FISHER
    else:
        p_value, method = _chi_square([side(value) for value in large]), CHI_SQUARE
    return Trial(
        claim=claim,
        value=ordered[0],
        others=ordered[1:],
        p_value=p_value,
        holds=p_value is not None,
        unsaid=Unsaid(reason="too_few") if p_value is None else None,
        method=method,
        left_out=left_out,
    )


def _is_comparable(value: Value) -> bool:
    """Whether a figure may be read; a share of nobody is none."""
    return value.shown and bool(value.denominator or not value.measure.is_share)


def _left_out(values: Sequence[Value], shown: Sequence[Value]) -> LeftOut:
    kept_back = sum(value.status == "suppressed" for value in values)
    return LeftOut(kept_back=kept_back, without_figure=len(values) - len(shown) - kept_back)


def _named(claim: ClaimAsked, values: Sequence[Value]) -> Value | None:
    wanted = (claim.by or "", claim.value or "")
    return next((value for value in values if wanted in value.key.group), None)


def _no_such_group(claim: ClaimAsked, like: Value) -> Unsaid:
    group = dict(like.key.group) | {claim.by or "": claim.value or ""}
    key = replace(like.key, group=tuple(group.items()))
    return Unsaid(
        reason="missing", value=replace(like, key=key, status="missing", why=NO_SUCH_GROUP)
    )


def _unsaid(value: Value | None) -> Unsaid:
    if value is None:
        return Unsaid(reason="too_few")
    return Unsaid(reason="suppressed" if value.status == "suppressed" else "missing", value=value)


def _size(value: Value) -> float:
    return value.rate if value.rate is not None else float(value.numerator or 0)


def _large(values: Sequence[Value]) -> list[Value]:
    """The groups that are large enough, by what is expected if all were alike."""
    some = sum(side(value)[0] for value in values)
    of = sum(side(value)[1] for value in values)
    if not of:
        return []
    least = min(some / of, 1 - some / of)
    return [value for value in values if side(value)[1] * least >= EXPECTED]


def _chi_square(sides: Sequence[tuple[float, float]]) -> float | None:
    some = np.array([each[0] for each in sides])
    of = np.array([each[1] for each in sides])
    share = some.sum() / of.sum()
    if not 0 < share < 1:
        return None
    statistic = float((of * (some / of - share) ** 2).sum() / (share * (1 - share)))
    return float(special.chdtrc(len(sides) - 1, statistic))


def _within_strata(claim: ClaimAsked, values: Sequence[Value]) -> float | None:
    """Cochran, Mantel and Haenszel's test for several groups, pooled over strata."""
    names = sorted({_of(value, claim.by) for value in values if value.shown})
    strata: dict[str, list[Value]] = {}
    for value in values:
        if value.shown and value.denominator:
            strata.setdefault(_of(value, claim.adjust_for), []).append(value)
    if len(names) < FEWEST:
        return None
    off = np.zeros(len(names))
    spread = np.zeros((len(names), len(names)))
    for some in strata.values():
        more, wider = _stratum([names.index(_of(v, claim.by)) for v in some], some, len(names))
        off, spread = off + more, spread + wider
    rank = int(np.linalg.matrix_rank(spread))
    if rank == 0:
        return None
    statistic = float(off @ np.linalg.pinv(spread) @ off)
    return float(special.chdtrc(rank, statistic))


def _stratum(
    places: Sequence[int], values: Sequence[Value], groups: int
) -> tuple[Numbers, Numbers]:
    """How far each group is off what the stratum leads to expect, and the spread of that."""
    yes, of = np.zeros(groups), np.zeros(groups)
    for place, value in zip(places, values, strict=True):
        some, tried = side(value)
        yes[place] += some
        of[place] += tried
    whole, share = of.sum(), yes.sum() / of.sum()
    if whole <= 1:
        return np.zeros(groups), np.zeros((groups, groups))
    factor = whole * share * (1 - share) / (whole - 1)
    spread = factor * (np.diag(of) - np.outer(of, of) / whole)
    return yes - of * share, spread


def _of(value: Value, label: str | None) -> str:
    return dict(value.key.group)[label or ""]
