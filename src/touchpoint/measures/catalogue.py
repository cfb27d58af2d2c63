"""The catalogue that comes with the package: the files of the folder catalogue beside this."""

from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from touchpoint.errors import Refused
from touchpoint.measures.definition.measure import Measure
from touchpoint.measures.definition.reading import read_measures

CATALOGUE = Path(__file__).parent / "catalogue"


@cache
def catalogue() -> tuple[Measure, ...]:
    """Every measure held, in the order of the files."""
    measures = read_measures(sorted(CATALOGUE.glob("*.toml")))
    if not measures:
        raise Refused("This copy of Touchpoint holds no catalogue of measures: install it again.")
    return measures


_VALUES = {"duty": "duties", "right": "rights", "question": "questions", "indicator": "indicators"}
"""The dimension by which a measure may be held to one value, and the condition that does it."""


def measure_asked(text: str) -> Measure:
    """The measure that a text names: duty_met, or held to one value, duty_met:R6.ARREST."""
    name, colon, value = text.partition(":")
    measure = measure_named(name)
    if not colon:
        return measure
    held = next((apart for apart in reversed(measure.apart) if apart in _VALUES), None)
    if held is None or not value:
        raise Refused(
            f"{text!r} is no measure: {name} cannot be held to one value. Ask for {name} alone."
        )
    if held == "right" and not value.isdigit():
        raise Refused(f"{text!r} names no right: rights are numbers, like {name}:6.")
    values = (int(value),) if held == "right" else (value,)
    part = "counted" if measure.among is None else "among"
    rows = replace(getattr(measure, part), **{_VALUES[held]: values})
    apart = tuple(each for each in measure.apart if each != held)
    within = f"{measure.within}:{value}" if measure.within else None
    return replace(measure, **{"name": text, part: rows, "apart": apart, "within": within})


def measure_named(name: str) -> Measure:
    """The measure of a name; refuse another with the ones that are near it."""
    held = {measure.name: measure for measure in catalogue()}
    if name not in held:
        near = get_close_matches(name, held, n=3, cutoff=0.5)
        guess = f" Near it: {', '.join(near)}." if near else ""
        raise Refused(f"There is no measure {name!r}.{guess} `touchpoint measures` lists them all.")
    return held[name]
