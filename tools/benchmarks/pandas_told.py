"""Which words to the victim answer which filing, in pandas: by name, by kind or by being next.

On the authority of docs/explanation/how-a-duty-is-judged.md, section Which touchpoints count.
"""

import numpy as np
import pandas as pd
from tools.benchmarks.pandas_rows import DONE, NO_DAY, Array, Force, days_of, in_detail

FILED = "investigation.filed"
TOLD = "victim.told"
ATTEMPTED = "contact.attempted"
CORRECTIONS_FOLLOWED = 8


def told_of_filing(force: Force) -> tuple[pd.DataFrame, dict[str, Array]]:
    """Every filing that counts, and what answers each: the first that was done or chosen."""
    filings = force.of([FILED]).reset_index(drop=True)
    filings["filing"] = np.arange(len(filings), dtype=np.int32)
    replies = pd.concat(
        [
            force.of([TOLD], [*DONE, "declined"]).assign(excuse=False),
            force.excuses([TOLD, ATTEMPTED]).assign(excuse=True),
        ]
    )
    answering = pd.concat([_by_name(force, filings, replies), _nameless(force, filings, replies)])
    replies = replies.drop(columns="touchpoint_id")
    return filings, _first(answering, len(filings))


def _first(answering: pd.DataFrame, size: int) -> dict[str, Array]:
    chosen, excused = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    is_choice = answering["result"] == "declined"
    done = answering[~is_choice & ~answering["excuse"]].groupby("filing")
    first = done.agg({"happened_on": "min", "happened_at": "min"})
    done_on = np.full(size, NO_DAY)
    done_on[first.index] = days_of(first["happened_on"])
    earliest = answering[is_choice].groupby("filing")["happened_at"].min()
    chosen[earliest.index] = ~(first["happened_at"].reindex(earliest.index) < earliest)
    excused[answering.loc[answering["excuse"], "filing"]] = True
    return {"done_on": done_on, "chosen": chosen, "excused": excused}


def _by_name(force: Force, filings: pd.DataFrame, replies: pd.DataFrame) -> pd.DataFrame:
    """Replies that name a filing, or one that was corrected since."""
    naming = replies[replies["about"].notna()].drop(columns="detail")
    was_corrected = naming["about"].isin(force.corrections["old"])
    corrected = naming[was_corrected].merge(
        _standing(force.corrections), left_on=["journey", "about"], right_on=["journey", "old"]
    )
    corrected["about"] = corrected["new"]
    together = pd.concat([naming[~was_corrected], corrected[naming.columns]])
    named = filings[["touchpoint_id", "filing", "journey"]]
    joined = together.merge(named, left_on="about", right_on="touchpoint_id", suffixes=("", "_of"))
    return joined[joined["journey"] == joined["journey_of"]]


def _standing(corrections: pd.DataFrame) -> pd.DataFrame:
    """Each corrected touchpoint with the correction that stands in the end."""
    followed = 1
    while followed < CORRECTIONS_FOLLOWED and corrections["new"].isin(corrections["old"]).any():
        further = corrections.rename(columns={"old": "new", "new": "newer"})
        joined = corrections.merge(further, on=["journey", "new"], how="left")
        joined["new"] = joined["newer"].fillna(joined["new"])
        corrections = joined.drop(columns="newer")
        followed *= 2
    return corrections


def _nameless(force: Force, filings: pd.DataFrame, replies: pd.DataFrame) -> pd.DataFrame:
    """Replies that name a kind, or nothing: they answer the latest filing before them."""
    silent = replies[replies["about"].isna()]
    of = in_detail(silent["detail"], lambda detail: detail.get("of"))
    says_nothing = np.array([kind is None for kind in of]) & (silent["kind"] == ATTEMPTED)
    silent = silent[(of == FILED) | says_nothing].sort_values("happened_at")
    earlier = force.touchpoints[force.touchpoints["kind"] == FILED]
    earlier = earlier.sort_values(["happened_at", "touchpoint_id"])
    latest = pd.merge_asof(
        silent,
        earlier[["journey", "happened_at", "touchpoint_id"]].rename(
            columns={"touchpoint_id": "answered"}
        ),
        on="happened_at",
        by="journey",
    )
    named = filings[["touchpoint_id", "filing"]].rename(columns={"touchpoint_id": "answered"})
    return latest.merge(named, on="answered")
