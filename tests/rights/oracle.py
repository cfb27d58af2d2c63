"""A small, slow and obvious reading of docs/explanation/how-a-duty-is-judged.md, in plain Python.

It is the second opinion on every verdict: it shares nothing with touchpoint.rights, only the
calendar. Rows are dicts with the ledger's columns, editions are TOML as it was parsed.
"""

import calendar
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from oracle_words import Case, Due, Row, Trigger
from small_language import detail_of, holds, number_of
from worked_examples import rows_of_example, verdicts_of_example

from touchpoint.calendar import LAST_DAY, add_working_days, local_day

__all__ = ["judge", "rows_of_example", "verdicts_of_example"]

DONE = ("", "done", "accepted")
RESULTS = (*DONE, "declined", "deferred", "not_asked", "unable", "no_contact", "unsafe")
AGREED = (*DONE, "declined", "deferred")
FOREVER = 100_000  # days: far beyond the calendar, and a date that Python still has


def judge(
    files: list[Row], rows: dict[str, list[Row]], as_at: date, edition: str | None = None
) -> list[Row]:
    """Every verdict that the files give on the rows as at a day, or one named file alone."""
    verdicts = []
    for file in files:
        if file["edition"] != edition and (edition is not None or file["status"] == "draft"):
            continue
        for duty in duties_of(file, files):
            for journey in rows["journeys"]:
                told = investigation_of(journey, rows)
                reported = told["reported_on"]
                asked = edition is not None or in_force(file, files, reported)
                if reported <= as_at and asked and holds(duty["applies_to"], {**told, **journey}):
                    verdicts += judged(case_of(file, duty, journey, rows, as_at=as_at))
    return verdicts


def investigation_of(journey: Row, rows: dict[str, list[Row]]) -> Row:
    wanted = journey["investigation_id"]
    return next(row for row in rows["investigations"] if row["investigation_id"] == wanted)


def duties_of(file: Row, files: list[Row]) -> list[Row]:
    """The duties of a file; one that is like another takes what it does not say, but no example."""
    if file["status"] != "local":
        return list(file["duties"])
    models = {duty["id"]: duty for duty in _file_below(file, files).get("duties", [])}
    return [{**models.get(duty.get("like"), {}), "examples": [], **duty} for duty in file["duties"]]


def in_force(file: Row, files: list[Row], reported_on: date) -> bool:
    dated = _file_below(file, files) if file["status"] == "local" else file
    first, last = dated.get("in_force_from", date.min), dated.get("in_force_to", date.max)
    return bool(first <= reported_on <= last)


def _file_below(local: Row, files: list[Row]) -> Row:
    return next(file for file in files if file["edition"] == local["over"])


def case_of(file: Row, duty: Row, journey: Row, rows: dict[str, list[Row]], *, as_at: date) -> Case:
    of_journey = [r for r in rows["touchpoints"] if r["journey_id"] == journey["journey_id"]]
    corrected = {row["replaces"] for row in of_journey}
    counting = [
        row
        for row in of_journey
        if row["touchpoint_id"] not in corrected
        and row["happened_on"] <= as_at
        and (row["result"] or "") in RESULTS
    ]
    investigation = investigation_of(journey, rows)
    closed_on = investigation["closed_on"]
    return Case(
        edition=file["edition"],
        duty=duty,
        investigation=investigation,
        journey=journey,
        recorded=of_journey,
        touchpoints=sorted(counting, key=order),
        coverage=rows.get("coverage", []),
        as_at=as_at,
        closed_on=closed_on if closed_on is not None and closed_on <= as_at else None,
    )


def order(touchpoint: Row) -> tuple[datetime, str]:
    return touchpoint["happened_at"], touchpoint["touchpoint_id"]


def judged(case: Case) -> list[Row]:
    if case.duty["rule"] == "recurring":
        return recurring_verdicts(case)
    return [
        once_verdict(case, trigger) for trigger in triggers_of(case) if trigger.on <= case.as_at
    ]


def once_verdict(case: Case, trigger: Trigger) -> Row:
    duty = case.duty
    return verdict(
        case,
        trigger,
        due_of(case, trigger),
        done=first(matched(case, duty["met_by"], trigger)),
        choice=first(matched(case, duty["declined_by"], trigger)),
        excuse=first(filter(reason_of, matched(case, duty["excused_by"], trigger))),
    )


