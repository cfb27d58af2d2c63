"""Running checks: which of them some row answers to, how many rows, and the sentence about them."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

import ibis
import ibis.expr.types as ir

from touchpoint.ledger.content.check import Check, Subject
from touchpoint.ledger.content.circles import chains, on_a_circle
from touchpoint.ledger.faults import Fault, Finding

Run: TypeAlias = Callable[[ir.Table], list[dict[str, Any]]]
"""Runs an expression where the data is and gives its rows."""

EXAMPLES = 3
WORDS_LISTED = 10
LONGEST = 80
"""An example is not a place for a page of text."""


def findings(checks: Iterable[Check], run: Run) -> Iterator[Finding]:
    """The faults that are there, in the order in which they were looked for."""
    together: dict[ir.Table, list[Check]] = {}
    for check in checks:
        together.setdefault(check.among, []).append(check)
    for among, sharing in together.items():
        names = [f"signs_{number}" for number, _ in enumerate(sharing)]
        sums = {name: check.signs.sum() for name, check in zip(names, sharing, strict=True)}
        [signs] = run(among.aggregate(**sums))
        for name, check in zip(names, sharing, strict=True):
            if signs[name]:
                rows = check.rows()
                count = signs[name] if check.exact else _counted(rows, run)
                if count:
                    yield _finding(check, rows, count, run)


def circle_findings(subject: Subject, run: Run) -> Iterator[Finding]:
    """Rows that lead back to themselves by a column that names rows of their own table."""
    for column, steps in chains(subject):
        to = {step["key"]: step["to"] for step in run(steps)}
        found = sorted(on_a_circle(to))
        if found:
            yield _told(
                fault=Fault.CIRCLE,
                place=(subject.table.name, column),
                count=len(found),
                examples=[f"{row} names {to[row]}" for row in found[:EXAMPLES]],
                sentence=(
                    f"{{n}} [row leads|rows lead] back to [itself|themselves] by {column} "
                    "({first}): a circle has no beginning."
                ),
            )


def _counted(rows: ir.Table, run: Run) -> int:
    [row] = run(rows.aggregate(count=rows.count()))
    return int(row["count"])


def _finding(check: Check, rows: ir.Table, count: int, run: Run) -> Finding:
    first = run(rows.order_by(["key", "example"]).limit(EXAMPLES))
    words = _words(rows, run) if "word" in rows.columns else ""
    return _told(
        fault=check.fault,
        place=(check.table, check.column),
        count=count,
        examples=[row["example"] for row in first],
        sentence=check.sentence,
        words=words,
    )


def _words(rows: ir.Table, run: Run) -> str:
    """The words at fault, the most frequent first, each with how often it stands there."""
    counted = rows.group_by("word").agg(times=rows.count())
    order = [ibis.desc("times"), "word"]
    listed = [
        f"{plain(row['word'])} {row['times']:,}"
        for row in run(counted.order_by(order).limit(WORDS_LISTED))
    ]
    others = _counted(counted, run) - len(listed)
    return ", ".join([*listed, *([f"{others:,} more words"] if others else [])])


def _told(
    *,
    fault: Fault,
    place: tuple[str, str],
    count: int,
    examples: list[str],
    sentence: str,
    words: str = "",
) -> Finding:
    table, column = place
    shown = tuple(plain(example) for example in examples)
    numbered = re.sub(
        r"\[([^|\]]*)\|([^\]]*)\]", lambda forms: forms[1 if count == 1 else 2], sentence
    )
    filled = numbered.format(n=f"{count:,}", first=f"first: {', '.join(shown)}", words=words)
    return Finding(
        fault=fault,
        table=table,
        column=column,
        count=count,
        examples=shown,
        sentence=f"{table}: {filled}",
    )


def plain(text: str) -> str:
    """A cell as it can stand in a sentence: on one line, printable, and not too long."""
    line = " ".join(text.split())
    printable = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line
    )
    return printable if len(printable) <= LONGEST else printable[: LONGEST - 1] + "…"
