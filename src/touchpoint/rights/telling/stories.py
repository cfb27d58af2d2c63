"""The worked examples of a duty as short stories with dates, for the command and its page.

What an example may hold is docs/explanation/how-a-duty-is-judged.md, section The file.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from touchpoint.rights.code.duty import Duty, Example
from touchpoint.rights.code.vocabulary import BASES
from touchpoint.rights.telling.wording import day_in_words, listed, time_in_words

Table = Mapping[str, Any]


def story_of(example: Example, duty: Duty) -> tuple[str, ...]:
    """An example line by line: what is known, what happened when, and what the duty says of it."""
    return (
        _reported(example.journey),
        *(_happened(touchpoint, duty) for touchpoint in example.touchpoints),
        *map(_covered, example.coverage),
        *_judged(example),
    )


def _reported(journey: Table) -> str:
    known = [
        f"{name.replace('_', ' ')} {_told(value)}"
        for name, value in journey.items()
        if name != "reported"
    ]
    return "; ".join([f"Reported on {_moment(journey['reported'])}", *known]) + "."


def _happened(touchpoint: Table, duty: Duty) -> str:
    what = duty.meaning(touchpoint["kind"])
    said = [f"{_moment(touchpoint['at'])}: {what} ({touchpoint['id']})"]
    for key, words in (
        ("received", "the news received on"),
        ("result", "result"),
        ("about", "about"),
        ("replaces", "in place of"),
        ("channel", "by"),
    ):
        if key in touchpoint:
            said.append(f"{words} {_told(touchpoint[key])}")
    said += [f"{name} {_told(value)}" for name, value in touchpoint.get("detail", {}).items()]
    return f"{', '.join(said)}."


def _covered(row: Table) -> str:
    until = f" to {_told(row['to'])}" if "to" in row else " on"
    return f"{row['source']} records {row['kind']} from {_told(row['from'])}{until}."


def _judged(example: Example) -> Iterator[str]:
    when = f"As at {day_in_words(example.as_at)}"
    if not example.verdicts:
        yield f"{when}: nothing is owed."
    for verdict in example.verdicts:
        yield f"{when}: {verdict_in_words(verdict)}"


def verdict_in_words(verdict: Table) -> str:
    """What a verdict of an example says: `met. Set off by a, due on 8 April 2024; …`."""
    state = verdict["state"].replace("_", " ")
    said = [f"Set off by {verdict.get('of', 'the report')}"]
    for key, words in (
        ("triggered", "with day 0 on"),
        ("due", "due on"),
        ("done", "done on"),
        ("evidence", "shown by"),
        ("reason", "for the reason"),
    ):
        if key in verdict:
            said.append(f"{words} {_told(verdict[key])}")
    return f"{state}. {', '.join(said)}; {BASES[verdict['basis']]}."


def _moment(value: date | datetime) -> str:
    at = f" at {time_in_words(value)}" if isinstance(value, datetime) else ""
    return f"{day_in_words(value)}{at}"


def _told(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            return day_in_words(value)
        case list() | tuple():
            return listed([_told(each) for each in value], "and")
        case _:
            # It stands inside a sentence, which has a full stop of its own.
            return str(value).replace("_", " ").strip().removesuffix(".") or "left empty"
