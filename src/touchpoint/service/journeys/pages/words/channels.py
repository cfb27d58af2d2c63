"""The ways in which people are reached, in words."""

from collections.abc import Mapping
from typing import Final

CHANNELS: Final[Mapping[str, str]] = {
    "phone": "Phone",
    "in_person": "In person",
    "text": "Text",
    "email": "Email",
    "letter": "Letter",
    "portal": "Portal",
    "video": "Video",
}
"""The ways that a form offers, by the words that the ledger's sources write."""

_WITHIN: Final = {
    "phone": "by phone",
    "in_person": "in person",
    "text": "by text",
    "email": "by email",
    "letter": "by letter",
    "portal": "on the portal",
    "video": "by video",
}


def channel_in_words(channel: str) -> str:
    """A way of contact as a heading says it; one that is not known stays as it is."""
    plain = channel.replace("_", " ")
    return CHANNELS.get(channel, plain[:1].upper() + plain[1:])


def by_channel(channel: str) -> str:
    """The same within a sentence: by phone."""
    return _WITHIN.get(channel, f"by {channel.replace('_', ' ')}")
