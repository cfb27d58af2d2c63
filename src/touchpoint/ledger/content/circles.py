"""References that go round in a circle: units above one another, corrections of one another.

The engine leaves only the rows whose target points on again, which are few; the walk along them
is done here, because walks of any length are beyond an expression.
"""

from collections.abc import Iterator, Mapping

import ibis.expr.types as ir

from touchpoint.ledger.content.check import Subject


def chains(subject: Subject) -> Iterator[tuple[str, ir.Table]]:
    """For each column that names rows of its own table, the steps that can be part of a circle."""
    for column in subject.table.columns:
        if column.refers_to is None or column.refers_to[0] != subject.table.name:
            continue
        key = column.refers_to[1]
        if subject.has(column.name, key):
            steps = subject.rows.select(key=key, to=column.name)
            steps = steps.filter(steps.key.notnull() & steps.to.notnull())
            onward = steps.select(again="key")
            yield column.name, steps.semi_join(onward, steps.to == onward.again)


def on_a_circle(steps: Mapping[str, str]) -> set[str]:
    """The rows from which the steps lead back to themselves."""
    reached_from: dict[str, str] = {}
    found: set[str] = set()
    for start in steps:
        walk: list[str] = []
        here = start
        while here in steps and here not in reached_from:
            reached_from[here] = start
            walk.append(here)
            here = steps[here]
        if reached_from.get(here) == start and here in walk:
            found.update(walk[walk.index(here) :])
    return found
