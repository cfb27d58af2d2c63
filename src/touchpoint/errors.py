"""The errors of the house: sentences a person can act on.

TouchpointError          anything this package raises on purpose
  └─ Refused             what was asked cannot be done; the message says what is wrong, what was
                         found and what to do, and carries every fault found, not only the first
"""

from collections.abc import Sequence


class TouchpointError(Exception):
    """Something Touchpoint raises on purpose."""


class Refused(TouchpointError):  # noqa: N818 - reads as a sentence where it is raised
    """What was asked cannot be done, and why, in a sentence for a person."""

    def __init__(self, sentence: str, faults: Sequence[str] = ()) -> None:
        self.sentence = sentence
        self.faults = tuple(faults)
        super().__init__("\n".join((sentence, *(f"  - {fault}" for fault in self.faults))))

    def __reduce__(self) -> tuple[type["Refused"], tuple[str, tuple[str, ...]]]:
        """From another process it comes back as it was raised there."""
        return type(self), (self.sentence, self.faults)
