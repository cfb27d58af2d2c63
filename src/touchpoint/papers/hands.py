"""Hands: who draws and writes a paper while the rest of it is put together.

In this process what is given is done at once; in another it is done meanwhile, and waited for.
"""

import gc
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import ParamSpec, Protocol, TypeVar

Asked = ParamSpec("Asked")
Done = TypeVar("Done")


class Hands(Protocol):
    """Whoever does a piece of work: a function of a module, of values that can be handed over."""

    @property
    def elsewhere(self) -> bool:
        """Whether it is done in another process, while this one goes on."""

    def give(
        self, work: Callable[Asked, Done], /, *args: Asked.args, **kwargs: Asked.kwargs
    ) -> Callable[[], Done]:
        """Give a piece of work; what comes back waits for what came of it."""


@dataclass(frozen=True)
class OwnHands:
    """This process, which does what it is given before it goes on."""

    elsewhere: bool = False

    def give(
        self, work: Callable[Asked, Done], /, *args: Asked.args, **kwargs: Asked.kwargs
    ) -> Callable[[], Done]:
        """Do the work."""
        done = work(*args, **kwargs)
        return lambda: done


@dataclass(frozen=True)
class _OtherHands:
    pool: ProcessPoolExecutor
    elsewhere: bool = True

    def give(
        self, work: Callable[Asked, Done], /, *args: Asked.args, **kwargs: Asked.kwargs
    ) -> Callable[[], Done]:
        """Hand the work over; what is refused there is refused where it is waited for."""
        return self.pool.submit(work, *args, **kwargs).result


def read_in(module: str) -> None:
    """Read in a module, before the first piece of work that needs it."""
    import_module(module)


@contextmanager
def other_hands() -> Iterator[Hands]:
    """Another process, which does one thing after another; it ends with the block."""
    # A fresh process: one that is copied from a process with threads may wait for them for ever.
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_begin)
    try:
        yield _OtherHands(pool)
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """Leave the other processors to whoever counts, and end when that process does."""
    # Small sums on several threads wait for one another longer than they take on one.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    gc.set_threshold(50_000, 20, 20)  # as the command that it works for
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
