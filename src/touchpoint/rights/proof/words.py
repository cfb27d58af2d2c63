"""The sentences of a proof, one question each: what set it off, which limit, what met it, and so.

On the authority of docs/explanation/how-a-duty-is-judged.md; the words for kinds and limits are the
ledger's and those of wording.py.
"""

from datetime import UTC, datetime, timedelta

from touchpoint.calendar.local_time import LONDON
from touchpoint.ledger.vocabulary import ENHANCED_BASES
from touchpoint.rights.code.duty import Duty, Edition, Limit, Matcher, Rule, State, Unit
from touchpoint.rights.code.vocabulary import CLOCKS
from touchpoint.rights.proof.journey_record import JourneyRecord, Row
from touchpoint.rights.proof.why import Step, kinds_that_meet
from touchpoint.rights.telling.wording import (
    citation,
    day_in_words,
    limit_in_words,
    listed,
    matcher_in_words,
    seen_in,
    time_in_words,
    titled,
    touchpoint_in_words,
)


def cited(duty: Duty, edition: Edition) -> str:
    """Title, paragraph, right and source; a local standard says that it is one."""
    right = f"Right {duty.right}: {edition.rights[duty.right]}."
    if duty.local:
        return f"{citation(duty, edition)} {right}"
    paragraph = f"paragraph {duty.paragraph}" if duty.paragraph else "paragraph not yet verified"
    return f"{titled(edition)}, {paragraph}. {right} {seen_in(duty, edition)}"


def to_the_instant(step: Step, duty: Duty) -> bool:
    """Whether it is instants that count, and not days alone."""
    in_hours = step.limit is not None and step.limit.unit is Unit.HOURS
    return in_hours or (duty.rule is Rule.BEFORE and step.due_by is not None)


def moment(at: datetime, *, timed: bool) -> str:
    """A local day, with the local time where that counts."""
    local = instant(at).astimezone(LONDON)
    if not timed:
        return day_in_words(local)
    # When the clocks go back an hour comes twice.
    twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    return f"{day_in_words(local)} at {time_in_words(local)}{f' {local:%Z}' if twice else ''}"


def instant(at: datetime) -> datetime:
    """An instant of the ledger, which is UTC whether it says so or not."""
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def set_off(step: Step, duty: Duty, record: JourneyRecord) -> str:
    """What happened, and when, that the duty starts from."""
    timed = to_the_instant(step, duty)
    if step.trigger is None:
        investigation = record.investigation
        on = moment(investigation["reported_at"], timed=timed)
        what = f"the crime was reported ({investigation['investigation_id']})"
    else:
        on, what = (
            moment(step.trigger["happened_at"], timed=timed),
            touchpoint_in_words(step.trigger, duty),
        )
    recurs = ", which starts the wait for the next contact" if duty.rule is Rule.RECURRING else ""
    return f"On {on} {what}{recurs}."


def clock(step: Step, duty: Duty) -> str:
    """Which day is day 0, and why that one."""
    day = day_in_words(step.verdict["triggered_on"])
    if duty.rule is Rule.RECURRING:
        return f"Day 0 is the day of that contact, or of the report. Here it is {day}."
    if duty.clock == "received" and step.trigger is not None:
        if step.trigger["received_on"] is None:
            return f"Day 0 is the day on which it happened, {day}: no day of receipt is recorded."
        return f"Day 0 is the day on which the news was received, {day}."
    return f"{CLOCKS[duty.clock]} Here it is {day}."


def basis_reason(step: Step, record: JourneyRecord) -> str:
    """Why the standard or the enhanced limit holds."""
    since = record.journey["enhanced_on"]
    if since is None:
        return "No enhanced rights are recorded."
    if step.verdict["basis"] == "standard":
        return f"Enhanced rights are recorded since {day_in_words(since)}, after day 0."
    bases = [ENHANCED_BASES.get(word, word) for word in record.journey["enhanced_basis"] or ()]
    why = f" ({listed(bases, 'and')})" if bases else ""
    return f"Enhanced rights are recorded since {day_in_words(since)}{why}."