def triggers_of(case: Case) -> list[Trigger]:
    if case.duty["trigger"].get("report"):
        return [report_of(case)]
    return [
        Trigger(
            occurrence=found["touchpoint_id"],
            at=found["happened_at"],
            on=(case.duty["clock"] == "received" and found["received_on"]) or found["happened_on"],
            touchpoint=found,
        )
        for found in case.touchpoints
        if fits(case.duty["trigger"], found)
    ]


def report_of(case: Case) -> Trigger:
    told = case.investigation
    return Trigger(
        occurrence=told["investigation_id"],
        at=told["reported_at"],
        on=told["reported_on"],
        touchpoint=None,
    )


def verdict(case: Case, trigger: Trigger, due: Due, **found: Row | None) -> Row:
    """The row of the ledger, its state the first of the page's list that holds."""
    done, choice, excuse = found["done"], found["choice"], found["excuse"]
    in_turn = [
        (done is not None and due.kept_by(done), "met", done),
        (choice is not None and not comes_before(done, choice), "declined", choice),
        (done is not None and excuse is not None, "excused", done),
        (done is not None, "late", done),
        (not covered(case, trigger), "cannot_tell", None),
        (due.on is None or case.as_at <= due.on, "waiting", None),
        (excuse is not None, "excused", excuse),
        (True, "missed", None),
    ]
    state, evidence = next((name, shown) for true, name, shown in in_turn if true)
    reason = None
    if state == "excused" and excuse is not None:
        reason = reason_of(excuse)
    elif state == "cannot_tell":
        reason = "not_covered" if case.duty["met_by"] else "not_recordable"
    return {
        "journey_id": case.journey["journey_id"],
        "duty_id": case.duty["id"],
        "edition": case.edition,
        "occurrence": trigger.occurrence,
        "triggered_on": trigger.on,
        "due_on": due.on,
        "done_on": evidence["happened_on"] if evidence is not None and evidence is done else None,
        "state": state,
        "basis": basis_of(case, trigger),
        "evidence": evidence["touchpoint_id"] if evidence is not None else None,
        "reason": reason,
    }


def comes_before(one: Row | None, other: Row) -> bool:
    return one is not None and bool(one["happened_at"] < other["happened_at"])


def basis_of(case: Case, trigger: Trigger) -> str:
    since = case.journey["enhanced_on"]
    return "enhanced" if since is not None and since <= trigger.on else "standard"


def covered(case: Case, trigger: Trigger) -> bool:
    kinds = {kind for matcher in case.duty["met_by"] for kind in matcher["kinds"]}
    if not kinds or not case.coverage:
        return bool(kinds)
    return any(
        row["kind"] in kinds
        and row["from_on"] <= trigger.on
        and (row["to_on"] is None or trigger.on <= row["to_on"])
        for row in case.coverage
    )


def due_of(case: Case, trigger: Trigger) -> Due:
    rule = case.duty["rule"]
    if rule == "before":
        ends = [
            found
            for found in case.touchpoints
            if fits(case.duty["before"], found)
            and (trigger.touchpoint is None or found["happened_at"] >= trigger.at)
        ]
        if ends:
            return Due(on=ends[0]["happened_on"], before=ends[0]["happened_at"])
    if rule == "alongside":
        beside = first(matched(case, [case.duty["alongside"]], trigger))
        if beside is not None:
            return Due(on=beside["happened_on"])
    if rule in {"within", "alongside"}:
        return limit(case, trigger)
    late_trigger = case.closed_on is not None and trigger.on > case.closed_on
    return Due(on=None if late_trigger else case.closed_on)


def limit(case: Case, trigger: Trigger) -> Due:
    given = case.duty[basis_of(case, trigger)]
    value, unit = given["value"], given["unit"]
    if unit == "hours":
        instant = trigger.at + timedelta(hours=value)
        return Due(on=local_day(instant), instant=instant)
    if unit == "months":
        return Due(on=months_later(trigger.on, value))
    if unit == "days":
        return Due(on=trigger.on + timedelta(days=value))
    assert unit == "working_days"
    return Due(on=add_working_days(trigger.on, value))


def months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


# Which touchpoints match


def matched(case: Case, matchers: list[Row], trigger: Trigger) -> list[Row]:
    return [
        found
        for found in case.touchpoints
        if any(fits(by, found) and answers(case, by, found, trigger) for by in matchers)
    ]


def first(rows: Iterable[Row]) -> Row | None:
    return next(iter(rows), None)


