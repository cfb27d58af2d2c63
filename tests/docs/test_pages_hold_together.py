"""The pages hold together: links lead somewhere, decisions are numbered, nothing is left out."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from source import ROOT

from docs.documentation import PAGES
from touchpoint.cli.app import COMMANDS, Commands

DOCS = ROOT / "docs"
DECISIONS = sorted((DOCS / "decisions").iterdir())
_CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")


def links(page: Path) -> Iterator[str]:
    """Where the links of a page lead, those to other sites left out."""
    text = _CODE.sub("", page.read_text(encoding="utf-8"))
    yield from (link for link in _LINK.findall(text) if not link.startswith(("http:", "https:")))


def led_to(page: Path, link: str) -> tuple[Path, str]:
    name, _, heading = link.partition("#")
    return ((page.parent / name).resolve() if name else page), heading


def anchors(page: Path) -> set[str]:
    """The headings of a page as a link names them: small letters, hyphens, no marks."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_link_leads_to_a_file_and_a_heading_that_are_there() -> None:
    broken = []
    for page in PAGES:
        for link in links(page):
            target, heading = led_to(page, link)
            if not target.exists() or (heading and heading not in anchors(target)):
                broken.append((page.name, link))
    assert broken == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached = {ROOT / "README.md"}
    while new := {
        target
        for page in reached
        for link in links(page)
        if (target := led_to(page, link)[0]).suffix == ".md" and target not in reached
    }:
        reached |= new
    assert sorted(page.name for page in PAGES if page not in reached) == []


def test_every_decision_has_a_number_of_its_own_and_is_short() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(DECISIONS) + 1))
    for number, path in zip(numbers, DECISIONS, strict=True):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith(f"# {number}. ")
        assert len(lines) <= 40, path.name


def test_the_index_calls_every_decision_by_its_own_heading() -> None:
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    for path in DECISIONS:
        heading = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
        assert f"- [{heading}](decisions/{path.name})\n" in index


def test_the_house_is_drawn_with_every_room_and_no_other() -> None:
    rooms = {path.parent.name for path in (ROOT / "src" / "touchpoint").glob("*/__init__.py")}
    section = (DOCS / "house.md").read_text(encoding="utf-8").partition("## The rooms")[2]
    assert set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == rooms


def test_the_generated_pages_are_what_would_be_written_today() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.docs", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_every_command_and_option_is_in_the_reference() -> None:
    page = (DOCS / "reference" / "command.md").read_text(encoding="utf-8")
    sections = {part.partition("\n")[0]: part for part in page.split("\n## ")[1:]}
    assert set(sections) == set(COMMANDS)
    for name in COMMANDS:
        command = Commands().get_command(None, name)
        assert command is not None
        for parameter in command.params:
            for said in parameter.opts:
                # An argument is shown by the name that it is given: LEDGER, FILE…
                shown = said if said.startswith("-") else parameter.metavar or said.upper()
                assert shown in sections[name], f"{name} {shown}"
