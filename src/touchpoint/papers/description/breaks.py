"""Changes of method that a force tells of: no window and no test reaches across one."""

from dataclasses import dataclass
from datetime import date

from touchpoint.calendar import Period
from touchpoint.measures.definition.measure import Measure


@dataclass(frozen=True, kw_only=True)
class Break:
    """A change in the way something is recorded, which no comparison crosses."""

    measures: tuple[str, ...]
    on: date
    says: str

    def touches(self, measure: Measure, first: Period, last: Period) -> bool:
        """Whether it lies between the first day of one period and the last of another."""
        named = measure.name.partition(":")[0]
        concerns = measure.name in self.measures or named in self.measures
        return concerns and first.from_on < self.on <= last.to_on
