"""Deciding what a release keeps back: primary cells, what protects them, then the attack."""

from collections.abc import Set as AbstractSet
from dataclasses import replace

import numpy as np

from touchpoint.disclosure.case import Case, refuse_undone
from touchpoint.disclosure.cells import Cell
from touchpoint.disclosure.known import Mask, Numbers
from touchpoint.disclosure.pattern import Pattern
from touchpoint.disclosure.published import Published
from touchpoint.disclosure.reading import programme_of
from touchpoint.disclosure.released import Released, leaving
from touchpoint.disclosure.secondary import protect, prune
from touchpoint.disclosure.sensitive import differences, hidden_at_first, unprinted_groups
from touchpoint.disclosure.solving import Endless, pieces

TOTALS_DEARER = 2.0
NOUGHTS_DEARER = 4.0

ADVICE = (
    "Leave out the figures that give them away, put smaller groups together, or ask for fewer "
    "periods that overlap."
)


def suppressed(case: Case) -> Released:
    """The release with everything kept back that must be; refused where that is not enough.

    Where the least that must be hidden cannot be found in reasonable time, more is.
    """
    try:
        pattern = pattern_of(case)
        protect(pattern)
        prune(pattern)
        return _decided(case, pattern)
    except Endless:
        pattern = pattern_of(case)
    _hide_all_that_hangs_together(pattern)
    return _decided(case, pattern)


def _hide_all_that_hangs_together(pattern: Pattern) -> None:
    """Hide whatever stands in sums with anything that must stay unknown, however far away."""
    piece = pieces(pattern.programme.rows)
    guarded = piece[pattern.hidden | pattern.sensitive]
    pattern.hidden |= np.isin(piece, guarded) & pattern.printed & ~pattern.out


def _decided(case: Case, pattern: Pattern) -> Released:
    """What leaves in a pattern; refused where what is kept back can be worked out all the same."""
    first = hidden_at_first(case.figures, case.rules)
    reasons = dict(first)
    for place in np.flatnonzero(pattern.hidden & pattern.printed):
        reasons.setdefault(case.structure.cells[int(place)], "secondary")
    published = Published(
        shown={cell: case.counts[cell] for cell in case.printed - reasons.keys()},
        hidden=frozenset(reasons),
    )
    known = case.with_earlier(published)
    undone = set(case.undone(known))
    before = _undone_before(case, published.hidden) if undone else set()
    refuse_undone(undone - before, ADVICE)
    return leaving(
        case.figures,
        published=published,
        known=known,
        structure=case.structure,
        reasons=reasons,
        already_out=frozenset((case.out.keys() & reasons.keys()) | (undone & before)),
    )


def _undone_before(case: Case, hidden: frozenset[Cell]) -> set[Cell]:
    """The cells that earlier releases give away whether or not this one is made."""
    alone = case.with_earlier(Published(hidden=hidden))
    return set(case.undone(alone)) | case.out.keys()


def pattern_of(case: Case) -> Pattern:
    """The pattern that a release begins with: only what is too few by itself is hidden."""
    first = hidden_at_first(case.figures, case.rules).keys()
    cells, counts = case.structure.cells, case.truth.counts
    sure = {
        cell: int(count)
        for cell, count, known in zip(cells, counts, case.truth.known, strict=True)
        if known
    }
    printed = case.printed
    sensitive = differences(sure, printed, case.rules)
    sensitive |= unprinted_groups(case.figures, case.rules)
    sensitive &= sure.keys()
    base = programme_of(
        Published(rates=case.truth.facts.rates, ranges=case.truth.facts.ranges), case.structure
    )
    hidden = (first | case.memory.hidden) - case.out.keys()
    return Pattern(
        programme=replace(base, high=np.maximum(base.high, 2.0 * float(counts.max(initial=1)))),
        counts=counts.astype(np.float64),
        printed=_mask(cells, printed),
        hidden=_mask(cells, hidden),
        primary=_mask(cells, hidden),
        sensitive=_mask(cells, sensitive),
        out=_mask(cells, case.out.keys()),
        spared=_mask(cells, {c for c in cells if c.is_complement and not case.rules.complements}),
        cost=_costs(cells, counts.astype(np.float64)),
        threshold=float(case.rules.threshold),
        width=float(case.rules.width),
    )


def _mask(cells: tuple[Cell, ...], among: AbstractSet[Cell]) -> Mask:
    return np.array([cell in among for cell in cells], dtype=np.bool_)


def _costs(cells: tuple[Cell, ...], counts: Numbers) -> Numbers:
    """What hiding costs: more for larger counts, for totals, and for noughts."""
    deepest = max((len(cell.where) for cell in cells), default=0)
    totals = np.array([TOTALS_DEARER ** (deepest - len(cell.where)) for cell in cells])
    noughts = np.where(counts == 0, NOUGHTS_DEARER, 1.0)
    return np.asarray((1.0 + np.log2(1.0 + counts)) * totals * noughts, dtype=np.float64)
