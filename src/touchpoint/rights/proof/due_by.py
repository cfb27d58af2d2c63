"""What the due day of a verdict was taken from: a limit, or something else that happened.

On the authority of docs/explanation/how-a-duty-is-judged.md, sections When it falls due and
Recurring.
"""

from collections.abc import Mapping
from typing import Any

from touchpoint.rights.code.duty import Duty, Limit, Matcher, Rule, Unit
from touchpoint.rights.proof.journey_record import JourneyRecord, order

Row = Mapping[str, Any]


def due_by(duty: Duty, record: JourneyRecord, verdict: Row) -> Row | None:
    """The touchpoint before or beside which it was due; for what recurs, the agreement in force."""
    trigger = record.touchpoint(verdict["occurrence"])
    match duty.rule:
        case Rule.BEFORE:
            found = _from(trigger, duty.before, record)
        case Rule.ALONGSIDE if duty.alongside is not None and duty.alongside.answers == "trigger":
            found = [
                touchpoint
                for touchpoint in record.meant(duty.alongside)
                if verdict["occurrence"] in record.answered_by(touchpoint, duty).ids
            ]
        case Rule.ALONGSIDE:
            found = _from(trigger, duty.alongside, record)
        case Rule.RECURRING if trigger is not None and duty.trigger.matcher is not None:
            agreements = record.meant(duty.trigger.matcher)
            found = [each for each in agreements if order(each) <= order(trigger)][-1:]
        case _:
            found = []
    return found[0] if found else None


def limit_of(duty: Duty, verdict: Row, given_by: Row | None) -> Limit | None:
    """The limit by which the due day was counted; none where something else gives the day."""
    if duty.rule is Rule.RECURRING:
        if verdict["due_on"] is None:
            return None
        days = (verdict["due_on"] - verdict["triggered_on"]).days
        return Limit(value=days, unit=Unit.DAYS)
    if duty.rule is Rule.ALONGSIDE and given_by is not None:
        return None
    return duty.enhanced if verdict["basis"] == "enhanced" else duty.standard


def _from(trigger: Row | None, matcher: Matcher | None, record: JourneyRecord) -> list[Row]:
    """What a matcher means from the trigger on; anything at all for a duty of the report."""
    if matcher is None:
        return []
    return [
        touchpoint
        for touchpoint in record.meant(matcher)
        if trigger is None or touchpoint["happened_at"] >= trigger["happened_at"]
    ]
