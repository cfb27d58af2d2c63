"""What may be set: how few are too few, and how what is too few is kept back.

The defaults are those of statistics.md section 12: counts of 1 to 4 are kept back, and so is a
small group whose members all have one value.
"""

from dataclasses import dataclass
from typing import Literal

from touchpoint.errors import Refused

Method = Literal["suppress", "round"]
SMALLEST_THRESHOLD = 2
LARGEST_THRESHOLD = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """The rules that a release is held to; read from TOML by whoever opens the release."""

    threshold: int = 5
    """Counts from 1 up to but not this are too few."""

    class_disclosure: bool = True
    """Whether a group in which all or none have the value is kept back."""

    class_group: int | None = 30
    """Groups of this many or more may show 0 % and 100 %; None holds groups of every size to it."""

    complements: bool = True
    """Whether too few without the value are kept back like too few with it."""

    width: int = 1
    """How far apart the smallest and largest possible value of a hidden cell must at least lie."""

    method: Method = "suppress"
    base: int = 5
    """What counts are rounded to where the method is to round."""

    def __post_init__(self) -> None:
        faults = [said for wrong, said in self._checks() if wrong]
        if faults:
            raise Refused("These settings of disclosure cannot be used.", faults)

    def _checks(self) -> list[tuple[bool, str]]:
        return [
            (
                not SMALLEST_THRESHOLD <= self.threshold <= LARGEST_THRESHOLD,
                f"threshold is {self.threshold}; give {SMALLEST_THRESHOLD} to {LARGEST_THRESHOLD}",
            ),
            (
                self.class_group is not None and self.class_group < 1,
                f"class_group is {self.class_group}; give 1 or more, or none for every group",
            ),
            (self.width < 1, f"width is {self.width}; give 1 or more"),
            (
                self.method not in ("suppress", "round"),
                f"method is {self.method!r}; give suppress or round",
            ),
            (self.base < SMALLEST_THRESHOLD, f"base is {self.base}; give 2 or more"),
        ]

    def one_class(self, numerator: int, denominator: int) -> bool:
        """Whether a group says of each of its members that they have the value, or have not."""
        if not self.class_disclosure or denominator < 1 or 0 < numerator < denominator:
            return False
        return self.class_group is None or denominator < self.class_group

    def few(self, count: int) -> bool:
        """Whether a count is of somebody, and of too few."""
        return 0 < count < self.threshold
