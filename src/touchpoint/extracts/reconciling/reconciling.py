"""Brings it together: what sources say, where they disagree, what to mend, and the likely truth.

On the authority of the ledger's contract on coverage, and of the model in likely/.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from touchpoint.extracts.reconciling import agreement
from touchpoint.extracts.reconciling.deciding import Decided, Heard, decided, heard
from touchpoint.extracts.reconciling.likely.groups import PartRate, Parts, part_rates
from touchpoint.extracts.reconciling.likely.truth import Likely, likely_truth
from touchpoint.extracts.reconciling.mending import ToMend, number_to_mend, records_to_mend
from touchpoint.extracts.reconciling.precedence import rules_in
from touchpoint.extracts.reconciling.reach import Coding, coded, out_of_reach_marked, patterns_of
from touchpoint.extracts.reconciling.saying import TABLE, Question, Said, text, what_sources_say

STEPS = 4
"""How often `progress` is told that one more step is done."""


@dataclass(frozen=True, kw_only=True)
class PartOf:
    """The likely rate of one group of journeys."""

    by: str
    group: str
    found: PartRate


@dataclass(frozen=True, kw_only=True)
class Reconciled:
    """All that is to be told of one fact."""

    said: Said
    journeys: int
    heard: Heard
    counts: tuple[agreement.Counted, ...]
    likely: Likely
    parts: tuple[PartOf, ...]
    rules: tuple[Decided, ...]
    to_mend: int
    mend: tuple[ToMend, ...]
    notes: tuple[str, ...]


def reconciled(
    connection: duckdb.DuckDBPyConnection,
    question: Question,
    *,
    by: Sequence[str] = (),
    precedence: Path | None = None,
    first: int = 10,
    progress: Callable[[int], object] = bool,
) -> Reconciled:
    """Reconcile a fact on a connection on which the tables of a ledger are views."""
    dimensions = agreement.known_dimensions(by)
    said = what_sources_say(connection, question)
    progress(1)
    rules = rules_in(precedence, question.fact, said.sources)
    never = out_of_reach_marked(said)
    agreement.classed(said)
    agreement.unit_tree(said)
    patterns, coding = patterns_of(said)
    progress(1)
    likely = likely_truth(patterns)
    progress(1)
    told = heard(said)
    journeys = int(told.count.sum())
    parts = tuple(_parts(said, coding, likely, dimensions))
    progress(1)
    return Reconciled(
        said=said,
        journeys=journeys,
        heard=told,
        counts=tuple(agreement.counts(said, dimensions)),
        likely=likely,
        parts=parts,
        rules=tuple(decided(rule, told) for rule in rules),
        to_mend=number_to_mend(said),
        mend=tuple(records_to_mend(said, first)),
        notes=tuple(_notes(said, journeys, likely, [one.sentence for one in never])),
    )


def likely_of(connection: duckdb.DuckDBPyConnection, question: Question) -> Likely:
    """What sources together make likely of a fact, and no more of what each of them says."""
    said = what_sources_say(connection, question)
    out_of_reach_marked(said)
    return likely_truth(patterns_of(said)[0])


def _notes(said: Said, journeys: int, likely: Likely, never: Sequence[str]) -> Iterator[str]:
    if not said.claimed:
        yield "The ledger has no coverage rows: it claims that every source records everything."
    if said.unreadable:
        have = "touchpoint has" if said.unreadable == 1 else "touchpoints have"
        yield (
            f"{said.unreadable:,} {have} a result that is no word of the ledger, and so says "
            "nothing here: run touchpoint check."
        )
    yield from never
    if left := journeys - likely.journeys:
        yield (
            f"No source says anything of {left:,} journeys or of any like them: "
            "the likely rate is of the others."
        )
    yield from likely.notes


def _parts(
    said: Said, coding: Coding, likely: Likely, dimensions: Sequence[str]
) -> Iterator[PartOf]:
    if likely.curve is None:
        return
    for by in dimensions:
        if by == agreement.SOURCE:
            continue
        names, parts = _of_dimension(said, coding, by)
        if not names:
            continue
        rates = part_rates(likely.curve, parts, spread=likely.spread)
        for name, found in zip(names, rates, strict=True):
            yield PartOf(by=by, group=name, found=found)


def _of_dimension(said: Said, coding: Coding, by: str) -> tuple[list[str], Parts]:
    unit = by == "unit"
    group = f"coalesce({'above' if unit else agreement.DIMENSIONS[by]}, 'not recorded')"
    joined = "LEFT JOIN unit_tree USING (unit_id)" if unit else ""
    codes = ", ".join(said.columns)
    listed = ", ".join(map(text, coding.groups))
    rows = said.connection.execute(
        f"SELECT {group} AS part, alike, {codes}, count(*) FROM {TABLE} {joined} "
        f"WHERE alike IN ({listed}) GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    answers = np.array([row[2:-1] for row in rows], dtype=np.int64).reshape(len(rows), -1)
    count = np.array([row[-1] for row in rows], dtype=float)
    names, part = np.unique(np.array([str(row[0]) for row in rows]), return_inverse=True)
    patterns = coded(said, coding, np.array([row[1] for row in rows]), answers, count)
    return names.tolist(), Parts(patterns=patterns, part=part, number=len(names))
