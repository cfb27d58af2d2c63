"""How a run says what it is doing to whoever started it; the command decides how that looks."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TypeAlias

from touchpoint.service.running.sign_ins import SignIn

Advance: TypeAlias = Callable[[int], None]
"""Is told how much more is done."""


@dataclass(frozen=True, kw_only=True)
class Telling:
    """Ways of saying something."""

    say: Callable[[str], None]
    """A sentence."""
    progress: Callable[[str, int], AbstractContextManager[Advance]]
    """How far a long piece of work is: what it is, and how much of it there is."""
    sign_ins: Callable[[tuple[SignIn, ...]], None]
    """The sign-ins of a made-up force."""
