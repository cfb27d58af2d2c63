"""What is planted, read from the tables beside this module: the one place in which a share stands.

The made-up force draws with these shares and truths/ states them; neither writes a number twice.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

PLANTED_IN = ("planted", "identities")


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """One planted share and how to ask it back; see the head of planted.toml."""

    name: str
    share: float
    says: str
    of: str | None = None
    where: str = "true"
    also: str = "true"
    when: str | None = None
    settles: int | None = None
    design_effect: float = 1.0


@cache
def table(name: str) -> Mapping[str, Any]:
    """One of the tables, as it stands."""
    text = files("touchpoint.synthetic.shares").joinpath(f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def planted() -> Mapping[str, Share]:
    """Every planted share by name. A share may be the name of another, which it equals."""
    rows = {name: row for file in PLANTED_IN for name, row in table(file).items()}
    return {
        name: Share(**{**row, "name": name, "share": _resolved(rows, row["share"])})
        for name, row in rows.items()
    }


def chance(name: str) -> float:
    """The share planted under a name."""
    return planted()[name].share


def _resolved(rows: Mapping[str, Mapping[str, Any]], share: float | str) -> float:
    return float(rows[share]["share"] if isinstance(share, str) else share)
