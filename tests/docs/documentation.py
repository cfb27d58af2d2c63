"""The pages that people write, cut into their fenced blocks, and what runs each kind of block.

A line that is typed goes to a shell, or the command in it is run in the process of the test, which
saves the start of one.
"""

import doctest
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from source import ROOT

from command.typed import Answer, asked

Typing = Callable[[str, Path], Answer]

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_COMMAND = re.compile(r"touchpoint (?P<words>[^|>]*?)(?P<as_one> 2>&1)?(?: \| (?P<reader>.*))?")
_FENCE = re.compile(r"^```(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Block:
    """A fenced block of a page: the language it is marked with and what stands in it."""

    language: str
    text: str


def blocks(page: Path) -> list[Block]:
    found = _FENCE.findall(page.read_text(encoding="utf-8"))
    return [Block(language=language, text=text) for language, text in found]


def run_page(page: Path, folder: Path, typing: Typing) -> int:
    """Do in a folder what a page says from top to bottom; how many blocks were run or saved."""
    names: dict[str, object] = {}
    done = 0
    for block in blocks(page):
        match block.language:
            case "console":
                _run_commands(block.text, folder, typing)
            case "pycon":
                _run_examples(block.text, names, page.name)
            case "python" | "sql":
                _save(block.text, folder)
            case _:
                continue
        done += 1
    return done


def _run_commands(text: str, folder: Path, typing: Typing) -> None:
    """Type each line that begins with a prompt, and hold what it prints to what stands below it."""
    for shown in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, output = shown.partition("\n")
        done = typing(command, folder)
        said = done.out + done.err
        assert "Traceback" not in said, said
        if output:
            assert said == output, command
        else:
            assert done.status == 0, f"{command}: {said}"


def in_a_shell(command: str, folder: Path, given: str = "") -> Answer:
    """Type a line as a reader of the page would."""
    bin_folder = Path(sys.executable).parent
    done = subprocess.run(
        ["bash", "-c", command],  # noqa: S607 - the shell of the path
        cwd=folder,
        env={"PATH": f"{bin_folder}:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "COLUMNS": "100"},
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return Answer(status=done.returncode, out=done.stdout, err=done.stderr)


def in_this_process(command: str, folder: Path) -> Answer:
    """Do what a line says, with the command run here and its output given to what reads it."""
    typed = _COMMAND.fullmatch(command)
    if typed is None:
        return in_a_shell(command, folder)
    answer = asked(*shlex.split(typed["words"]), within=folder, as_one=bool(typed["as_one"]))
    if typed["reader"] is None:
        return answer
    read = in_a_shell(typed["reader"], folder, given=answer.out)
    return Answer(status=read.status, out=read.out, err=answer.err + read.err)


def _run_examples(text: str, names: dict[str, object], page: str) -> None:
    """Run `>>>` lines in the folder that the process is in, each block knowing those before it."""
    examples = doctest.DocTestParser().get_doctest(text, names, page, page, 0)
    assert examples.examples, "a block marked pycon has no line that begins with >>>"
    said: list[str] = []
    ran = doctest.DocTestRunner(verbose=False).run(examples, out=said.append, clear_globs=False)
    names.update(examples.globs)
    assert ran.failed == 0, "".join(said)


def _save(text: str, folder: Path) -> None:
    """Save a file under the name that its first line gives it: `# name.py` or `-- name.sql`."""
    named = re.match(r"(?:#|--) (\S+\.(?:py|sql))\n", text)
    assert named, f"a block of code does not begin with the name to save it under: {text[:60]!r}"
    (folder / named[1]).write_text(text, encoding="utf-8")
