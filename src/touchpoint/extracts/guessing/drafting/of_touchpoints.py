"""Drafts of what is done for victims: a log of entries, or columns for each thing that was done."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from touchpoint.extracts.guessing.columns import Column
from touchpoint.extracts.guessing.drafting.draft import Draft, listed_lines, slug
from touchpoint.extracts.guessing.known_words import kind_in, meanings
from touchpoint.extracts.guessing.toml_text import Line, Section
from touchpoint.extracts.profile.words import plain
from touchpoint.ledger import vocabulary


def log(draft: Draft) -> Section | None:
    """Touchpoints of a log, in which each row says of what kind it is."""
    roles, column = draft.roles, draft.roles.entries
    day = roles.known.get("day") or roles.known.get("recorded") or roles.known.get("reported")
    if column is None or day is None:
        draft.unknown.append("When it happened: no column looks like the day of an entry.")
        return None
    kinds: dict[str, list[str]] = {}
    for word in column.words:
        kinds.setdefault(kind_in(word) or "", []).append(word)
    unknown = kinds.pop("", [])
    why = [f"{column.heading}: its words seem to name these kinds; settle each of them."]
    if unknown:
        draft.unknown.append(f"What kind of thing these entries are: {', '.join(unknown)}.")
        why.append(f"In no line, so that their rows are refused: {', '.join(unknown)}.")
    draft.words.append(
        Section(heading="[words.entries]", why=tuple(why), lines=listed_lines(kinds))
    )
    when: Any = day.heading
    if "time" in roles.known and not day.is_timed:
        when = {"date": when, "time": roles.known["time"].heading}
    lines = [
        Line(key="entry", value="entry"),
        Line(key="kind", value={"column": column.heading, "words": "entries"}),
        Line(key="when", value=when),
    ]
    if "officer" in roles.known:
        lines.append(Line(key="staff_id", value=roles.known["officer"].heading))
    return Section(heading="[[touchpoints]]", lines=lines)


def fields(draft: Draft) -> Iterator[Section]:
    """A touchpoint for each thing that has columns of its own: a day, words, or both."""
    every = draft.roles.known.get("every")
    if every is not None and "contact.agreed" not in draft.roles.fields:
        what = f"On what day it was agreed to update the victim as often as {every.heading} says"
        draft.unknown.append(f"{what} (a contact.agreed with every_days).")
    for kind, columns in draft.roles.fields.items():
        days = [column for column in columns if column.is_date]
        spare = draft.roles.known.get("reported") or draft.roles.known.get("recorded")
        day = days[0] if days else spare
        if day is None:
            what = f"On what day {kind} happened ({columns[0].heading} says whether)."
            draft.unknown.append(what)
        else:
            yield _field(draft, kind, columns, day)


def _field(draft: Draft, kind: str, columns: Sequence[Column], day: Column) -> Section:
    """One touchpoint of some columns, on the day that one of them or another gives."""
    why = [f"{column.heading}: seems to be about {kind}." for column in columns]
    if day not in columns:
        why.append(f"No column has its day: {day.heading} is taken. Settle it.")
        draft.unknown.append(f"On what day {kind} happened; {day.heading} stands for it.")
    made = [
        Line(key="entry", value=slug(kind)),
        Line(key="kind", value=kind),
        Line(key="when", value=day.heading),
    ]
    said = [column for column in columns if column.words and not column.is_date]
    if said:
        made += _result(draft, said[0], kind)
    if kind == "contact.agreed" and "every" in draft.roles.known:
        every = draft.roles.known["every"].heading
        made.append(Line(key="detail", value={"every_days": every}))
    return Section(heading="[[touchpoints]]", why=tuple(why), lines=made)


def _result(draft: Draft, column: Column, kind: str) -> list[Line]:
    """The words of a column as results, each with what it may mean besides."""
    entry = slug(kind)
    listed: dict[str, list[str]] = {}
    shown = ", ".join([*column.words, *(["blank"] if column.blanks else [])])
    why = [f"{column.heading}: holds {shown}: a list of words for you to settle."]
    for word in column.words:
        may = _may(word, kind)
        meaning = _usual(word, may)
        if meaning is None:
            draft.unknown.append(f"What '{word}' in {column.heading} means; its rows are refused.")
            why.append(f"'{word}' is in no line: its rows are refused until you say what it means.")
            continue
        listed.setdefault(meaning, []).append(word)
        if len(may) > 1:
            draft.unknown.append(f"Whether '{word}' in {column.heading} means {' or '.join(may)}.")
            why.append(f"'{word}' may mean {' or '.join(may)}; {meaning} is written here.")
    if not listed:
        return []
    draft.words.append(
        Section(heading=f"[words.{entry}]", why=tuple(why), lines=listed_lines(listed))
    )
    value = {"column": column.heading, "words": entry}
    return [
        Line(key="if", value={**value, "means": [m for m in listed if m in vocabulary.RESULTS]}),
        Line(key="result", value=value),
    ]


def _may(word: str, kind: str) -> list[str]:
    """What a known word may mean: an offer is accepted or declined, what is not one is done."""
    found = meanings().get(plain(word), ())
    if kind.endswith(".offered"):
        return [m for m in found if m not in {"nothing", "done"}]
    if plain(word) in {"no", "n"}:
        return ["nothing"]
    return [m for m in found if m not in {"accepted", "nothing"} or "done" not in found]


def _usual(word: str, may: Sequence[str]) -> str | None:
    """No is not asked before it is declined: an offer that was declined was still made."""
    for meaning in ("not_asked", "declined", "accepted", "done", *vocabulary.RESULTS, "nothing"):
        if meaning in may:
            return meaning
    said = plain(word)
    return next((m for pattern, m in _RESULTS if re.search(pattern, said)), None)


_RESULTS = (
    (r"declin|refus", "declined"),
    (r"later|defer|think", "deferred"),
    (r"unsafe|not safe", "unsafe"),
    (r"no reply|no answer|not reach|unable to contact", "no_contact"),
    (r"not (?:asked|offered)", "not_asked"),
    (r"unable", "unable"),
    (r"accept", "accepted"),
    (r"complete|done|taken", "done"),
)
