"""What an agreement on contact says of the way and of its safety, whoever wrote it and however.

On the authority of law 7 of the house: what cannot be read is not safe.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from touchpoint.rights.code.duty import DONE
from touchpoint.service.journeys.pages.telling.details import details_of
from touchpoint.service.journeys.pages.words.channels import CHANNELS, channel_in_words
from touchpoint.service.journeys.safe_words import Says, says_of_safety
from touchpoint.service.ui.dates import day_in_words

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """An agreement that speaks of a way of contact, or of when contact is safe."""

    row: Row
    way: str | None
    """By which way; none where it names none that is known."""
    said: str
    """Its words on when and how that is safe."""
    says: Says

    @property
    def on(self) -> str:
        """The day on which it was agreed."""
        return day_in_words(self.row["happened_on"])

    @property
    def words(self) -> str:
        """The way, as the beginning of a sentence."""
        return "A way that is not known here" if self.way is None else channel_in_words(self.way)


def terms_of(agreement: Row) -> Terms | None:
    """The terms of an agreement; none where it speaks of something else, like how often."""
    if (agreement["result"] or "") not in DONE:
        return None
    detail = details_of(agreement)
    way, said = detail.get("method"), detail.get("safe")
    # What cannot be read may have changed everything that was agreed before.
    unreadable = bool(agreement["detail"]) and not detail and agreement["detail"].strip() != "{}"
    if (way is None or way == "") and said is None and not unreadable:
        return None
    return Terms(
        row=agreement,
        way=way if isinstance(way, str) and way in CHANNELS else None,
        said=_in_words(said),
        says=says_of_safety(said, way),
    )


def _in_words(said: object) -> str:
    match said:
        case str():
            return said
        case bool() | int() | float() if not said:
            return "no"
        case _:
            return ""
