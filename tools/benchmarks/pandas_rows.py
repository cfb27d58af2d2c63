"""The ledger in pandas: the columns and rows that the five duties need, and no others.

What a practised analyst does before anything else: filter while reading, leave out what was
replaced, and give each journey a number so that nothing later compares texts.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

KINDS = (
    "acknowledgement.sent",
    "contact.agreed",
    "contact.attempted",
    "crime.recorded",
    "investigation.filed",
    "referral.offered",
    "referral.sent",
    "victim.told",
    "victim.updated",
)
DONE = ("", "done", "accepted")
UNABLE = ("unable", "unsafe", "no_contact")

COLUMNS = (
    "touchpoint_id",
    "journey_id",
    "kind",
    "happened_at",
    "happened_on",
    "result",
    "about",
    "replaces",
    "detail",
)
Array = npt.NDArray[Any]
NO_DAY = np.datetime64("NaT", "D")


@dataclass(frozen=True, kw_only=True)
class Owed:
    """What is owed under one duty, an entry an occurrence, and what answers it."""

    triggered_on: Array
    due_on: Array
    done_on: Array
    in_time: Array
    chosen: Array
    excused: Array
    kinds: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Force:
    """What is read: journeys in the order of their numbers, touchpoints that count."""

    as_at: np.datetime64
    journeys: pd.DataFrame
    touchpoints: pd.DataFrame
    corrections: pd.DataFrame
    coverage: pd.DataFrame

    def of(self, kinds: Iterable[str], results: Iterable[str] = DONE) -> pd.DataFrame:
        """The touchpoints of some kinds with some results."""
        touchpoints = self.touchpoints
        return touchpoints[
            touchpoints["kind"].isin(list(kinds)) & touchpoints["result"].isin(list(results))
        ]

    def excuses(self, kinds: Iterable[str]) -> pd.DataFrame:
        """The touchpoints of some kinds that say why it could not be done."""
        unable = self.of(kinds, UNABLE)
        reasons = in_detail(
            unable["detail"], lambda detail: str(detail.get("reason") or "").strip()
        )
        return unable[(reasons != None) & (reasons != "")]  # noqa: E711 - element by element

    def covered(self, kinds: Iterable[str], days: Array) -> Array:
        """Whether some source covers one of the kinds on each of the days."""
        if self.coverage.empty:
            return np.ones(len(days), dtype=bool)
        held = np.zeros(len(days), dtype=bool)
        for span in self.coverage[self.coverage["kind"].isin(list(kinds))].itertuples():
            within = days >= np.datetime64(span.from_on, "D")
            if not pd.isna(span.to_on):
                within &= days <= np.datetime64(span.to_on, "D")
            held |= within
        return held


def read_force(ledger: Path, as_at: str) -> Force:
    """Read a ledger folder as it stood on a day."""
    day = np.datetime64(as_at, "D")
    journeys = _journeys(ledger, day)
    wanted = pc.field("kind").isin(KINDS) | pc.field("replaces").is_valid()
    read = _numbered(_read(ledger, "touchpoints", COLUMNS, wanted), journeys["journey_id"])
    corrections = read.loc[read["replaces"].notna(), ["journey", "replaces", "touchpoint_id"]]
    corrections = corrections.rename(columns={"replaces": "old", "touchpoint_id": "new"})
    counting = ~read["touchpoint_id"].isin(corrections["old"]) & (read["happened_on"] <= day)
    return Force(
        as_at=day,
        journeys=journeys,
        touchpoints=read[counting].drop(columns="replaces"),
        corrections=corrections,
        coverage=_read(ledger, "coverage", ["kind", "from_on", "to_on"]),
    )


def _numbered(touchpoints: pd.DataFrame, journeys: pd.Series) -> pd.DataFrame:
    """Each touchpoint with the number of its journey; each name is looked up once."""
    names = touchpoints["journey_id"].cat
    numbers = pd.Index(journeys).get_indexer(names.categories).astype(np.int32)
    journey = numbers[names.codes]
    return touchpoints.drop(columns="journey_id").assign(journey=journey)[journey >= 0]


def _journeys(ledger: Path, day: np.datetime64) -> pd.DataFrame:
    """Journeys that the edition judges, with the days of their investigation."""
    investigations = _read(
        ledger, "investigations", ["investigation_id", "reported_on", "closed_on"]
    )
    journeys = _read(ledger, "journeys", ["journey_id", "investigation_id", "enhanced_on"])
    joined = journeys.merge(investigations, on="investigation_id").drop(columns="investigation_id")
    in_force = joined["reported_on"] >= np.datetime64("2021-04-01")
    joined = joined[in_force & (joined["reported_on"] <= day)].reset_index(drop=True)
    joined["closed_on"] = joined["closed_on"].where(joined["closed_on"] <= day)
    joined["journey"] = np.arange(len(joined), dtype=np.int32)
    return joined


def _read(
    ledger: Path, table: str, columns: Sequence[str], wanted: pc.Expression | None = None
) -> pd.DataFrame:
    often = {"kind", "result", "journey_id"} if table == "touchpoints" else set()
    files = ds.ParquetFileFormat(dictionary_columns=often)
    folder = ds.dataset(ledger / table, format=files)
    rows = folder.to_table(columns=list(columns), filter=wanted).unify_dictionaries()
    frame: pd.DataFrame = rows.to_pandas(
        types_mapper={pa.string(): pd.StringDtype("pyarrow")}.get,
        date_as_object=False,
        split_blocks=True,
        self_destruct=True,
    )
    if "happened_at" in columns:
        frame["happened_at"] = frame["happened_at"].dt.tz_localize(None)  # numpy knows no zones
    if "result" in columns:
        blank = frame["result"].cat.add_categories("")
        frame["result"] = blank.fillna("")
    return frame


def days_of(column: pd.Series) -> Array:
    """A column of days as numpy has them."""
    days: Array = column.to_numpy().astype("datetime64[D]")
    return days


def in_detail(details: pd.Series, entry: Callable[[dict[str, Any]], Any]) -> Array:
    """Something out of each detail; each distinct one is read once."""
    codes, distinct = pd.factorize(details)
    found = [entry(json.loads(text)) for text in distinct]
    each: Array = np.array([*found, None], dtype=object)[codes]
    return each
