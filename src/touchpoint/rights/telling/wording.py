"""A duty in plain sentences, for whoever asks what a victim is owed and on what authority.

The command and the reference page both say what stands here, so that they cannot differ. What the
sentences mean is docs/explanation/how-a-duty-is-judged.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from touchpoint.calendar.known import MONTHS
from touchpoint.ledger.vocabulary import RESULTS
from touchpoint.rights.code.duty import DONE, Duty, Edition, Limit, Matcher, Rule
from touchpoint.rights.code.expression import (
    AllOf,
    Always,
    AnyOf,
    Compare,
    Condition,
    Holds,
    Not,
    OneOf,
    Value,
)
from touchpoint.rights.code.vocabulary import CLOCKS, HOLDERS, VERIFICATIONS

_SIGNS: Final = {
    "==": "is",
    "!=": "is not",
    "<": "is under",
    "<=": "is at most",
    ">": "is over",
    ">=": "is at least",
}


@dataclass(frozen=True, kw_only=True)
class Part:
    """One thing to know of a duty: what it is called, and the sentences that say it."""

    heading: str
    sentences: tuple[str, ...]


def parts_of(duty: Duty, edition: Edition) -> tuple[Part, ...]:
    """Everything there is to know of a duty, apart from its examples."""
    parts = (
        ("What is owed", [duty.sentence]),
        ("Right", [f"{duty.right}: {edition.rights[duty.right]}."]),
        ("Who owes it", [_capital(f"{listed([HOLDERS[h] for h in duty.holders], 'and')}.")]),
        ("Whom it concerns", [_concerned(duty.applies_to)]),
        ("When it starts", [_start(duty), *([] if _recurs(duty) else [CLOCKS[duty.clock]])]),
        ("By when", [limit_sentence(duty)]),
        ("What meets it", _meeting(duty)),
        ("The victim's choice", [_sentence(each, duty) for each in duty.declined_by]),
        ("What excuses it", _excuses(duty)),
        ("Where it stands", [citation(duty, edition)]),
        ("How far it is verified", [f"{duty.verification}: {VERIFICATIONS[duty.verification]}."]),
        ("Note", [duty.note] if duty.note else []),
    )
    return tuple(Part(heading=name, sentences=tuple(said)) for name, said in parts if said)


def limit_in_words(limit: Limit) -> str:
    """`5 working days`, `1 month`."""
    unit = limit.unit.value.replace("_", " ")
    return f"{limit.value} {unit.removesuffix('s') if limit.value == 1 else unit}"


def limit_sentence(duty: Duty) -> str:
    """By when a duty is to be done."""
    match duty.rule:
        case Rule.WITHIN:
            return _capital(f"{_limits(duty)}.")
        case Rule.BEFORE:
            time = "first" if duty.trigger.report else "next"
            return (
                f"Before the {time} time that {matcher_in_words(duty.before, duty)}; where that "
                "never comes, by the day on which the investigation closes."
            )
        case Rule.ALONGSIDE:
            return (
                f"On the same day as this, or before: {matcher_in_words(duty.alongside, duty)}. "
                f"Where that has not happened, {_limits(duty)}."
            )
        case Rule.BY_CLOSE:
            # What nothing shows may have a limit in its sentence, which runs from nothing recorded.
            counted = "given" if duty.recordable else "counted"
            return (
                f"No limit is {counted}, so it falls due on the day on which the investigation "
                "closes."
            )
        case Rule.RECURRING:
            return _how_often(duty)


def citation(duty: Duty, edition: Edition) -> str:
    """Where a duty stands, and where that was seen."""
    if duty.local:
        beside = f" It stands beside paragraph {duty.paragraph}." if duty.paragraph else ""
        name = f"A local standard of {duty.edition}, laid over {edition.name}"
        stands = f"{name}: it is not the Code.{beside}"
    else:
        paragraph = f"paragraph {duty.paragraph}" if duty.paragraph else "paragraph not known"
        stands = f"{titled(edition)}, {paragraph}."
    return f"{stands} {seen_in(duty, edition)}"


def seen_in(duty: Duty, edition: Edition) -> str:
    """In which texts a duty was read, with what their short names stand for."""
    if duty.source == "-":
        return "No source is noted."
    names = [name.strip() for name in duty.source.split(",")]
    if not set(names) & set(edition.sources):
        return f"Seen in: {duty.source}."
    known = edition.sources
    said = [f"{name} ({known[name]})" if name in known else name for name in names]
    return f"Seen in: {listed(said, 'and')}."


def titled(edition: Edition) -> str:
    """The title and the name of an edition, and that it is a draft where it is one."""
    draft = ", a draft" if edition.status == "draft" else ""
    return f"{edition.title} ({edition.name}{draft})"


def matcher_in_words(matcher: Matcher | None, duty: Duty) -> str:
    """Which touchpoints a duty means: `the victim was told of … (victim.told)`."""
    if matcher is None:
        return "nothing"
    said = [listed([f"{duty.meaning(kind)} ({kind})" for kind in matcher.kinds], "or")]
    if set(matcher.results) != set(DONE):
        results = [word.replace("_", " ") or "left empty" for word in matcher.results]
        said.append(f"with the result {listed(results, 'or')}")
    if matcher.where is not None:
        said.append(f"where {condition_in_words(matcher.where)}")
    if matcher.answers == "trigger":
        said.append("in answer to what set the duty off")
    return ", ".join(said)


def touchpoint_in_words(touchpoint: Mapping[str, Any], duty: Duty) -> str:
    """`the victim was told of … (victim.told b, from crime, result it was done)`."""
    kind = touchpoint["kind"]
    result = (
        f", result {RESULTS.get(touchpoint['result'], touchpoint['result'])}"
        if touchpoint["result"]
        else ""
    )
    of = f"{kind} {touchpoint['touchpoint_id']}, from {touchpoint['source']}{result}"
    return f"{duty.meaning(kind)} ({of})"


def condition_in_words(condition: Condition) -> str:
    """A condition as one would say it: `age is under 18 or marks include sexual`."""
    match condition:
        case Always(value):
            return "always" if value else "never"
        case Compare(name, sign, value):
            return f"{_named(name)} {_SIGNS[sign]} {_said(value)}"
        case OneOf(name, values):
            return f"{_named(name)} is {listed([_said(value) for value in values], 'or')}"
        case Holds(name, value):
            return f"{_named(name)} include {_said(value)}"
        case Not(Holds(name, value)):
            return f"{_named(name)} do not include {_said(value)}"
        case Not(inner):
            return f"it is not so that ({condition_in_words(inner)})"
        case AllOf(parts):
            return " and ".join(map(_bracketed, parts))
        case AnyOf(parts):
            return " or ".join(map(_bracketed, parts))


def day_in_words(day: date) -> str:
    """`8 April 2024`, whatever the language of the machine."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def time_in_words(at: datetime) -> str:
    """`14:00`; seconds and parts of one where there are any, since a limit in hours counts them."""
    if at.microsecond:
        return f"{at:%H:%M:%S.%f}".rstrip("0")
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def listed(words: Sequence[str], last: str) -> str:
    """`a, b or c`."""
    if len(words) < 2:  # noqa: PLR2004 - two words need a word between them
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _bracketed(condition: Condition) -> str:
    said = condition_in_words(condition)
    return f"({said})" if isinstance(condition, AllOf | AnyOf) else said


