"""Idempotency keys: a request that is sent twice is one request, whoever was cut off meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from touchpoint.errors import Refused
from touchpoint.service.journeys.errors import KeyUsed
from touchpoint.service.journeys.raw import rows

LONGEST: Final = 200


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request under a key of the person who sends it."""

    staff_id: int
    key: str
    digest: bytes

    def __post_init__(self) -> None:
        if not 1 <= len(self.key) <= LONGEST or not self.key.isprintable():
            raise Refused(f"An idempotency key has 1 to {LONGEST} printable characters.")


def answered_before(asked: Asked) -> Sequence[str] | None:
    """The touchpoints that were the answer, if it was asked before; refuse another request."""
    found = rows(
        "SELECT digest, touchpoint_ids FROM journeys_request WHERE staff_id = %s AND key = %s",
        [asked.staff_id, asked.key],
    )
    if not found:
        return None
    if bytes(found[0]["digest"]) != asked.digest:
        raise KeyUsed(
            "This idempotency key was used for another request: use a new one for each request."
        )
    ids: list[str] = found[0]["touchpoint_ids"]
    return ids


def remember(asked: Asked, ids: Sequence[str], now: datetime) -> Sequence[str] | None:
    """Keep the answer under its key; what another had kept meanwhile is returned instead.

    Where the same request is being answered at this moment, this waits for its end.
    """
    inserted = rows(
        "INSERT INTO journeys_request (staff_id, key, digest, touchpoint_ids, asked_at) "
        "VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING RETURNING 1 AS one",
        [asked.staff_id, asked.key, asked.digest, list(ids), now],
    )
    return None if inserted else answered_before(asked)
