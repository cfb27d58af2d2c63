"""Responses as values: who spoke, on which day, in which groups, and what each answer is.

Groups are those that a measure can be split by, as far as a response or its journey knows them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import inf
from typing import Any, Final

from touchpoint.calendar import month_of, quarter_of
from touchpoint.errors import Refused
from touchpoint.ledger.unit_tree import unit_above
from touchpoint.ledger.vocabulary import UNIT_KINDS
from touchpoint.voice.asked import OF_RESPONSES

NOT_LINKED: Final = "not linked"
NOT_RECORDED: Final = "not recorded"
OF_PERIODS: Final = ("month", "quarter")
OF_JOURNEYS: Final = (
    "pathway", "unit", "offence_group", "basis", "sex", "age_band", "ethnicity", "disability",
)  # fmt: skip
DIMENSIONS: Final = (*OF_RESPONSES, *OF_PERIODS, *OF_JOURNEYS)
AGE_BANDS: Final = (
    (17, "under 18"), (24, "18-24"), (34, "25-34"), (44, "35-44"), (54, "45-54"),
    (64, "55-64"), (74, "65-74"),
)  # fmt: skip
OLDEST: Final = "75 and over"

Row = Mapping[str, Any]
Answer = tuple[str | None, float | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """One response, or one closing discussion, with its answers by question."""

    response: str
    journey: str | None
    day: date
    reported_on: date | None
    weight: float | None
    groups: tuple[str, ...]
    answers: Mapping[str, Answer] = field(default_factory=dict)

    @property
    def linked(self) -> bool:
        """Whether it is known whose it is."""
        return self.journey is not None


def voices_of(
    rows: Iterable[Row], answers: Iterable[Row], dimensions: Sequence["Dimension"]
) -> list[Voice]:
    """Responses with their answers; the rows are those of asked.py."""
    said: dict[str, dict[str, Answer]] = {}
    for row in answers:
        said.setdefault(row["response_id"], {})[row["question"]] = (row["value"], row["number"])
    return [_voice(row, said.get(row["response_id"], {}), dimensions) for row in rows]


def closure_voices(
    rows: Iterable[Row], names: Mapping[str, str], dimensions: Sequence["Dimension"]
) -> list[Voice]:
    """Closing discussions as voices; `names` says which column holds which question."""
    return [
        _voice(row, {name: (row[column], None) for column, name in names.items()}, dimensions)
        for row in rows
    ]


def _voice(row: Row, said: Mapping[str, Answer], dimensions: Sequence["Dimension"]) -> Voice:
    return Voice(
        response=row["response_id"],
        journey=row["journey_id"],
        day=row["answered_on"],
        reported_on=row["reported_on"],
        weight=_weight(row["weight"]),
        groups=tuple(dimension.of(row) for dimension in dimensions),
        answers=said,
    )


def _weight(weight: float | None) -> float | None:
    """A weight; what is no number above 0, or has no end, is none."""
    return weight if weight is not None and 0 < weight < inf else None


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """What voices are split by: its name as written, and how a row tells its group."""

    label: str
    of: Callable[[Row], str]


def read_dimensions(text: str | None, units: Sequence[Row]) -> tuple[Dimension, ...]:
    """What --by names: one or several of the dimensions, with commas."""
    names = [name.strip() for name in text.split(",")] if text is not None else []
    faults = [fault for name in names for fault in _faults(name)]
    faults += [f"{name!r} is named twice." for name in sorted(set(names)) if names.count(name) > 1]
    if faults:
        raise Refused(
            f"Voices cannot be split so: there are {', '.join(DIMENSIONS)}, and unit at a level of "
            "the tree (unit:area).",
            faults,
        )
    tree = {str(unit["unit_id"]): unit for unit in units}
    return tuple(Dimension(label=name, of=_reader(name, tree)) for name in names)


def _faults(name: str) -> list[str]:
    plain, colon, level = name.partition(":")
    if plain not in DIMENSIONS:
        return [f"{name!r} is no dimension."]
    if colon and (plain != "unit" or level not in UNIT_KINDS):
        return [f"{name!r}: only unit has levels, which are {', '.join(UNIT_KINDS)}."]
    return []


def _reader(name: str, tree: Mapping[str, Row]) -> Callable[[Row], str]:
    plain, _, level = name.partition(":")
    if plain in OF_RESPONSES:
        return lambda row: row[plain] or NOT_RECORDED
    if plain in OF_PERIODS:
        period = month_of if plain == "month" else quarter_of
        return lambda row: period(row["answered_on"]).label

    def of_a_journey(row: Row) -> str:
        if row["journey_id"] is None:
            return NOT_LINKED
        match plain:
            case "unit":
                return _unit(row["unit_id"], level, tree)
            case "basis":
                return _basis(row)
            case "age_band":
                return _age_band(row["age"])
            case _:
                return row[plain] or NOT_RECORDED

    return of_a_journey


def _unit(unit: str | None, level: str, tree: Mapping[str, Row]) -> str:
    """The unit itself, or the one above it at a level."""
    if not level or unit is None:
        return unit or NOT_RECORDED
    return unit_above(tree, unit, level) or NOT_RECORDED


def _basis(row: Row) -> str:
    begun = row["enhanced_on"] is None or row["enhanced_on"] <= row["answered_on"]
    return "enhanced" if row["is_enhanced"] and begun else "standard"


def _age_band(age: int | None) -> str:
    if age is None:
        return NOT_RECORDED
    return next((band for last, band in AGE_BANDS if age <= last), OLDEST)