def _named(name: str) -> str:
    return name.removeprefix("detail.").replace("_", " ")


def _said(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value).replace("_", " ")


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _sentence(matcher: Matcher, duty: Duty) -> str:
    return _capital(f"{matcher_in_words(matcher, duty)}.")


def _recurs(duty: Duty) -> bool:
    return duty.rule is Rule.RECURRING


def _concerned(condition: Condition) -> str:
    if condition == Always(value=True):
        return "Every victim."
    return f"Victims of whom this is recorded: {condition_in_words(condition)}."


def _start(duty: Duty) -> str:
    if _recurs(duty):
        return "With every contact, which starts the wait for the next."
    if duty.trigger.matcher is None:
        return "With the report of the crime."
    return f"Each time that {matcher_in_words(duty.trigger.matcher, duty)}."


def _limits(duty: Duty) -> str:
    if duty.standard is None or duty.enhanced is None:
        return "on the day on which the investigation closes"
    standard, enhanced = limit_in_words(duty.standard), limit_in_words(duty.enhanced)
    if standard == enhanced:
        return f"within {standard}, with enhanced rights or without"
    return f"within {standard}, or within {enhanced} for a victim with enhanced rights"


def _how_often(duty: Duty) -> str:
    every = duty.every
    if every is not None and every.days is not None:
        return (
            f"At least every {every.days} days, counted from the report until something is agreed."
        )
    name = every.detail if every is not None else None
    return (
        f"As often as was agreed ({name} in the detail of the agreement), in calendar days; not "
        "while the agreement is paused or the victim wants no contact."
    )


def _meeting(duty: Duty) -> list[str]:
    if not duty.recordable:
        return ["No kind of touchpoint can show it, so every verdict on it is cannot tell."]
    return [_sentence(each, duty) for each in duty.met_by]


def _excuses(duty: Duty) -> list[str]:
    said = [_sentence(each, duty) for each in duty.excused_by]
    return [*said, "A reason must be recorded with it."] if said else []
