"""A profile in plain words: what `touchpoint profiles NAME` prints, for an analyst to check."""

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Final

from touchpoint.extracts.profile.saying import condition_said, listed, said
from touchpoint.extracts.profile.values import (
    Always,
    Belonging,
    Covering,
    Profile,
    Record,
    Spread,
)
from touchpoint.extracts.profile.words import YES_NO, WordList
from touchpoint.ledger import vocabulary

WIDTH: Final = 100
_ONE: Final[Mapping[str, str]] = {
    "units": "A unit",
    "investigations": "An investigation",
    "journeys": "A journey",
    "identities": "An identity",
    "responses": "A response to a survey",
    "answers": "An answer",
    "returns": "A figure of a provider's return",
    "reviews": "A finding of a review",
}
_FOUND_BY: Final[Mapping[str, str]] = {
    "reference": "crime reference",
    "investigation_id": "investigation",
    "journey_id": "journey",
    "person_id": "person",
    "role": "role",
    "given_name": "given name",
    "family_name": "family name",
    "born_on": "date of birth",
    "postcode": "postcode",
    "phone": "telephone number",
    "email": "email address",
}


def explain(profile: Profile) -> str:
    """The whole profile, as sentences and lists."""
    lines = [f"{profile.name}  {profile.title}", ""]
    if profile.about:
        lines += [*wrap(" ".join(profile.about.split()), WIDTH), ""]
    for heading, held in (
        ("The file", _file(profile)),
        ("Whose row it is", _belongings(profile)),
        ("What becomes of a row", _records(profile)),
        ("What the words mean", _words(profile)),
        ("What the file covers", map(_covering, profile.coverage)),
    ):
        told = list(held)
        if told:
            lines += [heading, *(line for one in told for line in _indented(one)), ""]
    return "\n".join(lines).rstrip() + "\n"


def _indented(sentence: str) -> list[str]:
    """A sentence two spaces in; one that is further in keeps its place."""
    inner = len(sentence) - len(sentence.lstrip()) + 2
    return wrap(
        sentence.strip(),
        WIDTH,
        initial_indent=" " * inner,
        subsequent_indent=" " * (inner + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _file(profile: Profile) -> Iterator[str]:
    yield f"It comes from {profile.source}, the source of every touchpoint made of it."
    wish = profile.file
    if wish.sheet is not None:
        yield f"The table is on the sheet {wish.sheet}."
    if wish.header:
        yield f"The table is known by the headings {listed(wish.header)}."
    if wish.header_rows is not None and wish.header_rows > 1:
        how = "joined" if wish.joined else f"named by row {wish.heading_row} of them"
        yield f"Its headings take {wish.header_rows} rows and are {how}."
    yield f"Times are by the clocks of {profile.time_zone}."
    if profile.dates is not None:
        yield f"Dates are read {'as 2024-12-31' if profile.dates == 'iso' else profile.dates}."
    else:
        yield "Dates are read as each column shows that they are written, or not at all."
    if profile.nothing:
        yield f"These say nothing in any column: {listed(profile.nothing)}."
    for shorthand, reason in profile.shorthand.items():
        yield f"{shorthand} stands for a date or number that is not there: {reason}."
    yield f"A row is known again by {listed(profile.key)}."
    other = "the last is taken" if profile.repeated == "last" else "those that differ are refused"
    yield f"Of rows with the same key in one file {other}."


def _belongings(profile: Profile) -> Iterator[str]:
    for what, belonging in (
        ("journey", profile.journey),
        ("investigation", profile.investigation),
    ):
        if belonging is not None:
            yield from _belonging(what, belonging)


def _belonging(what: str, belonging: Belonging) -> Iterator[str]:
    if belonging.id is not None:
        yield f"The {what} is named by {said(belonging.id)}."
    for number, attempt in enumerate(belonging.find):
        by = [f"{_FOUND_BY[name]} ({said(value)})" for name, value in attempt.items()]
        start = f"The {what} is found in the ledger" if number == 0 else "Failing that,"
        yield f"{start} by {listed(by)}."
    if belonging.each:
        yield "Where several fit, the row belongs to each of them."
    if belonging.leave_out:
        yield f"Where none fits, what needs the {what} is left out."


def _records(profile: Profile) -> Iterator[str]:
    for record in profile.records:
        yield _opening(record)
        if record.spread is not None:
            yield from _spread(record.spread)
        for condition in record.conditions:
            yield f"  only where {condition_said(condition)}"
        for column, value in record.columns.items():
            if record.table == "touchpoints" and column == "kind" and isinstance(value, Always):
                continue
            yield f"  {'when' if column == 'happened_at' else column}: {said(value)}"
        for detail in record.detail:
            yield f"  {detail.name} (detail): {said(detail.value)}"
        if record.a_day_is is not None:
            yield f"  a day without a time counts from its {record.a_day_is}"


def _opening(record: Record) -> str:
    if record.table != "touchpoints":
        return f"{_ONE[record.table]} ({record.name})"
    kind = record.columns["kind"]
    if isinstance(kind, Always) and isinstance(kind.value, str):
        return f"A touchpoint ({record.name}): {vocabulary.KINDS[kind.value]} ({kind.value})"
    return f"A touchpoint ({record.name}) of the kind that {said(kind)} says"


def _spread(spread: Spread) -> Iterator[str]:
    if spread.matching is not None:
        yield f"  one of each column whose heading looks like {spread.matching}"
    for heading, name in spread.named:
        yield f"  one of the column {heading}, called {name}"


def _words(profile: Profile) -> Iterator[str]:
    for words in profile.words.values():
        if words is not YES_NO:
            yield words.name
            yield from _meanings(words)


def _meanings(words: WordList) -> Iterator[str]:
    by_meaning: dict[str | None, list[str]] = {}
    for word, meaning in words.meanings:
        by_meaning.setdefault(meaning, []).append(word or "a blank cell")
    for meaning, held in by_meaning.items():
        one = "s" if len(held) == 1 else ""
        means = f"say{one} nothing" if meaning is None else f"mean{one} {meaning}"
        yield f"  {listed(held)} {means}"
    if words.open:
        other = "says nothing" if words.otherwise is None else f"means {words.otherwise}"
        yield f"  any other word {other}"


def _covering(covering: Covering) -> str:
    begins = "the first day in the file" if covering.from_rows else f"{covering.from_on}"
    ends = "the last day in the file" if covering.to_rows else f"{covering.to_on}"
    until = f" to {ends}" if covering.to_rows or covering.to_on is not None else " on"
    days = f", by {said(covering.days)}" if covering.days is not None else ""
    note = f" ({covering.note})" if covering.note else ""
    return f"{listed(covering.kinds)}: from {begins}{until}{days}{note}."