def limit_reason(step: Step, duty: Duty, record: JourneyRecord) -> str:
    """By when it was due, and from what that was taken."""
    match duty.rule:
        case Rule.BEFORE if step.due_by is not None:
            on = moment(step.due_by["happened_at"], timed=True)
            return f"It is due before this, on {on}: {touchpoint_in_words(step.due_by, duty)}."
        case Rule.BEFORE:
            before = _not_come("before this", duty.before, step, duty, record)
            return f"{before} {_at_close(step, record)}"
        case Rule.BY_CLOSE:
            return _at_close(step, record)
        case Rule.ALONGSIDE if step.due_by is not None:
            on = day_in_words(step.due_by["happened_on"])
            beside = touchpoint_in_words(step.due_by, duty)
            return f"It is due on the day of this, {on}, at the latest: {beside}."
        case Rule.ALONGSIDE:
            beside = _not_come("on the day of this", duty.alongside, step, duty, record)
            return f"{beside} {_within(step, record)}"
        case Rule.RECURRING:
            return _agreed(step, duty)
        case _:
            return _within(step, record)


def _not_come(
    due: str, matcher: Matcher | None, step: Step, duty: Duty, record: JourneyRecord
) -> str:
    """That what gives the due day has not happened."""
    come = "come" if step.trigger is None else "followed"
    what = listed([duty.meaning(kind) for kind in matcher.kinds], "or") if matcher else "nothing"
    return f"It is due {due}, which had not {come} by {day_in_words(record.as_at)}: {what}."


def _within(step: Step, record: JourneyRecord) -> str:
    if step.limit is None:
        return "No limit is given."
    limit = limit_in_words(step.limit)
    counted = {
        Unit.WORKING_DAYS: "",
        Unit.DAYS: ", every day counted",
        Unit.MONTHS: ", to the same day of that month or to its last",
        Unit.HOURS: ", from the instant at which it happened",
    }[step.limit.unit]
    due = _due_in_hours(step, step.limit, record) if step.limit.unit is Unit.HOURS else _due(step)
    return f"So the {step.verdict['basis']} limit holds: {limit}{counted}. {due}"


def _due_in_hours(step: Step, limit: Limit, record: JourneyRecord) -> str:
    begun, due_at = _begun(step, record), _due_at(step, limit, record)
    changed = len({instant(at).astimezone(LONDON).utcoffset() for at in (begun, due_at)}) > 1
    between = ", because the clocks changed in between" if changed else ""
    return f"It is due by {moment(due_at, timed=True)}{between}."


def _begun(step: Step, record: JourneyRecord) -> datetime:
    begun: datetime = (
        step.trigger["happened_at"] if step.trigger else record.investigation["reported_at"]
    )
    return begun


def _due_at(step: Step, limit: Limit, record: JourneyRecord) -> datetime:
    return _begun(step, record) + timedelta(hours=limit.value)


def _due(step: Step) -> str:
    on = step.verdict["due_on"]
    return f"It is due by the end of {day_in_words(on)}." if on else "There is no due day."


def _at_close(step: Step, record: JourneyRecord) -> str:
    if step.verdict["due_on"] is not None:
        on = day_in_words(step.verdict["due_on"])
        return f"No limit in days is counted: it is due on {on}, when the investigation closed."
    if record.closed_on is not None:
        return (
            f"The investigation had closed on {day_in_words(record.closed_on)} before this, so "
            "there is no due day."
        )
    return "No limit in days is counted, and the investigation is open, so there is no due day yet."


def _agreed(step: Step, duty: Duty) -> str:
    if step.limit is None:
        return "The days agreed end after the last day of the calendar, so there is no due day."
    limit = limit_in_words(step.limit)
    if step.due_by is None:
        return f"While nothing is agreed the limit is {limit}, every day counted. {_due(step)}"
    were = "was" if step.limit.value == 1 else "were"
    agreement = touchpoint_in_words(step.due_by, duty)
    return f"{limit} {were} agreed, every day counted: {agreement}. {_due(step)}"


def what_met_it(step: Step, duty: Duty) -> str:
    """What was done, chosen or excused; or what is missing."""
    verdict, evidence = step.verdict, step.evidence
    if not duty.recordable and evidence is None:
        return "No kind of touchpoint can show that it was done."
    if evidence is None:
        wanted = "; or ".join(matcher_in_words(matcher, duty) for matcher in duty.met_by)
        return f"Nothing recorded meets it. What would: {wanted}."
    on = moment(evidence.touchpoint["happened_at"], timed=to_the_instant(step, duty))
    if verdict["done_on"] is not None:
        said = f"It was done on {on}: {touchpoint_in_words(evidence.touchpoint, duty)}."
    elif verdict["state"] == State.DECLINED:
        said = f"The victim chose on {on}: {touchpoint_in_words(evidence.touchpoint, duty)}."
    else:
        said = what_excuses(evidence.touchpoint, step, duty)
    return f"{said} {how_it_answers(step)}".rstrip()


