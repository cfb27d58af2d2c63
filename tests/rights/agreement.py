"""What it is for an engine to agree with the hand and the oracle, row for row in every column."""

from collections.abc import Collection, Sequence

from engine_examples import Ledger
from engines_under_test import Row, in_order
from oracle import judge
from random_editions import FILES
from random_journeys import Made, only


def assert_agreed_on_worked(given: Sequence[Row], ledger: Ledger, duties: Collection[str]) -> None:
    """Verdicts by these duties are the oracle's, and those worked by hand are among them."""
    assert in_order(given) == in_order(ledger.given(duties))
    found = {(row["journey_id"], row["duty_id"], row["occurrence"]): row for row in given}
    for one in ledger.worked:
        own = (f"{one.name}/J", one.duty["id"])
        said = {(*own, row["occurrence"]): row for row in one.said}
        assert {name for name in found if name[:2] == own} == set(said), one.name
        for name, row in said.items():
            assert {**found[name], **row} == found[name], one.name


def by_the_oracle(made: Made) -> list[Row]:
    return [
        verdict
        for journey in made.rows["journeys"]
        for verdict in judge(FILES, only(made.rows, journey["journey_id"]), made.as_at)
    ]


def assert_agreed_at_random(given: Sequence[Row], made: Made) -> None:
    """The oracle's verdicts on every journey; the first on which they differ is shown alone."""
    expected = by_the_oracle(made)
    differing = set(in_order(given)) ^ set(in_order(expected))
    for journey_id in sorted(row[0] for row in differing)[:1]:
        shown = [
            in_order([row for row in some if row["journey_id"] == journey_id])
            for some in (given, expected)
        ]
        assert shown[0] == shown[1], (made.as_at, only(made.rows, journey_id))
    assert len(given) == len(expected)
