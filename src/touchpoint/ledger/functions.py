"""Small functions that every engine defines in its own words, for expressions to use.

Engines differ in how they read JSON and in how they find the earliest of several rows; an
expression names these functions, and the engine that runs it has made them beforehand.
"""

from datetime import date, datetime

import ibis


@ibis.udf.scalar.builtin(name="touchpoint_detail")
def detail_text(detail: str, entry: str) -> str:
    """What a detail says under a name, as text; empty when it says nothing or is no JSON object."""


@ibis.udf.scalar.builtin(name="touchpoint_key")
def key_of(happened_at: datetime, identity: str, reason: str) -> str:
    """A text that sorts by instant and then by identity, and from which both can be had again.

    It begins with 18 digits: the microseconds since 1970 and enough to be positive in any year.
    """


@ibis.udf.scalar.builtin(name="touchpoint_key_identity")
def identity_in(key: str) -> str:
    """The identity in a key."""


@ibis.udf.scalar.builtin(name="touchpoint_key_reason")
def reason_in(key: str) -> str:
    """The reason in a key; empty text where it has none."""


@ibis.udf.scalar.builtin(name="touchpoint_as_at")
def day_asked_about() -> date:
    """The as-at day of a view in a database: the day that a session has set, or else today."""
