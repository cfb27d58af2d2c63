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
        raise _refusal(parameters, str(error)) from None


def _refusal(parameters: dict[str, Any], said: str) -> Refused:
    user, host = parameters.get("user"), parameters.get("host", "the default host")
    lines = said.strip().splitlines()
    refused = [line.rpartition(_REFUSAL)[2].strip() for line in lines if _REFUSAL in line]
    if refused and not any(words in refused[-1] for words in _NOT_YET):
        return Refused(f"The database does not let {user} in at {host}. It said: {refused[-1]}")
    reason = refused[-1] if refused else lines[0].rpartition("failed: ")[2]
    return Away(
        f"The database is away: nothing lets {user} in at {host} ({reason}). Start it, or mend its "
        "address."
    )


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
