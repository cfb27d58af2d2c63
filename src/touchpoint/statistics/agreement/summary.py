"""Alpha, AC1 and raw agreement side by side, and what may be done with the ratings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from touchpoint.statistics.agreement.asking import (
    SAMPLES,
    Agreement,
    gwet_ac1,
    krippendorff_alpha,
    raw_agreement,
)
from touchpoint.statistics.agreement.ratings import Level, Rows, read_ratings

PREVALENT: Final = 0.80
TO_RELY: Final = 0.80
TENTATIVE: Final = 0.667

Judgement = Literal["rely", "tentative", "do not rely", "not estimable"]


@dataclass(frozen=True, kw_only=True)
class AgreementSummary:
    """The three figures of agreement, and whether one category prevails among the ratings."""

    alpha: Agreement
    ac1: Agreement
    raw: Agreement
    prevalence: float
    prevailing: object
    one_category_prevails: bool
    judgement: Judgement


def agreement_summary(
    ratings: object,
    *,
    level: Level = "nominal",
    rows: Rows = "cases",
    order: Sequence[object] | None = None,
    samples: int = SAMPLES,
    seed: int = 1,
    confidence: float = 0.95,
) -> AgreementSummary:
    """Alpha, AC1 and raw agreement of the same ratings, and what may be done with them.

    Rule: rely on alpha from .80, tentatively from .667 (Krippendorff). All three are shown together
    when one category has above 80 % of the ratings: a low alpha is then no proof of bad rating.
    Not for saying that raters are right: they may agree and all be wrong.
    """
    alpha = krippendorff_alpha(
        ratings, level=level, rows=rows, order=order,
        samples=samples, seed=seed, confidence=confidence,
    )  # fmt: skip
    ac1 = gwet_ac1(
        ratings, rows=rows, categories=order, samples=samples, seed=seed, confidence=confidence
    )
    raw = raw_agreement(ratings, rows=rows, samples=samples, seed=seed, confidence=confidence)
    read = read_ratings(ratings, rows=rows)
    shares = read.counts.sum(axis=0) / read.counts.sum()
    return AgreementSummary(
        alpha=alpha,
        ac1=ac1,
        raw=raw,
        prevalence=float(shares.max()),
        prevailing=read.categories[int(shares.argmax())],
        one_category_prevails=bool(shares.max() > PREVALENT),
        judgement=_judged(alpha.point),
    )


def _judged(alpha: float | None) -> Judgement:
    if alpha is None:
        return "not estimable"
    if alpha >= TO_RELY:
        return "rely"
    return "tentative" if alpha >= TENTATIVE else "do not rely"
