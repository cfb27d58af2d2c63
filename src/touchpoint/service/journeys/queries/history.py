"""What was changed of a journey or its investigation: by whom, when, from what to what."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from touchpoint.service.journeys.raw import rows


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change."""

    at: datetime
    by: int | None
    """The member of staff; None where a load or a command did it."""
    about: str
    id_of: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


_CHANGES: Final = (
    "SELECT at, by, about, id_of, before, after FROM journeys_change "
    "WHERE id_of = ANY (%s) ORDER BY id"
)


def changes_of(journey_id: str, investigation_id: str) -> tuple[Change, ...]:
    """Every change of a journey and of its investigation, in order."""
    found = rows(_CHANGES, [[journey_id, investigation_id]])
    read = {"before": json.loads, "after": json.loads}
    return tuple(
        Change(**{name: read.get(name, _as_it_is)(value) for name, value in row.items()})
        for row in found
    )


def _as_it_is(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    return value
