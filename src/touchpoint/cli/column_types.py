"""Of which type the columns of a Parquet file are: the same whatever its rows happen to hold."""

from collections.abc import Sequence
from typing import Any, Final

import pyarrow as pa

from touchpoint.ledger import TIME_ZONE

_WHOLE: Final = (
    "base", "baseline", "blank", "both", "cannot_tell", "corrected", "count", "denominator",
    "dont_know", "given", "linked", "load", "loaded", "neither", "not_answered", "not_applicable",
    "not_owed", "numerator", "pairs", "rank", "rank_best", "rank_worst", "read", "record_unsure",
    "recorded_only", "refused", "remembered_only", "right", "unchanged", "undone_by", "unlinked",
    "used",
)  # fmt: skip
_NUMBERS: Final = (
    "ac1", "added_last", "agreement", "alone", "coefficient", "correlation", "gain", "gain_high",
    "gain_low", "gap", "high", "importance", "importance_high", "importance_low", "johnson",
    "kappa", "level", "linkage_rate", "linked_yes", "low", "lower", "mean", "p_value", "r_squared",
    "rate", "recorded", "remembered", "satisfied", "satisfied_high", "satisfied_low", "share",
    "share_high", "share_low", "unlinked_yes", "upper", "value", "variance_inflation",
)  # fmt: skip
_TRUTHS: Final = ("first", "weighted")
_LISTS: Final = ("dimensions", "examples", "holders", "makes")
_INSTANTS: Final = ("loaded_at",)


def type_named(name: str) -> pa.DataType:
    """The type of a column by its name; what is not listed is text."""
    listed = (
        (_WHOLE, pa.int64()),
        (_NUMBERS, pa.float64()),
        (_TRUTHS, pa.bool_()),
        (_LISTS, pa.list_(pa.string())),
        (_INSTANTS, pa.timestamp("us", tz=TIME_ZONE)),
    )
    day = pa.date32() if name.endswith("_on") else pa.string()
    return next((kind for names, kind in listed if name in names), day)


def column_of(name: str, cells: Sequence[Any], *, as_text: bool = False) -> pa.Array:
    """Cells as a column: of the type of its name where they leave it open, or are all whole.

    `as_text` says that numbers are texts there, since a mark may stand in place of any.
    """
    found = pa.array(cells)
    wanted = pa.string() if as_text else type_named(name)
    whole = pa.types.is_integer(found.type) and pa.types.is_floating(wanted)
    return pa.array(cells, wanted) if pa.types.is_null(found.type) or whole else found
