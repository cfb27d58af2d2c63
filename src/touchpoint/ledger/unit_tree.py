"""The tree of units climbed, whatever somebody has made of it: a circle in it has an end."""

from collections.abc import Mapping
from typing import Any


def unit_above(tree: Mapping[str, Mapping[str, Any]], unit: str, kind: str) -> str | None:
    """The unit of a kind that a unit lies in, itself if it is one; nothing where there is none."""
    seen: set[str] = set()
    at: str | None = unit
    while at is not None and at in tree and at not in seen:
        if tree[at]["kind"] == kind:
            return at
        seen.add(at)
        at = tree[at]["parent_id"]
    return None
