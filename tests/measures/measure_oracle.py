"""A small, slow and obvious reading of what a measure counts, in plain Python: the second opinion.

It reads a measure's definition and rows with the ledger's columns, and shares nothing with the
counting but the calendar and the ledger's words. Verdicts come from the slow reading of the Code
(tests/rights/oracle.py).
"""

import json
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from oracle import judge

from touchpoint.calendar import Period, read_period
from touchpoint.ledger.vocabulary import RESULTS
from touchpoint.measures.definition.measure import Day, Measure, Population, Rows, Touch
from touchpoint.rights.editions import EDITIONS

Row = dict[str, Any]
Ledger = Mapping[str, Sequence[Row]]
Counts = tuple[int | float | None, int | None]

CODE = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(EDITIONS.glob("*.toml"))]
FIRST = date(1900, 1, 1)


def counts(measure: Measure, rows: Ledger, period: str, as_at: date) -> Counts:
    """The two counts of a measure in a period; none of a figure that is missing."""
    asked = read_period(period)
    if not _covered(measure, rows["coverage"], asked, as_at):
        return None, None
    if measure.population is Population.RETURNS:
        return _returned(rows["returns"], asked, as_at), None
    if measure.population is Population.PERSONS:
        return _persons(measure, rows, asked, as_at)
    found = [row for row in _rows(measure, rows, as_at) if _day(measure, row) in asked]
    top = [row for row in found if all(_holds(part, row) for part in measure.numerator)]
    if measure.per is not None:
        crimes = [c for c in rows["investigations"] if c["victim_based"]]
        below = sum(c["reported_on"] in asked for c in crimes)
        return len(top), below
    among = measure.among
    if among is None:
        return len(top), None
    below = sum(_holds(among, row) for row in found)
    return (len(top), below) if below else (None, None)


def _covered(measure: Measure, coverage: Sequence[Row], period: Period, as_at: date) -> bool:
    if not coverage:
        return True
    days = [d for d in _days(period.from_on, period.to_on) if d <= as_at]
    return all(
        any(
            c["kind"] in group and c["from_on"] <= day <= (c["to_on"] or as_at)
            for c in coverage
            for day in days
        )
        for group in measure.needs
    )


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def counting(rows: Ledger, as_at: date) -> list[Row]:
    """Touchpoints that are not replaced and had happened by the day."""
    replaced = {t["replaces"] for t in rows["touchpoints"] if t["replaces"]}
    return [
        t
        for t in rows["touchpoints"]
        if t["touchpoint_id"] not in replaced and t["happened_on"] <= as_at
    ]


def _crimes(rows: Ledger, as_at: date) -> dict[str, Row]:
    return {
        c["investigation_id"]: {
            **c,
            "closed_on": c["closed_on"] if c["closed_on"] and c["closed_on"] <= as_at else None,
        }
        for c in rows["investigations"]
        if c["victim_based"] and c["reported_on"] <= as_at
    }


def _rows(measure: Measure, rows: Ledger, as_at: date) -> Iterator[Row]:
    """The rows of the measure's population, each with all that a condition may ask of it."""
    crimes, found = _crimes(rows, as_at), counting(rows, as_at)
    journeys = [j for j in rows["journeys"] if j["investigation_id"] in crimes]
    known = _Known(
        crimes=crimes,
        journeys=journeys,
        found=found,
        crime_of={j["journey_id"]: crimes[j["investigation_id"]] for j in journeys},
        as_at=as_at,
    )
    if measure.population in OF_CRIMES:
        yield from OF_CRIMES[measure.population](known)
    elif measure.population is Population.VERDICTS:
        for verdict in judge(CODE, {k: list(v) for k, v in rows.items()}, as_at=as_at):
            if verdict["journey_id"] in known.crime_of:
                yield {**known.crime_of[verdict["journey_id"]], **verdict}
    elif measure.population is Population.ANSWERS:
        yield from _answers(rows, as_at)
    else:
        yield from (r for r in rows["reviews"] if not r["second"] and r["reviewed_on"] <= as_at)


@dataclass(frozen=True, kw_only=True)
class _Known:
    crimes: Mapping[str, Row]
    journeys: Sequence[Row]
    found: Sequence[Row]
    crime_of: Mapping[str, Row]
    as_at: date

    def of(self, journey: Row) -> list[Row]:
        return [t for t in self.found if t["journey_id"] == journey["journey_id"]]


def _of_investigations(known: _Known) -> Iterator[Row]:
    for name, crime in known.crimes.items():
        theirs = [j for j in known.journeys if j["investigation_id"] == name]
        yield {**crime, "has": [t for j in theirs for t in known.of(j)]}


def _of_journeys(known: _Known) -> Iterator[Row]:
    for j in known.journeys:
        begun = j["enhanced_on"] is None or j["enhanced_on"] <= known.as_at
        enhanced = bool(j["enhanced_basis"]) and begun
        yield {**known.crime_of[j["journey_id"]], "has": known.of(j), "enhanced": enhanced}


def _of_touchpoints(known: _Known) -> Iterator[Row]:
    for t in known.found:
        if t["journey_id"] in known.crime_of:
            yield {**known.crime_of[t["journey_id"]], **t, "has": [t]}


def _of_intervals(known: _Known) -> Iterator[Row]:
    for j in known.journeys:
        yield from _intervals(known.crime_of[j["journey_id"]], known.of(j), known.as_at)


OF_CRIMES = {
    Population.INVESTIGATIONS: _of_investigations,
    Population.JOURNEYS: _of_journeys,
    Population.TOUCHPOINTS: _of_touchpoints,
    Population.INTERVALS: _of_intervals,
}


