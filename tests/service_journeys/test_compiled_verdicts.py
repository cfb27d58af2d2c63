"""The verdicts come compiled with the package: of the rules in force, and as they were written."""

from dataclasses import replace

from touchpoint.engines.postgres import Compiled
from touchpoint.rights.editions import in_force
from touchpoint.rights.judging.rules import rules_of
from touchpoint.service.journeys.compiled import digest_of, held_for, judged_rules
from touchpoint.service.journeys.compiled_text import held_text, read_text, written_text


def test_what_comes_compiled_is_of_the_rules_in_force() -> None:
    held = held_for(judged_rules())
    assert held is not None
    assert list(held) == ["verdicts", "obligations"]


def test_nothing_comes_compiled_of_rules_that_were_changed() -> None:
    editions = in_force()
    fewer = (*editions[:-1], replace(editions[-1], duties=editions[-1].duties[:-1]))
    assert held_for(rules_of(fewer)) is None
    assert digest_of(rules_of(fewer)) != digest_of(judged_rules())


def test_what_is_written_is_read_again() -> None:
    body = "SELECT 1 AS a, 'x\u2028' AS b"
    views = {"one": Compiled(body=body, columns={"a": "integer", "b": "text"})}
    assert read_text(written_text("abc", views)) == ("abc", views)
    rules, held = read_text(held_text())
    assert written_text(rules, held) == held_text()
