"""The five duties read with pandas, as a practised analyst would: filters, merges, numpy's days.

    python -m tools.benchmarks.on_pandas LEDGER

A yardstick, written from docs/explanation/how-a-duty-is-judged.md for these duties alone. It shares
no code with the house, and its counts must be the same.
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import holidays
import numpy as np
import pandas as pd
import pyarrow as pa
from tools.benchmarks.pandas_contact import contact_intervals
from tools.benchmarks.pandas_rows import NO_DAY, Array, Force, Owed, days_of, read_force
from tools.benchmarks.pandas_told import told_of_filing
from tools.benchmarks.task import AS_AT, FIVE, THREADS
from tools.benchmarks.timed import telling

MET, DECLINED, EXCUSED, LATE, CANNOT_TELL, WAITING, MISSED = range(7)
STATES: Final = ("met", "declined", "excused", "late", "cannot_tell", "waiting", "missed")

RECORDED: Final = ("crime.recorded",)
WRITTEN: Final = ("acknowledgement.sent",)
OFFERED: Final = ("referral.offered",)
SENT: Final = ("referral.sent",)


def counted(duty: str, force: Force, owed: Owed) -> Iterator[list[Any]]:
    """Give each row of a duty its state, and count the states by month."""
    done = ~np.isnat(owed.done_on)
    not_past = np.isnat(owed.due_on) | (force.as_at <= owed.due_on)
    decided = {
        MET: done & owed.in_time,
        DECLINED: owed.chosen,
        EXCUSED: done & owed.excused,
        LATE: done,
        CANNOT_TELL: ~force.covered(owed.kinds, owed.triggered_on),
        WAITING: not_past,
        MISSED: ~owed.excused,
    }
    states = np.select(list(decided.values()), list(decided), default=EXCUSED)
    months = owed.triggered_on.astype("datetime64[M]").astype("int64")
    groups = pd.DataFrame({"month": months, "state": states}).groupby(["month", "state"]).size()
    for (month, state), number in groups.items():
        yield [duty, str(np.datetime64(int(month), "M")), STATES[state], int(number)]


def at_report(
    force: Force, done: pd.DataFrame, choices: pd.DataFrame, excuses: pd.DataFrame
) -> dict[str, Array]:
    """What answers a duty of the report: for each journey, the first that was done or chosen."""
    size = len(force.journeys)
    first = done.groupby("journey").agg({"happened_on": "min", "happened_at": "min"})
    done_on = np.full(size, NO_DAY)
    done_on[first.index] = days_of(first["happened_on"])
    chosen, excused = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    earliest = choices.groupby("journey")["happened_at"].min()
    chosen[earliest.index] = ~(first["happened_at"].reindex(earliest.index) < earliest)
    excused[excuses["journey"]] = True
    return {"done_on": done_on, "chosen": chosen, "excused": excused}


def by_close(force: Force, kinds: tuple[str, ...]) -> Owed:
    """A duty of the report that is owed by the day on which the investigation closes."""
    reported = days_of(force.journeys["reported_on"])
    closed = days_of(force.journeys["closed_on"])
    due = np.where(closed >= reported, closed, NO_DAY)
    choices = force.of(kinds, ("declined",) if kinds == WRITTEN else ())
    excuses = force.excuses(kinds if kinds == WRITTEN else ())
    answers = at_report(force, force.of(kinds), choices, excuses)
    in_time = np.isnat(due) | (answers["done_on"] <= due)
    return Owed(triggered_on=reported, due_on=due, in_time=in_time, kinds=kinds, **answers)


def referred(force: Force) -> Owed:
    """A referral to a service, offered or made within 2 working days of the report."""
    reported = days_of(force.journeys["reported_on"])
    due = working_days_after(reported, 2)
    offers = force.of(OFFERED, ("", "done", "accepted", "declined", "deferred"))
    done = pd.concat([offers, force.of(SENT)])
    answers = at_report(force, done, done[:0], force.excuses(OFFERED))
    return Owed(
        triggered_on=reported,
        due_on=due,
        in_time=answers["done_on"] <= due,
        kinds=(*OFFERED, *SENT),
        **answers,
    )


def filed(force: Force) -> Owed:
    """Told of no further action within 5 working days, or 1 with enhanced rights."""
    trigger, answers = told_of_filing(force)
    filed_on = days_of(trigger["happened_on"])
    enhanced_on = days_of(force.journeys["enhanced_on"])[trigger["journey"]]
    due = working_days_after(filed_on, np.where(enhanced_on <= filed_on, 1, 5))
    return Owed(
        triggered_on=filed_on,
        due_on=due,
        in_time=answers["done_on"] <= due,
        kinds=("victim.told",),
        **answers,
    )


def working_days_after(days: Array, limits: int | Array) -> Array:
    """The day that lies so many working days after each of the days."""
    listed = holidays.country_holidays("GB", subdiv="ENG", years=range(2010, 2041))
    closed = np.array(sorted(listed), dtype="datetime64[D]")
    later: Array = np.busday_offset(days, limits, roll="backward", holidays=closed)
    return later


READINGS = {
    "R2.RECORD": lambda force: by_close(force, RECORDED),
    "R3.WRITTEN": lambda force: by_close(force, WRITTEN),
    "R4.REFER": referred,
    "R6.CONTACT": contact_intervals,
    "R6.NFA": filed,
}


def main() -> None:
    pa.set_cpu_count(THREADS)
    with telling() as said:
        began = time.perf_counter()
        force = read_force(Path(sys.argv[1]), AS_AT)
        said["prepared"] = time.perf_counter() - began
        said["counts"] = sorted(
            row for duty in FIVE for row in counted(duty, force, READINGS[duty](force))
        )


if __name__ == "__main__":
    main()