def _day(measure: Measure, row: Row) -> date:
    day: date | None = {
        Day.REPORTED: row.get("reported_on"),
        Day.CLOSED: row.get("closed_on"),
        Day.HAPPENED: row.get("happened_on"),
        Day.DUE: row.get("due_on"),
        Day.ANSWERED: row.get("answered_on"),
        Day.REVIEWED: row.get("reviewed_on"),
    }[measure.day]
    return day or FIRST


def _holds(asked: Rows, row: Row) -> bool:
    """Whether every condition that is asked holds for a row."""
    held = [
        not asked.has or _any(asked.has, row),
        not asked.without or not _any(asked.without, row),
        not asked.outcomes or row["outcome"] in asked.outcomes,
        not asked.enhanced or row["enhanced"],
        not asked.states or row["state"] in asked.states,
        not asked.duties or row["duty_id"] in asked.duties,
        not asked.rights or int(row["duty_id"][1:].partition(".")[0]) in asked.rights,
        not asked.numbers or row["number"] in asked.numbers,
        not asked.questions or row["question"] in asked.questions,
        not asked.verdicts or row["verdict"] in asked.verdicts,
        not asked.kept or row["kept"],
    ]
    return all(held)


def _any(touches: Sequence[Touch], row: Row) -> bool:
    return any(_is(touch, t) for touch in touches for t in row["has"])


def _is(touch: Touch, t: Row) -> bool:
    said = json.loads(t["detail"]) if t["detail"] else {}
    return (
        t["kind"] in touch.kinds
        and (t["result"] or "") in touch.results
        and all(_word(said.get(name)) in values for name, values in touch.detail)
    )


def _word(value: object) -> str | None:
    return str(value).lower() if isinstance(value, bool | str) else None


def _intervals(crime: Row, found: Sequence[Row], as_at: date) -> Iterator[Row]:
    undone = ("not_asked", "no_contact", "unable", "unsafe")
    done = ["", *(word for word in RESULTS if word not in undone)]
    kinds = ("contact.agreed", "victim.updated", "victim.told")
    contacts = [t for t in found if t["kind"] in kinds and (t["result"] or "") in done]
    contacts.sort(key=lambda t: (t["happened_at"], t["touchpoint_id"]))
    days: int | None = None
    for place, t in enumerate(contacts):
        if t["kind"] == "contact.agreed":
            said = json.loads(t["detail"]) if t["detail"] else {}
            off = said.get("paused") or t["result"] in ("declined", "deferred")
            days = None if off or not said.get("every_days") else int(said["every_days"])
        if days is None:
            continue
        due = t["happened_on"] + timedelta(days=days)
        after = contacts[place + 1]["happened_on"] if place + 1 < len(contacts) else None
        kept = after is not None and after <= due
        fell_due = due < as_at if after is None else due <= as_at
        closed = crime["closed_on"]
        owed = closed is None or (t["happened_on"] < closed and (kept or due < closed))
        if fell_due and owed:
            yield {**crime, "due_on": due, "kept": kept}


def _answers(rows: Ledger, as_at: date) -> Iterator[Row]:
    scale = [
        *("completely_dissatisfied", "very_dissatisfied", "fairly_dissatisfied", "neither"),
        *("fairly_satisfied", "very_satisfied", "completely_satisfied"),
    ]
    responses = {r["response_id"]: r for r in rows["responses"] if r["answered_on"] <= as_at}
    for a in rows["answers"]:
        if a["response_id"] in responses:
            word = (a["value"] or "").strip().lower()
            by_word = scale.index(word) + 1 if word in scale else None
            number = a["number"] if a["number"] is not None else by_word
            if word in ("not_applicable", "not applicable"):
                number = None
            yield {**responses[a["response_id"]], **a, "number": number}


def _persons(measure: Measure, rows: Ledger, period: Period, as_at: date) -> Counts:
    """Persons month by month: reading B."""
    crimes = _crimes(rows, as_at)
    offences: dict[str, dict[str, date]] = {}
    for j in rows["journeys"]:
        crime = crimes.get(j["investigation_id"])
        if crime and j["person_id"] and j["role"] != "business":
            theirs = offences.setdefault(j["person_id"], {})
            before = theirs.get(crime["reference"], crime["reported_on"])
            theirs[crime["reference"]] = min(before, crime["reported_on"])
    begins = min(c["reported_on"] for c in rows["investigations"])
    running = measure.counted.repeat_months
    top = below = 0
    told = False
    for month in period.months():
        first = month
        for _ in range(12 + running - 1):
            first = first.previous()
        if begins > first.from_on or month.from_on > as_at:
            continue
        told = True
        months = [month, month.previous(), month.previous().previous()][:running]
        present = [p for p in offences if any(d in month for d in offences[p].values())]
        below += len(present)
        top += sum(all(_repeats(offences[p].values(), m) for m in months) for p in present)
    if not measure.is_share:
        return (top if told else None), None
    return (top, below) if below else (None, None)


def _repeats(days: Collection[date], month: Period) -> bool:
    return any(
        later in month and any(_a_year_before(later) <= d < later for d in days) for later in days
    )


def _a_year_before(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


def _returned(returns: Sequence[Row], period: Period, as_at: date) -> int | float | None:
    found = [
        r
        for r in returns
        if r["from_on"] in period and r["to_on"] in period and r["to_on"] <= as_at
    ]
    values = [r["value"] for r in found if r["value"] is not None]
    return sum(values) if values else None
