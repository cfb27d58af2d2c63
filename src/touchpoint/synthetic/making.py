"""Making up a force, block by block, into a ledger that appears whole or not at all.

Blocks are spread over processes when there are two or more. Each is made from its own dice, so the
same seed gives the same bytes whatever the number of processes.
"""

import os
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import date
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread
from typing import Final

from touchpoint.errors import Refused
from touchpoint.ledger import new_ledger, write_part
from touchpoint.synthetic.block import write_block
from touchpoint.synthetic.force.coverage import coverage
from touchpoint.synthetic.force.plan import JOURNEYS_IN_A_BLOCK, Plan
from touchpoint.synthetic.force.units import force
from touchpoint.synthetic.truths.listing import truths_json
from touchpoint.synthetic.voices.returns import returns

DEFAULT_FROM: Final = date(2022, 7, 1)
DEFAULT_TO: Final = date(2024, 6, 30)


def synthesise(
    folder: Path,
    *,
    journeys: int,
    seed: int,
    from_on: date = DEFAULT_FROM,
    to_on: date = DEFAULT_TO,
    known_on: date | None = None,
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
    _block_size: int = JOURNEYS_IN_A_BLOCK,
) -> None:
    """Write a ledger of a police force that does not exist, with the truths planted in it.

    Crimes are reported from one day to another, and journeys run on to their natural end unless
    known_on is given: then nothing that came to be known later is written. `progress` is told how
    many journeys have been newly written. truths.json in the folder says what was planted.

    In a script of its own, call this under `if __name__ == "__main__":`, as the processes that
    share the work read the script again.
    """
    plan = Plan(
        journeys=journeys,
        seed=seed,
        from_on=from_on,
        to_on=to_on,
        known_on=known_on,
        block_size=_block_size,
    )
    with new_ledger(folder) as staging:
        _write_small_tables(plan, staging)
        _write_blocks(plan, staging, _processes(plan, workers), progress or (lambda _: None))


def _write_small_tables(plan: Plan, staging: Path) -> None:
    write_part(staging, "units", 0, force().units())
    write_part(staging, "coverage", 0, coverage(plan))
    write_part(staging, "returns", 0, returns(plan))
    (staging / "truths.json").write_text(truths_json(plan), encoding="utf-8")


def _processes(plan: Plan, workers: int | None) -> int:
    if workers is not None and workers < 1:
        raise Refused(f"{workers} processes were asked for: ask for one or more.")
    return min(workers or _cores(), plan.blocks)


def _cores() -> int:
    """The cores that this process may use, or all where the system does not say."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _write_blocks(
    plan: Plan, staging: Path, processes: int, progress: Callable[[int], None]
) -> None:
    if processes == 1:
        for block in range(plan.blocks):
            progress(write_block(plan, block, staging))
        return
    # Spawned, not forked: Arrow's threads do not survive a fork.
    with ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=_end_with_the_parent
    ) as pool:
        waiting = [pool.submit(write_block, plan, block, staging) for block in range(plan.blocks)]
        try:
            for done in as_completed(waiting):
                progress(done.result())
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _end_with_the_parent() -> None:
    """Do not outlive a parent that was killed: nobody would ever ask for what is being made.

    Ctrl-C at a terminal reaches both: then end at once, and not with the next block.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parent = parent_process()
    if parent is not None:
        Thread(target=_wait_for_the_end, args=(parent.sentinel,), daemon=True).start()


def _wait_for_the_end(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
