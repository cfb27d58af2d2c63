"""What a paper wants of a ledger: the figures that it needs, and what is claimed of them."""

from collections.abc import Iterator
from typing import Final

from touchpoint.papers.asking.needs import Need, Needing
from touchpoint.papers.claims.ripening import Ripening
from touchpoint.papers.description.paper import ClaimAsked
from touchpoint.papers.description.periods import THIS, PeriodAsked
from touchpoint.papers.making.given import FACTS, Given

CHANGES: Final = "changes-since-the-last-paper"


def needing(given: Given) -> Needing:
    """What a paper needs."""
    return Needing(
        paper=given.paper, own=given.own, instruments=given.asking.instruments, facts=FACTS
    )


def needs_of(given: Given) -> tuple[Need, ...]:
    """What a paper needs of the ledger, with what its changes and restated figures need."""
    needs = list(needing(given).needs())
    if given.last is not None:
        held = {need.measure for need in needs}
        needs += [
            Need(measure=measure, periods=(given.last.period,))
            for measure in needing(given).headlines()
        ]
        needs += [
            Need(measure=f.measure, periods=(f.period,), labels=f.key.labels)
            for f in given.last.figures
            if f.measure in held
        ]
    return tuple(dict.fromkeys(needs))


def claims_of(given: Given) -> Iterator[tuple[str, ClaimAsked]]:
    """Every claim with its section, those of the description first."""
    yield from given.paper.claims()
    yield from ((CHANGES, claim) for claim in _changes(given))


def ripening_of(given: Given) -> Ripening:
    """The figures of what is claimed to have changed, with both periods followed equally long."""
    claims = tuple(claim for _, claim in claims_of(given))
    return Ripening(asking=given.asking, own=given.own, claims=claims)


def _changes(given: Given) -> Iterator[ClaimAsked]:
    """What is claimed to have changed since the last paper: each of its headline measures."""
    last = given.last
    if last is None:
        return
    against = PeriodAsked(label=last.period.label, kind=last.period.kind)
    for number, measure in enumerate(needing(given).headlines(), 1):
        yield ClaimAsked(
            id=f"{CHANGES}.{number}",
            says="changed",
            place=CHANGES,
            measure=measure,
            period=THIS,
            against=against,
        )
