"""The `touchpoint` command: what it must answer is COMMANDS in docs/reference/command.md."""

from touchpoint.cli.program import main

__all__ = ["main"]
