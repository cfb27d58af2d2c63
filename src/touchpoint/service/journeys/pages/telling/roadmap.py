"""The roadmap of an investigation: each stage with the points of engagement that it set off.

After row 16 of the practices of forces, which ask for such a roadmap.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from touchpoint.ledger.vocabulary import CASE_KINDS
from touchpoint.rights.code.duty import Duty, Rule, State
from touchpoint.service.journeys.pages.telling.due_words import (
    counts_working_days,
    due_words,
    late_words,
    on,
)
from touchpoint.service.journeys.pages.telling.known import Known
from touchpoint.service.journeys.pages.words.happenings import HEADINGS
from touchpoint.service.journeys.pages.words.tasks import task_of
from touchpoint.service.ui.dates import counted, day_in_words

Row = Mapping[str, Any]

NOT_RECORDABLE: Final = "not_recordable"
_WORST: Final = (
    State.MISSED,
    State.WAITING,
    State.CANNOT_TELL,
    State.LATE,
    State.EXCUSED,
    State.DECLINED,
    State.MET,
)
"""Which state stands for several turns of one duty: the one that most needs somebody."""

_AHEAD: Final = (
    ("Arrest or interview", ("suspect.arrested", "suspect.interviewed")),
    (
        "Charge, or another decision",
        (
            "suspect.charged",
            "disposal.given",
            "investigation.filed",
            "investigation.declined",
            "prosecution.dropped",
        ),
    ),
    ("Court", ("hearing.listed", "case.decided")),
    ("Outcome of the case", ("case.decided", "sentence.passed")),
)
"""The stages that an investigation may still come to, and what shows that it has."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One point of engagement: what it is, what became of it, and when."""

    duty_id: str
    name: str
    state: str
    """By the states of the ui."""
    when: str
    local: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """Something that happened, with the points that it set off."""

    name: str
    when: str
    points: tuple[Point, ...]
    is_now: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Roadmap:
    """The stages so far, those that may come, and how many points no record can show."""

    stages: tuple[Stage, ...]
    ahead: tuple[str, ...]
    unrecordable: tuple[Point, ...]
    """Owed, and no kind of record can show that it was done: told apart, to hide nothing."""


def roadmap(known: Known) -> Roadmap:
    """The roadmap of one journey."""
    turns = _by_stage(known)
    anchors = list(_anchors(known, turns))
    stages = [
        Stage(
            name=name,
            when=day_in_words(day),
            points=tuple(_points(known, turns.get(key, {}))),
            is_now=place == len(anchors) - 1,
        )
        for place, (key, name, day) in enumerate(anchors)
    ]
    return Roadmap(
        stages=tuple(stages),
        ahead=() if known.is_closed else tuple(_ahead(known)),
        unrecordable=tuple(_unrecordable(known)),
    )


def point_of(known: Known, duty: Duty, verdicts: Sequence[Row]) -> Point:
    """One duty at one stage, also where it came round several times there."""
    shown = min(verdicts, key=lambda verdict: _WORST.index(verdict["state"]))
    return Point(
        duty_id=duty.id,
        name=task_of(duty, known.called.noun).short,
        state=state_tag(shown, known.today),
        when=_when(known, shown) if len(verdicts) == 1 else _tally(known, verdicts),
        local=duty.local,
    )


def state_tag(verdict: Row, today: date) -> str:
    """The word of the tag of a verdict."""
    match State(verdict["state"]):
        case State.MISSED:
            return "overdue"
        case State.WAITING:
            return "due_today" if verdict["due_on"] == today else "due"
        case state:
            return state.value


def _by_stage(known: Known) -> dict[str, dict[str, list[Row]]]:
    """The verdicts by what set them off, then by duty. What recurs is one point, at the report."""
    turns: dict[str, dict[str, list[Row]]] = {}
    for verdict in known.verdicts:
        duty = known.duties.get(verdict["duty_id"])
        if duty is None or verdict["reason"] == NOT_RECORDABLE:
            continue
        recurs = duty.rule is Rule.RECURRING
        at_report = recurs or known.record.touchpoint(verdict["occurrence"]) is None
        key = "" if at_report else verdict["occurrence"]
        turns.setdefault(key, {}).setdefault(duty.id, []).append(verdict)
    return turns


def _anchors(known: Known, turns: Mapping[str, object]) -> Iterator[tuple[str, str, date]]:
    """The report, each thing that happened in the case or set something off, and the closing."""
    yield "", "Report", known.record.investigation["reported_on"]
    for touchpoint in known.record.counting:
        name, kind = touchpoint["touchpoint_id"], touchpoint["kind"]
        if name in turns or (kind in CASE_KINDS and not kind.startswith("crime.")):
            yield name, HEADINGS.get(kind, kind), touchpoint["happened_on"]
    if known.record.closed_on is not None:
        yield "closed", "Investigation closed", known.record.closed_on


def _points(known: Known, by_duty: Mapping[str, Sequence[Row]]) -> Iterator[Point]:
    for duty_id, verdicts in by_duty.items():
        yield point_of(known, known.duties[duty_id], verdicts)


def _unrecordable(known: Known) -> Iterator[Point]:
    seen: dict[str, Row] = {}
    for verdict in known.verdicts:
        if verdict["reason"] == NOT_RECORDABLE:
            seen.setdefault(verdict["duty_id"], verdict)
    for duty_id, verdict in seen.items():
        duty = known.duties.get(duty_id)
        if duty is not None:
            yield Point(
                duty_id=duty_id,
                name=duty.title,
                state=state_tag(verdict, known.today),
                when="no record can show it",
                local=duty.local,
            )


def _when(known: Known, verdict: Row) -> str:
    """What became of a point, in a phrase after its tag."""
    today, due_on, done_on = known.today, verdict["due_on"], verdict["done_on"]
    working = counts_working_days(known.duties.get(verdict["duty_id"]))
    match State(verdict["state"]):
        case State.MET:
            return on(done_on, today)
        case State.LATE:
            return f"{on(done_on, today)}, {late_words(due_on, done_on, working=working)}"
        case State.WAITING | State.MISSED:
            return "by the close" if due_on is None else due_words(due_on, today, working=working)
        case State.DECLINED:
            return "the person's own choice"
        case State.EXCUSED:
            return "with a reason"
        case State.CANNOT_TELL:
            return "no source records it"


def _tally(known: Known, verdicts: Sequence[Row]) -> str:
    """What became of a point that came round several times: 4 done, 1 late, 1 due tomorrow."""
    counts = {state: sum(v["state"] == state for v in verdicts) for state in _WORST}
    said = [
        f"{counts[state]:,} {word}"
        for state, word in (
            (State.MET, "done"),
            (State.LATE, "late"),
            (State.EXCUSED, "excused"),
            (State.MISSED, "missed"),
            (State.CANNOT_TELL, "not known"),
        )
        if counts[state]
    ]
    waiting = [verdict for verdict in verdicts if verdict["state"] == State.WAITING]
    said += [f"the next {_when(known, verdict)}" for verdict in waiting[-1:]]
    return f"{counted(len(verdicts), 'time')}: {', '.join(said)}"


def _ahead(known: Known) -> Iterator[str]:
    """What has not happened yet and nothing later has overtaken."""
    kinds = {touchpoint["kind"] for touchpoint in known.record.counting}
    reached = max(
        (place for place, (_, shown_by) in enumerate(_AHEAD) if kinds.intersection(shown_by)),
        default=-1,
    )
    yield from (name for name, _ in _AHEAD[reached + 1 :])
