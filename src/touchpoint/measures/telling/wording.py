"""A definition in plain English: what is counted, among what, by which day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from touchpoint.measures.definition.dimensions import NAMES, Dimension, takes
from touchpoint.measures.definition.measure import (
    GIVEN,
    SHOWS,
    Day,
    Example,
    Measure,
    Population,
    Rows,
    Touch,
)
from touchpoint.measures.figuring.coverage import in_words

POPULATIONS: Mapping[Population, str] = {
    Population.JOURNEYS: "journeys of victim-based investigations",
    Population.INVESTIGATIONS: "victim-based investigations",
    Population.TOUCHPOINTS: "touchpoints on journeys of victim-based investigations",
    Population.INTERVALS: "intervals of agreed contact, of victim-based investigations",
    Population.VERDICTS: "verdicts on journeys of victim-based investigations",
    Population.ANSWERS: "answers of surveys",
    Population.PERSONS: "persons who are victims of victim-based crimes, each once a month",
    Population.REVIEWS: "findings of first readings",
    Population.RETURNS: "returns of providers",
}
DAYS: Mapping[Day, str] = {
    Day.REPORTED: "the day on which the crime was reported",
    Day.CLOSED: "the day on which the investigation was closed",
    Day.HAPPENED: "the day on which it happened",
    Day.DUE: "the day on which the interval fell due",
    Day.ANSWERED: "the day of the answer",
    Day.REVIEWED: "the day of the reading",
    Day.RETURNED: "the period that the return is for",
}
DIRECTIONS = {"up": "up is good", "down": "down is good", "neutral": "neither way is good"}


@dataclass(frozen=True, kw_only=True)
class Part:
    """A heading with what stands under it."""

    heading: str
    sentences: tuple[str, ...]


def parts_of(measure: Measure) -> tuple[Part, ...]:
    """A definition, part by part."""
    found = [
        ("What it says", [measure.statement]),
        ("Owner", [f"{measure.owner}."]),
        ("Right", [f"Right {measure.right} of the Victims' Code."] if measure.right else []),
        ("Rows", [f"{POPULATIONS[measure.population].capitalize()}."]),
        ("Numerator", [numerator_of(measure)]),
        ("Denominator", [denominator_of(measure)]),
        ("Period", [f"By {DAYS[measure.day]}."]),
        ("Direction", [f"{DIRECTIONS[measure.direction].capitalize()}."]),
        ("Must be covered", [covered_by(measure)]),
        ("Can be split by", [", ".join(dimensions_of(measure)) + "."]),
        ("Said beside every figure", [measure.note] if measure.note else []),
    ]
    return tuple(Part(heading=h, sentences=tuple(s)) for h, s in found if s)


def numerator_of(measure: Measure) -> str:
    """What the numerator counts."""
    if measure.population is Population.RETURNS:
        return "The values returned, added up over the returns that lie whole within the period."
    among = ", among those of the denominator" if measure.is_among_others else ""
    return f"Those {_conditions(measure.counted)}{among}."


def denominator_of(measure: Measure) -> str:
    """What the denominator counts."""
    if measure.per is not None:
        return f"The count of {measure.per}; the figure is also given per 1,000."
    if measure.among is None or not measure.is_among_others:
        return "None: it is a count."
    return f"Those {_conditions(measure.among)} ({measure.unit_of_count})."


def covered_by(measure: Measure) -> str:
    """Which kinds some source must record."""
    if not measure.needs:
        return "No kind of touchpoint: its rows are in tables of their own."
    groups = " and ".join(" or ".join(group) for group in measure.needs)
    also = f" Where {' or '.join(measure.also)} is not, the figure says so." if measure.also else ""
    return f"{groups}; else the figure is missing.{also}"


def dimensions_of(measure: Measure) -> list[str]:
    """What a measure can be split by."""
    return [name for name in NAMES if takes(measure, Dimension(name=name))]


def _conditions(rows: Rows) -> str:
    said = list(_said(rows))
    return " and ".join(said) if said else "of the period, all of them"


def _said(rows: Rows) -> Iterator[str]:
    if rows.has:
        yield f"with {' or '.join(map(_touch, rows.has))}"
    if rows.without:
        yield f"without {' or '.join(map(_touch, rows.without))}"
    if rows.enhanced:
        yield "with an enhanced basis by the as-at day"
    if rows.kept:
        yield "in which the next contact came within the days agreed"
    if rows.repeat_months:
        yield _repeated(rows.repeat_months)
    for what, values in (
        ("with outcome", rows.outcomes),
        ("in the state", rows.states),
        ("of the duty", rows.duties),
        ("of Right", [str(right) for right in rows.rights]),
        ("found", rows.verdicts),
        ("of the question", rows.questions),
        ("of the indicator", rows.indicators),
    ):
        if values:
            yield f"{what} {_or(values)}"
    yield from _answered(rows)


def _answered(rows: Rows) -> Iterator[str]:
    """What answers say: by a number, or by a word in its place."""
    point = f"at the point {_or([str(number) for number in rows.numbers])}" if rows.numbers else ""
    saying = f"saying {_or([f'“{word}”' for word in rows.words])}" if rows.words else ""
    if point and saying:
        yield f"{point} (or {saying} in its place)"
    elif point or saying:
        yield point or saying


def _repeated(months: int) -> str:
    before = "with an earlier offence in the 12 months before this one"
    return before if months == 1 else f"{before}, in each of {months} months running"


def _touch(touch: Touch) -> str:
    words = _or(touch.kinds)
    given = next((word for word, results in GIVEN.items() if results == touch.results), None)
    if given == "taken":
        words += " that was taken up (not declined or deferred)"
    elif given is None:
        words += f" with result {_or([result or 'left open' for result in touch.results])}"
    for name, values in touch.detail:
        words += f" whose detail says {name} {_or(values)}"
    return words


def _or(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def expected_of(example: Example, measure: Measure) -> str:
    """What an example gives."""
    when = f"{example.period}, as at {in_words(example.as_at)}"
    if example.numerator is None:
        return f"{when}: no figure."
    if example.denominator is None:
        return f"{when}: {example.numerator}."
    between = "of" if measure.is_share else "per"
    return f"{when}: {example.numerator} {between} {example.denominator}."


def story_of(example: Example) -> Iterator[str]:
    """What a small ledger of an example holds, a line for each thing."""
    for n, crime in enumerate(example.investigations, 1):
        yield f"Investigation {n}: {_told(crime)}."
    if example.journeys and any(example.journeys):
        for n, journey in enumerate(example.journeys, 1):
            yield f"Journey {n}: {_told(journey) or 'a victim of investigation 1'}."
    for part, rows in (
        ("Touchpoint", example.touchpoints),
        ("Answer", example.answers),
        ("Review", example.reviews),
        ("Return", example.returns),
        ("Coverage", example.coverage),
    ):
        for row in rows:
            yield f"{part}: {_told(row)}."


def label_of(example: Example) -> str:
    """What an example shows, in a word or two."""
    return SHOWS[example.shows].capitalize()


def _told(row: Mapping[str, object]) -> str:
    return ", ".join(f"{name} {_value(value)}" for name, value in row.items())


def _value(value: object) -> str:
    match value:
        case datetime():
            return value.isoformat(sep=" ", timespec="minutes")
        case date():
            return value.isoformat()
        case bool():
            return "true" if value else "false"
        case list() | tuple():
            return " and ".join(map(_value, value))
        case dict():
            return " and ".join(f"{name} {_value(inner)}" for name, inner in value.items())
        case _:
            return str(value)
