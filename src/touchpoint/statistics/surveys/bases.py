"""Which weighted figures may be shown by how many people stand behind them.

The practice of the Crime Survey for England and Wales: below 50 unweighted not shown, below 100
marked as unreliable. Both numbers are settings.
"""

from dataclasses import dataclass
from typing import Literal

from touchpoint.errors import Refused
from touchpoint.statistics.counts import count_fault, refuse

HIDE_BELOW = 50
UNRELIABLE_BELOW = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class BaseDisplay:
    """Whether a figure is shown, shown as unreliable ([u]) or hidden ([x]) for its base."""

    state: Literal["shown", "unreliable", "hidden"]
    mark: str
    base: int


def base_display(
    base: int, hide_below: int = HIDE_BELOW, unreliable_below: int = UNRELIABLE_BELOW
) -> BaseDisplay:
    """What to do with a survey figure by its unweighted base.

    Rule: hidden below 50, marked [u] from 50 to 99, shown from 100 on.
    Not for disclosure: a figure of a large base may still give somebody away.
    """
    refuse(
        "These settings show nothing.",
        [
            count_fault("base", base),
            count_fault("hide_below", hide_below),
            count_fault("unreliable_below", unreliable_below),
        ],
    )
    if unreliable_below < hide_below:
        raise Refused(
            f"Figures are hidden below {hide_below} and unreliable only below {unreliable_below}. "
            "Give the smaller number to hide_below."
        )
    if base < hide_below:
        return BaseDisplay(state="hidden", mark="[x]", base=base)
    if base < unreliable_below:
        return BaseDisplay(state="unreliable", mark="[u]", base=base)
    return BaseDisplay(state="shown", mark="", base=base)
