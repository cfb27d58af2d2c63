"""The Makefile is the one door: what runs elsewhere runs through it, and the README says so."""

import re

from source import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = dict(re.findall(r"^([a-z]+):(.*)$", MAKEFILE, re.MULTILINE))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
NEEDS_NOTHING = {"help", "clean", "env"}


def typed_in(text: str) -> set[str]:
    """The targets that a page or a script tells somebody to make."""
    return set(re.findall(r"(?:^|`|exec )make ([a-z]+)\b", text, re.MULTILINE))


def commands_of(target: str) -> str:
    recipe = re.search(rf"^{target}:.*\n((?:\t.*\n)*)", MAKEFILE, re.MULTILINE)
    assert recipe
    return recipe[1]


def test_continuous_integration_runs_make_test_and_nothing_else() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
    done = [line for line in script.splitlines() if line and not line.startswith("#")]
    assert done == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "exec make test"]


def test_the_readme_tells_of_make_run_and_make_test() -> None:
    assert {"run", "test"} <= typed_in((ROOT / "README.md").read_text(encoding="utf-8"))


def test_every_target_that_a_page_names_is_there() -> None:
    named = {target for page in PAGES for target in typed_in(page.read_text(encoding="utf-8"))}
    assert named <= set(TARGETS)


def test_every_target_makes_its_own_environment_first_and_says_what_it_is_for() -> None:
    for target, rest in TARGETS.items():
        needs, _, told = rest.partition("##")
        assert told.strip(), target
        if target not in NEEDS_NOTHING:
            assert needs.split()[0] in ("env", "check"), target


def test_no_command_of_the_makefile_forgives_a_failure() -> None:
    recipes = re.findall(r"^\t(.*)$", MAKEFILE, re.MULTILINE)
    forgiving = re.compile(r"^@?-|\|\| *(true|:|echo)|; *true")
    assert [line for line in recipes if forgiving.search(line)] == []


def test_make_check_formats_lints_and_checks_imports_types_and_shape() -> None:
    said = commands_of("check")
    for tool in ("ruff format --check", "ruff check", "lint-imports", "mypy", "tests/architecture"):
        assert tool in said, tool
    assert TARGETS["test"].split()[0] == "check"


def test_no_target_does_the_same_twice() -> None:
    for target in TARGETS:
        lines = commands_of(target).splitlines()
        assert len(lines) == len(set(lines)), target
