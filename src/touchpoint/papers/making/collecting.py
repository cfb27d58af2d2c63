"""Everything a paper prints, gathered before any of it is released: figures and their places."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from touchpoint.papers.asking.answering import Figures, answered
from touchpoint.papers.asking.breaking import begun_afresh, months_needed
from touchpoint.papers.asking.laid_out import LaidTable, Laying
from touchpoint.papers.asking.needs import Needing
from touchpoint.papers.description.paper import (
    BlockAsked,
    ChartAsked,
    ClaimAsked,
    Key,
    PartAsked,
    TableAsked,
)
from touchpoint.papers.kept.file import Kept, KeptFigure
from touchpoint.papers.making.given import FACTS, Given
from touchpoint.papers.making.refusing import refuse_unknown
from touchpoint.papers.making.wanted import claims_of, needs_of
from touchpoint.papers.releasing.owed import BESIDE
from touchpoint.papers.releasing.release import Printed
from touchpoint.papers.releasing.values import Value, as_it_is
from touchpoint.papers.showing.chart_keys import ChartKeys

ABOUT = "about-these-figures"
RESTATED = "figures-restated"


@dataclass(frozen=True)
class Collected:
    """The figures of a paper, laid out, with every place at which each stands."""

    given: Given
    figures: Figures

    @cached_property
    def tables(self) -> Mapping[str, LaidTable]:
        """Every table laid out, by its id."""
        laying = Laying(
            figures=self.figures,
            own=self.given.own,
            ordered=self.given.ordered,
            always=self.given.always,
        )
        return {table.id: laying.table(table) for table in self.given.paper.tables()}

    @cached_property
    def charts(self) -> ChartKeys:
        """Which figures charts are of."""
        return ChartKeys(figures=self.figures, own=self.given.own, ordered=self.given.ordered)

    @cached_property
    def restated(self) -> tuple[KeptFigure, ...]:
        """The figures of the last paper that come out otherwise now."""
        last = self.given.last
        return () if last is None else tuple(self._restated(last))

    def claims(self) -> Iterator[tuple[str, ClaimAsked]]:
        """Every claim with its section, those of the description first."""
        yield from claims_of(self.given)

    def printed(self) -> Printed:
        """Every figure with its places, and the counts that stand beside one."""
        places: dict[Key, list[str]] = {}
        beside: dict[Key, set[str]] = {}
        for key, place, show in self._every():
            places.setdefault(key, []).append(place)
            if show in BESIDE:
                beside.setdefault(key, set()).add(show)
        return Printed(
            keys={key: tuple(dict.fromkeys(some)) for key, some in places.items()},
            beside={key: tuple(sorted(some)) for key, some in beside.items()},
        )

    def _every(self) -> Iterator[tuple[Key, str, str]]:
        for where, block in self.given.paper.every_block():
            yield from self._of_block(where, block)
        for where, claim in self.claims():
            yield from ((key, where, "") for key in self.keys_of(claim))
        yield from ((figure.key, RESTATED, "") for figure in self.restated)

    def _of_block(self, where: str, block: BlockAsked) -> Iterator[tuple[Key, str, str]]:
        match block:
            case TableAsked():
                printed = self.tables[block.id].printed()
                yield from ((key, block.id, show) for key, show in printed)
            case ChartAsked():
                beside = "cannot_tell" if block.kind == "roadmap" else ""
                for key in self.charts.of(block):
                    yield key, block.id, beside if key.measure == "duty_met" else ""
            case PartAsked():
                yield from ((key, where, "") for key in self.by_source(block))
            case _:
                pass

    def by_source(self, part: PartAsked) -> list[Key]:
        """What each source says of the facts of a part, in its periods."""
        return [
            key
            for need in Needing.of_part(part, self.given.own, FACTS)
            for key in self.figures.by_key
            if key.measure == need.measure
            and key.labels == need.labels
            and key.period in need.periods
        ]

    def keys_of(self, claim: ClaimAsked) -> list[Key]:
        """The figures that a claim is tested on."""
        if not claim.measure:
            return []
        own = self.given.own
        periods = [claim.period.of(own)]
        periods += [claim.against.of(own)] if claim.against is not None else []
        if claim.by is None:
            return [Key(measure=claim.measure, period=p, group=claim.group) for p in periods]
        return self._split(claim, [claim.by])

    def strata(self) -> dict[str, list[Value]]:
        """The cells within strata of every claim that asks for them, by its id.

        They are printed nowhere and are not released: all that leaves of them is whether the test
        held.
        """
        return {
            claim.id: [
                as_it_is(key, self.figures.by_key[key])
                for key in self._split(claim, [claim.by, claim.adjust_for])
            ]
            for _, claim in self.claims()
            if claim.by is not None and claim.adjust_for is not None
        }

    def _split(self, claim: ClaimAsked, labels: Sequence[str]) -> list[Key]:
        wanted = {*(label for label, _ in claim.group), *labels}
        period, held = claim.period.of(self.given.own), set(claim.group)
        return [
            key
            for key, figure in self.figures.by_key.items()
            if key.measure == claim.measure
            and key.period == period
            and set(key.labels) == wanted
            and held <= set(key.group)
            and (figure.numerator or figure.denominator)
        ]

    def _restated(self, last: Kept) -> Iterator[KeptFigure]:
        for figure in last.figures:
            now = self.figures.at(figure.key)
            if now is None or figure.status != "shown":
                continue
            if (now.numerator, now.denominator) != (figure.numerator, figure.denominator):
                yield figure


def collected(given: Given) -> Collected:
    """The figures of a paper, asked for in one go and laid out."""
    refuse_unknown(given)
    needs, breaks = needs_of(given), given.settings.breaks
    months = months_needed(needs, breaks)
    figures = answered(given.asking, dict.fromkeys((*needs, *months)))
    return Collected(given, begun_afresh(figures, breaks))
