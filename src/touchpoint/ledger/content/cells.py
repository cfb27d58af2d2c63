"""Cells that may not be empty and words that are not in the vocabulary, for every column.

On the authority of the contract alone: all of it is derived from `TABLES`.
"""

from collections.abc import Iterator, Mapping

import ibis.expr.types as ir

from touchpoint.ledger import vocabulary
from touchpoint.ledger.content.check import Check, Subject, cell
from touchpoint.ledger.faults import Fault
from touchpoint.ledger.tables import Column, Type

MANY_WORDS = 20
"""A vocabulary longer than this is not written out in a sentence."""


def cell_checks(subject: Subject) -> Iterator[Check]:
    """Empty cells, empty entries of lists, and unknown words."""
    for column in subject.table.columns:
        if not subject.has(column.name):
            continue
        if not column.nullable:
            yield _empty(subject, column)
        if column.type is Type.LIST:
            yield _empty_entry(subject, column)
        if column.words is not None and column.type is Type.LIST:
            yield _unknown_entry(subject, column, column.words)
        elif column.words is not None:
            yield _unknown_word(subject, column, column.words)


def _empty(subject: Subject, column: Column) -> Check:
    value = subject.rows[column.name]
    empty = value.isnull()
    if column.name in subject.table.key:
        # A key of no letters names nothing; elsewhere an empty text is the source's own business.
        empty = empty | (value == "")
    return subject.check(
        Fault.EMPTY_CELL,
        column.name,
        empty,
        f"{{n}} [row has|rows have] no {column.name} ({{first}}): every row needs one.",
    )


def _empty_entry(subject: Subject, column: Column) -> Check:
    entries = subject.rows[column.name]

    def rows() -> ir.Table:
        listed = subject.rows.select(**subject.told(None), word=entries.unnest())
        return listed.filter(listed.word.isnull()).drop("word")

    return Check(
        fault=Fault.EMPTY_CELL,
        table=subject.table.name,
        column=column.name,
        among=subject.rows,
        signs=entries.filter(lambda word: word.isnull()).length(),
        rows=rows,
        sentence=f"{{n}} [entry|entries] of the lists in {column.name} [is|are] empty ({{first}}).",
    )


def _unknown_word(subject: Subject, column: Column, words: Mapping[str, str]) -> Check:
    value = subject.rows[column.name]
    # Where a cell may be empty, an empty text is read as one.
    unknown = value.notin((*words, "") if column.nullable else tuple(words))

    def rows() -> ir.Table:
        told = subject.told(": " + cell(value))
        return subject.rows.filter(unknown).select(**told, word=value)

    return Check(
        fault=_fault(words),
        table=subject.table.name,
        column=column.name,
        among=subject.rows,
        signs=unknown,
        rows=rows,
        sentence=f"{{n}} [row has|rows have] a {column.name} that is {_not_known(words)}",
    )


def _unknown_entry(subject: Subject, column: Column, words: Mapping[str, str]) -> Check:
    entries = subject.rows[column.name]

    def rows() -> ir.Table:
        listed = subject.rows.select(**subject.told(None), word=entries.unnest())
        unknown = listed.filter(listed.word.notin(tuple(words)))
        return unknown.mutate(example=unknown.key + ": " + cell(unknown.word))

    return Check(
        fault=_fault(words),
        table=subject.table.name,
        column=column.name,
        among=subject.rows,
        signs=entries.filter(lambda word: word.notin(tuple(words))).length(),
        rows=rows,
        sentence=(
            f"{{n}} [entry|entries] of the lists in {column.name} [is|are] {_not_known(words)}"
        ),
    )


def _fault(words: Mapping[str, str]) -> Fault:
    if words in (vocabulary.KINDS, vocabulary.TOUCHPOINT_KINDS):
        return Fault.UNKNOWN_KIND
    return Fault.UNKNOWN_MARK if words is vocabulary.MARKS else Fault.UNKNOWN_WORD


def _not_known(words: Mapping[str, str]) -> str:
    known = "" if len(words) > MANY_WORDS else f" The words are {', '.join(words)}."
    kept = "not in the vocabulary ({words}; {first}): kept as [it is|they are], "
    return kept + _still_counts(words) + known


def _still_counts(words: Mapping[str, str]) -> str:
    """What duties and measures make of an unknown word: some ask for words, others for the row."""
    if _fault(words) is not Fault.UNKNOWN_WORD:
        return "and counted only by an edition that declares [it|them]."
    if words in (vocabulary.RESULTS, vocabulary.REVIEW_VERDICTS):
        return "but no duty or measure will count [it|them]."
    return "and [its row still counts|their rows still count]."
