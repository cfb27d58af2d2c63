"""Why a duty gives no verdict on a journey: it does not concern it, or nothing set it off.

On the authority of docs/explanation/how-a-duty-is-judged.md; the first reason that holds is told.
"""

from collections.abc import Iterator

from touchpoint.rights.code.duty import Duty, Edition, Matcher, Rule
from touchpoint.rights.code.expression import columns_in
from touchpoint.rights.proof.condition_on_row import holds_for
from touchpoint.rights.proof.journey_record import JourneyRecord
from touchpoint.rights.proof.passed_over import unlike
from touchpoint.rights.telling.wording import condition_in_words, day_in_words, listed


def why_none(duty: Duty, edition: Edition, record: JourneyRecord, *, whenever: bool) -> str:
    """Why there is no verdict, in a sentence or two."""
    reported = record.investigation["reported_on"]
    if reported > record.as_at:
        return (
            f"The crime was reported on {day_in_words(reported)}, after "
            f"{day_in_words(record.as_at)}, the day asked about."
        )
    if not whenever and not edition.was_in_force(reported) and edition.in_force_from is not None:
        return f"The crime was reported on {day_in_words(reported)}, and {_in_force(edition)}."
    if not holds_for(duty.applies_to, record.facts):
        return (
            "It does not concern this journey. It concerns victims of whom this is recorded: "
            f"{condition_in_words(duty.applies_to)}. Recorded here: {_facts(duty, record)}."
        )
    if duty.rule is Rule.RECURRING:
        return _why_none_recurs(duty, record)
    if duty.trigger.matcher is None:
        return "Nothing has set it off."
    return " ".join(_why_not_set_off(duty, duty.trigger.matcher, record))


def _in_force(edition: Edition) -> str:
    from_on = day_in_words(edition.in_force_from) if edition.in_force_from else ""
    until = f" to {day_in_words(edition.in_force_to)}" if edition.in_force_to else " on"
    return f"{edition.name} judges what was reported from {from_on}{until}"


def _facts(duty: Duty, record: JourneyRecord) -> str:
    names = sorted(columns_in([duty.applies_to]))
    return "; ".join(f"{name.replace('_', ' ')} {_fact(record.facts[name])}" for name in names)


def _fact(value: object) -> str:
    match value:
        case None:
            return "not recorded"
        case bool():
            return "true" if value else "false"
        case list() | tuple():
            return listed([str(each).replace("_", " ") for each in value], "and") or "none"
        case _:
            return str(value).replace("_", " ")


def _why_none_recurs(duty: Duty, record: JourneyRecord) -> str:
    started = record.meant(duty.trigger.matcher) if duty.trigger.matcher else [record.facts]
    if not started:
        return "Nothing has been agreed with the victim, so nothing is owed."
    if record.closed_on is not None:
        return (
            "Nothing fell due: no time that was agreed or laid down ended before the "
            f"investigation closed on {day_in_words(record.closed_on)}."
        )
    return "Nothing is owed: no contact stands under an agreement that says how often."


def _why_not_set_off(duty: Duty, matcher: Matcher, record: JourneyRecord) -> Iterator[str]:
    kinds = listed([f"“{duty.meaning(kind)}” ({kind})" for kind in matcher.kinds], "or")
    found = [t for t in record.touchpoints if t["kind"] in matcher.kinds]
    if not found:
        yield f"Nothing has set it off: this journey has no touchpoint {kinds}."
        return
    yield f"Nothing has set it off, though this journey has {kinds}:"
    for touchpoint in found:
        name = touchpoint["touchpoint_id"]
        if name in record.corrected_by:
            yield f"{name} was corrected by {record.corrected_by[name]};"
        elif touchpoint["happened_on"] > record.as_at:
            yield f"{name} happened after {day_in_words(record.as_at)}, the day asked about;"
        elif other := unlike(matcher, touchpoint):
            yield f"{name} is not one that is meant, because {other[1]};"
        else:
            received = day_in_words(touchpoint["received_on"])
            yield f"the news of {name} was received on {received}, after the day asked about;"
    yield f"{duty.id} starts with none of these."
