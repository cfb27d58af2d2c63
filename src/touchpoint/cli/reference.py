"""The reference page of the command, made from its own help."""

import subprocess
import sys
from pathlib import Path

from touchpoint.cli.app import COMMANDS


def command_reference() -> str:
    """Every command with its help, as Markdown."""
    parts = ["# The `touchpoint` command\n\nFor whoever types it. Written by `make docs`.\n"]
    parts += [f"\n## {name}\n\n```text\n{_help(name)}```\n" for name in COMMANDS]
    return "".join(parts)


def _help(name: str) -> str:
    program = str(Path(sys.executable).with_name("touchpoint"))
    return subprocess.run(  # noqa: S603 - our own command
        [program, name, "--help"],
        capture_output=True,
        text=True,
        check=True,
        env={"COLUMNS": "100", "PATH": ""},
    ).stdout
