"""Rows that name other rows: keys held twice, references to nothing, replies and corrections.

On the authority of the contract's keys and references. A reply or a correction on another journey,
or a reply to what had not happened yet, names the wrong row.
"""

from collections.abc import Callable, Iterator
from functools import reduce
from operator import xor
from typing import TypeAlias

import ibis.expr.types as ir

from touchpoint.ledger.content.check import Check, Subject, cell
from touchpoint.ledger.faults import Fault
from touchpoint.ledger.tables import Column
from touchpoint.ledger.vocabulary import WITHDRAWN

Wrong: TypeAlias = Callable[[ir.Table, ir.Table], ir.BooleanValue]
"""Whether a row, and the row that it names, are at fault together."""

REPLY = "about"
CORRECTION = "replaces"


def link_checks(subject: Subject) -> Iterator[Check]:
    """Everything that can be wrong between the rows of a table and those that they name."""
    if subject.table.key and subject.has(*subject.table.key):
        yield _held_twice(subject)
    for column in subject.table.columns:
        if column.refers_to is None or not subject.has(column.name):
            continue
        table, key = column.refers_to
        to = subject.others.get(table)
        if to is not None and to.has(key):
            yield _to_nothing(subject, column, to, key)
        if column.name in {REPLY, CORRECTION}:
            yield from _to_the_wrong_row(subject, column, key)
        if column.name == CORRECTION:
            yield _corrected_twice(subject)


def _held_twice(subject: Subject) -> Check:
    names = list(subject.table.key)
    rows = subject.rows
    # Sixty million marks fit in memory where sixty million texts do not. Different keys may share a
    # mark, so the rows of a mark met twice are counted again by their keys.
    marked = rows.select(*names, mark=reduce(xor, (rows[name].hash() for name in names)))
    # A row without a key is a fault of its own.
    marked = marked.filter([marked[name] != "" for name in names])
    met = marked.group_by("mark").agg(held=marked.count())
    among = met.filter(met.held > 1)

    def told() -> ir.Table:
        doubtful = marked.semi_join(among, "mark")
        counted = doubtful.group_by(names).agg(held=doubtful.count())
        twice = counted.filter(counted.held > 1)
        said = " stands on " + twice.held.cast("string") + " rows"
        return twice.select(**subject.told(said, twice))

    return Check(
        fault=Fault.DUPLICATE_KEY,
        table=subject.table.name,
        column=", ".join(names),
        among=among,
        signs=among.held,
        rows=told,
        sentence=(
            f"{{n}} [{' and '.join(names)} stands|different {' and '.join(names)} stand] on more "
            "than one row ({first}): each should name one."
        ),
        exact=False,
    )


def _to_nothing(subject: Subject, column: Column, to: Subject, key: str) -> Check:
    naming = subject.rows.filter(subject.rows[column.name].notnull())
    if column.nullable and not to.table.required:
        # A ledger need not list its units: where it lists none, any name will do.
        naming = naming.filter(to.rows.count().as_scalar() > 0)
    if column.name == "journey_id" and subject.has(CORRECTION, "touchpoint_id", "kind"):
        naming = _that_count(subject, naming)
    there = to.rows.select(there=key)
    among = naming.anti_join(there, naming[column.name] == there.there)
    noun = key.removesuffix("_id")
    role = "" if column.name == key else f" as {column.name}"
    return Check(
        fault=Fault.REFERS_TO_NOTHING,
        table=subject.table.name,
        column=column.name,
        among=among,
        signs=among[column.name].notnull(),
        rows=lambda: among.select(**subject.told(" names " + cell(among[column.name]), among)),
        sentence=(
            f"{{n}} [row names|rows name]{role} {_a(noun)} that is not in {to.table.name} "
            "({first})."
        ),
    )


def _that_count(subject: Subject, naming: ir.Table) -> ir.Table:
    """Touchpoints that count: when a load is undone its journeys go, and its touchpoints stay."""
    naming = naming.filter(naming.kind != WITHDRAWN)
    corrected = subject.rows.filter(subject.rows[CORRECTION].notnull()).select(gone=CORRECTION)
    return naming.anti_join(corrected, naming.touchpoint_id == corrected.gone)


def _to_the_wrong_row(subject: Subject, column: Column, key: str) -> Iterator[Check]:
    """A touchpoint of another journey; for a reply also one that had not happened yet."""
    if subject.has(key, "journey_id"):
        yield _compared(
            subject,
            (column, key),
            lambda own, named: own.journey_id != named.its_journey_id,
            Fault.OTHER_JOURNEY,
            f"{{n}} [row names|rows name] as {column.name} a touchpoint of another journey "
            "({first}).",
        )
    if column.name == REPLY and subject.has(key, "happened_at"):
        yield _compared(
            subject,
            (column, key),
            lambda own, named: own.happened_at < named.its_happened_at,
            Fault.TOLD_TOO_EARLY,
            "{n} [row answers|rows answer] a touchpoint that happened later than the answer "
            "({first}).",
        )


def _compared(
    subject: Subject, link: tuple[Column, str], wrong: Wrong, fault: Fault, sentence: str
) -> Check:
    """Rows held against the row that they name."""
    column, key = link
    own = subject.rows.filter(subject.rows[column.name].notnull())
    named = subject.rows.select(
        named=key, its_journey_id="journey_id", its_happened_at="happened_at"
    )
    among = own.inner_join(named, own[column.name] == named.named)

    def rows() -> ir.Table:
        # Where a key is held twice a row may meet two others, and is wrong once if it is at all.
        found = own.semi_join(named, [own[column.name] == named.named, wrong(own, named)])
        return found.select(**subject.told(" names " + cell(found[column.name]), found))

    return Check(
        fault=fault,
        table=subject.table.name,
        column=column.name,
        among=among,
        signs=wrong(among, among),
        rows=rows,
        sentence=sentence,
        exact=False,
    )


def _corrected_twice(subject: Subject) -> Check:
    rows = subject.rows.filter(subject.rows[CORRECTION].notnull())
    counted = rows.group_by(CORRECTION).agg(
        held=rows.count(), one=subject.key(rows).min(), other=subject.key(rows).max()
    )
    among = counted.filter(counted.held > 1)

    def told() -> ir.Table:
        said = " by " + among.one + " and " + among.other
        return among.select(key=cell(among[CORRECTION]), example=cell(among[CORRECTION]) + said)

    return Check(
        fault=Fault.CORRECTED_TWICE,
        table=subject.table.name,
        column=CORRECTION,
        among=among,
        signs=among.held.notnull(),
        rows=told,
        sentence=(
            "{n} [touchpoint is|touchpoints are] corrected more than once ({first}): "
            "a correction of a correction names the correction."
        ),
    )


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"
