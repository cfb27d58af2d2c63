"""What to say once something is recorded: what is met now, what is new, what comes next."""

from collections.abc import Iterator, Mapping
from typing import Any

from touchpoint.rights.code.duty import Duty, Rule, State
from touchpoint.service.journeys.pages.telling.due import STILL_TO_DO, Reader, due_list
from touchpoint.service.journeys.pages.telling.due_words import counts_working_days, late_words
from touchpoint.service.journeys.pages.telling.known import Known
from touchpoint.service.journeys.pages.words.tasks import task_of

Row = Mapping[str, Any]


def after_recording(before: Known, after: Known, reader: Reader) -> str:
    """What changed and what is next, in a few sentences without anybody's name."""
    return " ".join(("Recorded.", *_settled(before, after), *_new(before, after, reader),
                     _next(after, reader)))  # fmt: skip


def after_correcting(after: Known, reader: Reader) -> str:
    """What to say once an entry is corrected."""
    said = "Corrected. What stood there before is kept beside it."
    return f"{said} {_next(after, reader)}"


def _settled(before: Known, after: Known) -> Iterator[str]:
    open_before = {_key(v) for v in before.verdicts if v["state"] in STILL_TO_DO}
    # What comes round with every contact is told last: it is not what was meant.
    for verdict in sorted(after.verdicts, key=lambda verdict: _recurs(after, verdict)):
        duty = after.duties.get(verdict["duty_id"])
        if duty is None or _key(verdict) not in open_before or verdict["state"] in STILL_TO_DO:
            continue
        yield f"{task_of(duty, after.called.noun).short}: {_came_to(duty, verdict)}."


def _came_to(duty: Duty, verdict: Row) -> str:
    state = State(verdict["state"])
    if state is State.LATE:
        working = counts_working_days(duty)
        return f"done, {late_words(verdict['due_on'], verdict['done_on'], working=working)}"
    said = {
        State.MET: "done in time" if verdict["due_on"] else "done",
        State.DECLINED: "settled by their own choice",
        State.EXCUSED: "excused, with the reason given",
    }
    return said.get(state, state.replace("_", " "))


def _recurs(known: Known, verdict: Row) -> bool:
    duty = known.duties.get(verdict["duty_id"])
    return duty is not None and duty.rule is Rule.RECURRING


def _new(before: Known, after: Known, reader: Reader) -> Iterator[str]:
    there = {_key(verdict) for verdict in before.verdicts}
    # The first is told as what comes next.
    for item in due_list(after, reader).then:
        if (item.duty_id, item.occurrence) not in there:
            yield f"Now due as well: {_lower(item.do)}, {item.due}."


def _next(after: Known, reader: Reader) -> str:
    first = due_list(after, reader).first
    if first is None:
        return "Nothing else is due."
    return f"Next: {_lower(first.do)}, {first.due}."


def _key(verdict: Row) -> tuple[str, str]:
    return verdict["duty_id"], verdict["occurrence"]


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
