"""Runs the examples of the how-to page, so that what it shows is what happens."""

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "make-a-made-up-force.md"


def test_every_example_of_the_page_gives_what_the_page_shows() -> None:
    ran = doctest.testfile(str(PAGE), module_relative=False)
    assert ran.attempted > 10
    assert ran.failed == 0
