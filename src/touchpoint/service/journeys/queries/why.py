"""Why a duty says what it says of a journey: the library's proof, from the service's rows."""

from datetime import date
from typing import Final

from touchpoint.rights.code.duty import Duty, Edition
from touchpoint.rights.editions import in_force
from touchpoint.rights.proof.why import Proof, prove
from touchpoint.service.journeys.queries.journey import record_of
from touchpoint.service.journeys.raw import rows, run

_VERDICTS: Final = "SELECT * FROM ledger.verdicts_of_journey(%s) WHERE duty_id = %s"


def why(journey_id: str, duty_id: str, *, today: date) -> Proof | None:
    """The proof; None where there is no such journey for whoever acts, or no such duty."""
    record = record_of(journey_id, today=today)
    if record is None:
        return None
    judging = _judging(duty_id, record.investigation["reported_on"])
    if judging is None:
        return None
    edition, duty = judging
    run("SELECT set_config('touchpoint.as_at', %s, true)", [today.isoformat()])
    found = rows(_VERDICTS, [journey_id, duty_id])
    run("SELECT set_config('touchpoint.as_at', '', true)")
    return prove(duty, edition, record, found)


def _judging(duty_id: str, reported_on: date) -> tuple[Edition, Duty] | None:
    """The edition that judges the journey; else the last that has the duty, to say why not."""
    having = [(e, d) for e in in_force() for d in e.duties if d.id == duty_id]
    judging = [pair for pair in having if pair[0].was_in_force(reported_on)]
    return next(iter([*judging[-1:], *having[-1:]]), None)