def fits(matcher: Row, found: Row) -> bool:
    return (
        found["kind"] in matcher["kinds"]
        and (found["result"] or "") in matcher.get("results", DONE)
        and holds(matcher.get("where", "true"), found)
    )


def answers(case: Case, matcher: Row, found: Row, trigger: Trigger) -> bool:
    if matcher.get("answers", "any") == "trigger":
        return trigger.touchpoint is not None and trigger.occurrence in answered(case, found)
    return trigger.touchpoint is None or bool(found["happened_at"] >= trigger.at)


def answered(case: Case, answer: Row) -> set[str]:
    """The touchpoints that one answers: by name, by kind, or by the duty's own trigger."""
    if answer["about"] is not None:
        named = {answer["about"]}
        for _ in range(8):
            named |= {row["touchpoint_id"] for row in case.recorded if row["replaces"] in named}
        return named
    of = detail_of(answer, "of")
    if of is None and answer["kind"] == "victim.told":
        return set()
    kinds = case.duty["trigger"]["kinds"] if of is None else [of]
    earlier = [
        row
        for row in case.touchpoints
        if row["kind"] in kinds and row["happened_at"] <= answer["happened_at"]
    ]
    return {row["touchpoint_id"] for row in earlier[-1:]}


def reason_of(touchpoint: Row) -> str | None:
    reason = detail_of(touchpoint, "reason")
    return reason if reason and reason.strip() else None


# Recurring duties


def recurring_verdicts(case: Case) -> list[Row]:
    verdicts = []
    for trigger, days, end in intervals(case):
        due_on = trigger.on + timedelta(days=days)
        due = Due(on=due_on if due_on <= LAST_DAY else None)
        kept = end is not None and due.kept_by(end)
        closed = case.closed_on
        if closed is not None and (trigger.on >= closed or (closed <= due_on and not kept)):
            continue
        excuses = [
            found
            for found in case.touchpoints
            if any(fits(matcher, found) for matcher in case.duty["excused_by"])
            and found["happened_at"] >= trigger.at
            and (end is None or found["happened_at"] <= end["happened_at"])
        ]
        excuse = first(filter(reason_of, excuses))
        verdicts.append(verdict(case, trigger, due, done=end, choice=None, excuse=excuse))
    return verdicts


def intervals(case: Case) -> list[tuple[Trigger, int, Row | None]]:
    """What starts each interval, how many days it may last and the contact that ends it."""
    duty = case.duty
    contacts = [t for t in case.touchpoints if any(fits(by, t) for by in duty["met_by"])]
    if "days" in duty["every"]:
        return unagreed_intervals(case, contacts)
    agreements = [t for t in case.touchpoints if fits(duty["trigger"], t)]
    steps = [t for t in case.touchpoints if t in contacts or t in agreements]
    found = []
    for step in steps:
        in_force = [agreement for agreement in agreements if order(agreement) <= order(step)]
        days = agreed_days(in_force[-1], duty["every"]["detail"]) if in_force else None
        if days is not None:
            end = first(later for later in steps if order(later) > order(step))
            found.append((started_by(step), days, end))
    return found


def unagreed_intervals(case: Case, contacts: list[Row]) -> list[tuple[Trigger, int, Row | None]]:
    """The report and each contact until something is agreed."""
    if case.investigation["reported_on"] > case.as_at:
        return []
    agreed = {"kinds": ["contact.agreed"], "results": AGREED}
    agreement = first(t for t in case.touchpoints if fits(agreed, t))
    until = [t for t in contacts if agreement is None or order(t) < order(agreement)]
    starts = [report_of(case), *(started_by(contact) for contact in until)]
    ends = [*until, agreement]
    days = case.duty["every"]["days"]
    return [(start, days, end) for start, end in zip(starts, ends, strict=True)]


def started_by(contact: Row) -> Trigger:
    return Trigger(
        occurrence=contact["touchpoint_id"],
        at=contact["happened_at"],
        on=contact["happened_on"],
        touchpoint=contact,
    )


def agreed_days(agreement: Row, name: str) -> int | None:
    """How many days may pass under an agreement; nothing while it is paused."""
    days = number_of(detail_of(agreement, name))
    paused = agreement["result"] in {"declined", "deferred"}
    if paused or detail_of(agreement, "paused") == "true" or days is None:
        return None
    return min(int(days), FOREVER) if days > 0 else None
