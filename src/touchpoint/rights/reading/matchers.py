"""Conditions and matchers out of an edition file: whom a duty concerns, what it looks at.

On the authority of docs/explanation/how-a-duty-is-judged.md, section Which touchpoints count.
"""

from collections.abc import Callable
from typing import cast

from touchpoint.rights.code.duty import DONE, Answers, Matcher
from touchpoint.rights.code.expression import BadConditionError, Condition
from touchpoint.rights.code.vocabulary import ANSWERS, RESULTS
from touchpoint.rights.reading.columns import read_where
from touchpoint.rights.reading.declared import UNDER_KINDS, Words
from touchpoint.rights.reading.entries import Entry


def read_condition_of(
    entry: Entry, key: str, read: Callable[[str], Condition], *, needed: bool
) -> Condition | None:
    text = entry.text(key, needed=needed)
    try:
        return None if text is None else read(text)
    except BadConditionError as error:
        for fault in error.faults:
            entry.fault(f"{key}: {fault}")
        return None


def read_matcher(table: Entry, words: Words, *, answers: bool = True) -> Matcher:
    matcher = Matcher(
        kinds=table.words("kinds", words.every_kind, under=UNDER_KINDS) or (),
        results=table.words("results", RESULTS, needed=False) or DONE,
        where=read_condition_of(table, "where", read_where, needed=False),
        answers=cast(
            "Answers", (answers and table.word("answers", ANSWERS, needed=False)) or "any"
        ),
    )
    table.close()
    return matcher
