"""By what a figure can be split: what may be asked for, and of which rows.

On the authority of the contract of the measures; the bands of age are ours, with 18 as a limit
because the Victims' Code has it and ten years otherwise, as in most published tables of victims.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from touchpoint.errors import Refused
from touchpoint.ledger.vocabulary import UNIT_KINDS
from touchpoint.measures.definition.measure import Measure, Population

NOT_RECORDED: Final = "not recorded"
NO_MARK: Final = "none"
NOT_APPLICABLE: Final = "not applicable"

AGE_BANDS: Final = (
    (17, "under 18"),
    (24, "18-24"),
    (34, "25-34"),
    (44, "35-44"),
    (54, "45-54"),
    (64, "55-64"),
    (74, "65-74"),
)
"""The last year of each band; whoever is older is in the last."""
OLDEST: Final = "75 and over"

OF_INVESTIGATIONS: Final = ("unit", "offence_group", "mark", "pathway")
OF_JOURNEYS: Final = ("basis", "sex", "age_band", "ethnicity", "disability")
_OF_A_CRIME: Final = (*OF_INVESTIGATIONS, *OF_JOURNEYS)

OWN: Final[Mapping[Population, tuple[str, ...]]] = {
    Population.JOURNEYS: ("source",),
    Population.INVESTIGATIONS: ("source",),
    Population.TOUCHPOINTS: ("source",),
    Population.INTERVALS: (),
    Population.VERDICTS: ("duty", "right"),
    Population.ANSWERS: ("survey", "question"),
    Population.PERSONS: (),
    Population.REVIEWS: ("question",),
    Population.RETURNS: ("provider", "service", "area", "indicator"),
}
"""What the rows of a population say themselves, beside what their crime says."""

NAMES: Final = tuple(dict.fromkeys((*_OF_A_CRIME, *(name for own in OWN.values() for name in own))))


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """One dimension as it was asked for: a level of the tree is asked for as unit:area."""

    name: str
    level: str | None = None

    @property
    def label(self) -> str:
        """How it is written."""
        return self.name if self.level is None else f"{self.name}:{self.level}"


def read_dimension(text: str) -> Dimension:
    """The dimension that a text names."""
    name, colon, level = text.partition(":")
    if name not in NAMES:
        raise Refused(
            f"{text!r} is no dimension: there are {', '.join(NAMES)}, and unit at a level of the "
            "tree (unit:area)."
        )
    if not colon:
        return Dimension(name=name)
    if name != "unit" or level not in UNIT_KINDS:
        raise Refused(
            f"{text!r} is no dimension: only unit has levels, which are {', '.join(UNIT_KINDS)}."
        )
    return Dimension(name=name, level=level)


def takes(measure: Measure, dimension: Dimension) -> bool:
    """Whether the rows of a measure have a dimension."""
    if dimension.name == "source":
        counts_touchpoints = any(rows.has for rows in measure.numerator)
        return counts_touchpoints and "source" in OWN[measure.population]
    if measure.population is Population.RETURNS:
        return dimension.name in OWN[Population.RETURNS]
    return dimension.name in (*_OF_A_CRIME, *OWN[measure.population])


def overlap_note(measure: Measure, dimensions: tuple[Dimension, ...]) -> str | None:
    """That rows are not apart from one another, where one thing may stand in several."""
    names = {dimension.name for dimension in dimensions}
    said = []
    if "mark" in names:
        said.append("an investigation may have several marks")
    if "source" in names:
        said.append("several sources may record the same")
    counts_wholes = measure.population in (Population.INVESTIGATIONS, Population.REVIEWS)
    if counts_wholes and names & set(OF_JOURNEYS):
        said.append("an investigation may have several victims")
    if measure.population is Population.PERSONS and names:
        said.append("a person may be the victim of several crimes")
    return f"Rows overlap: {', and '.join(said)}." if said else None
