"""A duty out of an edition file, with every fault of it and its place.

On the authority of docs/explanation/how-a-duty-is-judged.md: what each key means and which may be
left out. A duty of a local file takes what it does not say from the duty that it is like.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from typing import Final, cast

from touchpoint.rights.code.duty import Clock, Duty, Edition, Matcher, Rule, Trigger
from touchpoint.rights.code.expression import Always
from touchpoint.rights.code.vocabulary import CLOCKS, HOLDERS, VERIFICATIONS
from touchpoint.rights.reading.columns import read_applies_to
from touchpoint.rights.reading.contradictions import contradictions
from touchpoint.rights.reading.declared import Words
from touchpoint.rights.reading.entries import Entry
from touchpoint.rights.reading.examples import examples_of
from touchpoint.rights.reading.limits import read_parts
from touchpoint.rights.reading.matchers import read_condition_of, read_matcher

RULES: Final = tuple(rule.value for rule in Rule)


@dataclass(frozen=True, kw_only=True)
class File:
    """What a duty must know of the file it stands in."""

    name: str
    rights: Mapping[int, str] | None
    """Nothing when a number of theirs has a fault of its own."""
    over: Edition | None
    """What a local file is laid over; nothing for an edition."""
    words: Words


def read_duty(entry: Entry, name: str, file: File) -> Duty | None:
    """Read one duty; nothing when it has a fault that leaves no duty to speak of."""
    model = _model(entry, file)
    rule = _rule(entry, model)
    trigger = _trigger(entry, model, file.words)
    concerned = partial(read_applies_to, marks=file.words.every_mark)
    applies_to = read_condition_of(entry, "applies_to", concerned, needed=model is None)
    parts = read_parts(entry, rule, model, file.words)
    matchers = partial(_matchers, entry, file.words)
    met_by = matchers("met_by", model.met_by if model else None)
    duty = Duty(
        id=name,
        right=_right(entry, file, model),
        paragraph=_text(entry, "paragraph", model.paragraph if model else None, optional=True),
        title=_text(entry, "title", model.title if model else None) or "",
        sentence=_text(entry, "sentence", model.sentence if model else None) or "",
        holders=entry.words("holders", HOLDERS, needed=model is None)
        or (model.holders if model else ()),
        rule=rule or Rule.BY_CLOSE,
        trigger=trigger or Trigger(report=True),
        clock=_clock(entry, trigger, model),
        applies_to=applies_to or (model.applies_to if model else Always(value=True)),
        met_by=met_by,
        declined_by=matchers("declined_by", model.declined_by if model else ()),
        excused_by=matchers("excused_by", model.excused_by if model else ()),
        standard=parts.standard,
        enhanced=parts.enhanced,
        before=parts.before,
        alongside=parts.alongside,
        every=parts.every,
        # What was seen of the Code says nothing of a local standard that is like it.
        source=_text(entry, "source", "-" if model else None) or "",
        verification=entry.word("verification", VERIFICATIONS, needed=model is None) or "L",
        note=entry.text("note", needed=False),
        examples=examples_of(entry, file.words, recordable=bool(met_by)),
        edition=file.name,
        local=file.over is not None,
        kinds=file.words.kinds,
    )
    entry.close()
    if rule is None or trigger is None:
        return None
    for fault in contradictions(duty):
        entry.fault(fault)
    return duty


def _model(entry: Entry, file: File) -> Duty | None:
    """The duty that this one is like, or was probably meant to be; nothing when it says all."""
    name = entry.text("like", needed=False)
    if name is None:
        return None
    if file.over is None:
        entry.fault("like belongs to a local file: an edition says every duty in full.")
    elif (model := file.over.duty(name)) is not None:
        return model
    else:
        near = get_close_matches(name.upper(), [duty.id for duty in file.over.duties], n=1)
        meant = f": did you mean {near[0]}?" if near else "."
        entry.fault(f"it is like {name!r}, and {file.over.name} has no such duty{meant}")
        return file.over.duty(near[0]) if near else None
    return None


def _text(entry: Entry, key: str, given: str | None, *, optional: bool = False) -> str | None:
    return entry.text(key, needed=not optional and given is None) or given


def _right(entry: Entry, file: File, model: Duty | None) -> int:
    right = entry.number("right", needed=model is None)
    if right is None:
        return model.right if model else 0
    if file.rights is not None and right not in file.rights:
        known = ", ".join(map(str, file.rights)) or "none"
        entry.fault(f"right {right} is not there: the rights are {known}.")
    return right


def _rule(entry: Entry, model: Duty | None) -> Rule | None:
    if model is not None and not entry.says("rule"):
        return model.rule
    word = entry.word("rule", RULES)
    return Rule(word) if word else None


# What a duty starts from


def _trigger(entry: Entry, model: Duty | None, words: Words) -> Trigger | None:
    if model is not None and not entry.says("trigger"):
        return model.trigger
    table = entry.entry("trigger")
    if table is None:
        return None
    if not table.says("report"):
        return Trigger(matcher=read_matcher(table, words, answers=False))
    report = table.truth("report")
    if table.says("kinds"):
        table.fault("it names the report and kinds: keep one of the two.")
        read_matcher(table, words, answers=False)  # for its own faults: every one is told at once
        return None
    if report is False:
        table.fault("report is false: leave it out, and name kinds.")
    table.close()
    return Trigger(report=True) if report else None


def _clock(entry: Entry, trigger: Trigger | None, model: Duty | None) -> Clock:
    """The clock said; where none is, the model's if it fits, or the usual one."""
    report = trigger is not None and trigger.report
    said = entry.word("clock", CLOCKS, needed=False)
    if said and trigger is not None and (said == "report") != report:
        starts = "the report" if report else "touchpoints of some kinds"
        fitting = "report" if report else "event or received"
        entry.fault(f"clock {said!r} does not go with {starts} as trigger: {fitting} does.")
    if said is None and model is not None and (model.clock == "report") == report:
        return model.clock
    return cast("Clock", said or ("report" if report else "event"))


def _matchers(
    entry: Entry, words: Words, key: str, given: tuple[Matcher, ...] | None
) -> tuple[Matcher, ...]:
    entries = entry.entries(key, key, needed=given is None)
    return (given or ()) if entries is None else tuple(read_matcher(e, words) for e in entries)