def what_excuses(excuse: Row, step: Step, duty: Duty) -> str:
    """The touchpoint whose reason excuses it."""
    on = moment(excuse["happened_at"], timed=to_the_instant(step, duty))
    return f"What excuses it, on {on}: {touchpoint_in_words(excuse, duty)}."


def how_it_answers(step: Step) -> str:
    """How it is known that the evidence answers what set the duty off."""
    evidence, occurrence = step.evidence, step.verdict["occurrence"]
    if evidence is None or evidence.answer is None:
        return ""
    about = evidence.touchpoint["about"]
    if evidence.answer.how == "by name" and about != occurrence:
        return f"It names {about} as what it answers, which {occurrence} corrects."
    return _HOW[evidence.answer.how].format(occurrence)


_HOW = {
    "by name": "It names {} as what it answers.",
    "by kind": "It names a kind, and {} is the latest of it at that time.",
    "in turn": "It names nothing, and {} is the latest that it could answer at that time.",
    "not at all": "",
}


def covered(step: Step, duty: Duty, record: JourneyRecord) -> str:
    """Which source records what could meet it, on the day that counts."""
    day = day_in_words(step.verdict["triggered_on"])
    if not duty.recordable:
        return "No kind of touchpoint can show it, whatever is covered."
    if not record.coverage:
        return "The ledger has no coverage rows, so it claims to record everything."
    if not step.covered_by:
        return f"No source covers {listed(kinds_that_meet(duty), 'or')} on {day}."
    said = [
        f"{row['source']} records {row['kind']} from {day_in_words(row['from_on'])}"
        + (f" to {day_in_words(row['to_on'])}" if row["to_on"] else " on")
        for row in step.covered_by
    ]
    return f"Covered on {day}: {listed(said, 'and')}."


def _when_due(step: Step, duty: Duty, record: JourneyRecord) -> str | None:
    """The due day; the instant where that is what counts."""
    if step.limit is not None and step.limit.unit is Unit.HOURS:
        return moment(_due_at(step, step.limit, record), timed=True)
    if duty.rule is Rule.BEFORE and step.due_by is not None:
        return moment(step.due_by["happened_at"], timed=True)
    due_on = step.verdict["due_on"]
    return day_in_words(due_on) if due_on else None


def _when_done(step: Step, duty: Duty) -> str | None:
    """The day on which it was done; the instant where that is what counts."""
    done_on = step.verdict["done_on"]
    if done_on is not None and step.evidence is not None and to_the_instant(step, duty):
        return moment(step.evidence.touchpoint["happened_at"], timed=True)
    return day_in_words(done_on) if done_on else None


def conclusion(step: Step, duty: Duty, record: JourneyRecord) -> str:
    """The state, in a sentence."""
    verdict = step.verdict
    as_at = day_in_words(record.as_at)
    due, done = _when_due(step, duty, record), _when_done(step, duty)
    match State(verdict["state"]):
        case State.MET:
            return f"So it is met: done on {done}, {f'due on {due}' if due else 'with no due day'}."
        case State.LATE:
            return f"So it is late: done on {done}, too late for {due}."
        case State.WAITING:
            end = "until" if to_the_instant(step, duty) else "until the end of"
            yet = "" if record.closed_on else " yet"
            until = f"in time {end} {due}" if due else f"with no due day{yet}"
            return f"So it is waiting: not done by {as_at}, and {until}."
        case State.MISSED:
            return f"So it is missed: due on {due}, and not done by {as_at}."
        case State.DECLINED:
            return "So it is declined: the victim's own choice discharges it."
        case State.EXCUSED:
            when = f"done on {done}, too late for {due}" if done else f"not done by {due}"
            return f"So it is excused: {when}, with the reason “{verdict['reason'].strip('. ')}”."
        case State.CANNOT_TELL:
            why = "no kind of touchpoint shows it" if not duty.recordable else "no source covers it"
            return f"So the ledger cannot tell: nothing was found, and {why}."
