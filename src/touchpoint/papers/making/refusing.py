"""What a description asks for that nobody has, refused with its place before anything is counted.

The file alone tells of no such fault: which units there are is in the ledger, and which duties in
the editions of the Code.
"""

from collections.abc import Iterator
from typing import Final

from touchpoint.errors import Refused
from touchpoint.measures.definition.dimensions import NOT_RECORDED
from touchpoint.papers.description.paper import (
    BlockAsked,
    ChartAsked,
    ClaimAsked,
    EntryAsked,
    PartAsked,
    TableAsked,
)
from touchpoint.papers.making.given import FACTS, Given

OF_DUTIES: Final = ("duty_met", "duty_late", "duty_missed")

Named = tuple[str, str, str]
"""Where something is named, what it is a value of, and the value."""


def refuse_unknown(given: Given) -> None:
    """Refuse units, duties and facts that there are not, each with its place."""
    known = {
        "duty": {duty.id for duty in given.duties},
        "unit": {str(row["unit_id"]) for row in given.ledger["units"]} | {NOT_RECORDED},
        "fact": set(FACTS),
    }
    why = {
        "duty": "no edition in force has the duty {!r}.",
        "unit": "the ledger has no unit {!r}: a unit is named by its id.",
        "fact": f"sources are not reconciled about {{!r}}: there are {', '.join(FACTS)}.",
    }
    faults = [
        f"{place}: {why[sort].format(value)}"
        for place, label, value in _named(given)
        if (sort := label.partition(":")[0]) in known and value not in known[sort]
    ]
    if faults:
        raise Refused(f"{given.paper.file} asks for what there is not: correct it.", faults)


def _named(given: Given) -> Iterator[Named]:
    """Everything that the description names."""
    for where, block in given.paper.every_block():
        yield from _in_block(where, block)
    for _, claim in given.paper.claims():
        yield from _in_claim(claim)


def _in_block(where: str, block: BlockAsked) -> Iterator[Named]:
    match block:
        case ChartAsked():
            place = f"section {where}, chart {block.id}"
            if block.kind == "roadmap":
                yield from ((place, "duty", duty) for duty in block.questions)
            whole = EntryAsked(
                measures=block.measures, group=block.group, by=block.by, values=block.values
            )
            yield from _in_entry(place, whole)
        case TableAsked():
            place = f"section {where}, table {block.id}"
            measures = () if block.measure is None else (block.measure,)
            whole = EntryAsked(measures=measures, group=block.group)
            for entry in (whole, *block.rows, *block.columns):
                yield from _in_entry(place, entry)
        case PartAsked():
            yield from ((f"section {where}", "fact", fact) for fact in block.facts)
        case _:
            pass


def _in_entry(place: str, entry: EntryAsked) -> Iterator[Named]:
    for measure in entry.measures:
        yield from _in_measure(place, measure)
    yield from ((place, label, value) for label, value in entry.group)
    yield from ((place, entry.by or "", value) for value in entry.values)


def _in_claim(claim: ClaimAsked) -> Iterator[Named]:
    yield from _in_measure(claim.place, claim.measure)
    yield from ((claim.place, label, value) for label, value in claim.group)
    if claim.by is not None and claim.value is not None:
        yield claim.place, claim.by, claim.value


def _in_measure(place: str, measure: str) -> Iterator[Named]:
    head, _, duty = measure.partition(":")
    if duty and head in OF_DUTIES:
        yield place, "duty", duty
