"""The contact agreed with the victim, kept or not, in pandas: one sort, and steps along it.

On the authority of docs/explanation/how-a-duty-is-judged.md, section Recurring.
"""

import math
from typing import Any

import numpy as np
import pandas as pd
from tools.benchmarks.pandas_rows import NO_DAY, Array, Force, Owed, days_of, in_detail

CONTACTS = ("contact.agreed", "victim.updated", "victim.told")
EXCUSING = ("victim.updated", "victim.told", "contact.attempted")
PAUSING = ("declined", "deferred")
AGREEING = ("", "done", "accepted", *PAUSING)
LAST_DAY = np.datetime64("2040-12-31", "D")
FOREVER_DAYS = 100_000


def contact_intervals(force: Force) -> Owed:
    """Every interval that was owed under an agreement, with the contact that ended it."""
    events = _in_order(force)
    days, starts = _agreed(events)
    journey = events["journey"].to_numpy()
    happened_on = days_of(events["happened_on"])
    has_next = np.append(journey[1:] == journey[:-1], False)
    next_on = np.where(has_next, np.append(happened_on[1:], NO_DAY), NO_DAY)
    due = happened_on + days.astype("timedelta64[D]")
    due = np.where(due <= LAST_DAY, due, NO_DAY)
    closed = days_of(force.journeys["closed_on"])[journey]
    in_time = (next_on <= due) | (has_next & np.isnat(due))
    cut_short = ~np.isnat(closed) & (np.isnat(due) | (closed <= due)) & ~in_time
    kept = starts & ~(happened_on >= closed) & ~cut_short
    return Owed(
        triggered_on=happened_on[kept],
        due_on=due[kept],
        done_on=next_on[kept],
        in_time=in_time[kept],
        chosen=np.zeros(int(kept.sum()), dtype=bool),
        excused=_excused(force, events)[kept],
        kinds=CONTACTS,
    )


def _in_order(force: Force) -> pd.DataFrame:
    """Contacts and agreements of the journeys on which something was agreed."""
    events = force.of(CONTACTS)
    pauses = force.of(["contact.agreed"], PAUSING)
    if len(pauses):
        events = pd.concat([events, pauses])
    is_agreement = (events["kind"] == "contact.agreed").to_numpy()
    agreed = np.zeros(len(force.journeys), dtype=bool)
    agreed[events["journey"].to_numpy()[is_agreement]] = True
    on_journeys = agreed[events["journey"].to_numpy()]
    events, is_agreement = events[on_journeys], is_agreement[on_journeys]
    narrow = events[["journey", "happened_at", "happened_on"]].assign(
        is_agreement=is_agreement, every=_every(events, is_agreement)
    )
    return narrow.iloc[_order(events)].reset_index(drop=True)


def _order(events: pd.DataFrame) -> Array:
    """The order of events on each journey: by instant, and where two share one, by name."""
    order: Array = np.lexsort((events["happened_at"].to_numpy(), events["journey"].to_numpy()))
    tied = events.duplicated(["journey", "happened_at"], keep=False).to_numpy()
    places = np.flatnonzero(tied[order])
    names = events["touchpoint_id"].iloc[order[places]]
    keys = events[["journey", "happened_at"]].iloc[order[places]].assign(name=names)
    keys["place"] = order[places]
    order[places] = keys.sort_values(["journey", "happened_at", "name"])["place"]
    return order


def _every(events: pd.DataFrame, is_agreement: Array) -> Array:
    """The days that each agreement names; none for one that pauses, or that is no agreement."""
    agreements = events[is_agreement]
    days = in_detail(agreements["detail"], _days_in).astype("float64")
    days[agreements["result"].isin(PAUSING).to_numpy()] = np.nan
    every = np.full(len(events), np.nan)
    every[is_agreement] = days
    return every


def _agreed(events: pd.DataFrame) -> tuple[Array, Array]:
    """The days agreed at each event, and whether an agreement that is not paused is in force."""
    is_agreement = events["is_agreement"].to_numpy()
    journey = events["journey"].to_numpy()
    latest = np.maximum.accumulate(np.where(is_agreement, np.arange(len(events)), 0))
    known = is_agreement[latest] & (journey[latest] == journey)
    in_force = np.where(known, events["every"].to_numpy()[latest], np.nan)
    whole = np.nan_to_num(np.minimum(np.floor(in_force), FOREVER_DAYS))
    return whole.astype("int64"), ~np.isnan(in_force)


def _days_in(detail: dict[str, Any]) -> float:
    try:
        days = float(detail.get("every_days") or 0)
    except ValueError:
        days = 0
    return math.nan if detail.get("paused") is True or not days > 0 else days


def _excused(force: Force, events: pd.DataFrame) -> Array:
    """Whether an excuse was recorded between each event and the next, both included."""
    excused = np.zeros(len(events), dtype=bool)
    excuses = force.excuses(EXCUSING)[["journey", "happened_at"]]
    if excuses.empty:
        return excused
    steps = events[["journey"]].assign(
        begun=events["happened_at"],
        ended=events.groupby("journey")["happened_at"].shift(-1),
        place=np.arange(len(events)),
    )
    pairs = excuses.merge(steps, on="journey")
    within = (pairs["begun"] <= pairs["happened_at"]) & (
        pairs["ended"].isna() | (pairs["happened_at"] <= pairs["ended"])
    )
    excused[pairs.loc[within, "place"]] = True
    return excused
