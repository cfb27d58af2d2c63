"""What the README and the how-to pages show is what happens: every example on them is run."""

from pathlib import Path

import pytest
from source import ROOT

from docs.documentation import PAGES, blocks, in_a_shell, in_this_process, run_page
from touchpoint.ledger import Fault

HOW_TO = ROOT / "docs" / "how-to"
RUN_ELSEWHERE = {
    "count-working-days.md": "tests/calendar/test_how_to.py",
    "make-a-made-up-force.md": "tests/synthetic/test_made_up_how_to.py",
    "write-an-edition.md": "tests/command/test_duties.py",
    "write-a-profile.md": "tests/extracts_profiles/test_profiles_are_read.py",
    "install.md": "tests/bare/test_library_alone.py",
}
OF_THE_SERVICE = {
    "build-on-the-api.md",
    "follow-a-journey.md",
    "load-files-in-the-browser.md",
    "run-in-production.md",
    "run-the-service.md",
    "sign-in-and-people.md",
    "sign-in-with-entra-id.md",
    "work-from-a-worklist.md",
}
"""Pages that lead through a browser, or are for whoever runs the service: nothing to type here."""
RUN_HERE = [
    ROOT / "README.md",
    *sorted(p for p in HOW_TO.glob("*.md") if p.name not in {*RUN_ELSEWHERE, *OF_THE_SERVICE}),
]
IN_A_SHELL = "write-a-ledger-by-hand.md"
"""The one page whose commands are the installed ones, each in a process of its own."""
READ_ONLY = {"text", "r", "sh", "toml"}
"""Blocks that are shown and not run here: `sh` is for make and pip, and has tests of its own."""


@pytest.mark.parametrize("page", RUN_HERE, ids=lambda page: page.name)
def test_every_example_of_a_page_does_what_the_page_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    typing = in_a_shell if page.name == IN_A_SHELL else in_this_process
    assert run_page(page, tmp_path, typing) > 0


def test_the_pages_of_the_service_show_nothing_that_would_have_to_be_run_here() -> None:
    for page in OF_THE_SERVICE:
        assert {block.language for block in blocks(HOW_TO / page)} <= READ_ONLY, page


def test_the_pages_run_elsewhere_are_run_there() -> None:
    for page, test in RUN_ELSEWHERE.items():
        assert (HOW_TO / page).is_file()
        assert page in (ROOT / test).read_text(encoding="utf-8")


def test_no_block_of_a_page_is_marked_so_that_it_escapes_being_run() -> None:
    known = READ_ONLY | {"console", "pycon", "python", "sql"}
    unknown = [
        (page.name, block.language)
        for page in PAGES
        for block in blocks(page)
        if block.language not in known
    ]
    assert unknown == []


def test_every_fault_is_on_the_page_that_says_how_to_mend_it() -> None:
    page = (HOW_TO / "check-and-mend-a-ledger.md").read_text(encoding="utf-8")
    named = [
        cell
        for line in page.splitlines()
        if line.startswith("| ")
        for cell in line[2:].split(" | ")[0].split(", ")
    ]
    assert sorted({str(fault) for fault in Fault} - set(named)) == []
