"""Opening a Postgres: what it says where it does not let us in, and waiting where it is away."""

import time
from collections.abc import Callable
from typing import Any, Final

import psycopg

from touchpoint.errors import Refused

PATIENCE: Final = 10
"""Seconds in which a Postgres has to let us in."""
AWAY_SECONDS: Final = 120
"""How long a part of the service waits for a Postgres that is away: as long as one may start."""
BETWEEN_TRIES: Final = 0.5
_NOT_YET: Final = ("starting up", "shutting down", "not yet accepting", "recovery")
_REFUSAL: Final = "FATAL:"


class Away(Refused):
    """Nothing answers at the address of the database, or it is not ready yet."""


def opened(**parameters: Any) -> psycopg.Connection[Any]:  # noqa: ANN401 - libpq's own
    """A connection in which every statement stands by itself."""
    try:
        # What the address says of patience wins.
        return psycopg.connect(**{"connect_timeout": PATIENCE, **parameters}, autocommit=True)
    except psycopg.Error as error:
        user, host = parameters.get("user"), parameters.get("host", "the default host")
        said = str(error).strip().splitlines()
        refused = said[-1].rpartition(_REFUSAL)[2].strip()
        if _REFUSAL in said[-1] and not any(words in refused for words in _NOT_YET):
            raise Refused(
                f"The database does not let {user} in at {host}. It said: {refused}"
            ) from None
        reason = refused if _REFUSAL in said[-1] else said[0].rpartition("failed: ")[2]
        raise Away(
            f"The database is away: nothing lets {user} in at {host} ({reason}). Start it, or mend "
            "its address."
        ) from None


def wait_for(parameters: dict[str, Any], say: Callable[[str], None]) -> None:
    """Wait for a Postgres that is away, but not for ever; say so once."""
    until = time.monotonic() + AWAY_SECONDS
    waits = False
    while True:
        try:
            opened(**parameters).close()
        except Away:
            if time.monotonic() > until:
                raise
            if not waits:
                say("The database is away. Waiting for it.")
            waits = True
            time.sleep(BETWEEN_TRIES)
        else:
            return
